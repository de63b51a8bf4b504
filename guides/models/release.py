from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """What was published, when, by whom and why. Append-only: the whole guide in the open file format."""

    guide = models.ForeignKey("Guide", models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="releases")
    note = models.CharField(_("what has changed"), max_length=500, blank=True)
    document = models.TextField()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="one_release_per_number")]

    def __str__(self) -> str:
        return f"{self.guide} {self.number}"
