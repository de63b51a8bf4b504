"""Meetings that were moved or called off since members were last told of them, and those that are near."""

import datetime

from django.db.models import F, Q

from groups.models import Attendance, Meeting, Membership
from notices.models import KnownMeeting, Notice

NEAR = datetime.timedelta(days=1)


def changes(now: datetime.datetime) -> list[Notice]:
    """A meeting met for the first time is only written down: the plan itself is no news."""
    coming = Meeting.objects.filter(Q(starts_at__gt=now) | Q(known__starts_at__gt=now))
    KnownMeeting.objects.bulk_create(map(_as_known, coming.filter(known=None)), ignore_conflicts=True)
    moved = ~Q(known__starts_at=F("starts_at"))
    called_off = Q(known__is_cancelled=False, cancelled_at__isnull=False)
    held_after_all = Q(known__is_cancelled=True, cancelled_at=None)
    changed = coming.filter(moved | called_off | held_after_all, known__isnull=False).select_related("reading")
    return [notice for meeting in changed for notice in _tell(meeting)]


def _as_known(meeting: Meeting) -> KnownMeeting:
    return KnownMeeting(meeting=meeting, starts_at=meeting.starts_at, is_cancelled=meeting.is_cancelled)


def _tell(meeting: Meeting) -> list[Notice]:
    """Every change is told; one that nobody has seen or been sent yet gives way to the later one."""
    KnownMeeting.objects.filter(meeting=meeting).update(starts_at=meeting.starts_at, is_cancelled=meeting.is_cancelled)
    kinds = [Notice.Kind.MEETING_MOVED, Notice.Kind.MEETING_CANCELLED]
    Notice.objects.filter(meeting=meeting, kind__in=kinds, seen_at=None, mail=None).delete()
    kind = kinds[1] if meeting.is_cancelled else kinds[0]
    return _for_all(meeting, kind, Membership.objects.all())


def near(since: datetime.datetime, now: datetime.datetime) -> list[Notice]:
    """For those who have not said that they stay away."""
    soon = Meeting.objects.filter(starts_at__gt=now, starts_at__lte=now + NEAR, cancelled_at=None)
    soon = soon.filter(starts_at__gt=since + NEAR, reading__finished_at=None).select_related("reading")
    notices: list[Notice] = []
    for meeting in soon:
        away = meeting.attendances.filter(reply=Attendance.Reply.NO).values("membership")
        notices += _for_all(meeting, Notice.Kind.MEETING_NEAR, Membership.objects.exclude(pk__in=away))
    return notices


def _for_all(meeting: Meeting, kind: str, members) -> list[Notice]:
    about = f"meeting {meeting.pk}, {meeting.version}, {meeting.starts_at:%Y-%m-%d %H:%M}"
    members = members.active().filter(group=meeting.reading.group_id, group__archived_at=None)
    refers = {"reading_id": meeting.reading_id, "meeting": meeting, "kind": kind, "about": about}
    return [Notice(recipient_id=user, **refers) for user in members.values_list("user", flat=True)]
