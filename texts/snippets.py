"""Where in a chapter the words of a query stand closest together."""

import unicodedata
from collections.abc import Iterable

WIDTH = 600
TRIES = 40
FOLDED = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in [*range(0xC0, 0x250), *range(0x386, 0x500), *range(0x1E00, 0x2000)]
}


def folded(text: str) -> str:
    """Lower case without accents, letter for letter, so that places stay the same."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).translate(FOLDED)


def window(plain: str, stems: Iterable[str]) -> str:
    """A piece of about WIDTH characters that holds as many of the stems as possible; the beginning if it holds none."""
    text = folded(plain)
    needles = [stem[:-1] if len(stem) > 4 else stem for stem in dict.fromkeys(map(folded, stems))]
    places = [place for needle in needles for place in _places(text, needle)]
    if not places:
        return plain[:WIDTH]
    best = max(places, key=lambda place: _held(text[max(0, place - WIDTH // 4) : place + WIDTH // 2], needles))
    start = plain.rfind("\n", 0, best) + 1
    start = start if best - start < WIDTH // 3 else plain.rfind(" ", 0, best - WIDTH // 4) + 1
    return plain[start : best + WIDTH]


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
