"""“This week in your reading”: a letter on Monday morning, made from the guide. Names of who answered, never what."""

import datetime
import zoneinfo
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from groups.models import Answer, Meeting, Membership, Progress, Reading
from groups.queries.group import shown_name
from guides.models import Question, Section
from notices.bundling import MORNING, TOO_OLD, owe
from notices.models import Mail, Notice, Preference
from notices.sentences import when
from texts.models import Chapter

AHEAD = datetime.timedelta(days=10)
LATE = datetime.timedelta(days=1)  # who missed Monday morning, such as by joining on Thursday, waits for the next


@dataclass
class Week:
    sections: list[Section]
    urls: list[str]
    question: Question | None
    question_url: str
    names: list[str]
    meeting: Meeting | None
    when: str

    @classmethod
    def of(cls, reading: Reading, membership: Membership) -> "Week | None":
        """What lies ahead of one member; None when the reading has come to its end for them."""
        now = timezone.now()
        coming = reading.meetings.filter(starts_at__gt=now, cancelled_at=None)
        meeting = coming.filter(starts_at__lte=now + AHEAD).prefetch_related("sections").first()
        if reading.finished_at or (meeting is None and reading.meetings.exists() and not coming.exists()):
            return None
        sections = _sections(reading, membership, meeting)
        if not sections:
            return None
        question = _question(sections, reading, membership)
        return cls(
            sections=sections,
            urls=[settings.SITE_URL + reading.section_url(section) for section in sections],
            question=question,
            question_url=settings.SITE_URL + reading.question_url(question) if question else "",
            names=_names(sections, reading, membership),
            meeting=meeting,
            when=when(meeting) if meeting else "",
        )

    @property
    def to_read(self) -> list[tuple[Section, str]]:
        return list(zip(self.sections, self.urls, strict=True))


def _sections(reading: Reading, membership: Membership, meeting: Meeting | None) -> list[Section]:
    """Those of the next meeting; without one, the first that the member has not read."""
    chapters = Chapter.objects.select_related("text").without_bodies()
    sections = Section.objects.filter(guide=reading.guide_id).prefetch_related(Prefetch("chapters", chapters))
    if meeting:
        return list(sections.filter(meetings=meeting))
    read = Progress.objects.filter(reading=reading, membership=membership, read_at__isnull=False)
    return list(sections.exclude(progress__in=read)[:1])


def _question(sections: list[Section], reading: Reading, membership: Membership) -> Question | None:
    """One to think about: a core question that they have not answered yet."""
    answered = Answer.objects.filter(reading=reading, author=membership).values("question")
    questions = Question.objects.current().filter(section__in=sections).exclude(pk__in=answered)
    return questions.select_related("section").order_by("-is_core", "section__position", "position").first()


def _names(sections: list[Section], reading: Reading, membership: Membership) -> list[str]:
    told = Answer.objects.announced_to(membership).filter(reading=reading, question__section__in=sections)
    names = told.exclude(author=membership).values_list(shown_name("author__"), flat=True)
    return sorted(set(names))


def write_letters(now: datetime.datetime | None = None) -> int:
    """Owe the letter of this week to everybody whose Monday morning has come. Returns how many."""
    now = now or timezone.now()
    readings = Reading.objects.current().filter(group__archived_at=None).select_related("group", "guide")
    written = 0
    for reading in readings:
        preferences = {row.user_id: row for row in Preference.objects.filter(reading=reading)}
        members = Membership.objects.active().filter(group=reading.group_id).select_related("user")
        for membership in members:
            preference = preferences.get(membership.user_id) or Preference(user=membership.user, reading=reading)
            written += _owe_letter(reading, membership, preference, now)
    return written


def _owe_letter(reading: Reading, membership: Membership, preference: Preference, now: datetime.datetime) -> bool:
    local = now.astimezone(zoneinfo.ZoneInfo(membership.user.time_zone))
    monday = (local - datetime.timedelta(days=local.weekday())).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    is_weekly = preference.rhythm == Preference.Rhythm.WEEKLY
    if not monday <= local < monday + LATE or not (preference.wants_week_letter or is_weekly):
        return False
    year, week, _day = local.isocalendar()
    mail = Mail(recipient=membership.user, reading=reading, kind=Mail.Kind.WEEK, week=f"{year}-W{week:02}")
    return _owe_once(mail, now, with_notices=is_weekly)


@transaction.atomic
def _owe_once(mail: Mail, now: datetime.datetime, with_notices: bool) -> bool:
    type(mail.recipient).objects.select_for_update(no_key=True).get(pk=mail.recipient_id)
    if Mail.objects.filter(recipient=mail.recipient, reading=mail.reading, week=mail.week).exists():
        return False
    waiting = Notice.objects.waiting().fresh().filter(recipient=mail.recipient, reading=mail.reading)
    owe(mail, waiting.filter(made_at__gte=now - TOO_OLD) if with_notices else [])
    return True
