"""What anybody may read of a public group, as its settings say."""

from collections import defaultdict
from dataclasses import dataclass, field

from groups.models import Answer, Membership, Reading
from groups.sheets.voices import voices
from guides.models import Question, Section


@dataclass
class OpenQuestion:
    question: Question
    answers: list[Answer] = field(default_factory=list)


def open_questions(reading: Reading, section: Section) -> list[OpenQuestion]:
    """Two queries. Questions without an open answer come too: whoever reads along may think about them."""
    answers = defaultdict(list)
    questions = list(section.questions.current().order_by("position", "pk"))
    shown = Answer.objects.open_to_all(reading.group).filter(reading=reading).exclude(body="")
    for answer in voices(shown, questions):
        answers[answer.question_id].append(answer)
    return [OpenQuestion(question, answers[question.pk]) for question in questions]


def open_names(group) -> list[Membership]:
    members = Membership.objects.named_to_all(group).select_related("user")
    return sorted(members, key=lambda member: member.name.casefold())
