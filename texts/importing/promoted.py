"""Headings in documents that have none: short paragraphs that say “Chapter I”, or are all bold."""

from texts.blocks import Heading, Paragraph, Strong
from texts.importing.flow import Item
from texts.importing.titles import split_heading

HEADING_LENGTH = 90


def with_promoted_headings(items: list[Item]) -> list[Item]:
    if sum(item.is_heading for item in items) >= 2:
        return items
    said = [at for at, item in enumerate(items) if _says_chapter(item)]
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


def _says_chapter(item: Item) -> bool:
    return (
        isinstance(item.block, Paragraph)
        and len(item.text) <= HEADING_LENGTH
        and bool(split_heading(item.text).kind in ("chapter", "part"))
    )


def is_bold(item: Item) -> bool:
    block = item.block
    if not isinstance(block, Paragraph) or not 0 < len(item.text) <= HEADING_LENGTH:
        return False
    return (
        len(block.content) == 1
        and isinstance(block.content[0], Strong)
        and not item.text.endswith((".", ",", ";", ":"))
    )
