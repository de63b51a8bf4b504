"""Contents lists made of links into the document itself, which a text with chapters does not need."""

from texts.blocks import Heading, Link, List, Note, Paragraph, Table, contents, inline_text, walk, walk_inline
from texts.importing.flow import INTERNAL, Item, is_note_mark

FEWEST = 3
SHARE = 0.5


def without_link_lists(items: list[Item]) -> list[Item]:
    """Lists and tables of links go; so do runs of three or more paragraphs that are each a link and little else."""
    linked = [_is_linked(item) for item in items]
    kept: list[Item] = []
    ids: list[str] = []
    for at, item in enumerate(items):
        if linked[at] and (_count(item) >= FEWEST or _run(linked, at) >= FEWEST):
            ids += item.ids
        else:
            item.ids = [*ids, *item.ids]
            ids = []
            kept.append(item)
    return kept


def _run(linked: list[bool], at: int) -> int:
    start = at
    while start > 0 and linked[start - 1]:
        start -= 1
    end = at
    while end < len(linked) and linked[end]:
        end += 1
    return end - start


def _links(item: Item) -> list[Link]:
    if isinstance(item.block, Heading | Note):
        return []
    return [
        each
        for block in walk((item.block,))
        for content in contents(block)
        for each in walk_inline(content)
        if isinstance(each, Link) and each.href.startswith(INTERNAL) and not is_note_mark(each)
    ]


def _count(item: Item) -> int:
    return len(_links(item))


def _is_linked(item: Item) -> bool:
    if not isinstance(item.block, Paragraph | List | Table):
        return False
    links = _links(item)
    if not links:
        return False
    total = sum(len(inline_text(content)) for block in walk((item.block,)) for content in contents(block))
    return sum(len(inline_text(link.content)) for link in links) >= SHARE * max(total, 1)
