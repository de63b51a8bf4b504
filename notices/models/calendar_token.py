import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from groups.models import Membership, Reading
from groups.queries.group import fingerprint


class CalendarTokenQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None, user__is_active=True)

    def for_token(self, token: str):
        """The one token, or None."""
        return self.live().select_related("user", "reading").filter(token_hash=fingerprint(token)).first()


class CalendarToken(models.Model):
    """A private calendar address: of one reading, or of all of a member's. Kept only as a hash, shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_tokens")
    reading = models.ForeignKey(Reading, models.CASCADE, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = CalendarTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "reading"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="one_calendar_address_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.reading_id or 'all'}"

    @classmethod
    @transaction.atomic
    def make(cls, user, reading: Reading | None = None) -> tuple["CalendarToken", str]:
        """A new address and its token, which cannot be read again. It takes the place of an earlier one."""
        User.objects.select_for_update().get(pk=user.pk)
        cls.objects.live().filter(user=user, reading=reading).update(revoked_at=timezone.now())
        token = secrets.token_urlsafe(24)
        return cls.objects.create(user=user, reading=reading, token_hash=fingerprint(token)), token

    def revoke(self) -> None:
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])

    def readings(self):
        """The readings it shows now: its own or all, of groups in which the person is still a member."""
        groups = Membership.objects.active().filter(user=self.user).values("group")
        readings = Reading.objects.filter(group__in=groups)
        return readings.filter(pk=self.reading_id) if self.reading_id else readings
