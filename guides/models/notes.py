"""What stands beside the questions: terms, people and dates of a guide or of one section, and passages to return to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from texts.fields import MarkdownField


class Note(models.Model):
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Term(Note):
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="terms")
    section = models.ForeignKey("Section", models.CASCADE, null=True, blank=True, related_name="terms")
    name = models.CharField(_("term"), max_length=120)
    description = MarkdownField(_("description"), max_length=2_000, blank=True)

    class Meta(Note.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    def __str__(self) -> str:
        return self.name


class Person(Note):
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="people")
    section = models.ForeignKey("Section", models.CASCADE, null=True, blank=True, related_name="people")
    name = models.CharField(_("name"), max_length=120)
    when = models.CharField(_("years"), max_length=60, blank=True, help_text="1797–1851")
    description = MarkdownField(_("description"), max_length=2_000, blank=True)

    class Meta(Note.Meta):
        verbose_name = _("person in the text")
        verbose_name_plural = _("people in the text")

    def __str__(self) -> str:
        return self.name


class Event(Note):
    guide = models.ForeignKey("Guide", models.CASCADE, related_name="events")
    when = models.CharField(_("date"), max_length=60)
    description = MarkdownField(_("description"), max_length=2_000, blank=True)

    class Meta(Note.Meta):
        verbose_name = _("date")
        verbose_name_plural = _("dates")

    def __str__(self) -> str:
        return self.when


class Passage(models.Model):
    section = models.ForeignKey("Section", models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField(_("position"), default=0)
    quotation = MarkdownField(_("quotation"), max_length=5_000)
    chapter = models.ForeignKey(
        "texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="passages", verbose_name=_("chapter")
    )
    first_paragraph = models.PositiveIntegerField(_("from paragraph"), null=True, blank=True)
    last_paragraph = models.PositiveIntegerField(_("to paragraph"), null=True, blank=True)
    reference = models.CharField(_("where, in words"), max_length=200, blank=True)

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
        return self.quotation[:80]
