"""What stands beside the questions: terms, people and dates of a guide or of one section, and passages to return to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guides.models.span import check_span
from texts.fields import MarkdownField


class Note(models.Model):
    position = models.PositiveIntegerField(_("position"), default=0)
    name = models.CharField(_("name"), max_length=200, blank=True)
    when = models.CharField(_("years"), max_length=100, blank=True)
    description = MarkdownField(_("description"), max_length=2_000, blank=True)
    description_html: str  # built by MarkdownField

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or self.when or self.description[:80]

    @property
    def anchor(self) -> str:
        return f"{self._meta.model_name}-{self.pk}"

    def clean(self) -> None:
        if not (self.name or self.when or self.description):
            raise ValidationError({"name": _("Write a name or a description.")})


class Term(Note):
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="terms")
    section = models.ForeignKey("Section", models.CASCADE, null=True, blank=True, related_name="terms")

    class Meta(Note.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")


class Person(Note):
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="people")
    section = models.ForeignKey("Section", models.CASCADE, null=True, blank=True, related_name="people")

    class Meta(Note.Meta):
        verbose_name = _("person in the text")
        verbose_name_plural = _("people in the text")


class Event(Note):
    """A line of the timeline: `when` comes first, a `name` is rare."""

    guide = models.ForeignKey("Guide", models.CASCADE, related_name="events")

    class Meta(Note.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")


class Passage(models.Model):
    section = models.ForeignKey("Section", models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField(_("position"), default=0)
    quotation = MarkdownField(_("quotation"), max_length=5_000, blank=True)
    quotation_html: str  # built by MarkdownField
    chapter = models.ForeignKey(
        "texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="passages", verbose_name=_("chapter")
    )
    first_paragraph = models.PositiveIntegerField(_("from paragraph"), null=True, blank=True)
    last_paragraph = models.PositiveIntegerField(_("to paragraph"), null=True, blank=True)
    reference = models.CharField(_("where, in words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_paragraph__isnull=True) | Q(last_paragraph__gte=F("first_paragraph")),
                name="passage_paragraphs_run_forwards",
                violation_error_message=_("The last paragraph lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.quotation[:80] or self.where

    def clean(self) -> None:
        check_span(self.first_paragraph, self.last_paragraph, self.chapter)
        if not (self.quotation or self.chapter or self.reference):
            raise ValidationError({"quotation": _("Write the passage, or say where it stands.")})

    @property
    def where(self) -> str:
        """Chapter and paragraphs in words, or the organizer's own."""
        if self.chapter is None:
            return self.reference
        words = [self.chapter.number or self.chapter.title]
        if self.first_paragraph:
            ends_elsewhere = self.last_paragraph and self.last_paragraph != self.first_paragraph
            last = f"–{self.last_paragraph}" if ends_elsewhere else ""
            words.append(f"¶{self.first_paragraph}{last}")
        return ", ".join([*words, self.reference] if self.reference else words)

    @property
    def url(self) -> str:
        if self.chapter is None or not self.chapter.paragraphs:
            return ""
        return self.chapter.get_absolute_url() + (f"#p{self.first_paragraph}" if self.first_paragraph else "")
