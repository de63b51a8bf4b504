"""What the shape of a few HTML elements gives away."""

from lxml import etree

from texts.blocks import Content, Inline, LineBreak
from texts.importing import elements
from texts.importing.elements import HEADINGS
from texts.importing.flow import plain_content, tidy
from texts.importing.markup import all_text, classes, name
from texts.importing.titles import Split, split_heading


def lines_of(content: Content) -> list[Content]:
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [tidy(tuple(line), breaks=False) for line in lines if line]


def split_over_lines(lines: list[Content]) -> Split | None:
    first = split_heading(plain_content(lines[0]))
    if not first.number or first.title != plain_content(lines[0]).strip():
        return None
    rest = " ".join(plain_content(line).strip() for line in lines[1:])
    return Split(first.kind, first.number, rest, first.word)


def all_point_back(element: etree._Element) -> bool:
    """A list whose every item has an anchor and ends in a link back into the text is a list of notes."""
    items = [child for child in element if name(child) == "li"]
    return bool(items) and all(points_back(item) for item in items)


def points_back(item: etree._Element) -> bool:
    links = [link for link in item.iter() if name(link) == "a" and (link.get("href") or "").startswith("#")]
    marks = {"↑", "↩", "^", "⏎", "back", "↩︎", "[back]", "return"}
    return bool(item.get("id")) and any(all_text(link).strip().lower() in marks for link in links)


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
