from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from guides.queries import GuideQuerySet
from texts.fields import MarkdownField
from texts.languages import LANGUAGES, direction

if TYPE_CHECKING:
    from guides.models.release import Release
    from guides.models.review import Review

PUBLISHING = (
    "published_at", "withdrawn_at", "review_asked_at", "review_asked_by", "publish_on", "publish_by", "publish_note",
)  # fmt: skip


class Guide(models.Model):
    """Sections and questions to one text, written once and read by any number of groups."""

    class Level(models.TextChoices):
        INTRODUCTORY = "introductory", _("Introductory")
        INTERMEDIATE = "intermediate", _("Intermediate")
        ADVANCED = "advanced", _("Advanced")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        GROUPS = "groups", _("Only the groups it is given to")

    text = models.ForeignKey("texts.Text", models.PROTECT, related_name="guides", verbose_name=_("text"))
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    blurb = models.TextField(_("blurb"), max_length=1000, blank=True, help_text=_("A paragraph for the catalogue."))
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES, default="en")
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    why = MarkdownField(_("why read it"), max_length=20_000, blank=True)
    about_author = MarkdownField(_("about the author"), max_length=20_000, blank=True)
    audience_note = MarkdownField(_("who it is for"), max_length=20_000, blank=True)
    how_to_use = MarkdownField(_("how to use this guide"), max_length=20_000, blank=True)
    preparatory = MarkdownField(_("preparatory reading"), max_length=20_000, blank=True)
    further = MarkdownField(_("further reading"), max_length=20_000, blank=True)
    credits = models.CharField(_("credits"), max_length=1000, blank=True, help_text=_("Who wrote it, as printed."))
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="CC BY-SA 4.0")
    derived_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="versions", verbose_name=_("made from")
    )
    derived_release = models.ForeignKey(
        "Release", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )  # the version of the origin that its editors have looked at last
    derived_from_url = models.URLField(_("made from (elsewhere)"), blank=True)
    extra = models.JSONField(default=dict, blank=True, editable=False)  # of an imported file: what we have no field for
    tags = TaggableManager(_("topics"), blank=True, help_text=_("Separated by commas."))

    audience = models.CharField(
        _("who may read it"),
        max_length=8,
        choices=Audience,
        default=Audience.EVERYONE,
        help_text=_(
            "The host gives it to groups; a group that you facilitate has it when you begin a reading of it there."
        ),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="guides_created"
    )
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="guides", blank=True, verbose_name=_("editors")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    review_asked_at = models.DateTimeField(null=True, editable=False)
    review_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    publish_on = models.DateTimeField(_("publish on"), null=True, editable=False)
    publish_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    publish_note = models.CharField(max_length=500, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuideQuerySet.as_manager()
    reading_minutes: int | None  # from GuideQuerySet.with_length
    why_html: str  # built by MarkdownField, as all of the kind
    about_author_html: str
    audience_note_html: str
    how_to_use_html: str
    preparatory_html: str
    further_html: str

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__lte=F("withdrawn_at")),
                name="only_a_published_guide_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(derived_from__isnull=True) | ~Q(derived_from=F("id")), name="guide_not_made_from_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("guides:guide_detail", args=[self.slug])

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def run_in_title(self) -> str:
        """With a full stop, to stand before the blurb in one line; “?” and “…” are enough of a stop."""
        return self.title if self.title[-1:] in "?!….:" else f"{self.title}."

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def is_open(self) -> bool:
        """In the library, for everybody; as `GuideQuerySet.published` says it of many."""
        is_out = self.published_at is not None and self.published_at <= timezone.now() and self.withdrawn_at is None
        return is_out and self.audience == self.Audience.EVERYONE

    @property
    def status(self) -> str:
        if self.withdrawn_at:
            return str(_("Withdrawn"))
        if self.published_at:
            return str(_("Published"))
        return str(_("In review")) if self.review_asked_at else str(_("Draft"))

    @property
    def length_line(self) -> str:
        """“about 10 h”, “about 50 min”; empty when there is nothing to count. Needs `with_length()`."""
        minutes = round((self.reading_minutes or 0) / 5) * 5
        if not minutes:
            return ""
        if minutes < 90:
            return str(_("about %(minutes)d min")) % {"minutes": minutes}
        return str(_("about %(hours)d h")) % {"hours": round(minutes / 60)}

    def is_editable_by(self, user) -> bool:
        if not (user.is_active and user.is_staff):
            return False
        return user.is_superuser or self.editors.contains(user)

    def ask_for_review(self, by) -> None:
        if self.is_published:
            raise ValidationError(_("It is published already."))
        self.review_asked_at, self.review_asked_by = timezone.now(), by
        self.save(update_fields=["review_asked_at", "review_asked_by", "updated_at"])

    def may_be_reviewed_by(self, user) -> bool:
        """Any organizer but the one who asks."""
        return bool(self.review_asked_at and user.is_active and user.is_staff and user.pk != self.review_asked_by_id)

    @transaction.atomic
    def review(self, by, is_ready: bool, remarks: str) -> "Review":
        """What is not ready becomes a draft again; what is ready waits for its editors to publish it."""
        review = self.reviews.model(guide=self, reviewer=by, is_ready=is_ready, remarks=remarks)
        review.full_clean()
        review.save()
        if not is_ready:
            self.review_asked_at = self.review_asked_by = None
            self.save(update_fields=["review_asked_at", "review_asked_by", "updated_at"])
        return review

    def schedule(self, by, at, note: str) -> None:
        """To be published by the worker when the time has come; without `at` it stays until somebody does."""
        self.publish_on, self.publish_by, self.publish_note = at, by if at else None, note if at else ""
        self.save(update_fields=["publish_on", "publish_by", "publish_note", "updated_at"])

    def obstacles(self) -> list[str]:
        """Why it cannot come out."""
        reasons = []
        if not self.sections.exists():
            reasons.append(str(_("A guide needs at least one section before it can be published.")))
        if not self.text.published_at:
            reasons.append(str(_("Publish the text first: “%(text)s”.") % {"text": self.text}))
        return reasons

    @transaction.atomic
    def publish(self, by, note: str, document: str) -> "Release":
        """Release what stands now. `document` is the guide in the open format; groups see corrections at once.

        Raises ValidationError if there is nothing to read or the text itself is not published.
        """
        if reasons := self.obstacles():
            raise ValidationError(reasons)
        locked = type(self).objects.select_for_update().get(pk=self.pk)
        number = (locked.releases.aggregate(last=models.Max("number"))["last"] or 0) + 1
        release = locked.releases.create(number=number, released_by=by, note=note, document=document)
        self.published_at = locked.published_at or release.released_at
        self.withdrawn_at = self.review_asked_at = self.review_asked_by = self.publish_on = self.publish_by = None
        self.publish_note = ""
        self.save(update_fields=[*PUBLISHING, "updated_at"])
        return release

    def withdraw(self) -> None:
        """Take it out of the library. Groups that read it keep it."""
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at", "updated_at"])
