import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Membership
from groups.models.reading import Reading
from texts.fields import MarkdownField


class Meeting(models.Model):
    """An evening (or a morning) of a reading. Its sections are what the group prepares for it."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="meetings")
    sections = models.ManyToManyField("guides.Section", related_name="meetings", blank=True, verbose_name=_("sections"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(_("video link"), blank=True)
    welcome = MarkdownField(_("how we begin"), max_length=2_000, blank=True)
    closing = MarkdownField(_("next time"), max_length=2_000, blank=True)
    notes = MarkdownField(_("notes for facilitators"), max_length=10_000, blank=True)
    agenda = models.JSONField(
        _("running order"), default=list, blank=True
    )  # [[question id, minutes], …]; empty: proposed
    minutes = MarkdownField(_("minutes"), max_length=20_000, blank=True)
    minutes_shared_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["reading", "starts_at"], name="meetings_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("The meeting ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_past(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def length(self) -> datetime.timedelta:
        return self.ends_at - self.starts_at

    def sheet_url(self, section) -> str:
        return reverse("groups:meeting_detail", args=[self.reading.group.slug, self.reading.slug, section.slug])


class Attendance(models.Model):
    """A member's word on whether they come."""

    class Reply(models.TextChoices):
        YES = "yes", _("Yes")
        ONLINE = "online", _("Yes, by video")
        NO = "no", _("No")
        UNSURE = "unsure", _("Not sure yet")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="attendances")
    reply = models.CharField(max_length=6, choices=Reply)
    replied_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        constraints = [models.UniqueConstraint(fields=["meeting", "membership"], name="one_reply_per_meeting")]

    def __str__(self) -> str:
        return f"{self.membership}: {self.get_reply_display()}"
