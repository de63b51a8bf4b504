"""Who sits around the table, and how far they are with one section."""

from dataclasses import dataclass

from groups.models import Membership
from groups.sheets.course import Course, start_of
from groups.sheets.marks import Mark, Standing
from guides.models import Section

COLUMNS = ("pk", "joined_at", "progress_hidden_at")


@dataclass
class Table:
    """Members who keep their progress private are counted nowhere: who is missing in the sum cannot be told."""

    counts: dict[Mark, int]

    @property
    def members(self) -> int:
        return sum(self.counts.values())

    @property
    def have_read(self) -> int:
        return self.counts[Mark.READ] + self.counts[Mark.SHARED]

    @property
    def lines(self) -> list[tuple[Mark, int]]:
        shown = [mark for mark in reversed(Mark) if mark is not Mark.BEFORE]
        return [(mark, self.counts[mark]) for mark in shown if self.counts[mark]]


def table(viewer: Membership, section: Section, way: Course, known: Standing) -> Table:
    """One query."""
    members = list(Membership.objects.active().filter(group=viewer.group_id).order_by().only(*COLUMNS))
    viewer.group.has_one_member = len(members) == 1  # known now; asked by the page's other parts
    counts, number, dates = dict.fromkeys(Mark, 0), way.step(section).number, way.dates
    for member in members:
        if member.hides_progress:
            continue
        counts[known.mark(member.pk, section.pk, counts=number >= start_of(member, dates, known))] += 1
    return Table(counts)
