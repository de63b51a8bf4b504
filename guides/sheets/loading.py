"""Sections with all that stands on paper, in a number of queries that does not grow."""

from django.db.models import Prefetch, prefetch_related_objects

from guides.models import Guide, Passage, Question, Section
from texts.models import Chapter, PageRange

BODIES = ("chapter__source", "chapter__html", "chapter__plain")
PAGES = Prefetch("page_ranges", PageRange.objects.select_related("edition").order_by("edition__year", "edition__name"))
PASSAGES = Prefetch("passages", Passage.objects.select_related("chapter__text").defer(*BODIES))
ON_PAPER = (
    Prefetch("chapters", Chapter.objects.without_bodies().prefetch_related(PAGES)),
    Prefetch(
        "questions",
        Question.objects.current().select_related("chapter__text").defer(*BODIES).prefetch_related("choices"),
        to_attr="asked",
    ),
    PASSAGES,
    *("terms", "people"),
)


def sections_on_paper(guide: Guide) -> list[Section]:
    sections: list[Section] = list(guide.sections.prefetch_related(*ON_PAPER))
    for section in sections:
        section.guide = guide
    return sections


def on_paper(section: Section) -> Section:
    prefetch_related_objects([section], *ON_PAPER)
    return section


def asked(section: Section) -> list[Question]:
    """What is asked now, as fetched above."""
    return vars(section)["asked"]
