"""Headings in documents that have none: short paragraphs that say “Chapter I”, or are all bold."""

from texts.blocks import Heading, Paragraph, Strong, note_keys
from texts.importing.flow import Item
from texts.importing.titles import is_bare, same, split_heading

HEADING_LENGTH = 90
MOST = 0.8


def with_promoted_headings(items: list[Item]) -> list[Item]:
    return with_titles_below_numbers(_with_headings(items))


def with_titles_below_numbers(items: list[Item]) -> list[Item]:
    """“CHAPTER I.” as a heading and “THE GATE.” or “The Gate” as a paragraph below it, in nearly all chapters, are one
    heading.
    """
    bare = [at for at, item in enumerate(items) if item.is_heading and _is_bare_label(item)]
    titles = [at + 1 for at in bare if _is_title_line(items[at + 1 : at + 3])]
    if len(titles) >= 2 and len(titles) >= MOST * len(bare):
        for at in titles:
            promote(items[at], items[at - 1].level + 1)
    return items


def _is_bare_label(item: Item) -> bool:
    split = item.heading_split()
    return (split.kind in ("chapter", "number") and same(split.title, item.text)) or is_bare(item.text)


def _is_title_line(below: list[Item]) -> bool:
    """In capitals, or without a point at its end and above something longer, or of another kind."""
    line = below[0] if below and isinstance(below[0].block, Paragraph) else None
    if not line or not 1 < len(line.text) <= HEADING_LENGTH or note_keys([line.block]):
        return False
    longer = len(below) > 1 and (not isinstance(below[1].block, Paragraph) or len(below[1].text) > len(line.text))
    return line.text.isupper() or (not line.text[0].islower() and line.text[-1].isalnum() and longer)


def _with_headings(items: list[Item]) -> list[Item]:
    if sum(item.is_heading for item in items) >= 2:
        return items
    said = [at for at, item in enumerate(items) if says_chapter(item)]
    bold = [at for at, item in enumerate(items) if is_bold(item)]
    for at in said if len(said) >= 2 else bold if len(bold) >= 2 else []:
        promote(items[at], 2)
    for at in bold:
        if len(said) >= 2 and at - 1 in said:
            promote(items[at], 3)
    return items


def promote(item: Item, level: int) -> None:
    if isinstance(item.block, Paragraph):
        item.block = Heading(level, item.block.content)


def says_chapter(item: Item) -> bool:
    line = isinstance(item.block, Paragraph) and len(item.text) <= HEADING_LENGTH
    return line and split_heading(item.text).kind in ("chapter", "part")


def is_bold(item: Item) -> bool:
    block = item.block
    if not isinstance(block, Paragraph) or not 0 < len(item.text) <= HEADING_LENGTH:
        return False
    return (
        len(block.content) == 1
        and isinstance(block.content[0], Strong)
        and not item.text.endswith((".", ",", ";", ":"))
    )
