"""What guides have to say on the pages of the room below: which guides a text has, which questions a chapter."""

from django import template

from guides.models import Guide, Question
from texts.models import Chapter, Text
from texts.passages import split

register = template.Library()


@register.inclusion_tag("guides/_guides_for.html", takes_context=True)
def guides_for(context, text: Text) -> dict:
    """A part of the text's page: its published guides."""
    return {"guides": Guide.objects.published().filter(text=text).with_size().order_by("title", "pk")}


@register.inclusion_tag("guides/_passages.html", takes_context=True)
def marginal_questions(context, chapter: Chapter, body: str) -> dict:
    """The chapter's text in rows, with the questions of its published guides beside the paragraphs they cite."""
    asked: dict[int, list[Question]] = {}
    if context.get("shows_questions", True):
        for question in questions_on(chapter):
            asked.setdefault(question.first_paragraph, []).append(question)
    rows = split(body, {number: len(questions) for number, questions in asked.items()})
    return {
        "rows": [(row, asked.get(row.starts_at, [])) for row in rows],
        "names_guides": len({question.section.guide_id for group in asked.values() for question in group}) > 1,
    }


def questions_on(chapter: Chapter):
    """Of each published guide the questions that point at paragraphs of this chapter, in the order of the text."""
    return (
        Question.objects.current()
        .filter(chapter=chapter, first_paragraph__isnull=False, section__guide__in=Guide.objects.published())
        .select_related("section__guide")
        .only(
            "prompt_html", "position", "first_paragraph", "section__slug", "section__position",
            "section__guide__slug", "section__guide__title", "section__guide__language",
        )
        .order_by("first_paragraph", "section__guide__title", "section__position", "position")
    )  # fmt: skip
