import datetime
import itertools
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.addresses import RESERVED_FOR_READINGS, free_address
from groups.models.group import Group, Membership
from groups.queries.reading import ReadingQuerySet


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
        """The same key in the same group gives the same reading again."""
        Group.objects.select_for_update().get(pk=by.group_id)
        taken = set(cls.objects.filter(group=by.group_id).values_list("slug", flat=True))
        slug = free_address(guide.slug, taken, RESERVED_FOR_READINGS, "reading")
        defaults = {"guide": guide, "slug": slug, "created_by": by}
        reading, _created = cls.objects.get_or_create(group=by.group, key=key, defaults=defaults)
        return reading

    def question_url(self, question) -> str:
        return f"{self.section_url(question.section)}#q{question.pk}"

    def section_url(self, section) -> str:
        return reverse("groups:section_detail", args=[self.group.slug, self.slug, section.slug])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def finish(self) -> None:
        self.finished_at = timezone.now()
        self.save(update_fields=["finished_at"])

    def resume(self) -> None:
        self.finished_at = None
        self.save(update_fields=["finished_at"])

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
        sections = list(self.guide.sections.all())
        batches = [sections[i : i + per_meeting] for i in range(0, len(sections), per_meeting)]
        times = _every(starts, every_days, set(skip))
        return [self._make_meeting(next(times), length, batch, place) for batch in batches]

    def _make_meeting(self, start: datetime.datetime, length: datetime.timedelta, sections: list, place: dict):
        meeting = self.meetings.create(starts_at=start, ends_at=start + length, **place)
        meeting.sections.set(sections)
        return meeting


def _every(starts: datetime.datetime, days: int, skip: set[datetime.date]) -> Iterator[datetime.datetime]:
    """The same hour on the wall every so many days: sums are done without the zone, which is put back at the end."""
    for count in itertools.count():
        local = starts.replace(tzinfo=None) + datetime.timedelta(days=days * count)
        if local.date() not in skip:
            yield local.replace(tzinfo=starts.tzinfo)
