"""What a chapter is called: its number, its title, and its heading as printed."""

from collections import Counter
from dataclasses import dataclass

from texts.blocks import Block, Break
from texts.importing.flow import Item
from texts.importing.front_matter import CREDITS
from texts.importing.titles import (
    Split,
    begins_with,
    is_bare,
    is_label_word,
    number_value,
    plain_letters,
    same,
    split_heading,
)

OPENING = "Opening"
LONGEST_NUMBER = 24
LONG_LABEL = 30


@dataclass
class Mark:
    """A chapter begins at items[at]. `label` is what a table of contents calls it, if one does."""

    at: int
    label: str = ""
    part: str = ""
    split: Split | None = None
    opening: bool = False
    from_heading: bool = False
    """Whether the label is the text of a heading in the document, not an entry of a list of contents."""
    own: int = 0
    """Where its own heading stands, if a few words of a part page come before it; else 0."""


def leading_headings(items: list[Item]) -> tuple[list[Item], list[Item]]:
    at = 0
    while at < len(items) and (items[at].is_heading or isinstance(items[at].block, Break)):
        at += 1
    return [item for item in items[:at] if item.is_heading], items[at:]


def named(mark: Mark, heads: list[Item], deeper: Counter[int]) -> tuple[str, str, str, list[Item]]:
    """Number, title, the heading as printed, and the leading headings that are not part of it. `deeper` counts the
    headings of the chapter by level.
    """
    if mark.opening and not mark.label:
        named = [head.text for head in heads if not CREDITS.search(head.text)]
        return "", named[-1] if named else OPENING, "", []
    if not mark.label:
        return _from_headings(mark, heads)
    match = _printed_at(heads, mark.label)
    listed = split_heading(mark.label)
    split = mark.split or (heads[match].heading_split() if match is not None else listed)
    split = split if split.number else listed
    number = split.number
    if match is None:
        letters = plain_letters(mark.label)
        left = [head for head in heads if plain_letters(head.text) not in letters and not same(head.text, mark.part)]
        said = (head.text for head in heads if same(head.text, split.title) and not head.text.isupper())
        return number, next(said, split.title) if split.title.isupper() else split.title, mark.label, left
    if (
        not number
        and match
        and len(heads[match - 1].text) <= LONGEST_NUMBER
        and not same(heads[match - 1].text, mark.part)
    ):
        number = heads[match - 1].heading_split().number or heads[match - 1].text
    rest = heads[match + 1 :]
    if split.number and _is_bare(split, heads[match].text) and _is_rest_of_title(heads[match], rest, deeper):
        return number, rest[0].text, f"{mark.label}: {rest[0].text}", rest[1:]
    title = listed.title if _is_bare(split, heads[match].text) else _in_small_letters(split.title, mark.label)
    return number, title, mark.label, rest


def _in_small_letters(title: str, label: str) -> str:
    """As the list of contents writes it, where the heading is set in capitals."""
    listed = split_heading(label).title
    return listed if title.isupper() and same(listed, title) else title


def _printed_at(heads: list[Item], label: str) -> int | None:
    """Which heading says what the list of contents says; “1. The Gate” may be printed “Chapter I: The Gate”, “The Gate”
    “1. The Gate”, “A. The Gate” “Appendix A. The Gate”.
    """
    equal = [same(head.text, label) for head in heads]
    alike = [_is_alike(head.heading_split(), split_heading(label), label) for head in heads]
    more = [same("".join(head.text.split(None, 1)[1:]), label) for head in heads]
    cut_off = [len(label) > LONG_LABEL and begins_with(head.text, label) for head in heads]
    return next((at for found in (equal, alike, more, cut_off) for at, fits in enumerate(found) if fits), None)


def _is_alike(printed: Split, listed: Split, label: str) -> bool:
    agrees = not listed.number or number_value(printed.number) == number_value(listed.number)
    bare = bool(listed.number) and _is_bare(listed, label)
    return bool(printed.number) and agrees and (bare or same(printed.title, listed.title))


def _is_bare(split: Split, text: str) -> bool:
    """“Chapter I”, “1.”: a number without a title."""
    return bool(split.number) and (same(split.title, text) or same(split.title, split.number))


def _is_rest_of_title(head: Item, rest: list[Item], deeper: Counter[int]) -> bool:
    """“In which he sets out” below “Chapter I”: the only other heading of its level in the chapter."""
    if not rest or deeper[rest[0].level] != 1 + (rest[0].level == head.level):
        return False
    return not is_bare(rest[0].text) and not is_label_word(rest[0].text)


def _from_headings(mark: Mark, heads: list[Item]) -> tuple[str, str, str, list[Item]]:
    heads = [head for head in heads if not (mark.part and same(head.text, mark.part))] or heads
    if not heads:
        return "", OPENING, "", []
    first = heads[0]
    split = mark.split or first.heading_split()
    bare = _is_bare(split, first.text)
    if len(heads) > 1 and (bare or first.level > heads[1].level) and len(first.text) <= LONGEST_NUMBER:
        title = heads[1].text
        return split.number or first.text, title, f"{first.text}: {title}", heads[2:]
    return split.number, split.title, first.text, heads[1:]


def headed(blocks: list[Block]) -> tuple[str, str, str, list[Block]]:
    """Number, title and printed heading of a chapter that begins with these blocks, and the blocks below them."""
    heads, body = leading_headings([Item(block) for block in blocks])
    if not heads:
        return "", "", "", blocks
    number, title, printed, left = _from_headings(Mark(0), heads)
    return number, title, printed, [item.block for item in (*left, *body)]


class PartNames:
    """The name of the part that one is in, and of the part around it: VOLUME I, BOOK FIRST: A JUST MAN."""

    def __init__(self) -> None:
        self.names: list[tuple[int, str]] = []

    def take(self, name: str, level: int, goes_on: bool) -> None:
        """`goes_on`: nothing stands between this heading and the one before, and it names no part: it is a title."""
        if goes_on and self.names and level >= self.names[-1][0]:
            before_level, before = self.names.pop()
            self.names.append((before_level, f"{before}: {name}"))
            return
        self.leave(level)
        self.names.append((level, name))

    def leave(self, level: int) -> None:
        while self.names and self.names[-1][0] >= level:
            self.names.pop()

    @property
    def full(self) -> str:
        return ", ".join(name for _, name in self.names)
