import datetime
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Answer, Membership, Progress, Reading, StartingPoint
from guides.models import Section


class Mark(StrEnum):
    """Where somebody stands with a section: four shapes, each with its words, and a dash for what does not count."""

    BEFORE = "before"
    NONE = "none"
    READING = "reading"
    READ = "read"
    SHARED = "shared"

    @property
    def words(self) -> str:
        return str(MARK_WORDS[self])


MARK_WORDS = {
    Mark.BEFORE: _("Before they began"),
    Mark.NONE: _("Not begun"),
    Mark.READING: _("Reading"),
    Mark.READ: _("Read"),
    Mark.SHARED: _("Read, answers shared"),
}


@dataclass
class Standing:
    """Who has read and answered what in a reading, as far as one member may know."""

    read: dict[tuple[int, int], datetime.datetime | None]  # (membership, section) -> when read; no key: not begun
    shared: set[tuple[int, int]]
    chosen: dict[int, int]  # membership -> the section from which they count, if they chose one

    def mark(self, membership: int, section: int, counts: bool = True) -> Mark:
        place = membership, section
        if not self.read.get(place):
            return Mark.READING if place in self.read else Mark.NONE if counts else Mark.BEFORE
        return Mark.SHARED if place in self.shared else Mark.READ


def mark_of(reading: Reading, section: Section, member: Membership) -> Mark:
    """One member’s own, for one section. Two queries."""
    place = member.pk, section.pk
    progress = Progress.objects.filter(reading=reading, section=section, membership=member)
    read = progress.values_list("read_at", flat=True)
    shared = Answer.objects.with_words().filter(reading=reading, question__section=section, author=member).exists()
    return Standing(dict.fromkeys([place], read[0]) if read else {}, {place} if shared else set(), {}).mark(*place)


def standing(
    reading: Reading, viewer: Membership, member: Membership | None = None, section: Section | None = None
) -> Standing:
    """Three queries. With `member` or `section` only what concerns either of them."""
    progress = Progress.objects.shown_to(viewer).filter(
        reading=reading, membership__left_at=None, membership__removed_at=None
    )
    answers = Answer.objects.announced_to(viewer).filter(reading=reading).order_by()
    chosen = StartingPoint.objects.filter(reading=reading)
    if member or section:
        progress = progress.filter(Q(membership=member) | Q(section=section))
        answers = answers.filter(Q(author=member) | Q(question__section=section))
    rows = progress.values_list("membership", "section", "read_at")
    return Standing(
        {(who, which): read_at for who, which, read_at in rows},
        set(answers.values_list("author", "question__section").distinct()),
        dict(chosen.values_list("membership", "section")),
    )
