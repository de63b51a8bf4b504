"""The pages of all chapters in an edition as lines, “Chapter IV: 51–58”, to be written or pasted all at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from texts.models import Chapter, Edition, PageRange

LINE = re.compile(r"(?:(.*?)\s*[:\t]\s*)??(?:pp?\.?\s*)?(?:(\d{1,5})(?:\s*[-–—,\t ]\s*(\d{1,5}))?)?")


@dataclass(frozen=True)
class Row:
    """A line, by its number; 0 for pages that it does not say."""

    number: int
    name: str
    first: int = 0
    last: int = 0


def page_list(edition: Edition) -> str:
    """A line for every chapter, with its pages as far as they are known."""
    known = {row.chapter_id: f" {row.first}–{row.last}" for row in edition.page_ranges.all()}
    return "\n".join(f"{chapter.label}:{known.get(chapter.pk, '')}" for chapter in _chapters(edition))


def read_pages(edition: Edition, lines: str) -> dict[int, tuple[int, int]]:
    """First and last page by the id of the chapter. Raises ValidationError, which names each line that is wrong.

    Lines with nothing but numbers are those of the chapters in their order, as in a column of a spreadsheet. Without
    its last page a chapter ends where the next one begins.
    """
    rows = _rows(lines)
    if any(row.name for row in rows):
        rows = [row for row in rows if row.name or row.first]
    chapters = _in_the_rows(rows, _chapters(edition))
    follows = [row.first for row in [*rows, Row(0, "")][1:]]
    pages, errors = {}, []
    for row, chapter, after in zip(rows, chapters, follows, strict=True):
        last = row.last or max(row.first, after - 1)
        wrong = _what_is_wrong(row, chapter, bool(row.last or after), last)
        if wrong:
            errors.append(_("Line %(number)d: %(wrong)s") % {"number": row.number, "wrong": wrong})
        elif chapter and row.first:
            pages[chapter.pk] = row.first, last
    if errors:
        raise ValidationError(errors)
    return pages


def set_pages(edition: Edition, pages: Mapping[int, tuple[int, int]]) -> None:
    edition.page_ranges.exclude(chapter__in=pages).delete()
    PageRange.objects.bulk_create(
        [PageRange(edition=edition, chapter_id=pk, first=first, last=last) for pk, (first, last) in pages.items()],
        update_conflicts=True,
        unique_fields=["edition", "chapter"],
        update_fields=["first", "last"],
    )


def _chapters(edition: Edition) -> list[Chapter]:
    return list(edition.text.chapters.only("number", "title", "text_id").order_by("position", "pk"))


def _rows(lines: str) -> list[Row]:
    rows = []
    for number, line in enumerate(lines.rstrip().splitlines(), 1):
        found = LINE.fullmatch(line.strip())
        name, first, last = found.groups() if found else (line.strip(), None, None)
        rows.append(Row(number, name or "", int(first or 0), int(last or 0)))
    return rows


def _in_the_rows(rows: list[Row], chapters: list[Chapter]) -> list[Chapter | None]:
    """The chapter of each row. Chapters of one name, as in the parts of a book, come in their order."""
    if not any(row.name for row in rows):
        return [*chapters, *[None] * len(rows)][: len(rows)]
    waiting: dict[str, list[Chapter]] = {}
    for chapter in reversed(chapters):
        for name in {_folded(chapter.label), _folded(chapter.number)} - {""}:
            waiting.setdefault(name, []).append(chapter)
    return [named.pop() if (named := waiting.get(_folded(row.name))) else None for row in rows]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _what_is_wrong(row: Row, chapter: Chapter | None, says_the_end: bool, last: int) -> str:
    if chapter is None:
        name = row.name or f"{row.first or ''}"
        return _("“%(name)s” is no chapter of this text, or one too many. Write it like this: Chapter IV: 51–58") % {
            "name": name
        }
    if row.first and not says_the_end:
        return _("say on which page “%(chapter)s” ends, for no page follows.") % {"chapter": chapter.label}
    if last < row.first:
        return _("the last page of “%(chapter)s” lies before the first.") % {"chapter": chapter.label}
    return ""
