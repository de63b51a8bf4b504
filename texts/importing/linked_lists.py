"""Contents lists made of links into the document itself, which a text with chapters does not need."""

from itertools import groupby
from operator import itemgetter

from texts.blocks import (
    Heading,
    Link,
    List,
    Note,
    Paragraph,
    Quotation,
    Table,
    Text,
    contents,
    inline_text,
    walk,
    walk_inline,
)
from texts.importing.flow import INTERNAL, Item, is_note_mark
from texts.importing.titles import number_value, plain_letters, same, split_heading

FEWEST = 3
SHARE = 0.5
NEAR = 4


def without_link_lists(items: list[Item]) -> list[Item]:
    """Lists and tables of links go; so do runs of three or more paragraphs that are each a link and little else, and
    one that says no more than the heading it leads to.
    """
    linked = [_is_linked(item) for item in items]
    where = {each: at for at, item in enumerate(items) for each in item.ids}
    kept: list[Item] = []
    ids: list[str] = []
    for at, item in enumerate(items):
        if linked[at] and (_count(item) >= FEWEST or _run(linked, at) >= FEWEST or _says_heading(item, items, where)):
            ids += item.ids
        else:
            item.ids = [*ids, *item.ids]
            ids = []
            kept.append(item)
    return kept


def with_listed_headings(items: list[Item]) -> list[Item]:
    """Places that a list of contents leads to are headings, if they begin with what it calls them in a plain paragraph,
    or if most of the places have no heading.
    """
    places = _listed_places(items)
    heads = {at: next((item for item in items[at : at + NEAR] if item.text), items[at]) for at in places}
    bare = {at: label for at, label in places.items() if not heads[at].is_heading}
    if len(bare) < SHARE * len(places) or len(bare) < FEWEST:
        bare = {at: label for at, label in bare.items() if _begins(label, heads[at])}
    levels = {_style(label): heads[at].level for at, label in reversed(places.items()) if heads[at].is_heading}
    done: list[Item] = []
    said = ""
    for at, item in enumerate(items):
        if label := bare.get(at):
            level = levels.setdefault(_style(label), levels.get("", 2))
            done.append(Item(Heading(level, (Text(label),)), item.file))
            said = plain_letters(label)
        again = bool(said) and _begins(said, item)
        said = said.removeprefix(plain_letters(item.text)) if again else ""
        done += [] if again else [item]
    return done


def _says_heading(item: Item, items: list[Item], where: dict[str, int]) -> bool:
    link = _links(item)[0]
    at = where.get(link.href.removeprefix(INTERNAL), len(items))
    return any(each.is_heading and same(each.text, inline_text(link.content)) for each in items[at : at + NEAR])


def _listed_places(items: list[Item]) -> dict[int, str]:
    """Where the entries of lists of contents lead. They follow the order of the text; those of an index do not."""
    linked = [_is_linked(item) for item in items]
    where = {each: at for at, item in enumerate(items) for each in item.ids}
    found: dict[int, str] = {}
    for is_list, run in groupby(zip(items, linked, strict=True), itemgetter(1)):
        listing = [item for item, _linked in run] if is_list else []
        links = [link for item in listing for link in _links(item)]
        places = [(at, link) for link in links if (at := where.get(link.href.removeprefix(INTERNAL))) is not None]
        order = [at for at, _link in places]
        if len(listing) >= FEWEST and order == sorted(order):
            found |= {at: " ".join(inline_text(link.content).split()) for at, link in places if not linked[at]}
    return found


def _begins(label: str, item: Item) -> bool:
    letters = plain_letters(item.text) if isinstance(item.block, Paragraph) else ""
    return bool(letters) and plain_letters(label).startswith(letters)


def _style(label: str) -> str:
    """Entries whose numbers look otherwise, 1 below II and A below 1, stand on another level."""
    number = split_heading(label).number
    if number[:1].isdigit():
        return "1"
    return "I" if number_value(number) and number not in "CDLM" else number and "A"


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
    if not isinstance(item.block, Paragraph | List | Table | Quotation):
        return False
    links = _links(item)
    if not links:
        return False
    total = sum(len(inline_text(content)) for block in walk((item.block,)) for content in contents(block))
    return sum(len(inline_text(link.content)) for link in links) >= SHARE * max(total, 1)
