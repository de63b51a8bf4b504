from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Membership
from groups.models.reading import Reading


class UnclearQuerySet(models.QuerySet):
    def visible_to(self, membership: Membership):
        """One’s own; for facilitators those of everybody who is still there. No other member ever sees them."""
        own = Q(membership=membership)
        if not membership.is_facilitator:
            return self.filter(own)
        still_there = Q(membership__left_at=None, membership__removed_at=None)
        return self.filter(own | Q(still_there, reading__group=membership.group_id))


class Unclear(models.Model):
    """“I don’t understand this”: said of a question, of a numbered paragraph, or of a section as a whole."""

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="unclear")
    section = models.ForeignKey("guides.Section", models.CASCADE, related_name="unclear")
    question = models.ForeignKey("guides.Question", models.CASCADE, null=True, blank=True, related_name="unclear")
    chapter = models.ForeignKey("texts.Chapter", models.CASCADE, null=True, blank=True, related_name="unclear")
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="unclear")
    marked_at = models.DateTimeField(default=timezone.now)

    objects = UnclearQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of what is unclear")
        verbose_name_plural = _("marks of what is unclear")
        ordering = ["marked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "membership", "section", "question", "chapter", "paragraph"],
                nulls_distinct=False,
                name="marked_unclear_once",
            ),
            models.CheckConstraint(
                condition=Q(chapter__isnull=True, paragraph__isnull=True)
                | Q(question__isnull=True, chapter__isnull=False, paragraph__gte=1),
                name="unclear_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}, {self.where or self.section}"

    @classmethod
    def mark(cls, reading: Reading, membership: Membership, section, **thing) -> "Unclear":
        """`thing` is a question, or a chapter with a paragraph, or nothing: the section. Twice is once."""
        mark, _created = cls.objects.get_or_create(
            reading=reading,
            membership=membership,
            section=section,
            **{"question": None, "chapter": None, "paragraph": None, **thing},
            defaults={"group_id": reading.group_id},
        )
        return mark

    @classmethod
    def follow(cls, places: dict[int, tuple]) -> None:
        """Marks by id, each to a chapter and a paragraph in it; where that is gone, to the section as a whole. Those
        of one member that meet at one place become one.
        """
        marks = list(cls.objects.filter(pk__in=places))
        cls.objects.filter(pk__in=places).delete()
        for mark in marks:
            chapter, mark.paragraph = places[mark.pk]
            mark.chapter = chapter if mark.paragraph else None
        cls.objects.bulk_create(marks, ignore_conflicts=True)

    @property
    def where(self) -> str:
        """Chapter and paragraph in short, “IV, ¶3”; nothing for a question or a section."""
        return f"{self.chapter.number or self.chapter.title}, ¶{self.paragraph}" if self.chapter else ""
