"""The HTML of a chapter cut into rows, so that what belongs to a paragraph can stand beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
EMPTY = {"br", "hr", "img"}
NUMBER = re.compile(r' id="p(\d+)"')
HEADING = re.compile(r"<h[2-6]\b")
NOTES = '<section class="footnotes"'
WORDS_PER_NOTE = 110
OF_THE_PAGE = re.compile(r' id="[^"]*"|<a [^>]*href="#[^"]*"[^>]*>.*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """`starts_at` is the paragraph that a note is about, 0 for a row without one."""

    html: str
    starts_at: int = 0


def without_notes(html: str) -> tuple[str, str]:
    """The text and its footnotes."""
    at = html.rfind(NOTES)
    return (html, "") if at < 0 else (html[:at], html[at:])


def top_level(html: str) -> list[str]:
    """The outermost elements, in their order. Expects HTML of our own writer, in which every element is closed."""
    pieces, depth, start = [], 0, 0
    for tag in TAG.finditer(html):
        closes, name = tag[1], tag[2]
        if name not in EMPTY:
            depth += -1 if closes else 1
        if depth == 0:
            pieces.append(html[start : tag.end()].strip())
            start = tag.end()
    return pieces


def paragraphs(html: str, first: int, last: int) -> str:
    """The outermost elements that hold these paragraphs, without numbers, anchors and marks of footnotes."""
    wanted = range(first, last + 1)
    pieces = [piece for piece in top_level(without_notes(html)[0]) if _mark_in(piece, wanted)]
    return OF_THE_PAGE.sub("", "\n".join(pieces))


def split(html: str, marks: dict[int, int]) -> list[Passage]:
    """Rows for the text without its footnotes. `marks` are paragraphs with the number of notes beside each.

    A row begins at a marked paragraph and goes on until there is about as much text as notes beside it; what comes
    then up to the next mark is a row of its own.
    """
    rows: list[tuple[int, list[str]]] = [(0, [])]
    room = 0
    for piece in top_level(html):
        mark = _mark_in(piece, marks)
        if mark:
            rows.append((mark, _headings_at_the_end(rows[-1][1])))
            room = marks[mark] * WORDS_PER_NOTE
        elif room <= 0 and rows[-1][0]:
            rows.append((0, []))
        rows[-1][1].append(piece)
        room -= len(piece.split())
    return [Passage("\n".join(pieces), mark) for mark, pieces in rows if pieces]


def _headings_at_the_end(pieces: list[str]) -> list[str]:
    """Takes them off the pieces: a heading stays with the paragraph that it heads."""
    last = len(pieces)
    while last and HEADING.match(pieces[last - 1]):
        last -= 1
    headings = pieces[last:]
    del pieces[last:]
    return headings


def _mark_in(piece: str, marks: Iterable[int]) -> int:
    """The first marked paragraph of a piece: a quotation may hold several."""
    numbers = (int(found[1]) for found in NUMBER.finditer(piece))
    return next((number for number in numbers if number in marks), 0)
