"""Whoever cites numbered paragraphs of a chapter follows them when a corrected file is saved over a text.

A room says once, when it is made ready, which of its rows cite (`register`); they are moved in the transaction that
saves the file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from texts.fields import MarkdownField
from texts.importing.book import Book
from texts.models import Chapter
from texts.paragraphs import Places


@dataclass(frozen=True)
class Citing:
    """Rows of `model` cite paragraphs `first` to `last` of `chapter`. `name` says to organizers which row it is; those
    without it move silently. `carry` moves rows itself: it is given chapter and paragraph (or None) by id. `touch` is
    given the ids of rows that have moved.
    """

    model: type[Model]
    chapter: str = "chapter"
    first: str = "first_paragraph"
    last: str = "last_paragraph"
    name: Callable[[Any], str] | None = None
    carry: Callable[[dict[int, tuple[Chapter, int | None]]], object] | None = None
    touch: Callable[[list[int]], object] | None = None

    @property
    def is_optional(self) -> bool:
        return self.model._meta.get_field(self.first).null

    @property
    def cites_several(self) -> bool:
        return bool(self.model._meta.get_field(self.chapter).many_to_many)

    @property
    def has_paragraph(self) -> dict[str, int]:
        return {f"{self.first}__gt": 0}


@dataclass(frozen=True)
class Move:
    """Where a row finds its words again: in the book's chapters `ats`, which are several only for rows that cite
    several; `first` is None if they are nowhere.
    """

    citing: Citing
    pk: int
    before: int | None
    ats: tuple[int, ...]
    first: int | None
    last: int | None
    name: str = ""

    @property
    def is_lost(self) -> bool:
        return bool(self.before and not self.first)

    def __str__(self) -> str:
        if self.is_lost:
            return f"{self.name} (¶{self.before})"
        if self.before == self.first:
            return _("%(name)s: which chapters it reads") % {"name": self.name}
        return _("%(name)s: from ¶%(before)d to ¶%(after)d") % {
            "name": self.name, "before": self.before, "after": self.first
        }  # fmt: skip


KINDS: list[Citing] = []


def register(citing: Citing) -> None:
    if citing not in KINDS:
        KINDS.append(citing)


class Plan:
    """What becomes of everything that cites chapters of a text, when the book is saved over it."""

    def __init__(self, book: Book, matches: dict[int, Chapter], changed: Iterable[Chapter]) -> None:
        self.places = Places(book, matches, changed)
        self.changed = self.places.changed
        self.moves = [move for citing in KINDS for move in self._moves(citing)] if self.changed else []

    @property
    def followed(self) -> list[str]:
        return list(dict.fromkeys(str(move) for move in self.moves if move.name and not move.is_lost))

    @property
    def lost(self) -> list[str]:
        return list(dict.fromkeys(str(move) for move in self.moves if move.name and move.is_lost))

    def _moves(self, citing: Citing) -> Iterable[Move]:
        rows = citing.model._base_manager.filter(**{f"{citing.chapter}__in": list(self.changed)}).distinct()
        rows = rows.prefetch_related(citing.chapter) if citing.cites_several else rows.filter(**citing.has_paragraph)
        for row in rows:
            cited = list(getattr(row, citing.chapter).all()) if citing.cites_several else []
            ids = [chapter.pk for chapter in cited] or [getattr(row, f"{citing.chapter}_id")]
            span = getattr(row, citing.first), getattr(row, citing.last) if citing.last else None
            ats, now = self._now(citing, ids, *span)
            if (ats, now) != ([self.places.chapters[pk] for pk in ids if pk in self.changed], span):
                name = citing.name(row) if citing.name else ""
                yield Move(citing, row.pk, span[0], tuple(ats), now[0], now[1], name)

    def _now(
        self, citing: Citing, ids: list[int], first: int | None, last: int | None
    ) -> tuple[list[int], tuple[int | None, int | None]]:
        """A span of several chapters begins in the first and ends in the last."""
        here = [pk for pk in ids if pk in self.changed]
        own = [self.places.chapters[pk] for pk in here]
        if first and len(ids) == 1:
            found = self.places.find_all(ids[0], first, last or first)
            found = sorted(place for place in found if citing.cites_several or place[0] == found[0][0])
            ats = list(dict.fromkeys(at for at, _number in found)) or own
            now = (found[0][1] if found else None, found[-1][1] if found and last else None)
        else:
            ats = own + [at for pk in here for at in self.places.cut_off.get(pk, [])]
            now = (self._end(ids[0], first), self._end(ids[-1], last))
        runs_forwards = not (now[0] and now[1]) or now[0] <= now[1]
        return ats, now if runs_forwards else (now[0], None)

    def _end(self, chapter: int, number: int | None) -> int | None:
        if not number or chapter not in self.changed:
            return number
        found = self.places.find(chapter, number)
        return found[1] if found else None

    def carry_out(self, chapters: dict[int, Chapter]) -> None:
        """`chapters` are the saved ones by their place in the book."""
        for citing in KINDS:
            moves = [move for move in self.moves if move.citing is citing]
            if citing.carry and moves:
                citing.carry({move.pk: (chapters[move.ats[0]], move.first) for move in moves})
            else:
                for move in moves:
                    self._carry(move, [chapters[at] for at in move.ats])
            if citing.touch and moves:
                citing.touch([move.pk for move in moves])
        self._relink(chapters)

    def _carry(self, move: Move, chapters: list[Chapter]) -> None:
        citing = move.citing
        values: dict[str, Any] = {citing.first: move.first or (None if citing.is_optional else 0)}
        values |= {citing.last: move.last} if citing.last else {}
        rows = citing.model._base_manager.filter(pk=move.pk)
        if citing.cites_several:
            cited = getattr(rows.get(), citing.chapter)
            cited.set([*cited.exclude(pk__in=self.changed), *chapters])
        else:
            values[citing.chapter] = chapters[0]
        rows.update(**values)

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
        place = self.places.find(pk, int(link[2]))
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
