import datetime

from django.db import models, transaction
from django.db.models import F, Q
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
    version = models.PositiveIntegerField(default=1, editable=False)  # of when, where and about what
    plan_version = models.PositiveIntegerField(default=1, editable=False)
    minutes_version = models.PositiveIntegerField(default=1, editable=False)

    welcome_html: str  # built by MarkdownField, as all of the kind
    closing_html: str
    notes_html: str

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
    def is_running(self) -> bool:
        return self.starts_at <= timezone.now() <= self.ends_at

    @property
    def is_near(self) -> bool:
        """About to begin, or under way: answers still come in while the sheet is open."""
        return self.starts_at - timezone.now() < datetime.timedelta(hours=2) and not self.is_past

    @property
    def length(self) -> datetime.timedelta:
        return self.ends_at - self.starts_at

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @transaction.atomic
    def move(self, starts: datetime.datetime, ends: datetime.datetime, following: bool = False) -> None:
        """To another time, in the group's zone; later meetings may follow by the same days and hours."""
        zone = starts.tzinfo
        shift = _wall(starts, zone) - _wall(self.starts_at, zone)
        later = self.reading.meetings.filter(starts_at__gt=self.starts_at, cancelled_at=None).exclude(pk=self.pk)
        for meeting in later if following else ():
            meeting.shift(shift, zone)
        self._put(starts, ends)

    def shift(self, by: datetime.timedelta, zone: datetime.tzinfo | None) -> None:
        """Later or earlier by the clock on the wall; it stays as long as it was."""
        starts = (_wall(self.starts_at, zone) + by).replace(tzinfo=zone)
        self._put(starts, starts + self.length)

    def _put(self, starts: datetime.datetime, ends: datetime.datetime) -> None:
        """On another day nobody has said yet whether they come."""
        if starts.date() != self.starts_at.astimezone(starts.tzinfo).date():
            self.attendances.all().delete()
        self.starts_at, self.ends_at = starts, ends
        self.version += 1
        self.save(update_fields=["starts_at", "ends_at", "version"])

    @transaction.atomic
    def rearrange(self, version: int, starts, ends, sections, following: bool = False, **place) -> bool:
        """Change when, where and what. False, and nothing changed, if somebody else did since `version`."""
        Reading.objects.select_for_update().get(pk=self.reading_id)  # other meetings may follow, or be moved just now
        self.refresh_from_db(fields=["starts_at", "ends_at", "version"])
        if self.version != version:
            return False
        self.place, self.link = place["place"], place["link"]
        self.save(update_fields=["place", "link"])
        self.move(starts, ends, following)
        self.sections.set(sections)
        return True

    def lets_write_minutes(self, membership: Membership) -> bool:
        """Facilitators, and whoever has the role for this evening."""
        if not membership.can_write:
            return False
        return membership.is_facilitator or self.duties.filter(membership=membership, is_for_minutes=True).exists()

    def share_minutes(self, shared: bool) -> None:
        self.minutes_shared_at = timezone.now() if shared else None
        self.save(update_fields=["minutes_shared_at"])

    def cancel(self) -> None:
        self.call_off(timezone.now())

    def call_off(self, at: datetime.datetime) -> None:
        self.cancelled_at = at
        self.version += 1
        self.save(update_fields=["cancelled_at", "version"])

    def hold_after_all(self) -> None:
        self.cancelled_at = None
        self.version += 1
        self.save(update_fields=["cancelled_at", "version"])


def _wall(moment: datetime.datetime, zone) -> datetime.datetime:
    """What the clock on the wall shows, without the zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


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
