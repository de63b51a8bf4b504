"""Notices become mails: at once, or when the hour strikes on the clock of whom they are for."""

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from notices.models import Mail, Notice, Preference
from notices.queue import defer_sending

Rhythm = Preference.Rhythm
TOO_OLD = datetime.timedelta(days=8)
MORNING = 8
HOURS = {Rhythm.FEW_HOURS: [MORNING, 12, 16, 20], Rhythm.DAILY: [MORNING], Rhythm.WEEKLY: [MORNING]}


def last_stroke(rhythm: str, now: datetime.datetime, zone: zoneinfo.ZoneInfo) -> datetime.datetime | None:
    """The latest moment, not after `now`, at which a bundle was due; None if none ever is."""
    if rhythm == Rhythm.NEVER:
        return None
    if rhythm == Rhythm.AT_ONCE:
        return now
    today = now.astimezone(zone).date()
    days = [today - datetime.timedelta(days=back) for back in range(8)]
    if rhythm == Rhythm.WEEKLY:
        days = [day for day in days if day.weekday() == 0]
    hours = [datetime.time(hour) for hour in reversed(HOURS[Rhythm(rhythm)])]
    strokes = (datetime.datetime.combine(day, hour, zone) for day in days for hour in hours)
    return next(stroke for stroke in strokes if stroke <= now)


class Heap(NamedTuple):
    """What waits for one person about one reading or group."""

    person: int
    reading: int | None
    group: int | None
    zone: str
    finished_at: datetime.datetime | None
    oldest: datetime.datetime
    urgent: int


@transaction.atomic
def bundle(now: datetime.datetime | None = None) -> int:
    """Put what is due into mails, one for each person and reading or group, and queue them. Returns how many.

    Notices are counted first, and taken only where some are due: most wait for their hour, and there may be many.
    """
    now = now or timezone.now()
    waiting = Notice.objects.waiting().fresh().filter(made_at__gte=now - TOO_OLD, recipient__is_active=True)
    waiting = waiting.exclude(kind=Notice.Kind.INVITATION).order_by()  # which has a mail of its own
    heaps = _heaps(waiting)
    preferences = _preferences(heaps)
    mails = 0
    for heap in heaps:
        usual = Rhythm.DAILY if heap.reading else Rhythm.AT_ONCE
        if not _is_due(heap, preferences.get((heap.person, heap.reading, heap.group), usual), now):
            continue
        mine = waiting.filter(recipient=heap.person, reading=heap.reading, group=heap.group).only("pk")
        if taken := list(mine.select_for_update(of=["self"], skip_locked=True)):
            about = {"reading_id": heap.reading, "group_id": heap.group}
            owe(Mail(recipient_id=heap.person, kind=Mail.Kind.BUNDLE, **about), taken)
            mails += 1
    return mails


def _heaps(waiting: QuerySet) -> list[Heap]:
    of_one = waiting.values_list("recipient", "reading", "group", "recipient__time_zone", "reading__finished_at")
    urgent = Count("pk", filter=Q(kind__in=Notice.URGENT))
    return [Heap(*row) for row in of_one.annotate(oldest=Min("made_at"), urgent=urgent)]


def _preferences(heaps: Iterable[Heap]) -> dict[tuple, str]:
    saved = Preference.objects.filter(user__in={heap.person for heap in heaps})
    return {(row.user_id, row.reading_id, row.group_id): row.rhythm for row in saved}


def _is_due(heap: Heap, rhythm: str, now: datetime.datetime) -> bool:
    """When one is due, those that wait come along: fewer mails. The letter of the week brings a weekly bundle along."""
    stroke = last_stroke(rhythm, now, zoneinfo.ZoneInfo(heap.zone))
    if stroke is None or heap.urgent:
        return stroke is not None
    has_letter = rhythm == Rhythm.WEEKLY and heap.reading is not None and heap.finished_at is None
    return not has_letter and heap.oldest <= stroke


def owe(mail: Mail, notices: Iterable[Notice]) -> None:
    """The mail, its notices and its job are written in one transaction or not at all."""
    mail.save()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail)
    defer_sending(mail)
