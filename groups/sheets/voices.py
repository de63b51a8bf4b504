"""Answers as pages print them."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from groups.models import Answer, Membership
from groups.queries.answer import AnswerQuerySet
from guides.models import Question

OF_THE_PERSON = Membership._meta.get_field("user").related_model._meta.concrete_fields
UNPRINTED = [f"author__user__{column.name}" for column in OF_THE_PERSON if column.name not in ("id", "name")]


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
