"""Headings that are set as paragraphs: only the table of contents says that they are titles."""

from texts.blocks import Heading, Paragraph
from texts.importing.flow import Item
from texts.importing.naming import Mark
from texts.importing.titles import number_value, plain_letters, same, split_heading

LONGEST_LINE = 120
LINES = 3
LEVEL = 2


def with_printed_headings(items: list[Item], marks: list[Mark]) -> None:
    """Turns the lines at each mark that say its label, number above title, into headings, and has the chapter begin
    at the first of them: an entry often leads to the title, below the number.
    """
    before = 0
    for mark in marks:
        if mark.label and not mark.opening:
            _print(items, mark, before)
        before = mark.at + 1


def _print(items: list[Item], mark: Mark, floor: int) -> None:
    at = mark.own or mark.at
    lines = _lines_below(items, at)
    title = next((place for place in lines if _says_title(items[place], mark.label)), None)
    if title is None:
        return
    first = at
    while first > floor and _may_stand_above(items, first - 1, at):
        first -= 1
    heads = [place for place in range(first, title + 1) if place == title or _is_number_of(items[place], mark.label)]
    if first < at and first in heads:
        mark.at, mark.own = (first, 0) if not mark.own or mark.own == mark.at else (mark.at, first)
    for place in heads:
        _promote(items[place])


def _lines_below(items: list[Item], at: int) -> list[int]:
    places = []
    for place in range(at, min(at + LINES, len(items))):
        if not _is_line(items[place]) or items[place].file != items[at].file:
            break
        places.append(place)
    return places


def _may_stand_above(items: list[Item], place: int, at: int) -> bool:
    return items[place].file == items[at].file and _is_line(items[place]) and _is_number(items[place].text)


def _is_line(item: Item) -> bool:
    return isinstance(item.block, Paragraph | Heading) and 0 < len(item.text) <= LONGEST_LINE


def _says_title(item: Item, label: str) -> bool:
    """The label, its title, or, where it is “1” and no more, “Chapter One”."""
    said = same(item.text, label) or same(item.text, split_heading(label).title)
    return said or (_is_number(label) and _is_number_of(item, label))


def _is_number(text: str) -> bool:
    """“3”, “Chapter Three”, without a title."""
    split = split_heading(text)
    bare = plain_letters(split.title) in (plain_letters(text), plain_letters(split.number))
    return bool(split.number) and split.kind in ("chapter", "number") and bare


def _is_number_of(item: Item, label: str) -> bool:
    split, named = split_heading(item.text), split_heading(label)
    agrees = not named.number or number_value(named.number) == number_value(split.number)
    return _is_number(item.text) and agrees


def _promote(item: Item) -> None:
    if isinstance(item.block, Paragraph):
        item.block = Heading(LEVEL, item.block.content)
