"""What the pages of a text show around its words: contents, neighbours, the reader's place and settings."""

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest

from texts.models import Chapter, PageRange, ReadingPlace, Text

HEADS = ("text_id", "position", "part", "number", "title", "slug", "words", "paragraphs")
SETTINGS = {"type_size": "medium", "hides_marginal_questions": False, "hides_paragraph_numbers": False}


def contents(text: Text, with_pages: bool = False) -> list[Chapter]:
    """The chapters without their bodies, their text set; with pages in the editions if asked."""
    chapters = text.chapters.only(*HEADS).order_by("position", "pk")
    if with_pages:
        chapters = chapters.prefetch_related(Prefetch("page_ranges", PageRange.objects.select_related("edition")))
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


def _bodies() -> list[str]:
    return [f"chapter__{name}" for name in ("source", "html", "plain")]
