"""Answers as pages print them."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, prefetch_related_objects

from groups.models import Answer, Membership
from groups.queries.answer import AnswerQuerySet
from groups.queries.group import shown_name
from guides.models import Question

OF_THE_PERSON = Membership._meta.get_field("user").related_model._meta.concrete_fields
UNPRINTED = [f"author__user__{column.name}" for column in OF_THE_PERSON if column.name not in ("id", "name")]


class Told(NamedTuple):
    """That somebody answered, never what."""

    pk: int
    question: int
    author: int
    name: str
    has_passed: bool
    has_words: bool
    is_open: bool


def told_about(answers: AnswerQuerySet, membership: Membership) -> list[Told]:
    """All that the membership may know of; one query, and small rows, however long the answers are."""
    how = {"has_passed": Q(passed_at__isnull=False), "has_words": ~Q(body="")}
    rows = answers.with_openness(membership).annotate(**how).order_by("shared_at", "pk")
    named = "pk", "question", "author", shown_name("author__"), "has_passed", "has_words", "is_open"
    return [Told(*row) for row in rows.values_list(*named)]


def voices(answers: AnswerQuerySet, questions: Iterable[Question]) -> list[Answer]:
    """With author, question and choices; one query, and two more where there is something to choose.

    `questions` are all that the answers may belong to. Choices are there for questions that have any, and where an
    answer holds nothing else.
    """
    by_pk = {question.pk: question for question in questions}
    found = list(answers.filter(question__in=by_pk).select_related("author__user").defer(*UNPRINTED))
    for answer in found:
        answer.question = by_pk[answer.question_id]
    chosen = [one for one in found if one.question.has_choices or not (one.body or one.is_pass)]
    prefetch_related_objects(chosen, "choices", "first_choices")
    return found
