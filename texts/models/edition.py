from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """A printing of a text: what a member holds in the hand, with its own page numbers."""

    text = models.ForeignKey("Text", models.CASCADE, related_name="editions")
    name = models.CharField(_("name"), max_length=200, help_text=_("As members say it: Penguin Classics, 2003."))
    translator = models.CharField(_("translator"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=17, blank=True)
    url = models.URLField(_("link"), blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["year", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["text", "name"], name="edition_once_per_text"),
            models.UniqueConstraint(fields=["id", "text"], name="edition_with_its_text"),  # for 0003_same_text
        ]

    def __str__(self) -> str:
        return self.name


class PageRange(models.Model):
    """Where a chapter stands in an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="page_ranges", verbose_name=_("edition"))
    chapter = models.ForeignKey("Chapter", models.CASCADE, related_name="page_ranges", verbose_name=_("chapter"))
    first = models.PositiveIntegerField(_("first page"))
    last = models.PositiveIntegerField(_("last page"))

    class Meta:
        verbose_name = _("pages in an edition")
        verbose_name_plural = _("pages in editions")
        ordering = ["edition", "first"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "chapter"], name="pages_once_per_edition_and_chapter"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="pages_run_forwards",
                violation_error_message=_("The last page lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.in_words}"

    @property
    def in_words(self) -> str:
        """“page 7”, “pages 7 to 20”."""
        if self.first == self.last:
            return str(_("page %(page)d")) % {"page": self.first}
        return str(_("pages %(first)d to %(last)d")) % {"first": self.first, "last": self.last}

    def clean(self) -> None:
        if self.edition_id and self.chapter_id and self.edition.text_id != self.chapter.text_id:
            raise ValidationError({"edition": _("This is an edition of another text.")})


class ReaderEdition(models.Model):
    """Which edition of a text a reader holds, so that they are told its page numbers; for their own eyes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reader_editions")
    text = models.ForeignKey("Text", models.CASCADE, related_name="+")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "text"], name="one_edition_per_reader_and_text")]

    def __str__(self) -> str:
        return str(self.edition)
