"""Where in a chapter the words of a query stand closest together."""

import re
import unicodedata
from collections.abc import Iterable
from html import escape

WIDTH = 600
TRIES = 40
NEAR = 20
CLOSING = r"[”’\"»)」』]*"
SENTENCE_END = re.compile(rf"[.!?…]{CLOSING}\s+|[。！？]{CLOSING}|\n+")
FULL_STOP = re.compile(rf"[.!?…。！？]{CLOSING}\Z")
ANCHOR = ' id="p'
SPANS = re.compile(r"</?(?:em|strong|b|i|code|cite|sub|sup|ruby|rt|rp|br|bdi|q|s|u|span)\b[^>]*>")
FOLDED = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in [*range(0xC0, 0x250), *range(0x386, 0x500), *range(0x1E00, 0x2000)]
}


def folded(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay the same."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(FOLDED)


def closest(plain: str, stems: Iterable[str]) -> int | None:
    """The place around which as many of the stems as possible stand; None if there is none."""
    text = folded(plain)
    needles = [stem[:-1] if len(stem) > 4 else stem for stem in dict.fromkeys(map(folded, stems))]
    places = [place for needle in needles for place in _places(text, needle)]
    around = {place: _held(text[max(0, place - WIDTH // 4) : place + WIDTH // 2], needles) for place in places}
    return max(places, key=around.__getitem__, default=None)


def window(plain: str, best: int | None) -> str:
    """A piece of about WIDTH characters around the place; the beginning if there is none."""
    if best is None:
        return plain[:WIDTH]
    start = plain.rfind("\n", 0, best) + 1
    start = start if best - start < WIDTH // 3 else plain.rfind(" ", 0, best - WIDTH // 4) + 1
    return plain[start : best + WIDTH]


def excerpt(text: str, length: int, opens: str, closes: str) -> str:
    """About so many characters where marks stand closest, from the beginning of a sentence if one is near. Dots say
    where it is cut off.
    """
    marks = [found.start() for found in re.finditer(opens, text)] or [0]
    best = max(marks, key=lambda at: sum(at <= place < at + length // 2 for place in marks))
    low = max(0, best - length // 3)
    sentences = [found.end() for found in SENTENCE_END.finditer(text, low, best)] if low else [0]
    start = sentences[0] if sentences else text.find(" ", low, best) + 1 or low
    high = min(start + length, len(text))
    space = text.rfind(" ", best, high) if high < len(text) else -1
    end = space if space > best else high
    if text.rfind(opens, 0, start) > text.rfind(closes, 0, start):
        start = text.rfind(opens, 0, start)
    if text.rfind(opens, 0, end) > text.rfind(closes, 0, end):
        end = text.find(closes, end) + 1
    piece = text[start:end].strip()
    begins = bool(sentences) and not piece.lstrip(opens)[:1].islower()
    ends = end == len(text) or FULL_STOP.search(piece)
    return f"{'' if begins else '… '}{piece}{'' if ends else ' …'}"


def paragraph_at(html: str, plain: str, at: int) -> str:
    """“#p7”, the paragraph of the page in which this place stands; nothing if it stands in none."""
    start = plain.rfind("\n", 0, at) + 1
    line, column = plain[start:].partition("\n")[0], at - start
    pieces = [line[max(0, column - NEAR) : column + NEAR], line[column : column + NEAR], line[: 2 * NEAR]]
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    number = next(filter(None, (_number(html, escape(piece, quote=False)) for piece in pieces)), "")
    if not number and pieces:
        bare = SPANS.sub("", html)
        number = next(filter(None, (_number(bare, escape(piece, quote=False)) for piece in pieces)), "")
    return f"#p{number}" if number else ""


def _number(html: str, piece: str) -> str:
    found = html.find(piece)
    start = html.rfind(ANCHOR, 0, found) if found >= 0 else -1
    number = re.match(r"\d+", html[start + len(ANCHOR) : found]) if start >= 0 else None
    return number[0] if number else ""


def _places(text: str, needle: str) -> Iterable[int]:
    """The first places at which a word begins with the needle."""
    at, found = text.find(needle), 0
    while at >= 0 and found < TRIES:
        if at == 0 or not text[at - 1].isalnum():
            yield at
            found += 1
        at = text.find(needle, at + 1)


def _held(piece: str, needles: list[str]) -> int:
    return sum(needle in piece for needle in needles)
