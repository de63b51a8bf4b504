"""Where numbered paragraphs of chapters stand in a corrected book."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property

from texts.importing.book import Book
from texts.importing.titles import plain_letters
from texts.matching import alike, runs
from texts.models import Chapter
from texts.writers import from_markdown
from texts.writers.plain import numbered_paragraphs

ENOUGH = 0.5
PIECE = 8


class Places:
    """`matches` are the earlier chapters by their place in the book; those that are `changed` are looked through."""

    def __init__(self, book: Book, matches: dict[int, Chapter], changed: Iterable[Chapter]) -> None:
        self.book = book
        self.chapters = {chapter.pk: at for at, chapter in matches.items()}
        self.changed = {chapter.pk: chapter for chapter in changed}
        self.sources = {pk: chapter.source for pk, chapter in self.changed.items()}  # before they are written over
        self.read: dict[int, list[str]] = {}
        self.paired: dict[int, dict[int, int]] = {}

    def old(self, chapter: int) -> list[str]:
        if chapter not in self.read:
            self.read[chapter] = numbered_paragraphs(from_markdown(self.sources[chapter]))
        return self.read[chapter]

    def find(self, chapter: int, number: int) -> tuple[int, int] | None:
        """Chapter of the book and paragraph, or None."""
        at = self.chapters[chapter]
        if chapter not in self.paired:
            self.paired[chapter] = paired(self.old(chapter), numbered_paragraphs(self.book.chapters[at].blocks))
        here = self.paired[chapter].get(number)
        return (at, here) if here else self._elsewhere(chapter, number)

    def find_all(self, chapter: int, first: int, last: int) -> list[tuple[int, int]]:
        return [found for number in range(first, last + 1) if (found := self.find(chapter, number))]

    def _elsewhere(self, chapter: int, number: int) -> tuple[int, int] | None:
        old = self.old(chapter)
        return self.by_words.get(plain_letters(old[number - 1])) if 0 < number <= len(old) else None

    @cached_property
    def by_words(self) -> dict[str, tuple[int, int]]:
        """Of chapters that are new or changed."""
        kept = {at for pk, at in self.chapters.items() if pk not in self.changed}
        found: dict[str, tuple[int, int]] = {}
        for at, chapter in enumerate(self.book.chapters):
            for number, words in enumerate(numbered_paragraphs(chapter.blocks) if at not in kept else [], 1):
                found.setdefault(plain_letters(words), (at, number))
        return found

    @cached_property
    def cut_off(self) -> dict[int, list[int]]:
        """New chapters of the book, most of whose paragraphs stood in an earlier one, by the id of that."""
        stood = {plain_letters(words): pk for pk in self.changed for words in self.old(pk)}
        found: dict[int, list[int]] = {}
        for at in sorted(set(range(len(self.book.chapters))) - set(self.chapters.values())):
            paragraphs = [plain_letters(words) for words in numbered_paragraphs(self.book.chapters[at].blocks)]
            votes = Counter(stood[words] for words in paragraphs if words in stood)
            for pk, count in votes.most_common(1):
                if count >= ENOUGH * len(paragraphs):
                    found.setdefault(pk, []).append(at)
        return found


def paired(old: list[str], new: list[str]) -> dict[int, int]:
    """Numbers of old paragraphs to numbers of new ones, from 1: those that say the same in the same order, then,
    between them, those that have most of their words in common.
    """
    one, other = [plain_letters(text) for text in old], [plain_letters(text) for text in new]
    found: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found |= {a + step + 1: c + step + 1 for step in range(b - a)}
        elif kind == "replace":
            found |= _alike(old, new, range(a, b), range(c, d))
    where = {text: at + 1 for at, text in enumerate(other) if text}
    return {at + 1: where[text] for at, text in enumerate(one) if text in where} | found


def _alike(old: list[str], new: list[str], olds: range, news: range) -> dict[int, int]:
    these = {at: runs(new[at]) for at in news}
    holding = defaultdict(list)
    for at, words in these.items():
        for run in words:
            holding[run].append(at)
    found = {}
    for at in olds:
        mine = runs(old[at])
        near = sorted({other for run in mine for other in holding.get(run, ())})
        best = max(near, key=lambda other: _common(mine, these[other]), default=None)
        if best is not None and _common(mine, these[best]) >= ENOUGH:
            found[at + 1] = best + 1
    return found


def _common(mine: set, other: set) -> float:
    """As much as the two are alike, or as the shorter is part of the longer."""
    if not mine or not other:
        return 0.0
    shared = len(mine & other)
    return max(alike(mine, other), shared / len(mine), shared / len(other) if len(other) >= PIECE else 0.0)
