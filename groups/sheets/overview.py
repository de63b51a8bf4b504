"""The page of a group: its readings, and who comes to the next meeting."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from groups.models import Attendance, Meeting, Membership, Reading

NAMED = 60  # members on the page of the group; all of them have a page of their own


@dataclass
class Overview:
    current: list[Reading]
    finished: list[Reading]
    archived: list[Reading]
    members: list[Membership]

    @property
    def only_reading(self) -> Reading | None:
        return self.current[0] if len(self.current) == 1 else None

    @property
    def named(self) -> list[Membership]:
        return self.members[:NAMED]

    @property
    def unnamed(self) -> int:
        return len(self.members) - len(self.named)

    @property
    def facilitators(self) -> list[Membership]:
        return [member for member in self.members if member.role == Membership.Role.FACILITATOR]


@dataclass
class Replies:
    mine: str  # "" as long as the member has not said
    counts: Counter

    choices = Attendance.Reply.choices

    @property
    def coming(self) -> int:
        return self.counts[Attendance.Reply.YES] + self.counts[Attendance.Reply.ONLINE]


def group_overview(membership: Membership) -> Overview:
    """Two queries, and two more for the next meeting of each current reading."""
    readings = list(Reading.objects.visible_to(membership).select_related("guide__text"))
    for reading in readings:
        reading.group = membership.group
    members = list(membership.group.memberships.active().select_related("user"))
    members.sort(key=lambda member: (member.pk != membership.pk, member.name.casefold(), member.pk))
    current = [reading for reading in readings if not reading.is_finished]
    if len(current) > 1:
        _find_next_meetings(current)
    finished = [reading for reading in readings if reading.is_finished and not reading.is_archived]
    return Overview(current, finished, [reading for reading in readings if reading.is_archived], members)


def _find_next_meetings(readings: list[Reading]) -> None:
    """Sets `next_meeting` on each."""
    soonest: dict[int, Meeting] = {}
    for meeting in upcoming(readings):
        soonest.setdefault(meeting.reading_id, meeting)
    for reading in readings:
        reading.next_meeting = soonest.get(reading.pk)


def upcoming(readings: list[Reading]):
    coming = Meeting.objects.filter(
        reading__in=readings, reading__finished_at=None, ends_at__gte=timezone.now(), cancelled_at=None
    )
    return coming.order_by("starts_at", "pk").prefetch_related("sections")


def replies_to(meeting: Meeting, membership: Membership) -> Replies:
    """Of those who are still members."""
    rows = meeting.attendances.filter(membership__left_at=None, membership__removed_at=None)
    replies = dict(rows.values_list("membership", "reply"))
    return Replies(replies.get(membership.pk, ""), Counter(replies.values()))
