from django.db import models
from django.db.models import Deferrable
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from texts.queries import ChapterQuerySet

WORDS_PER_MINUTE = 220


class Chapter(models.Model):
    """A chapter as printed. Its body may be missing: many groups read books that we may not host.

    `source` is Markdown in the dialect of texts.writers; `html`, `words`, `paragraphs` and `plain` are built from it.
    """

    text = models.ForeignKey("Text", models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField(_("position"), default=0)
    part = models.CharField(_("part"), max_length=300, blank=True, help_text=_("As printed: Volume I, Book the First."))
    number = models.CharField(_("number"), max_length=40, blank=True, help_text=_("As printed: IV, 12, Letter I."))
    title = models.CharField(_("title"), max_length=500, blank=True)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    source = models.TextField(_("text"), blank=True)
    html = models.TextField(blank=True, editable=False)
    plain = models.TextField(blank=True, editable=False)
    words = models.PositiveIntegerField(_("words"), default=0)
    paragraphs = models.PositiveIntegerField(default=0, editable=False)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["text", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "position"],
                name="one_chapter_per_position",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two chapters have the same position."),
            ),
            models.UniqueConstraint(
                fields=["text", "slug"],
                name="one_chapter_per_address",
                violation_error_message=_("Two chapters have the same address."),
            ),
            models.CheckConstraint(
                condition=~models.Q(number="", title=""),
                name="chapter_has_number_or_title",
                violation_error_message=_("Give the chapter a number or a title."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("texts:chapter_detail", args=[self.text.slug, self.slug])

    @property
    def label(self) -> str:
        """Number and title in one line: “IV. A dreary night”, or whichever of the two there is."""
        if self.number and self.title:
            return pgettext("number and title of a chapter", "%(number)s. %(title)s") % {
                "number": self.number.rstrip("."),
                "title": self.title,
            }
        return self.title or self.number

    @property
    def is_hosted(self) -> bool:
        return bool(self.html)

    @property
    def minutes(self) -> int:
        return reading_minutes(self.words)


def reading_minutes(words: int) -> int:
    """Minutes at an easy pace, rounded to five from five on; never 0 for something that has words."""
    minutes = words / WORDS_PER_MINUTE
    if minutes < 5:
        return max(1, round(minutes)) if words else 0
    return round(minutes / 5) * 5
