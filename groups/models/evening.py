"""What members bring to a meeting: passages they want to read out, and what they look after."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from groups.models.group import Membership
from groups.models.meeting import Meeting
from groups.models.reading import Reading


class PresentQuerySet(models.QuerySet):
    def of_members(self):
        """Of those who have not left since."""
        return self.filter(membership__left_at=None, membership__removed_at=None)


class BroughtPassage(models.Model):
    """A place in the text that a member wants to talk about, with a line why. Named by paragraph or by page."""

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="brought_passages")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="brought_passages")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="brought_passages")
    chapter = models.ForeignKey("texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="+")
    first_paragraph = models.PositiveIntegerField(_("from paragraph"), null=True, blank=True)
    last_paragraph = models.PositiveIntegerField(_("to paragraph"), null=True, blank=True)
    page = models.PositiveIntegerField(_("page"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=500, blank=True)
    brought_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = PresentQuerySet.as_manager()

    class Meta:
        verbose_name = _("passage that somebody brings")
        verbose_name_plural = _("passages that members bring")
        ordering = ["brought_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "key"], name="passage_brought_once"),
            models.CheckConstraint(
                condition=Q(last_paragraph__isnull=True) | Q(last_paragraph__gte=F("first_paragraph")),
                name="brought_paragraphs_run_forwards",
                violation_error_message=_("The last paragraph lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.where}"

    @property
    def where(self) -> str:
        """“IV, ¶3–5, page 87”, as far as it is known."""
        words = [self.chapter.number or self.chapter.title] if self.chapter else []
        if self.first_paragraph:
            goes_on = self.last_paragraph and self.last_paragraph != self.first_paragraph
            words.append(f"¶{self.first_paragraph}" + (f"–{self.last_paragraph}" if goes_on else ""))
        if self.page:
            words.append(_now("page %(number)d") % {"number": self.page})
        return ", ".join(words)

    @property
    def url(self) -> str:
        if self.chapter is None or not self.chapter.paragraphs:
            return ""
        return self.chapter.get_absolute_url() + (f"#p{self.first_paragraph}" if self.first_paragraph else "")

    @property
    def place_in_book(self) -> tuple:
        """For sorting. A page without a chapter comes after what is known more closely."""
        chapter = (0, self.chapter.position) if self.chapter else (1, 0)
        return *chapter, self.first_paragraph or 0, self.page or 0, self.brought_at


class Duty(models.Model):
    """What somebody looks after during a meeting: opens it, keeps time, writes the minutes; in their own words."""

    WRITES_MINUTES = _("Writes the minutes")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="duties")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="duties")
    name = models.CharField(_("what"), max_length=60)
    is_for_minutes = models.BooleanField(default=False, editable=False)  # whoever has it may write them
    given_at = models.DateTimeField(default=timezone.now)

    objects = PresentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role for the evening")
        verbose_name_plural = _("roles for the evening")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership", "name"], name="one_duty_once"),
            models.CheckConstraint(condition=~Q(name=""), name="duty_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.membership}"

    @classmethod
    def give(cls, meeting: Meeting, membership: Membership, name: str) -> "Duty":
        """Twice is once."""
        is_for_minutes = name.casefold() == str(cls.WRITES_MINUTES).casefold()
        duty, _created = cls.objects.get_or_create(
            meeting=meeting, membership=membership, name=name, defaults={"is_for_minutes": is_for_minutes}
        )
        return duty
