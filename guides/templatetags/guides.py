"""What guides have to say on the pages of the room below: which guides a text has, which questions a chapter.

`readings` come from the rooms above: where the reader answers a guide’s questions in a group.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.db.models import Max, Q
from django.utils import timezone

from guides.cards import chapter_card, site_card, text_card
from guides.models import Guide, Question, Section
from texts.models import Chapter, Text
from texts.passages import split

register = template.Library()
PARAGRAPHS_BEFORE_A_QUESTION = 3  # of a longer passage; on a phone it stands between them


class Answered(Protocol):
    guide_id: int
    group: Any

    def section_url(self, section: Section) -> str: ...
    def question_url(self, question: Question) -> str: ...


@register.inclusion_tag("guides/_guides_for.html", takes_context=True)
def guides_for(context, text: Text) -> dict:
    """A part of the text's page: its published guides."""
    return {"guides": Guide.objects.published().filter(text=text).with_size().order_by("title", "pk")}


@register.inclusion_tag("guides/_card.html", takes_context=True)
def card_of(context, what: Text | Chapter | None = None) -> dict:
    """For machines, of a text or chapter that everybody may read; without either, of the site."""
    text = what.text if isinstance(what, Chapter) else what
    if text and not (text.published_at and text.published_at <= timezone.now()):
        return {"card": None}
    card = chapter_card(what) if isinstance(what, Chapter) else text_card(what) if what else site_card()
    return {"card": card, "site_name": context.get("site_name")}


@register.simple_tag
def sections_on(chapter: Chapter, readings: Iterable[Answered] = ()) -> list[dict]:
    """The sections that read this chapter: of the reader’s own groups, else of the library. One query.

    Each section says as `ends_at` which position its last chapter has.
    """
    sections = Section.objects.annotate(ends_at=Max("chapters__position")).filter(pk__in=chapter.sections.values("pk"))
    sections = sections.filter(_open(readings, "guide")).select_related("guide")
    found = sections.only("position", "slug", "guide__slug", "guide__title", "guide__language")
    places = []
    for section in found.order_by("guide__title", "guide", "position"):
        mine = [reading for reading in readings if reading.guide_id == section.guide_id]
        places += [{"section": section, "reading": reading, "url": reading.section_url(section)} for reading in mine]
        if not mine:
            places.append({"section": section, "reading": None, "url": section.get_absolute_url()})
    return places


@register.inclusion_tag("guides/_passages.html", takes_context=True)
def marginal_questions(context, chapter: Chapter, body: str, readings: Iterable[Answered] = ()) -> dict:
    """The chapter's text in rows, with the questions of its published guides beside the paragraphs they cite."""
    asked: dict[int, list[tuple[Question, list[tuple[str, str]]]]] = {}
    if context.get("shows_questions", True):
        for question in questions_on(chapter, readings):
            mine = [
                (one.group.name, one.question_url(question)) for one in readings if one.guide_id == guide_of(question)
            ]
            asked.setdefault(question.first_paragraph, []).append((question, mine))
    ends = {at: max(question.last_paragraph or at for question, _mine in there) for at, there in asked.items()}
    rows = split(body, {at: min(end, at + PARAGRAPHS_BEFORE_A_QUESTION - 1) for at, end in ends.items()})
    return {
        "rows": [(row, asked.get(row.starts_at, [])) for row in rows],
        "names_guides": len({guide_of(question) for group in asked.values() for question, _mine in group}) > 1,
    }


def guide_of(question: Question) -> int:
    return question.section.guide_id


def questions_on(chapter: Chapter, readings: Iterable[Answered] = ()):
    """Of each published guide the questions that point at paragraphs of this chapter, in the order of the text."""
    return (
        Question.objects.current()
        .filter(_open(readings, "section__guide"), chapter=chapter, first_paragraph__isnull=False)
        .numbered()
        .select_related("section__guide")
        .only(
            "prompt_html", "position", "first_paragraph", "last_paragraph", "section__slug", "section__position",
            "section__guide__slug", "section__guide__title", "section__guide__language",
        )
        .order_by("first_paragraph", "section__guide__title", "section__position", "position")
    )  # fmt: skip


def _open(readings: Iterable[Answered], guide: str) -> Q:
    mine = [reading.guide_id for reading in readings]
    return Q(**{f"{guide}__in": Guide.objects.published()}) | Q(**{f"{guide}__in": mine})
