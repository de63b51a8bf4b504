"""What saving a corrected book over an earlier text will change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _

from texts.citations import Plan
from texts.importing.book import Book
from texts.importing.book import Chapter as BookChapter
from texts.matching import match
from texts.models import Chapter, ReadingPlace, Text
from texts.writers import plain_text, to_markdown


@dataclass(frozen=True)
class Renamed:
    before: str
    after: str

    @property
    def label(self) -> str:
        return _("“%(before)s” becomes “%(after)s”") % {"before": self.before, "after": self.after}


@dataclass
class Changes:
    """What saving a book over a text will do. Those that are `changed` are reworded, renamed or both; `moved` are those
    that stand in another order among what stays; `left` are no longer in the file but stay, because people or guides
    hang on them.
    """

    new: list[BookChapter] = field(default_factory=list)
    kept: list[Chapter] = field(default_factory=list)
    changed: list[Chapter] = field(default_factory=list)
    reworded: list[Chapter] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    moved: list[Chapter] = field(default_factory=list)
    gone: list[Chapter] = field(default_factory=list)
    left: list[Chapter] = field(default_factory=list)


def changes(book: Book, text: Text) -> tuple[Changes, Plan]:
    """And what becomes of citations."""
    _matches, outcome, plan = compared(book, text, list(text.chapters.all()))
    return outcome, plan


def compared(book: Book, text: Text, old: list[Chapter]) -> tuple[dict[int, Chapter], Changes, Plan]:
    """The `old` chapters of the text by their places in the book, and what will change."""
    matches = _matched(book, old)
    outcome = _sorted_out(book, old, matches, attached(old))
    for chapter in outcome.changed:
        chapter.text = text
    return matches, outcome, Plan(book, matches, outcome.changed)


def _matched(book: Book, old: list[Chapter]) -> dict[int, Chapter]:
    headings = [Heading(chapter) for chapter in book.chapters]
    found = match(old, headings, lambda chapter: chapter.plain, lambda heading: plain_text(heading.chapter.blocks))
    return {at: old[place] for at, place in found.items()}


class Heading:
    """A chapter of a book with part, number and title as they will be stored."""

    def __init__(self, chapter: BookChapter) -> None:
        self.chapter = chapter
        self.part = chapter.part[:300]
        self.number = chapter.separate_number[:40]
        self.title = chapter.title[:500] or ("" if self.number else _("Without a title"))


def _sorted_out(book: Book, old: list[Chapter], matches: dict[int, Chapter], held: set[int]) -> Changes:
    outcome = Changes(moved=_moved([matches[at] for at in sorted(matches)], old))
    for at, chapter in enumerate(book.chapters):
        if at not in matches:
            outcome.new.append(chapter)
        else:
            _sort_in(outcome, matches[at], chapter)
    found = {chapter.pk for chapter in matches.values()}
    for chapter in old:
        if chapter.pk not in found:
            (outcome.left if chapter.pk in held else outcome.gone).append(chapter)
    return outcome


def _sort_in(outcome: Changes, stored: Chapter, given: BookChapter) -> None:
    heading = Heading(given)
    is_renamed = (stored.part, stored.number, stored.title) != (heading.part, heading.number, heading.title)
    is_reworded = stored.source.strip() != to_markdown(given.blocks).strip()
    (outcome.changed if is_renamed or is_reworded else outcome.kept).append(stored)
    if is_reworded:
        outcome.reworded.append(stored)
    if is_renamed:
        outcome.renamed.append(Renamed(_in_its_part(stored), _in_its_part(heading)))


def _in_its_part(heading) -> str:
    label = Chapter(number=heading.number, title=heading.title).label
    return f"{heading.part}, {label}" if heading.part else label


def _moved(now: list[Chapter], old: list[Chapter]) -> list[Chapter]:
    order = [chapter.pk for chapter in now]
    before = [chapter.pk for chapter in old if chapter.pk in set(order)]
    runs = SequenceMatcher(None, before, order, autojunk=False).get_matching_blocks()
    stands = {at for _before, start, size in runs for at in range(start, start + size)}
    return [chapter for at, chapter in enumerate(now) if at not in stands]


def attached(chapters: Iterable[Chapter]) -> set[int]:
    """Ids of chapters that something hangs on, in this room or in one above; where readers left off does not count."""
    ids = [chapter.pk for chapter in chapters]
    held: set[int] = set()
    for relation in Chapter._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model is not ReadingPlace:
            column = relation.field.name
            rows = relation.field.model._base_manager.filter(**{f"{column}__in": ids})
            held.update(rows.values_list(f"{column}_id", flat=True))
    return held
