"""The roll: members by sections."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from groups.models import Group, Membership, Reading
from groups.sheets.course import Course, Step, start_of
from groups.sheets.marks import Mark, Standing

SHOWN_AT_FIRST = 60  # names; all of them on asking


@dataclass
class Row:
    membership: Membership
    is_you: bool
    is_private: bool  # keeps progress to themselves: one cell across the row, except for themselves
    marks: list[Mark]
    steps: list[Step]

    def places(self) -> list[tuple[bool, Mark]]:
        """For each section whether it is the present one, and the mark."""
        return [(step.is_now, mark) for step, mark in zip(self.steps, self.marks, strict=True)]


@dataclass
class Roll:
    rows: list[Row]
    steps: list[Step]
    read: list[int]  # for each section, how many of those who show it have read it
    shown: int  # how many show it
    in_numbers: bool = False  # only you and the sums; the names are nobody's to see
    members: int = 0
    is_folded: bool = False

    @property
    def has_before(self) -> bool:
        return any(Mark.BEFORE in row.marks for row in self.rows)

    @property
    def cells(self) -> list[tuple[Step, int]]:
        return list(zip(self.steps, self.read, strict=True))


def roll(reading: Reading, viewer: Membership, way: Course, known: Standing, whole: bool = False) -> Roll:
    """One query. You first, then everybody by name, never by progress."""
    members = Membership.objects.active().filter(group=reading.group_id).select_related("user")
    if reading.finished_at:  # who came later did not take part
        members = members.filter(Q(joined_at__lte=reading.finished_at) | Q(pk=viewer.pk))
    ordered = sorted(members, key=lambda member: (member.pk != viewer.pk, member.name.casefold(), member.pk))
    shown = {member.pk for member in ordered if not member.hides_progress}
    readers = Counter(section for (who, section), read_at in known.read.items() if read_at and who in shown)
    read = [readers[step.section.pk] for step in way.steps]
    in_numbers = reading.group.progress_view == Group.ProgressView.NUMBERS
    named = ordered[:1] if in_numbers else ordered if whole else ordered[:SHOWN_AT_FIRST]
    rows = [_row(member, viewer, way, known) for member in named]
    return Roll(
        rows, way.steps, read, len(shown), in_numbers, len(ordered), not in_numbers and len(rows) < len(ordered)
    )


def _row(member: Membership, viewer: Membership, way: Course, known: Standing) -> Row:
    is_you = member.pk == viewer.pk
    is_private = member.hides_progress and not is_you
    start = way.start if is_you else start_of(member, way.dates, known)
    marks = [known.mark(member.pk, step.section.pk, counts=step.number >= start) for step in way.steps]
    if is_private:
        marks = []
    return Row(member, is_you, is_private, marks, way.steps)
