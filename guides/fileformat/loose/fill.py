"""What stands in a document beside its questions: the parts of the guide and of its sections."""

import re

from guides.fileformat.document import Entry, GuideDocument, Part, SectionDocument, normal, one_line
from guides.fileformat.loose.blocks import STEP, Block
from guides.fileformat.loose.outline import Found
from guides.fileformat.loose.words import PARTS, guide_label, plain, section_label

_LABELLED = re.compile(r"(?:\*\*|__)?([A-Z][\w ]{2,24}?)(?::(?:\*\*|__)|(?:\*\*|__)?\s*:)\s+(\S.*)", re.DOTALL)
_PAGES = re.compile(r"(?:pp?\.|pages?)\s*([\divxlc]+\s*(?:[-–]|to)\s*[\divxlc]+)", re.IGNORECASE)
ENTRIES = ("people", "terms", "timeline")


_NAMED = re.compile(
    r"\*\*(.+?)\*\*\s*(?:\(([^)]*)\))?\s*[:–—-]?\s*(.*)|([^:–—]{1,60}?)\s*(?::|\s[–—-])\s+(.*)", re.DOTALL
)


def entry(text: str, dated: bool = False) -> Entry:
    match = _NAMED.fullmatch(text)
    if not match:
        return Entry(text=normal(text)) if dated else Entry(name=plain(text))
    name, when = plain(match[1] or match[4]).rstrip(":"), plain(match[2] or "")
    words = normal(match[3] or match[5] or "")
    return Entry(when, name, words) if dated else Entry(name, when, words)


def raw(block: Block) -> str:
    if block.kind == "directive":
        return f"::: {block.name} {block.title}".rstrip() + f"\n{block.text}\n:::"
    return block.text


def joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def add_to_section(section: SectionDocument, place: Found, inner: str) -> None:
    """`inner`: the title of the heading between the section and the block, empty where there is none."""
    block = place.block
    if block.kind == "directive" and block.name in PARTS:
        _append(section, PARTS[block.name], block.text)
    elif block.kind == "paragraph" and STEP.match(block.text):
        _append(section, "facilitator_notes", f"- {block.text}")
    elif inner:
        _add_part(section, inner, block)
    elif block.kind in ("list", "paragraph") and (labelled := _labelled(block)):
        for name, text in labelled:
            _append(section, section_label(name) or "before", text if section_label(name) else f"**{name}**: {text}")
    else:
        _append(section, "before", raw(block))


def _labelled(block: Block) -> list[tuple[str, str]]:
    """Labels with their texts where every item or line is one, and at least one label has a place of its own."""
    texts = [normal("\n".join(line.text for line in item.lines)) for item in block.items]
    texts = texts or [line.text.strip() for line in block.lines if not line.text.rstrip("*_ ").endswith(":")]
    matches = [_LABELLED.fullmatch(text) for text in texts]
    found = [(one_line(match[1]), normal(match[2])) for match in matches if match]
    known = any(section_label(name) not in ("", *ENTRIES) for name, _ in found)
    return found if len(found) == len(texts) and known else []


def _append(section: SectionDocument, name: str, text: str) -> None:
    if name in ENTRIES:
        getattr(section, name).append(Entry(text=text))
    else:
        glue = "; " if name in ("reading_note", "pages") and getattr(section, name) else ""
        before = getattr(section, name)
        setattr(section, name, f"{before}{glue}{text}" if glue else joined(before, text))


def _add_part(section: SectionDocument, title: str, block: Block) -> None:
    name = section_label(title)
    if name in ENTRIES and block.items:
        getattr(section, name).extend(entry(text) for text in item_texts(block))
    elif name in ("reading_note", "pages"):
        for text in item_texts(block) if block.items else [raw(block)]:
            _append(section, name, text)
    elif name:
        _append(section, name, raw(block))
    elif section.extra_parts and section.extra_parts[-1].title == title:
        section.extra_parts[-1].text = joined(section.extra_parts[-1].text, raw(block))
    else:
        section.extra_parts.append(Part(title, raw(block)))


def item_texts(block: Block) -> list[str]:
    return [normal("\n".join(line.text for line in item.lines)) for item in block.items]


def add_to_guide(document: GuideDocument, place: Found, title: str) -> None:
    """`title`: the outermost heading above the block that is not the title of the guide."""
    block, name = place.block, guide_label(title)
    if not title:
        document.why = joined(document.why, raw(block))
    elif name in ENTRIES and block.items:
        getattr(document, name).extend(entry(text, dated=name == "timeline") for text in item_texts(block))
    elif name in ENTRIES:
        getattr(document, name).append(Entry(text=raw(block)))
    elif name:
        setattr(document, name, joined(getattr(document, name), raw(block)))
    elif document.extra_parts and document.extra_parts[-1].title == title:
        document.extra_parts[-1].text = joined(document.extra_parts[-1].text, raw(block))
    else:
        document.extra_parts.append(Part(title, raw(block)))


def pages_in(title: str) -> str:
    match = _PAGES.search(title)
    return one_line(match[1]) if match else ""
