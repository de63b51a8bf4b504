from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from texts.languages import IN_COLUMNS, LANGUAGES, direction
from texts.queries import TextQuerySet


class Text(models.Model):
    """A book, an article, a letter: what is read."""

    class Kind(models.TextChoices):
        BOOK = "book", _("Book")
        ARTICLE = "article", _("Article")
        LETTER = "letter", _("Letter")
        SPEECH = "speech", _("Speech")
        PAMPHLET = "pamphlet", _("Pamphlet")

    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BOOK)
    authors: models.ManyToManyField = models.ManyToManyField("Author", through="Authorship", related_name="texts")
    blurb = models.TextField(_("blurb"), max_length=1000, blank=True, help_text=_("A paragraph for the catalogue."))
    written_from = models.SmallIntegerField(
        _("written"), null=True, blank=True, help_text=_("Year, or the first of a span; before our era: −380.")
    )
    written_to = models.SmallIntegerField(_("until"), null=True, blank=True, help_text=_("Last year of the span."))
    written_circa = models.BooleanField(_("about that time"), default=False)
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES, default="en")
    rights = models.CharField(_("rights"), max_length=300, blank=True, help_text=_("Public domain, or whose it is."))
    source_url = models.URLField(_("source"), blank=True, help_text=_("Where the text can be found."))
    edition_note = models.CharField(
        _("the edition used here"), max_length=300, blank=True, help_text=_("Which edition this text follows.")
    )
    cover = models.ForeignKey(
        "Picture", models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("cover")
    )
    tags = TaggableManager(_("topics"), blank=True, help_text=_("Separated by commas."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="texts_created"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(written_to__isnull=True) | Q(written_to__gte=F("written_from")),
                name="text_span_runs_forwards",
                violation_error_message=_("The last year lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("texts:text_detail", args=[self.slug])

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def columns(self) -> str:
        """How the script is set in columns, as CSS says it; nothing for scripts that are not."""
        return IN_COLUMNS.get(self.language, "")

    @property
    def author_line(self) -> str:
        return ", ".join(entry.author.name for entry in self._credited("author"))

    @property
    def translator_line(self) -> str:
        return ", ".join(entry.author.name for entry in self._credited("translator"))

    def publish(self) -> None:
        """Put it into the library. Raises ValidationError if there is not even a chapter's title to show."""
        if not self.chapters.exists():
            raise ValidationError(_("A text needs at least one chapter before it can be published."))
        if not self.published_at:
            self.published_at = timezone.now()
            self.save(update_fields=["published_at", "updated_at"])

    def withdraw(self) -> None:
        """Take it out of the library, with all its chapters."""
        self.published_at = None
        self.save(update_fields=["published_at", "updated_at"])

    def _credited(self, role: str) -> list:
        return [entry for entry in self.authorships.all() if entry.role == role]

    @property
    def written(self) -> str:
        """The year as the catalogue prints it: “1818”, “c. 175”, “1934–36”, “380 BCE”."""
        if self.written_from is None:
            return ""
        span = _year(self.written_from)
        if self.written_to and self.written_to != self.written_from:
            same_century = self.written_from // 100 == self.written_to // 100 and self.written_from > 999
            span += "–" + (f"{self.written_to % 100:02d}" if same_century else _year(self.written_to))
        return str(_("c. %(year)s") % {"year": span}) if self.written_circa else span


def _year(year: int) -> str:
    return str(_("%(year)d BCE") % {"year": -year}) if year < 0 else str(year)
