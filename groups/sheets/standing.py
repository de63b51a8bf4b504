"""What facilitators see of each member: who has gone quiet, what is answered. No scores; drafts are nobody's to see."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils import timezone

from groups.models import Answer, Attendance, Group, Membership, Progress, Reading
from groups.sheets.course import Course, course, start_of
from groups.sheets.marks import Mark, Standing, standing
from guides.models import Question, Section

QUIET = datetime.timedelta(weeks=3)


@dataclass
class Line:
    membership: Membership
    last_at: datetime.datetime | None  # of an answer, a mark or a reply to a meeting
    answers: int
    marks: list[Mark] | None  # None: kept to themselves, or the group shows numbers only
    is_quiet: bool = False

    @property
    def read(self) -> int:
        return sum(mark in (Mark.READ, Mark.SHARED) for mark in self.marks or [])


@dataclass
class QuestionLine:
    number: int
    question: Question
    answered: int
    passed: int
    not_yet: int


def lines(reading: Reading, viewer: Membership, way: Course, known: Standing, only: Membership | None = None) -> list:
    """Everybody by name, or one member alone. Four queries."""
    members = Membership.objects.active().filter(group=reading.group_id).select_related("user", "group")
    chosen = [only] if only else sorted(members, key=lambda member: (member.name.casefold(), member.pk))
    answers = _answers(reading)
    signs = _signs(reading)
    found = []
    for member in chosen:
        given, last_answer = answers.get(member.pk, (0, None))
        marks = _marks(member, way, known) if _shows_marks(member, reading.group) else None
        last = max((at for at in (last_answer, *_seen(signs, member, marks is not None)) if at), default=None)
        since = max(at for at in (last, member.joined_at, reading.created_at) if at)
        is_quiet = reading.is_running and timezone.now() - since > QUIET
        found.append(Line(member, last, given, marks, is_quiet))
    return found


def _shows_marks(member: Membership, group: Group) -> bool:
    return not member.hides_progress and group.progress_view == Group.ProgressView.NAMES


def _marks(member: Membership, way: Course, known: Standing) -> list[Mark]:
    start = start_of(member, way.dates, known)
    return [known.mark(member.pk, step.section.pk, counts=step.number >= start) for step in way.steps]


def _answers(reading: Reading) -> dict[int, tuple[int, datetime.datetime]]:
    """How many, passes too, and when the last was given or changed."""
    rows = Answer.objects.filter(reading=reading).order_by().values("author")
    rows = rows.annotate(count=Count("pk"), shared=Max("shared_at"), edited=Max("edited_at"))
    return {row["author"]: (row["count"], max(row["shared"], row["edited"] or row["shared"])) for row in rows}


def _signs(reading: Reading) -> tuple[dict, dict, dict]:
    progress = Progress.objects.filter(reading=reading).values_list("membership")
    begun, read = dict(progress.annotate(Max("begun_at"))), dict(progress.annotate(Max("read_at")))
    replies = Attendance.objects.filter(meeting__reading=reading).values_list("membership")
    return begun, read, dict(replies.annotate(Max("replied_at")))


def _seen(signs: tuple[dict, dict, dict], member: Membership, with_marks: bool) -> list:
    begun, read, replied = (sign.get(member.pk) for sign in signs)
    return [begun, read, replied] if with_marks else [replied]


def question_lines(reading: Reading, section: Section) -> list[QuestionLine]:
    """Three queries."""
    members = Membership.objects.active().filter(group=reading.group_id).count()
    given = Answer.objects.filter(reading=reading, question__section=section)
    given = given.filter(author__left_at=None, author__removed_at=None, author__user__is_active=True).order_by()
    rows = given.values_list("question").annotate(
        answered=Count("pk", filter=Q(passed_at=None)), passed=Count("pk", filter=Q(passed_at__isnull=False))
    )
    counts = {question: (answered, passed) for question, answered, passed in rows}
    found = []
    for number, question in enumerate(section.questions.current().order_by("position", "pk"), 1):
        answered, passed = counts.get(question.pk, (0, 0))
        found.append(QuestionLine(number, question, answered, passed, members - answered - passed))
    return found


@dataclass
class Portrait:
    """One member as facilitators see them."""

    line: Line
    course: Course
    answered: Counter  # by section, passes too
    asked: Counter
    replies: list[Attendance]

    @property
    def sections(self) -> list[tuple]:
        """(step, mark or None, answered, asked)."""
        marks: Iterable[Mark | None] = self.line.marks or [None] * len(self.course.steps)
        return [
            (step, mark, self.answered[step.section.pk], self.asked[step.section.pk])
            for step, mark in zip(self.course.steps, marks, strict=True)
        ]


def portrait(reading: Reading, member: Membership) -> Portrait:
    known = standing(reading, member, member=member)
    way = course(reading, member, known)
    answers = Answer.objects.filter(reading=reading, author=member, question__retired_at=None).order_by()
    asked = Question.objects.current().filter(section__guide=reading.guide_id).order_by()
    replies = Attendance.objects.filter(meeting__reading=reading, membership=member).select_related("meeting")
    return Portrait(
        lines(reading, member, way, known, only=member)[0],
        way,
        Counter(dict(answers.values_list("question__section").annotate(Count("pk")))),
        Counter(dict(asked.values_list("section").annotate(Count("pk")))),
        list(replies.order_by("meeting__starts_at")),
    )
