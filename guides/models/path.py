from django.conf import settings
from django.db import models
from django.db.models import Deferrable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.queries import ReadingPathQuerySet
from texts.fields import MarkdownField


class ReadingPath(models.Model):
    """Guides in an order in which to read them, each step with a word on why it comes there."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    description = MarkdownField(_("description"), max_length=10_000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="paths_created"
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="paths", blank=True, verbose_name=_("editors")
    )
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReadingPathQuerySet.as_manager()
    description_html: str  # built by MarkdownField
    open_steps: list["PathStep"]  # set by guides.paths

    class Meta:
        verbose_name = _("reading path")
        verbose_name_plural = _("reading paths")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("guides:path_detail", args=[self.slug])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def is_editable_by(self, user) -> bool:
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or self.editors.contains(user)

    def publish(self) -> None:
        self.published_at = self.published_at or timezone.now()
        self.save(update_fields=["published_at", "updated_at"])

    def withdraw(self) -> None:
        self.published_at = None
        self.save(update_fields=["published_at", "updated_at"])


class PathStep(models.Model):
    path = models.ForeignKey(ReadingPath, models.CASCADE, related_name="steps")
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="steps", verbose_name=_("guide"))
    position = models.PositiveIntegerField(_("position"), default=0)
    note = models.CharField(_("why here"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps, in their order")
        ordering = ["path", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["path", "position"],
                name="one_step_per_position",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two steps have the same position."),
            ),
            models.UniqueConstraint(
                fields=["path", "guide"],
                name="one_step_per_guide",
                violation_error_message=_("This guide is in the path already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.guide)
