"""Meetings as iCalendar (RFC 5545): the same meeting keeps its UID, every change raises its SEQUENCE."""

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from accounts.models import User
from accounts.naming import site_name
from groups.models import Meeting, Membership, Reading
from guides.models import Section
from texts.models import Chapter, PageRange
from texts.shelf import held_pages, span

REMINDER = datetime.timedelta(days=1)
YEAR = KEPT_FOR = datetime.timedelta(days=365)
LOOK_AGAIN = "PT1H"


def meetings_of(readings) -> list[Meeting]:
    """Meetings of the last year and all to come, cancelled ones too, with what an entry prints."""
    chapters = Chapter.objects.select_related("text").without_bodies()
    sections = Section.objects.prefetch_related(Prefetch("chapters", chapters))
    meetings = Meeting.objects.filter(reading__in=readings, starts_at__gte=timezone.now() - KEPT_FOR)
    return list(
        meetings.select_related("reading__group", "reading__guide").prefetch_related(Prefetch("sections", sections))
    )


def calendar_of(meetings: list[Meeting], name: str, reader: User) -> bytes:
    held = held_pages(reader)
    calendar = Calendar()
    calendar.add("prodid", f"-//{site_name()}//reading groups//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", LOOK_AGAIN)
    calendar.add("refresh-interval", datetime.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(entry_of(meeting, held))
    days = [meeting.starts_at.date() for meeting in meetings] or [timezone.now().date()]
    calendar.add_missing_timezones(min(days) - YEAR, max(days) + YEAR)
    return calendar.to_ical()


def entry_of(meeting: Meeting, held: dict[int, PageRange]) -> Event:
    reading, zone = meeting.reading, meeting.reading.group.zone
    entry = Event()
    entry.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}")
    entry.add("sequence", meeting.version)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", meeting.starts_at.astimezone(zone))
    entry.add("dtend", meeting.ends_at.astimezone(zone))
    entry.add("summary", summary_of(meeting))
    entry.add("description", description_of(meeting, held))
    entry.add("url", settings.SITE_URL + reading.get_absolute_url())
    if meeting.place or meeting.link:
        entry.add("location", meeting.place or meeting.link)
    entry.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    if not meeting.is_cancelled:
        entry.add_component(reminder_of(meeting))
    return entry


def reminder_of(meeting: Meeting) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary_of(meeting))
    alarm.add("trigger", -REMINDER)
    return alarm


def summary_of(meeting: Meeting) -> str:
    titles = ", ".join(section.title for section in meeting.sections.all())
    title = meeting.reading.guide.title
    return f"{title}: {titles}" if titles else title


def description_of(meeting: Meeting, held: dict[int, PageRange]) -> str:
    """The group, what to read for it, in the reader’s edition too, and the way in."""
    lines = [meeting.reading.group.name]
    for section in meeting.sections.all():
        pages = span(held, list(section.chapters.all()))
        what = [section.title, section.reading_line, str(pages or ""), section.time_line]
        lines.append(" · ".join(part for part in dict.fromkeys(what) if part))
        lines.append(settings.SITE_URL + meeting.reading.section_url(section))
    if meeting.link:
        lines.append(_("By video: %(link)s") % {"link": meeting.link})
    return "\n".join(lines)


def calendar_response(meetings: list[Meeting], name: str, filename: str, reader: User) -> HttpResponse:
    response = HttpResponse(calendar_of(meetings, name, reader), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def readings_for(user) -> list[Reading]:
    """The readings for which a person can have an address of their own."""
    groups = Membership.objects.active().filter(user=user).values("group")
    return list(Reading.objects.filter(group__in=groups).current().select_related("group", "guide"))
