import datetime

from django.db import models
from django.utils import timezone

from groups.models import Meeting

FIRST_LOOK = datetime.timedelta(days=7)


def first_look() -> datetime.datetime:
    return timezone.now() - FIRST_LOOK


class Mark(models.Model):
    """Up to when the rooms below were looked through."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField(default=first_look)

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%Y-%m-%d %H:%M}"


class KnownMeeting(models.Model):
    """A meeting as members were last told of it, so that a move is noticed."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="known")
    starts_at = models.DateTimeField()
    is_cancelled = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.meeting_id}"
