"""Whoever cites numbered paragraphs of a chapter follows them when a corrected file is saved over a text.

A room says once, when it is made ready, which of its rows cite (`register`); they are moved in the transaction that
saves the file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from texts.fields import MarkdownField
from texts.importing.book import Book
from texts.matching import alike, runs
from texts.models import Chapter
from texts.writers import from_markdown
from texts.writers.plain import numbered_paragraphs

ENOUGH = 0.5
PIECE = 8


@dataclass(frozen=True)
class Citing:
    """Rows of `model` cite paragraphs `first` to `last` of `chapter`. `name` says to organizers which row it is; those
    without it move silently. `touch` is given the ids of rows that have moved.
    """

    model: type[Model]
    chapter: str = "chapter"
    first: str = "first_paragraph"
    last: str = "last_paragraph"
    name: Callable[[Any], str] | None = None
    touch: Callable[[list[int]], object] | None = None

    @property
    def is_optional(self) -> bool:
        return self.model._meta.get_field(self.first).null


@dataclass(frozen=True)
class Move:
    """Where a row finds its words again: in the book's chapter `at`; `first` is None if they are nowhere."""

    citing: Citing
    pk: int
    before: int
    at: int
    first: int | None
    last: int | None
    name: str = ""

    def __str__(self) -> str:
        if self.first is None:
            return f"{self.name} (¶{self.before})"
        return _("%(name)s: from ¶%(before)d to ¶%(after)d") % {
            "name": self.name, "before": self.before, "after": self.first
        }  # fmt: skip


KINDS: list[Citing] = []


def register(citing: Citing) -> None:
    if citing not in KINDS:
        KINDS.append(citing)


