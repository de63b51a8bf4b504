import re

from django.db import models
from django.db.models import Deferrable, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guides.models.span import check_span
from texts.fields import MarkdownField
from texts.models import Chapter
from texts.models.chapter import reading_minutes

_COUNTED = {"Book", "Canto", "Chapter", "Essay", "Lecture", "Letter", "Part", "Scene", "Section"}


_BARE = re.compile(r"[\d.]+|[ivxlcdm]+\.?", re.IGNORECASE)


def _named(chapter: Chapter) -> str:
    """“Chapter 5” for a chapter with a bare number: a 5 alone could be anything."""
    if _BARE.fullmatch(chapter.number):
        return str(_("Chapter %s")) % chapter.number.rstrip(".")
    return chapter.number or chapter.title


def _span(first: str, last: str) -> str:
    """“Chapters VI to VII”; “Letter 4 to Chapter II” when the two are not of one kind."""
    word, _space, number = first.partition(" ")
    other_word, _space, other_number = last.partition(" ")
    if word in _COUNTED and word == other_word and number and other_number:
        first, last = f"{word}s {number}", other_number
    return str(_("%s to %s")) % (first, last)


class Section(models.Model):
    """The sheet for one sitting: what to read and what to ask."""

    guide = models.ForeignKey("Guide", models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=120, allow_unicode=True)
    chapters = models.ManyToManyField("texts.Chapter", related_name="sections", blank=True, verbose_name=_("chapters"))
    first_paragraph = models.PositiveIntegerField(_("from paragraph"), null=True, blank=True)
    last_paragraph = models.PositiveIntegerField(_("to paragraph"), null=True, blank=True)
    reading = models.CharField(
        _("what to read, in words"), max_length=1000, blank=True, help_text=_("Letters I to IV; or pages 9 to 31.")
    )
    pages = models.CharField(
        _("pages"), max_length=200, blank=True, help_text=_("In the edition that the guide follows: 9 to 31.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes of reading"), null=True, blank=True, help_text=_("Counted from the chapters if you leave it empty.")
    )
    aim = models.CharField(_("aim"), max_length=1000, blank=True)
    before = MarkdownField(_("before you read"), max_length=20_000, blank=True)
    key_ideas = MarkdownField(_("key ideas"), max_length=20_000, blank=True)
    misunderstandings = MarkdownField(_("common misunderstandings"), max_length=20_000, blank=True)
    today = MarkdownField(_("today"), max_length=20_000, blank=True)
    supplementary = MarkdownField(_("supplementary reading"), max_length=20_000, blank=True)
    facilitator_notes = MarkdownField(_("for the facilitator"), max_length=20_000, blank=True)
    extra = models.JSONField(default=dict, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    before_html: str  # built by MarkdownField, as all of the kind
    key_ideas_html: str
    misunderstandings_html: str
    today_html: str
    supplementary_html: str
    facilitator_notes_html: str

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["guide_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["guide", "position"],
                name="one_section_per_position",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two sections have the same position."),
            ),
            models.UniqueConstraint(
                fields=["guide", "slug"],
                name="one_section_per_address",
                violation_error_message=_("Two sections have the same address."),
            ),
            models.CheckConstraint(
                condition=Q(last_paragraph__isnull=True) | Q(last_paragraph__gte=F("first_paragraph")),
                name="section_paragraphs_run_forwards",
                violation_error_message=_("The last paragraph lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("guides:section_detail", args=[self.guide.slug, self.slug])

    def clean(self) -> None:
        check_span(self.first_paragraph, self.last_paragraph)

    @property
    def reading_line(self) -> str:
        """What to read in a few words: the organizer's own, or the first and last chapter."""
        if self.reading:
            return self.reading
        chapters = list(self.chapters.all())
        if not chapters:
            return ""
        first, last = _named(chapters[0]), _named(chapters[-1])
        line = first if len(chapters) == 1 else _span(first, last)
        if self.first_paragraph:
            span = (
                f"¶{self.first_paragraph}–{self.last_paragraph}" if self.last_paragraph else f"¶{self.first_paragraph}"
            )
            line = f"{line}, {span}"
        return line

    @property
    def time_line(self) -> str:
        """“50 min”, “1 h 5 min”; empty when there is nothing to count. Expects chapters prefetched."""
        hours, minutes = divmod(self.reading_minutes, 60)
        parts = [str(_("%d h")) % hours] if hours else []
        return " ".join([*parts, str(_("%d min")) % minutes] if minutes else parts)

    @property
    def reading_minutes(self) -> int:
        """Minutes of reading; 0 when nobody said and there is nothing to count. Expects chapters prefetched."""
        return self.minutes or reading_minutes(sum(chapter.words for chapter in self.chapters.all()))
