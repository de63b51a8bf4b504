from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from texts.fields import MarkdownField


class Review(models.Model):
    """What another organizer says of a guide before it comes out. Append-only."""

    guide = models.ForeignKey("Guide", models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reviews")
    reviewed_at = models.DateTimeField(default=timezone.now)
    is_ready = models.BooleanField(_("ready to be published"))
    remarks = MarkdownField(_("remarks"), max_length=20_000, blank=True)

    remarks_html: str  # built by MarkdownField

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-reviewed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_ready=True) | ~models.Q(remarks=""),
                name="review_says_what_is_missing",
                violation_error_message=_("Say what is still missing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide}, {self.reviewed_at:%Y-%m-%d}"
