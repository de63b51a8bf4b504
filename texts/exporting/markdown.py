import yaml
from django.conf import settings

from texts.blocks import Heading
from texts.blocks import Text as Words
from texts.exporting.chapters import hosted
from texts.models import Text
from texts.rewriting import with_headings_from, with_note_keys
from texts.writers import to_markdown


def markdown(text: Text) -> str:
    """One document: the title page as front matter, parts and chapters as headings, notes numbered by chapter.

    A chapter that is in no part, such as a preface, stands beside the parts; headings in it, below those of chapters.
    """
    chapters, _images = hosted(text)
    inside = 3 if any(chapter.part for chapter, _blocks in chapters) else 2
    pieces, part = [_front_matter(text)], ""
    for chapter, blocks in chapters:
        if chapter.part and chapter.part != part:
            pieces.append(to_markdown([Heading(1, (Words(chapter.part),))]))
        part = chapter.part
        body = with_headings_from(with_note_keys(blocks, f"{chapter.position}-"), inside)
        pieces.append(to_markdown([Heading(2 if chapter.part else 1, (Words(chapter.label),)), *body]))
    return "\n".join(pieces).replace("](image:", f"]({settings.SITE_URL}{text.get_absolute_url()}pictures/")


def _front_matter(text: Text) -> str:
    people = {role: [one.author.name for one in text.authorships.all() if one.role == role] for role in _ROLES}
    head = {
        "title": text.title,
        "subtitle": text.subtitle,
        **people,
        "date": text.written,
        "lang": text.language,
        "rights": text.rights,
        "source": text.source_url or f"{settings.SITE_URL}{text.get_absolute_url()}",
    }
    kept = {name: value for name, value in head.items() if value}
    return f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000)}---\n"


_ROLES = ("author", "translator", "editor")
