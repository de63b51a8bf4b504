"""A member's own desk: their groups, what each reads now, and what is theirs to do."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone

from groups.models import Answer, JoinRequest, Meeting, Membership, Progress, Reading
from groups.models.joining import WAIT_AFTER_DECLINE
from groups.sheets.overview import upcoming
from guides.models import Question, Section


@dataclass
class Task:
    """What there is to do in one reading."""

    reading: Reading
    meeting: Meeting | None
    section: Section | None  # for the next meeting, or the first not read yet
    is_read: bool
    unanswered: int

    @property
    def url(self) -> str:
        return self.reading.section_url(self.section)

    @property
    def is_ready(self) -> bool:
        return self.is_read and not self.unanswered


@dataclass
class Desk:
    memberships: list[Membership]
    asked: list[JoinRequest]  # open, or declined not long ago
    has_left: bool
    tasks: dict[int, list[Task]] = field(default_factory=dict)  # by group

    @property
    def places(self) -> list[tuple[Membership, list[Task]]]:
        """Groups that meet soonest first."""
        both = [(membership, self.tasks.get(membership.group_id, [])) for membership in self.memberships]
        return sorted(both, key=lambda place: min((_when(task) for task in place[1]), default=float("inf")))


def _when(task: Task) -> float:
    return task.meeting.starts_at.timestamp() if task.meeting else float("inf")


def desk(user) -> Desk:
    """Ten queries, however many groups there are."""
    memberships = list(Membership.objects.active().filter(user=user).select_related("group", "user"))
    by_group = {membership.group_id: membership for membership in memberships}
    readings = list(Reading.objects.current().filter(group__in=by_group).select_related("guide__text"))
    for reading in readings:
        reading.group = by_group[reading.group_id].group
    read, answered, asked = _read(memberships), _answered(memberships), _asked(readings)
    meetings: dict[int, Meeting] = {}
    for meeting in upcoming(readings):
        meetings.setdefault(meeting.reading_id, meeting)
    sections = _sections(readings)
    tasks: dict[int, list[Task]] = {}
    for reading in readings:
        meeting = meetings.get(reading.pk)
        section = _section(reading, meeting, sections[reading.guide_id], read)
        place = (reading.pk, section.pk) if section else None
        left = max(asked[section.pk] - answered[place], 0) if section else 0
        task = Task(reading, meeting, section, place in read, left)
        if section:
            section.guide = reading.guide
        tasks.setdefault(reading.group_id, []).append(task)
    return Desk(memberships, _asked_to_join(user), _has_left(user), tasks)


def _asked_to_join(user) -> list[JoinRequest]:
    news = Q(declined_at=None) | Q(declined_at__gte=timezone.now() - WAIT_AFTER_DECLINE)
    mine = JoinRequest.objects.filter(news, user=user, accepted_at=None, withdrawn_at=None)
    return list(mine.select_related("group"))


def _has_left(user) -> bool:
    return Membership.objects.filter(user=user).exclude(left_at=None, removed_at=None).exists()


def _section(reading: Reading, meeting: Meeting | None, sections: list[Section], read: set) -> Section | None:
    if meeting and meeting.sections.all():
        return meeting.sections.all()[0]
    return next((section for section in sections if (reading.pk, section.pk) not in read), None)


def _sections(readings: list[Reading]) -> dict[int, list[Section]]:
    sections: dict[int, list[Section]] = {reading.guide_id: [] for reading in readings}
    light = Section.objects.filter(guide__in=sections).only("guide", "position", "title", "slug")
    for section in light.order_by("position"):
        sections[section.guide_id].append(section)
    return sections


def _read(memberships: list[Membership]) -> set[tuple[int, int]]:
    progress = Progress.objects.filter(membership__in=memberships, read_at__isnull=False)
    return set(progress.values_list("reading", "section"))


def _answered(memberships: list[Membership]) -> Counter:
    answers = Answer.objects.filter(author__in=memberships, question__retired_at=None).order_by()
    rows = answers.values_list("reading", "question__section").annotate(count=Count("pk"))
    return Counter({(reading, section): count for reading, section, count in rows})


def _asked(readings: list[Reading]) -> Counter:
    questions = Question.objects.current().filter(section__guide__in={reading.guide_id for reading in readings})
    rows = questions.order_by().values_list("section").annotate(count=Count("pk"))
    return Counter(dict(rows))
