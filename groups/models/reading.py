import datetime
import itertools
import math
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.addresses import RESERVED_FOR_READINGS
from groups.models.group import Group, Membership
from groups.queries.reading import ReadingQuerySet
from texts.naming import free_address


class Reading(models.Model):
    """One group's run of one guide. Answers, progress, meetings and threads belong to it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="readings")
    guide = models.ForeignKey("guides.Guide", models.PROTECT, related_name="readings", verbose_name=_("guide"))
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    created_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="readings_started")
    created_at = models.DateTimeField(default=timezone.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    resumes_on = models.DateField(null=True, blank=True)  # paused without it: nobody knows yet when it goes on
    moved_days = models.PositiveIntegerField(default=0, editable=False)  # by which the pause has moved the meetings
    finished_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReadingQuerySet.as_manager()
    next_meeting: Any  # a Meeting or None, set where several readings are listed

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "slug"], name="one_reading_per_address"),
            models.UniqueConstraint(fields=["group", "key"], name="reading_started_once"),
            models.UniqueConstraint(fields=["id", "group"], name="reading_with_group"),  # for composite foreign keys
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | Q(finished_at__isnull=False), name="finished_before_archived"
            ),
        ]

    def __str__(self) -> str:
        return self.guide.title

    def get_absolute_url(self) -> str:
        return reverse("groups:reading_detail", args=[self.group.slug, self.slug])

    @classmethod
    @transaction.atomic
    def begin(cls, by: Membership, guide, key: uuid.UUID) -> "Reading":
        """The same key in the same group gives the same reading again. A guide for groups is given to the group so."""
        Group.objects.select_for_update().get(pk=by.group_id)
        slug = free_address(cls.objects.filter(group=by.group_id), guide.slug, "reading", RESERVED_FOR_READINGS)
        defaults = {"guide": guide, "slug": slug, "created_by": by}
        reading, _created = cls.objects.get_or_create(group=by.group, key=key, defaults=defaults)
        if guide.audience == guide.Audience.GROUPS:
            by.group.guides.add(guide)
        return reading

    def question_url(self, question) -> str:
        return f"{self.section_url(question.section)}#q{question.pk}"

    def section_url(self, section) -> str:
        return reverse("groups:section_detail", args=[self.group.slug, self.slug, section.slug])

    def sections_left_out(self) -> models.QuerySet:
        """In no meeting: the guide got them after the dates were made, or their meeting is cancelled."""
        return self.guide.sections.exclude(meetings__in=self.meetings.filter(cancelled_at=None))

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_paused(self) -> bool:
        """A pause with a date ends by itself on that day."""
        if self.paused_at is None or self.is_finished:
            return False
        return self.resumes_on is None or self.resumes_on > timezone.localdate(timezone=self.group.zone)

    @property
    def is_running(self) -> bool:
        return not self.is_finished and not self.is_paused

    def finish(self) -> None:
        self.finished_at = self.finished_at or timezone.now()
        self.save(update_fields=["finished_at"])

    def resume(self) -> None:
        """Go on with what was finished, put away or not."""
        self.finished_at = self.archived_at = None
        self.save(update_fields=["finished_at", "archived_at"])

    def archive(self) -> None:
        """Put a finished reading away: from now on it is only read."""
        self.finished_at = self.finished_at or timezone.now()
        self.archived_at = self.archived_at or timezone.now()
        self.save(update_fields=["finished_at", "archived_at"])

    def take_out(self) -> None:
        self.archived_at = None
        self.save(update_fields=["archived_at"])

    @transaction.atomic
    def pause(self, until: datetime.date | None) -> None:
        """With a day to go on the coming meetings move behind it, by whole weeks; without one they wait, called off."""
        self._lock()
        if self.is_paused:
            self.end_pause()
        self.paused_at, self.resumes_on, self.moved_days = timezone.now(), until, 0
        self.save(update_fields=["paused_at", "resumes_on", "moved_days"])
        if until:
            self._move_behind(until)
        else:
            for meeting in self._after_pause():
                meeting.call_off(self.paused_at)

    @transaction.atomic
    def end_pause(self, on: datetime.date | None = None) -> None:
        """Meetings that waited are held after all; all go to the first week from `on` in which they were not yet due.

        Without a day: today. Never earlier than they were planned before the pause.
        """
        self._lock()
        if self.paused_at is None:
            return
        for meeting in self.meetings.filter(cancelled_at=self.paused_at):
            meeting.hold_after_all()
        self._move_behind(on or timezone.localdate(timezone=self.group.zone))
        self.paused_at, self.resumes_on, self.moved_days = None, None, 0
        self.save(update_fields=["paused_at", "resumes_on", "moved_days"])

    def _lock(self) -> None:
        now = Reading.objects.select_for_update().get(pk=self.pk)
        self.paused_at, self.resumes_on, self.moved_days = now.paused_at, now.resumes_on, now.moved_days

    def _after_pause(self) -> list:
        return list(self.meetings.filter(starts_at__gt=self.paused_at, cancelled_at=None))

    def _move_behind(self, day: datetime.date) -> None:
        meetings, zone = self._after_pause(), self.group.zone
        if not meetings:
            return
        planned = timezone.localdate(meetings[0].starts_at, zone) - datetime.timedelta(days=self.moved_days)
        weeks = max(0, math.ceil((day - planned).days / 7))
        shift, self.moved_days = datetime.timedelta(days=7 * weeks - self.moved_days), 7 * weeks
        for meeting in meetings:
            meeting.shift(shift, zone)
        self.save(update_fields=["moved_days"])

    @transaction.atomic
    def plan(
        self,
        starts: datetime.datetime,
        every_days: int,
        length: datetime.timedelta,
        per_meeting: int,
        skip: Collection[datetime.date] = (),
        **place,
    ) -> list:
        """Make a meeting for every `per_meeting` sections, keeping the hour on the wall through clock changes.

        `starts` is aware, in the group's zone; on a day of `skip` there is no meeting, the next takes its sections.
        Returns the meetings. Raises ValidationError if there are meetings.
        """
        Reading.objects.select_for_update().get(pk=self.pk)
        if self.meetings.exists():
            raise ValidationError(_("This reading has its dates already."))
        times = timetable(self.guide, starts, every_days, per_meeting, skip)
        return [self._make_meeting(start, length, sections, place) for start, sections in times]

    def _make_meeting(self, start: datetime.datetime, length: datetime.timedelta, sections: list, place: dict):
        meeting = self.meetings.create(starts_at=start, ends_at=start + length, **place)
        meeting.sections.set(sections)
        return meeting


def timetable(
    guide, starts: datetime.datetime, every_days: int, per_meeting: int, skip: Collection[datetime.date] = ()
) -> list[tuple[datetime.datetime, list]]:
    """When which sections would be read; see `Reading.plan`."""
    sections = list(guide.sections.all())
    batches = [sections[i : i + per_meeting] for i in range(0, len(sections), per_meeting)]
    return [(start, batch) for batch, start in zip(batches, _every(starts, every_days, set(skip)), strict=False)]


def _every(starts: datetime.datetime, days: int, skip: set[datetime.date]) -> Iterator[datetime.datetime]:
    """The same hour on the wall every so many days: sums are done without the zone, which is put back at the end."""
    for count in itertools.count():
        local = starts.replace(tzinfo=None) + datetime.timedelta(days=days * count)
        if local.date() not in skip:
            yield local.replace(tzinfo=starts.tzinfo)
