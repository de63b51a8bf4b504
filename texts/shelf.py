"""What the pages of a text show around its words: contents, neighbours, the reader's place and settings."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest

from texts.models import Chapter, Edition, PageRange, ReaderEdition, ReadingPlace, Text

HEADS = ("text_id", "position", "part", "number", "title", "slug", "words", "paragraphs")
SETTINGS = {
    "type_size": "medium",
    "measure": "medium",
    "hides_marginal_questions": False,
    "hides_paragraph_numbers": False,
    "sets_in_columns": False,
}

IN_ORDER = ("edition__year", "edition__name", "edition", "first")  # of pages


def contents(text: Text, pages: QuerySet[PageRange] | None = None) -> list[Chapter]:
    """The chapters without their bodies, their text set; with these pages of theirs."""
    chapters = text.chapters.only(*HEADS).order_by("position", "pk")
    if pages is not None:
        chapters = chapters.prefetch_related(Prefetch("page_ranges", pages))
    found = list(chapters)
    for chapter in found:
        chapter.text = text
    return found


def in_parts(chapters: list[Chapter]) -> list[tuple[str, list[Chapter]]]:
    return [(part, list(group)) for part, group in groupby(chapters, key=lambda chapter: chapter.part)]


def surroundings(chapter: Chapter) -> dict:
    """Neighbours, and where the chapter stands in its part and in the text; one query."""
    chapters = contents(chapter.text)
    at = next(place for place, other in enumerate(chapters) if other.pk == chapter.pk)
    part = [other.pk for other in chapters if other.part == chapter.part]
    return {
        "before": chapters[at - 1] if at else None,
        "after": chapters[at + 1] if at + 1 < len(chapters) else None,
        "number_in_text": at + 1,
        "chapters_in_text": len(chapters),
        "number_in_part": part.index(chapter.pk) + 1,
        "chapters_in_part": len(part),
    }


def reading_settings(request: HttpRequest) -> dict:
    """Of the account, or of this visit."""
    if request.user.is_authenticated:
        return {name: getattr(request.user, name) for name in SETTINGS}
    return SETTINGS | request.session.get("reading", {})


def place_of(user, text: Text) -> ReadingPlace | None:
    if not user.is_authenticated:
        return None
    place = ReadingPlace.objects.filter(user=user, text=text).select_related("chapter").defer(*_bodies()).first()
    if place:
        place.chapter.text = text
    return place


def open_at(user, chapter: Chapter) -> ReadingPlace | None:
    """The place a reader had in this very chapter; opening another chapter makes that the place."""
    place = place_of(user, chapter.text)
    if place and place.chapter_id == chapter.pk:
        return place if place.paragraph > 1 else None
    if user.is_authenticated:
        keep_place(user, chapter, 0)
    return None


def keep_place(user, chapter: Chapter, paragraph: int) -> None:
    ReadingPlace.objects.bulk_create(
        [ReadingPlace(user=user, text_id=chapter.text_id, chapter=chapter, paragraph=paragraph)],
        update_conflicts=True,
        unique_fields=["user", "text"],
        update_fields=["chapter", "paragraph", "at"],
    )


def pages_for(user) -> QuerySet[PageRange]:
    """Pages with their editions, those in the edition that the reader holds first; `is_mine` says which they are."""
    held = ReaderEdition.objects.filter(user=user.pk, edition=OuterRef("edition"))
    ranges = PageRange.objects.select_related("edition").annotate(is_mine=Exists(held))
    return ranges.order_by("-is_mine", *IN_ORDER)


def held_pages(user) -> dict[int, PageRange]:
    """By chapter, in every edition that the reader holds; one query."""
    if not user or not user.pk:
        return {}
    held = ReaderEdition.objects.filter(user=user.pk).values("edition")
    ranges = PageRange.objects.filter(edition__in=held).select_related("edition").order_by(*IN_ORDER)
    return {pages.chapter_id: pages for pages in ranges}


def span(held: Mapping[int, PageRange], chapters: Sequence[Chapter]) -> PageRange | None:
    """First page of the first chapter to last page of the last; not saved. None where one of the two has no pages."""
    if not chapters or not {chapters[0].pk, chapters[-1].pk} <= held.keys():
        return None
    first, last = held[chapters[0].pk], held[chapters[-1].pk]
    return PageRange(edition=first.edition, first=first.first, last=last.last)


def spans(chapters: Sequence[Chapter]) -> list[PageRange]:
    """Of every edition, for what many people read. Expects the page ranges fetched, with their editions."""
    editions: dict[int, dict[int, PageRange]] = {}
    for chapter in chapters:
        for pages in chapter.page_ranges.all():
            editions.setdefault(pages.edition_id, {})[chapter.pk] = pages
    return [found for pages in editions.values() if (found := span(pages, chapters))]


def edition_of(user, text: Text) -> Edition | None:
    """The edition that the reader holds."""
    held = ReaderEdition.objects.filter(user=user.pk, text=text).select_related("edition").first()
    return held.edition if held else None


def hold_edition(user, text: Text, edition: Edition | None) -> None:
    if edition is None:
        ReaderEdition.objects.filter(user=user, text=text).delete()
        return
    ReaderEdition.objects.bulk_create(
        [ReaderEdition(user=user, text=text, edition=edition)],
        update_conflicts=True,
        unique_fields=["user", "text"],
        update_fields=["edition"],
    )


def _bodies() -> list[str]:
    return [f"chapter__{name}" for name in ("source", "html", "plain")]
