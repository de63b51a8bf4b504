import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Membership, Reading

KEPT = datetime.timedelta(days=30)
PATIENCE = datetime.timedelta(minutes=15)


class WorkExportQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """Facilitators of the group; nobody else, whatever else they may do on the site."""
        return self.filter(reading__group=membership.group_id) if membership.is_facilitator else self.none()

    def light(self):
        return self.defer("data")

    def old(self, now: datetime.datetime):
        return self.filter(made_at__lt=now - KEPT)


class WorkExport(models.Model):
    """A group's shared work of one reading as a file, made by the worker and kept until it is deleted."""

    class Format(models.TextChoices):
        HTML = "html", _("HTML: one page for any browser")
        PDF = "pdf", _("PDF: to print or bind")
        MARKDOWN = "md", _("Markdown: plain text, to work on")

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="work_exports")
    made_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    format = models.CharField(_("as"), max_length=4, choices=Format, default=Format.HTML)
    done = models.PositiveIntegerField(default=0)  # sections of the guide
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    data = models.BinaryField(null=True)
    state = models.CharField(max_length=64, blank=True)  # fingerprint of what went in (discussions.book.work)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = WorkExportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "key"], name="work_exported_once"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(data__isnull=False), name="a_finished_export_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading_id}, {self.format}"

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None and self.failed_at is None and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        return self.finished_at is None and self.made_at < timezone.now() - PATIENCE
