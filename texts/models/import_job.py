import datetime
import json
from hashlib import blake2s
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg import Cursor
from psycopg.sql import SQL, Identifier

from texts.importing import Book
from texts.jobs.packing import unpack

PATIENCE = datetime.timedelta(seconds=120)
KEPT = datetime.timedelta(days=7)


class ImportJobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; a superuser sees all."""
        if user.is_superuser:
            return self.all()
        return self.filter(created_by=user) if user.is_staff else self.none()

    def waiting(self):
        return self.filter(saved_at=None)

    def old(self, now: datetime.datetime):
        return self.filter(created_at__lt=now - KEPT)


class ImportJobManager(models.Manager.from_queryset(ImportJobQuerySet)):  # type: ignore[misc]
    def get_queryset(self):
        """Without the file and what was read from it, which may be tens of megabytes."""
        return super().get_queryset().defer(*ImportJob.LARGE)


class ImportJob(models.Model):
    """A file on its way to becoming a text: uploaded, read in a process of its own, looked at, then saved or dropped.

    `outline` is what the preview shows (texts.jobs.child); `parsed` is the book itself (texts.jobs);
    `draft` is what the organizer wrote in the preview so far: {"title_page": {field: value}, "rows": [{field: value}]}.
    `text` is the one that it goes over, or the one that it has become.
    """

    LARGE = ("data", "parsed")

    class How(models.TextChoices):
        AUTOMATIC = "automatic", _("As the file suggests")
        LEVEL = "level", _("At every heading of one level")
        PATTERN = "pattern", _("At every heading or short line that begins like this")
        WHOLE = "whole", _("Not at all: one piece")

    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="import_jobs")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    text = models.ForeignKey("Text", models.CASCADE, null=True, related_name="import_jobs")
    filename = models.CharField(max_length=255)
    data = models.BinaryField()
    encoding = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=10, choices=How, default=How.AUTOMATIC)
    level = models.PositiveSmallIntegerField(default=0)
    pattern = models.CharField(max_length=200, blank=True)
    error = models.CharField(max_length=1000, blank=True)
    guesses = models.JSONField(default=list)
    outline: Any = models.JSONField(null=True)
    parsed = models.BinaryField(null=True)
    draft: Any = models.JSONField(null=True)

    objects = ImportJobManager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("admin:texts_import_status", args=[self.pk])

    @property
    def book(self) -> Book:
        """Only of a job that is ready."""
        return unpack(self.load("parsed"))

    def become(self, text) -> None:
        """The row stays for a while without the file, so that whoever comes back to it is led to the text."""
        emptied: dict[str, Any] = {"data": b"", "parsed": None, "outline": None, "draft": None}
        ImportJob.objects.filter(pk=self.pk).update(text=text, saved_at=timezone.now(), **emptied)

    def store(self, column: str, data: bytes | memoryview) -> None:
        """Write one of LARGE as it is. In a query of Django’s it is text, twice as long, in several copies."""
        query = SQL("UPDATE {} SET {} = %b WHERE id = %s")
        with connection.cursor() as cursor, Cursor(cursor.connection) as binary:
            binary.execute(query.format(Identifier(self._meta.db_table), Identifier(column)), (data, self.pk))

    def load(self, column: str) -> bytes:
        """The other way of `store`."""
        query = SQL("SELECT {} FROM {} WHERE id = %s")
        with connection.cursor() as cursor, Cursor(cursor.connection) as binary:
            composed = query.format(Identifier(column), Identifier(self._meta.db_table))
            row = binary.execute(composed, (self.pk,), binary=True).fetchone()
        return (row and row[0]) or b""

    @property
    def cut_mark(self) -> str:
        """Another one whenever the file is cut into other chapters."""
        chapters = [(chapter["label"], chapter["words"]) for chapter in self.outline["chapters"]]
        return blake2s(json.dumps(chapters).encode(), digest_size=8).hexdigest()

    @property
    def is_ready(self) -> bool:
        return self.outline is not None

    @property
    def is_interrupted(self) -> bool:
        """The process that read the file ended without a word: the machine was restarted, say."""
        return self.finished_at is None and (self.started_at or self.created_at) < timezone.now() - PATIENCE

    @property
    def is_reading(self) -> bool:
        return self.finished_at is None and not self.is_interrupted
