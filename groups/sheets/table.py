"""Who sits around the table, and how far they are with one section."""

from dataclasses import dataclass

from groups.models import Membership
from groups.sheets.marks import Mark, Standing
from guides.models import Section


@dataclass
class Table:
    """Members who keep their progress private are counted as members and nowhere else."""

    members: int
    counts: dict[Mark, int]

    @property
    def have_read(self) -> int:
        return self.counts[Mark.READ] + self.counts[Mark.SHARED]

    @property
    def lines(self) -> list[tuple[Mark, int]]:
        return [(mark, self.counts[mark]) for mark in reversed(Mark) if self.counts[mark]]


def table(viewer: Membership, section: Section, known: Standing) -> Table:
    """One query."""
    members = Membership.objects.active().filter(group=viewer.group_id).values_list("pk", "progress_hidden_at")
    counts = dict.fromkeys(Mark, 0)
    rows = list(members)
    for pk, hidden_at in rows:
        if hidden_at is None:
            counts[known.mark(pk, section.pk)] += 1
    return Table(len(rows), counts)
