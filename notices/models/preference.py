from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Reading


class Preference(models.Model):
    """How often somebody wants mail about a reading, or about who wants to join a group.

    Without a row: once a day and the letter of the week; of a group, at once.
    """

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        FEW_HOURS = "few_hours", _("Every few hours")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Never")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences")
    reading = models.ForeignKey(Reading, models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    rhythm = models.CharField(_("mail"), max_length=9, choices=Rhythm, default=Rhythm.DAILY)
    week_letter = models.BooleanField(_("“This week in your reading”, on Mondays"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "reading"], name="one_preference_per_reading"),
            models.UniqueConstraint(fields=["user", "group"], name="one_preference_per_group"),
            models.CheckConstraint(
                condition=Q(reading=None, group__isnull=False) | Q(reading__isnull=False, group=None),
                name="preference_of_a_reading_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.reading_id or self.group_id}: {self.rhythm}"

    @classmethod
    def of(cls, user, about: Reading | Group) -> "Preference":
        """Saved, or as it is without having been set."""
        field = "group" if isinstance(about, Group) else "reading"
        return cls.objects.filter(user=user, **{field: about}).first() or cls.unset(user, about)

    @classmethod
    def unset(cls, user, about: Reading | Group) -> "Preference":
        if isinstance(about, Group):
            return cls(user=user, group=about, rhythm=cls.Rhythm.AT_ONCE)
        return cls(user=user, reading=about)

    @classmethod
    def stop(cls, user, about: Reading | Group) -> None:
        preference = cls.of(user, about)
        preference.rhythm, preference.week_letter = cls.Rhythm.NEVER, False
        preference.save()

    @property
    def wants_mail(self) -> bool:
        return self.rhythm != self.Rhythm.NEVER

    @property
    def wants_week_letter(self) -> bool:
        return self.week_letter and self.wants_mail
