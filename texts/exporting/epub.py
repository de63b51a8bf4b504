import re
import uuid
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings

from texts.blocks import Block
from texts.exporting.chapters import hosted
from texts.exporting.packing import packed, rendered
from texts.library import labels
from texts.models import Text
from texts.writers import to_html

PARAGRAPH_NUMBER = re.compile(r'<a class="para-no".*?</a>', re.DOTALL)
EMPTY = re.compile(r"<(br|hr|img)((?:\s[^>]*?)?)/?>")


def epub(text: Text) -> bytes:
    """EPUB 3. The same text gives the same bytes."""
    chapters, images = hosted(text)
    files = {chapter.pk: f"chapter-{at}.xhtml" for at, (chapter, _blocks) in enumerate(chapters, 1)}
    parts = _parts(chapters, files)
    context = {
        "text": text,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, settings.SITE_URL + text.get_absolute_url()).urn,
        "address": settings.SITE_URL + text.get_absolute_url(),
        "modified": text.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": [name for part in parts for name in part.files],
        "images": [(name, "image/jpeg" if name.endswith(".jpg") else "image/png") for name in sorted(images)],
        "parts": parts,
    }
    members = {
        f"text/{name}": rendered(f"texts/epub/{name}.xml", context)
        for name in ("package.opf", "nav.xhtml", "title.xhtml")
    }
    members["text/style.css"] = rendered("texts/epub/style.css", context)
    for part in parts:
        if part.title:
            members[f"text/{part.file}"] = rendered("texts/epub/part.xhtml.xml", {"text": text, "part": part})
    for chapter, blocks in chapters:
        page = {"text": text, "chapter": chapter, "body": _xhtml(blocks)}
        members[f"text/{files[chapter.pk]}"] = rendered("texts/epub/chapter.xhtml.xml", page)
    members |= {f"text/images/{name}": image.data for name, image in images.items()}
    return packed(members)


@dataclass(frozen=True)
class Part:
    """A part with a page of its own, or chapters that are in none. `chapters` are labels with their files."""

    title: str
    file: str
    chapters: list[tuple[str, str]]

    @property
    def files(self) -> list[str]:
        return [*([self.file] if self.title else []), *(file for _label, file in self.chapters)]


def _parts(chapters: list, files: dict) -> list[Part]:
    groups = groupby((chapter for chapter, _blocks in chapters), key=lambda chapter: chapter.part)
    return [
        Part(title, f"part-{at}.xhtml", [(chapter.label, files[chapter.pk]) for chapter in group])
        for at, (title, group) in enumerate(groups, 1)
    ]


def _xhtml(blocks: tuple[Block, ...]) -> str:
    """Without the numbers of paragraphs, which have no margin there; with notes that reading systems open in place."""
    html = PARAGRAPH_NUMBER.sub("", to_html(blocks, labels=labels()))
    html = html.replace(' loading="lazy"', "").replace(' tabindex="0"', "")
    html = html.replace('<a class="note-ref"', '<a class="note-ref" epub:type="noteref"')
    html = html.replace('<a class="note-back"', '<a class="note-back" epub:type="backlink" role="doc-backlink"')
    html = html.replace("</span><span", "</span><br/><span")  # lines of verse, also where no style sheet is read
    html = re.sub(r'<li id="(n\d+)">', r'<li id="\1" epub:type="footnote">', html)
    return EMPTY.sub(r"<\1\2/>", html)
