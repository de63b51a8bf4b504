import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group, Membership
from groups.queries.reading import ReadingQuerySet


class Reading(models.Model):
    """One group's run of one guide. Answers, progress, meetings and threads belong to it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="readings")
    guide = models.ForeignKey("guides.Guide", models.PROTECT, related_name="readings", verbose_name=_("guide"))
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    created_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="readings_started")
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "slug"], name="one_reading_per_address"),
            models.UniqueConstraint(fields=["group", "key"], name="reading_started_once"),
            models.UniqueConstraint(fields=["id", "group"], name="reading_with_group"),  # for composite foreign keys
        ]

    def __str__(self) -> str:
        return self.guide.title

    def get_absolute_url(self) -> str:
        return reverse("groups:reading_detail", args=[self.group.slug, self.slug])

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

    def plan(self, starts: datetime.datetime, every_days: int, length: datetime.timedelta, per_meeting: int, **place):
        """Make a meeting for every `per_meeting` sections, keeping the hour on the wall through clock changes.

        `starts` is aware, in the group's zone. Returns the meetings. Raises ValidationError if there are meetings.
        """
        if self.meetings.exists():
            raise ValidationError(_("This reading has its dates already."))
        sections = list(self.guide.sections.all())
        batches = [sections[i : i + per_meeting] for i in range(0, len(sections), per_meeting)]
        meetings = []
        for count, batch in enumerate(batches):
            local = starts.replace(tzinfo=None) + datetime.timedelta(days=every_days * count)
            start = local.replace(tzinfo=starts.tzinfo)
            meeting = self.meetings.create(starts_at=start, ends_at=start + length, **place)
            meeting.sections.set(batch)
            meetings.append(meeting)
        return meetings
