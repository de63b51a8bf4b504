from django.utils.translation import gettext as _

from discussions.models import Post

LONGEST_QUOTE = 2000


def quoted(words: str, source: str, address: str) -> str:
    """Markdown: the words as a quotation with a line that says whose they are and leads back to them."""
    if not words.strip():
        return ""
    if len(words) > LONGEST_QUOTE:
        words = words[:LONGEST_QUOTE].rsplit(None, 1)[0] + " …"
    name = source.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    lines = [*words.strip().splitlines(), "", f"[{name}]({address})"]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"


def quoted_post(post: Post, address: str) -> str:
    return quoted(post.body, _("%(name)s, post %(number)d") % {"name": post.author, "number": post.number}, address)
