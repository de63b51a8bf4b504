import re

from django.utils.translation import gettext as _

from discussions.models import Post

LONGEST_QUOTE = 2000
MEANT = re.compile(r"([\\`*_\[\]<>#|~&])")
LIST_MARK = re.compile(r"^(\s*\d*)([.)+=:-])")


def quoted(words: str, source: str, address: str) -> str:
    """Markdown: the words as a quotation with a line that says whose they are and leads back to them."""
    words = words.strip()
    if not words:
        return ""
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(None, 1)[0] + " …"
    name = source.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    lines = [*words.splitlines(), "", f"[{name}]({address})"]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def as_markdown(text: str) -> str:
    """Plain text so that Markdown shows it as it is, line for line: verse stays verse."""
    lines = (MEANT.sub(r"\\\1", line) for line in text.splitlines())
    return "\\\n".join(LIST_MARK.sub(r"\1\\\2", line) for line in lines)


def quoted_post(post: Post, address: str) -> str:
    return quoted(post.body, _("%(name)s, post %(number)d") % {"name": post.author, "number": post.number}, address)
