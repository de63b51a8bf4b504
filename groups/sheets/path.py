"""A member's own way through all the readings of all their groups."""

from collections import defaultdict
from dataclasses import dataclass

from groups.models import Answer, Meeting, Membership, Progress, Reading, StartingPoint
from groups.sheets.course import Course, laid_out, sections_of
from groups.sheets.marks import Mark, Standing


@dataclass
class Way:
    reading: Reading
    course: Course

    def __post_init__(self) -> None:
        for step in self.course.steps:
            step.readers = 0  # only one's own marks are known here

    @property
    def read(self) -> int:
        return sum(step.mark in (Mark.READ, Mark.SHARED) for step in self.course.steps)


def ways(user) -> list[Way]:
    """Running readings first, then those that are over. Ten queries, however many there are."""
    memberships = list(Membership.objects.active().filter(user=user).select_related("group", "user"))
    by_group = {membership.group_id: membership for membership in memberships}
    readings = list(Reading.objects.filter(group__in=by_group).select_related("guide__text"))
    for reading in readings:
        reading.group = by_group[reading.group_id].group
    known, sections = _standings(memberships, readings), sections_of(readings)
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    held = Meeting.objects.filter(reading__in=readings, cancelled_at=None).prefetch_related("sections")
    for meeting in held.order_by("starts_at", "pk"):
        meetings[meeting.reading_id].append(meeting)
    readings.sort(key=lambda reading: (reading.is_archived, reading.is_finished))
    return [
        Way(
            reading,
            laid_out(
                reading,
                by_group[reading.group_id],
                known[reading.pk],
                sections[reading.guide_id],
                meetings[reading.pk],
            ),
        )
        for reading in readings
    ]


def _standings(memberships: list[Membership], readings: list[Reading]) -> dict[int, Standing]:
    found = {reading.pk: Standing({}, set(), {}) for reading in readings}
    progress = Progress.objects.filter(membership__in=memberships, reading__in=readings)
    for reading, member, section, read_at in progress.values_list("reading", "membership", "section", "read_at"):
        found[reading].read[member, section] = read_at
    answers = Answer.objects.with_words().filter(author__in=memberships, reading__in=readings).order_by()
    for reading, member, section in answers.values_list("reading", "author", "question__section").distinct():
        found[reading].shared.add((member, section))
    starts = StartingPoint.objects.filter(membership__in=memberships)
    for reading, member, section in starts.values_list("reading", "membership", "section"):
        found[reading].chosen[member] = section
    return found
