from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Membership
from groups.models.reading import Reading


class ProgressQuerySet(models.QuerySet):
    def shown_to(self, membership: Membership):
        """Of members who keep their progress private only they themselves see it."""
        return self.filter(Q(membership__progress_hidden_at=None) | Q(membership=membership))


class Progress(models.Model):
    """Where a member stands with a section, as they say themselves. That they have answered is not kept here."""

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="progress")
    section = models.ForeignKey("guides.Section", models.CASCADE, related_name="progress")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="progress")
    begun_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(fields=["reading", "section", "membership"], name="one_progress_per_section"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("begun_at")), name="begun_before_read"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.section}"

    @classmethod
    def begin(cls, reading: Reading, section, membership: Membership) -> "Progress":
        progress, _created = cls.objects.get_or_create(
            reading=reading, section=section, membership=membership, defaults={"group_id": reading.group_id}
        )
        return progress

    @classmethod
    def finish(cls, reading: Reading, section, membership: Membership) -> "Progress":
        progress = cls.begin(reading, section, membership)
        if progress.read_at is None:
            progress.read_at = timezone.now()
            progress.save(update_fields=["read_at"])
        return progress

    def reopen(self) -> None:
        self.read_at = None
        self.save(update_fields=["read_at"])


class StartingPoint(models.Model):
    """The section from which a member counts: chosen by themselves. Without one it follows from when they joined."""

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="starting_points")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="starting_points")
    section = models.ForeignKey("guides.Section", models.CASCADE, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "membership"], name="one_starting_point_per_reading"),
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.section}"

    @classmethod
    def choose(cls, reading: Reading, membership: Membership, section) -> None:
        """Without a section: back to what follows from when they joined."""
        if section is None:
            cls.objects.filter(reading=reading, membership=membership).delete()
            return
        defaults = {"section": section, "group_id": reading.group_id, "set_at": timezone.now()}
        cls.objects.update_or_create(reading=reading, membership=membership, defaults=defaults)
