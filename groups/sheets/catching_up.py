"""What the group has left behind, in short: key ideas and core questions, and nothing about who is late."""

from dataclasses import dataclass

from django.db.models import Prefetch

from groups.sheets.course import Course, Step
from guides.models import Question, Section


@dataclass
class Short:
    step: Step
    section: Section  # with its key ideas
    questions: list[Question]


def shorts(way: Course) -> list[Short]:
    """Two queries. The sections that one has read are left out."""
    steps = {step.section.pk: step for step in way.unread}
    core = Question.objects.current().filter(is_core=True).order_by("position", "pk")
    sections = Section.objects.filter(pk__in=steps).prefetch_related(Prefetch("questions", core, to_attr="core"))
    found = {section.pk: section for section in sections}
    return [Short(step, found[pk], found[pk].core) for pk, step in steps.items()]  # type: ignore[attr-defined]
