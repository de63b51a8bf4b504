"""Misspelt words of a query, put right from the words of the library (`texts_word`, see migration 0002_search)."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from django.db import connection, transaction

WORD = re.compile(r"[^\W\d_]{4,}")
LIKE = 0.78
LONG = 7
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїє",
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةى",
)
AS_KEPT = "SELECT asked, unaccent(lower(asked)) FROM unnest(%s::text[]) AS asked"
KNOWN = "SELECT word FROM texts_word WHERE word = ANY(%s)"
ALIKE = """
SELECT asked, near.word FROM unnest(%s::text[]) AS asked, LATERAL (
  SELECT word FROM texts_word WHERE word %% asked AND abs(length(word) - length(asked)) < 3
  ORDER BY similarity(word, asked) DESC, word LIMIT 80
) AS near
"""
ENOUGH_ALIKE = "SET LOCAL pg_trgm.similarity_threshold = 0.35"


def corrected(query: str) -> str:
    """The query with each word that the library does not know replaced by its nearest neighbour."""
    asked = list(dict.fromkeys(WORD.findall(query)))
    nearest = _nearest(asked) if asked else {}
    return WORD.sub(lambda found: nearest.get(found[0], found[0]), query)


def _nearest(asked: list[str]) -> dict[str, str]:
    """For each word that has one. Most misspelt words are one letter away from the right one, and the primary key knows
    whether that exists; only long words beyond that are compared by their trigrams, which takes ten times as long.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(AS_KEPT, [asked])
        kept = dict(cursor.fetchall())
        near = {word: set(one_away(kept[word])) for word in asked}
        cursor.execute(KNOWN, [list(set(kept.values()).union(*near.values()))])
        known = {word for (word,) in cursor.fetchall()}
        wrong = [word for word in asked if kept[word] not in known]
        found = {word: _best(kept[word], near[word] & known) for word in wrong}
        far = [word for word in wrong if not found[word] and len(kept[word]) >= LONG]
        if far:
            cursor.execute(ENOUGH_ALIKE)
            cursor.execute(ALIKE, [[kept[word] for word in far]])
            alike: dict[str, list[str]] = {}
            for word, neighbour in cursor.fetchall():
                alike.setdefault(word, []).append(neighbour)
            found |= {word: _best(kept[word], alike.get(kept[word], [])) for word in far}
    return {word: best for word, best in found.items() if best}


def one_away(word: str) -> Iterator[str]:
    """A letter missing, two exchanged, one wrong, one too many."""
    letters = next((alphabet for alphabet in ALPHABETS if word[0] in alphabet), "")
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (before + letter + after for letter in letters)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in letters)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def _best(word: str, near: Iterable[str]) -> str:
    """The most alike, if it is like enough; of several the first in the alphabet."""
    best = max(sorted(near), key=lambda neighbour: _likeness(neighbour, word), default="")
    return best if best and _likeness(best, word) >= LIKE else ""


def _likeness(one: str, other: str) -> float:
    """0 to 1, and a little more where only the order of letters differs."""
    return SequenceMatcher(None, one, other).ratio() + 0.15 * (sorted(one) == sorted(other))
