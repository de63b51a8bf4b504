import datetime
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from groups.models import Group, Invitation, Reading

MOST_TRIES = 8
FIRST_WAIT = datetime.timedelta(minutes=3)  # doubled each time: the eighth try is six hours after the first


def new_message_id() -> str:
    return f"<mail.{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


class Mail(models.Model):
    """A mail that is owed to somebody. It is written when it is sent, never before; a retry keeps its Message-ID."""

    class Kind(models.TextChoices):
        BUNDLE = "bundle"
        WEEK = "week"
        INVITATION = "invitation"

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    reading = models.ForeignKey(Reading, models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    invitation = models.OneToOneField(Invitation, models.CASCADE, null=True, related_name="mail")
    kind = models.CharField(max_length=10, choices=Kind)
    week = models.CharField(max_length=8, blank=True)  # “2026-W47”, so that a week has one letter
    message_id = models.CharField(max_length=200, unique=True, default=new_message_id)
    made_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)  # nothing was left to say, or nobody to say it to
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "reading", "week"], condition=~Q(week=""), name="one_letter_a_week"
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, reading__isnull=False, group=None, invitation=None)
                | Q(recipient__isnull=False, group__isnull=False, reading=None, invitation=None)
                | Q(invitation__isnull=False, recipient=None, reading=None, group=None),
                name="mail_about_one_thing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at=None, dropped_at=None, parked_at=None),
                name="mails_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.pk}"

    @property
    def is_owed(self) -> bool:
        return self.sent_at is None and self.dropped_at is None and self.parked_at is None

    @property
    def has_had_its_tries(self) -> bool:
        return self.tries >= MOST_TRIES

    def count_try(self) -> None:
        """Before the attempt, in a transaction of its own: a try that kills the worker counts too."""
        self.tries += 1
        self.next_try_at = timezone.now() + FIRST_WAIT * 2 ** (self.tries - 1)
        self.save(update_fields=["tries", "next_try_at"])

    @transaction.atomic
    def mark_sent(self) -> None:
        self.sent_at = timezone.now()
        self.last_error = ""
        self.save(update_fields=["sent_at", "last_error"])
        self.notices.update(mailed_at=self.sent_at)

    def drop(self) -> None:
        self.dropped_at = timezone.now()
        self.save(update_fields=["dropped_at"])

    def park(self) -> None:
        """Tried often enough; it stays for the host to look at."""
        self.parked_at = timezone.now()
        self.save(update_fields=["parked_at"])

    def fail(self, error: Exception) -> None:
        self.last_error = f"{type(error).__name__}: {error}"[:500]
        self.save(update_fields=["last_error"])
        if self.has_had_its_tries:
            self.park()
