from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.models import Reading


class Preference(models.Model):
    """How often somebody wants mail about a reading. Without a row: once a day, and the letter of the week."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        FEW_HOURS = "few_hours", _("Every few hours")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Never")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="+")
    rhythm = models.CharField(_("mail"), max_length=9, choices=Rhythm, default=Rhythm.DAILY)
    week_letter = models.BooleanField(_("“This week in your reading”, on Mondays"), default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "reading"], name="one_preference_per_reading")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.reading_id}: {self.rhythm}"

    @classmethod
    def of(cls, user, reading) -> "Preference":
        """Saved, or as it is without having been set."""
        return cls.objects.filter(user=user, reading=reading).first() or cls(user=user, reading=reading)

    @classmethod
    def stop(cls, user_id: int, reading_id: int) -> None:
        cls.objects.update_or_create(
            user_id=user_id, reading_id=reading_id, defaults={"rhythm": cls.Rhythm.NEVER, "week_letter": False}
        )

    @property
    def wants_mail(self) -> bool:
        return self.rhythm != self.Rhythm.NEVER

    @property
    def wants_week_letter(self) -> bool:
        return self.week_letter and self.wants_mail
