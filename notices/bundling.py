"""Notices become mails: at once, or when the hour strikes on the clock of whom they are for."""

import datetime
import itertools
import zoneinfo
from collections.abc import Iterable

from django.db import transaction
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


@transaction.atomic
def bundle(now: datetime.datetime | None = None) -> int:
    """Put what is due into mails, one for each person and reading or group, and queue them. Returns how many."""
    now = now or timezone.now()
    waiting = Notice.objects.waiting().fresh().filter(made_at__gte=now - TOO_OLD, recipient__is_active=True)
    waiting = waiting.exclude(kind=Notice.Kind.INVITATION)  # which has a mail of its own
    waiting = waiting.select_for_update(of=["self"], skip_locked=True).select_related("recipient", "reading")
    notices = list(waiting.order_by("recipient", "reading", "group", "pk"))
    preferences = _preferences(notices)
    mails = 0
    for (person, about), together in itertools.groupby(notices, key=lambda one: (one.recipient, _about(one))):
        bundled = list(together)
        reading, group = about
        rhythm = preferences.get((person.pk, about), Rhythm.DAILY if reading else Rhythm.AT_ONCE)
        if _is_due(bundled, rhythm, now, zoneinfo.ZoneInfo(person.time_zone)):
            owe(Mail(recipient=person, reading_id=reading, group_id=group, kind=Mail.Kind.BUNDLE), bundled)
            mails += 1
    return mails


def _about(row: Notice | Preference) -> tuple[int | None, int | None]:
    return row.reading_id, row.group_id


def _preferences(notices: Iterable[Notice]) -> dict[tuple, str]:
    people = {notice.recipient_id for notice in notices}
    return {(row.user_id, _about(row)): row.rhythm for row in Preference.objects.filter(user__in=people)}


def _is_due(notices: list[Notice], rhythm: str, now: datetime.datetime, zone: zoneinfo.ZoneInfo) -> bool:
    """When one is due, those that wait come along: fewer mails. The letter of the week brings a weekly bundle along."""
    stroke = last_stroke(rhythm, now, zone)
    if stroke is None:
        return False
    if any(notice.is_urgent for notice in notices):
        return True
    reading = notices[0].reading
    has_letter = rhythm == Rhythm.WEEKLY and reading is not None and reading.finished_at is None
    return not has_letter and any(notice.made_at <= stroke for notice in notices)


def owe(mail: Mail, notices: Iterable[Notice]) -> None:
    """The mail, its notices and its job are written in one transaction or not at all."""
    mail.save()
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mail=mail)
    defer_sending(mail)
