"""What the shape of a few HTML elements gives away."""

import re
from collections.abc import Iterator

from lxml import etree

from texts.blocks import Content, Inline, LineBreak, Text
from texts.importing import elements
from texts.importing.elements import HEADINGS
from texts.importing.flow import plain_content, tidy
from texts.importing.markup import all_text, classes, name
from texts.importing.titles import Split, split_heading

MARK_LENGTH = 12
NOTE_TERM = re.compile(r"^[\[(←↑^\s]*\d{1,4}[\])↩\s]*$")


def lines_of(content: Content) -> list[Content]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tidy(tuple(line), breaks=False) for line in lines if line]


def split_over_lines(lines: list[Content]) -> Split | None:
    return _number_and_title([plain_content(line).strip() for line in lines], " ")


def joined_by_colons(parts: list[Content]) -> Content:
    content: list[Inline] = list(parts[0])
    for part in parts[1:]:
        content += [Text(": "), *part]
    return tidy(tuple(content), breaks=False)


def split_over_parts(parts: list[Content]) -> Split | None:
    """Number and title, if each stands in an element of its own."""
    return _number_and_title([plain_content(part).strip() for part in parts], ": ")


def _number_and_title(texts: list[str], joint: str) -> Split | None:
    first = split_heading(texts[0])
    if len(texts) < 2 or not first.number or first.title not in (texts[0], first.number):
        return None
    return Split(first.kind, first.number, joint.join(texts[1:]), first.word)


def all_point_back(element: etree._Element) -> bool:
    """A list whose every item has an anchor and ends in a link back into the text is a list of notes."""
    items = [child for child in element if name(child) == "li"]
    return bool(items) and all(points_back(item) for item in items)


def all_are_named(element: etree._Element) -> bool:
    items = [child for child in element if name(child) == "li"]
    return bool(items) and all(item.get("id") for item in items)


def points_back(item: etree._Element) -> bool:
    links = [link for link in item.iter() if name(link) == "a" and "#" in (link.get("href") or "")]
    marks = {"↑", "↩", "^", "⏎", "back", "↩︎", "[back]", "return"}
    return any(map(elements.anchors, item.iter("*"))) and any(all_text(link).strip().lower() in marks for link in links)


def is_numbered_note(paragraph: etree._Element) -> bool:
    """“1. A note. ↩”"""
    begins = re.match(r"\s*[\[(]?(?:\d{1,4}|[*†‡])[\s.:\])]", all_text(paragraph)[:MARK_LENGTH])
    return bool(begins) and bool(elements.anchors(paragraph)) and points_back(paragraph)


def is_note_term(term: etree._Element, listing: etree._Element) -> bool:
    """A number that leads back, with an anchor of its own or of the list around it."""
    links = [link for link in term.iter() if name(link) == "a" and "#" in (link.get("href") or "")]
    has_anchor = any(elements.anchors(each) for each in (listing, *term.iter()) if name(each))
    return has_anchor and len(links) == 1 and bool(NOTE_TERM.match(all_text(term).strip()))


def own_rows(table: etree._Element) -> list[etree._Element]:
    """Not those of tables inside it."""
    groups = [table, *(child for child in table if name(child) in ("thead", "tbody", "tfoot"))]
    return [row for group in groups for row in group if name(row) == "tr"]


def is_layout(cell: etree._Element) -> bool:
    blocks = [inner for inner in cell.iterdescendants() if name(inner) in elements.BLOCK]
    return len(blocks) > 4 or any(name(inner) in HEADINGS for inner in blocks)


def code_classes(element: etree._Element, code: etree._Element | None) -> list[str]:
    found = [*classes(element), *(classes(code) if code is not None else ())]
    return [each for each in found if each.startswith("language-")]


def terms_with_texts(element: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each text of a list of definitions with the term above it."""
    term = element
    for child in element:
        if name(child) == "dt":
            term = child
        elif name(child) == "dd":
            yield term, child