class Plan:
    """Which paragraph of the earlier chapters is which in the book. `matches` are chapters by their place in it."""

    def __init__(self, book: Book, matches: dict[int, Chapter], changed: Iterable[Chapter]) -> None:
        self.book = book
        self.places = {chapter.pk: at for at, chapter in matches.items()}
        self.changed = {chapter.pk: chapter for chapter in changed}
        self.sources = {chapter.pk: chapter.source for chapter in changed}
        self.found: dict[int, dict[int, int]] = {}
        self.elsewhere: dict[str, tuple[int, int]] | None = None
        self.moves = [move for citing in KINDS for move in self._moves(citing)] if self.changed else []

    @property
    def followed(self) -> list[Move]:
        return [move for move in self.moves if move.name and move.first]

    @property
    def lost(self) -> list[Move]:
        return [move for move in self.moves if move.name and not move.first]

    def place(self, chapter: int, number: int) -> tuple[int, int] | None:
        """Chapter of the book and paragraph, or None."""
        at = self.places[chapter]
        if chapter not in self.found:
            self.found[chapter] = paired(self._old(chapter), numbered_paragraphs(self.book.chapters[at].blocks))
        here = self.found[chapter].get(number)
        return (at, here) if here else self._elsewhere(chapter, number)

    def _old(self, chapter: int) -> list[str]:
        return numbered_paragraphs(from_markdown(self.sources[chapter]))

    def _elsewhere(self, chapter: int, number: int) -> tuple[int, int] | None:
        if self.elsewhere is None:
            kept = {at for pk, at in self.places.items() if pk not in self.changed}
            self.elsewhere = {}
            for at, other in enumerate(self.book.chapters):
                for place, words in enumerate(numbered_paragraphs(other.blocks) if at not in kept else [], 1):
                    self.elsewhere.setdefault(letters(words), (at, place))
        old = self._old(chapter)
        return self.elsewhere.get(letters(old[number - 1])) if 0 < number <= len(old) else None

    def _moves(self, citing: Citing) -> Iterable[Move]:
        cited = {f"{citing.chapter}__in": list(self.changed), f"{citing.first}__gt": 0}
        rows = citing.model._base_manager.filter(**cited)
        fields = ["pk", citing.chapter, citing.first, *([citing.last] if citing.last else [])]
        names = {row.pk: citing.name(row) for row in rows} if citing.name else {}
        for pk, chapter, first, *rest in rows.values_list(*fields):
            move = self._move(citing, pk, chapter, first, next(iter(rest), None), names.get(pk, ""))
            if (move.at, move.first, move.last) != (self.places[chapter], first, next(iter(rest), None)):
                yield move

    def _move(self, citing: Citing, pk: int, chapter: int, first: int, last: int | None, name: str) -> Move:
        found = [place for number in range(first, (last or first) + 1) if (place := self.place(chapter, number))]
        if not found:
            return Move(citing, pk, first, self.places[chapter], None, None, name)
        at = found[0][0]
        numbers = [number for where, number in found if where == at]
        return Move(citing, pk, first, at, min(numbers), max(numbers) if last else None, name)

    def carry_out(self, chapters: dict[int, Chapter]) -> None:
        """`chapters` are the saved ones by their place in the book."""
        for move in self.moves:
            citing, chapter = move.citing, chapters[move.at]
            values: dict[str, Any] = {citing.first: move.first or (None if citing.is_optional else 0)}
            values |= {citing.last: move.last} if citing.last else {}
            rows = citing.model._base_manager.filter(pk=move.pk)
            if citing.model._meta.get_field(citing.chapter).many_to_many:
                getattr(rows.get(), citing.chapter).set([chapter])
            else:
                values[citing.chapter] = chapter
            rows.update(**values)
        for citing in KINDS:
            if citing.touch and (moved := [move.pk for move in self.moves if move.citing is citing]):
                citing.touch(moved)
        self._relink(chapters)

    def _relink(self, chapters: dict[int, Chapter]) -> None:
        """Links to a paragraph, in whatever people wrote in Markdown."""
        if not self.changed:
            return
        address = next(iter(self.changed.values())).text.get_absolute_url()
        link = re.compile(re.escape(address) + r"([^/\s#]+)/#p(\d{1,6})")
        for model, fields in _written().items():
            holding = [Q(**{f"{field}__contains": address}) for field in fields]
            for row in model._base_manager.filter(_any(holding)):
                before = [getattr(row, field) for field in fields]
                after = [link.sub(lambda found: self._relinked(found, chapters), words) for words in before]
                if after != before:
                    for field, words in zip(fields, after, strict=True):
                        setattr(row, field, words)
                    row.save(update_fields=[*fields, *(f"{field}_html" for field in fields)])

    def _relinked(self, link: re.Match, chapters: dict[int, Chapter]) -> str:
        pk = next((pk for pk, chapter in self.changed.items() if chapter.slug == unquote(link[1])), None)
        if pk is None:
            return link[0]
        place = self.place(pk, int(link[2]))
        return f"{chapters[place[0]].get_absolute_url()}#p{place[1]}" if place else link[0].partition("#")[0]


def _any(conditions: list[Q]) -> Q:
    found = conditions[0]
    for condition in conditions[1:]:
        found |= condition
    return found


def _written() -> dict[type[Model], list[str]]:
    found = {
        model: [field.name for field in model._meta.local_fields if isinstance(field, MarkdownField)]
        for model in apps.get_models()
    }
    return {model: fields for model, fields in found.items() if fields}


def letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def paired(old: list[str], new: list[str]) -> dict[int, int]:
    """Numbers of old paragraphs to numbers of new ones, from 1: those that say the same in the same order, then,
    between them, those that have most of their words in common.
    """
    one, other = [letters(text) for text in old], [letters(text) for text in new]
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
    found = {}
    for at in olds:
        mine = runs(old[at])
        best = max(these, key=lambda other: _common(mine, these[other]))
        if _common(mine, these[best]) >= ENOUGH:
            found[at + 1] = best + 1
    return found


def _common(mine: set, other: set) -> float:
    """As much as the two are alike, or as the shorter is part of the longer."""
    if not mine or not other:
        return 0.0
    shared = len(mine & other)
    return max(alike(mine, other), shared / len(mine), shared / len(other) if len(other) >= PIECE else 0.0)
