"""The HTML of a chapter cut into rows, so that what belongs to a paragraph can stand beside it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
EMPTY = {"br", "hr", "img"}
NUMBER = re.compile(r' id="p(\d+)"')
HEADING = re.compile(r"<h[2-6]\b")
NOTES = '<section class="footnotes"'
OF_THE_PAGE = re.compile(r' id="[^"]*"|<a [^>]*href="#[^"]*"[^>]*>.*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Passage:
    """`starts_at` is the paragraph that notes are about, 0 for a row without any; they come before the `rest`."""

    html: str
    starts_at: int = 0
    rest: str = ""


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


def split(html: str, marks: Mapping[int, int]) -> list[Passage]:
    """Rows for the text without its footnotes, each from one mark to the next. `marks`: from the paragraph at which
    notes stand to the last that they are about.
    """
    rows: list[tuple[int, list[str], list[str]]] = [(0, [], [])]
    seen = 0
    for piece in top_level(html):
        mark = _mark_in(piece, marks)
        if mark:
            rows.append((mark, _headings_at_the_end(rows[-1][2] or rows[-1][1]), []))
            seen = 0
        start, cited, rest = rows[-1]
        (rest if start and seen >= marks[start] else cited).append(piece)
        seen = max([seen, *(int(number) for number in NUMBER.findall(piece))])
    return [Passage("\n".join(cited), mark, "\n".join(rest)) for mark, cited, rest in rows if cited]


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
