from dataclasses import dataclass

from guides.models import Guide, Passage, Question
from guides.topics import topics

SHOWN = 30


@dataclass
class Front:
    guides: list[Guide]
    has_more: bool
    topics: list  # tags with `guide_count`
    question: Question | None  # a real one, for the leaf
    passage: Passage | None


def front() -> Front:
    """Seven queries, however many guides there are."""
    published = Guide.objects.published()
    guides = list(published.for_catalogue()[: SHOWN + 1])
    passage = _passage(published)
    return Front(guides[:SHOWN], len(guides) > SHOWN, topics(), _question(published, passage), passage)


def _passage(published) -> Passage | None:
    """A short passage that one of the questions is about."""
    passages = Passage.objects.filter(section__guide__in=published.order_by(), first_paragraph__isnull=False)
    return passages.select_related("section__guide__text").order_by("section__guide", "section__position", "pk").first()


def _question(published, passage: Passage | None) -> Question | None:
    questions = (
        Question.objects.current().filter(section__guide__in=published.order_by()).exclude(kind__in=["choice", "poll"])
    )
    if passage:
        questions = questions.filter(section=passage.section)
    return questions.select_related("section__guide__text").order_by("section__position", "position").first()
