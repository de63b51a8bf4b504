import textwrap
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from guides.models import Guide, Section
from texts.exporting.packing import as_xhtml, packed, rendered

TITLE, SMALL = 92, 48  # sizes of type on a cover 1200 wide
LINE_LENGTHS = {TITLE: 20, SMALL: 40}


@dataclass(frozen=True)
class Page:
    """`kind`: what EPUB calls it; `template`: below guides/epub/."""

    file: str
    title: str
    kind: str
    template: str
    section: Section | None = None


def epub(guide: Guide, sections: list[Section], for_facilitators: bool) -> bytes:
    """EPUB 3. The same guide gives the same bytes. Expects what `guides.sheets.loading` fetches."""
    pages = [
        Page("cover.xhtml", _("Cover"), "cover", "cover.html"),
        Page("title.xhtml", guide.title, "titlepage", "title.html"),
        Page("front.xhtml", _("This guide"), "introduction", "front.html"),
        *(
            Page(f"section-{at}.xhtml", f"{section.position}. {section.title}", "chapter", "section.html", section)
            for at, section in enumerate(sections, 1)
        ),
    ]
    context = _context(guide, for_facilitators) | {"pages": pages}
    members = {f"text/{name}": rendered(f"guides/epub/{name}.xml", context) for name in ("package.opf", "nav.xhtml")}
    members["text/style.css"] = rendered("texts/epub/style.css", {})
    members["text/cover.svg"] = rendered("guides/epub/cover.svg", {"guide": guide, "lines": _cover(guide)})
    return packed(members | {f"text/{page.file}": _page(page, context) for page in pages})


def _context(guide: Guide, for_facilitators: bool) -> dict:
    address = settings.SITE_URL + guide.get_absolute_url()
    edition = "#facilitator" if for_facilitators else ""
    return {
        "guide": guide,
        "for_facilitators": for_facilitators,
        "address": address,
        "identifier": uuid.uuid5(uuid.NAMESPACE_URL, address + edition).urn,
        "modified": guide.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "topics": guide.tags.order_by("name"),
    }


def _page(page: Page, context: dict) -> bytes:
    body = render_to_string(f"guides/epub/{page.template}", context | {"section": page.section})
    shown = {"guide": context["guide"], "title": page.title, "kind": page.kind, "body": as_xhtml(body)}
    return rendered("guides/epub/page.xhtml.xml", shown)


def _cover(guide: Guide) -> list[tuple[int, int, bool, str]]:
    """Lines of the cover: how far down, size, whether italic, words."""
    lines, down = [], 560
    for words, size, is_italic in (
        (guide.title, TITLE, False),
        (guide.subtitle, SMALL, True),
        (guide.text.title, SMALL, True),
        (guide.text.author_line, SMALL, False),
    ):
        for line in textwrap.wrap(words, LINE_LENGTHS[size], max_lines=5, placeholder=" …"):
            lines.append((down, size, is_italic, line))
            down += round(size * 1.25)
        down += SMALL if words else 0
    return lines
