from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from guides.models import Guide, Passage, Question
from guides.topics import topics

SHOWN = 30


@dataclass
class Front:
    guides: list[Guide]
    has_more: bool
    topics: list  # tags with `guide_count`
    question: Question | None  # a real one, for the leaf
    passage: Passage | None  # that it is about


def front() -> Front:
    """At most eight queries, however many guides there are."""
    published = Guide.objects.published()
    guides = list(published.for_catalogue()[: SHOWN + 1])
    question = _question(published)
    return Front(guides[:SHOWN], len(guides) > SHOWN, topics(), question, _passage(question) if question else None)


def _question(published) -> Question | None:
    """One that is open to interpretation, of a passage that the guide quotes; else any that is answered in words."""
    in_words = Question.objects.current().filter(section__guide__in=published.order_by(), choices=None)
    in_words = in_words.select_related("section__guide__text").order_by(
        "section__guide", "section__position", "position"
    )
    span = F("first_paragraph"), Coalesce("last_paragraph", "first_paragraph")
    of_a_passage = in_words.filter(
        kind="interpretive", section__passages__chapter=F("chapter"), section__passages__first_paragraph__range=span
    )
    return of_a_passage.first() or in_words.first()


def _passage(question: Question) -> Passage | None:
    if not question.first_paragraph:
        return None
    last = question.last_paragraph or question.first_paragraph
    span = question.first_paragraph, last
    return question.section.passages.filter(chapter=question.chapter_id, first_paragraph__range=span).first()
