import functools
import operator
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

WORDS_PER_MINUTE = 220
# Which guides that are not for everybody somebody was given: the rooms above add their rules when the site starts.
GIVEN: list[Callable[[Any], Q]] = []


def is_protected(model: type[models.Model]) -> models.Q:
    """True of rows that a higher room protects from deletion: somebody wrote something that hangs on them."""
    fields = [relation.field for relation in model._meta.related_objects if relation.on_delete is models.PROTECT]
    ways = [
        models.Q(models.Exists(field.model._base_manager.filter(**{field.name: models.OuterRef("pk")})))
        for field in fields
    ]
    return functools.reduce(operator.or_, ways, Q(pk__in=[]))


def is_out() -> Q:
    return Q(published_at__lte=timezone.now(), withdrawn_at=None)


class GuideQuerySet(models.QuerySet):
    def held(self):
        """Guides that groups read or have read; they can be withdrawn, not deleted."""
        return self.filter(is_protected(self.model))

    def published(self):
        """In the library, for everybody."""
        return self.filter(is_out(), audience="everyone")

    def due(self):
        """Those whose day to come out has come."""
        return self.filter(publish_on__lte=timezone.now())

    def visible_to(self, user):
        """What is published, for everybody or for a group of theirs; organizers read every draft, to review it."""
        if user.is_staff:
            return self.all()
        if not user.is_authenticated:
            return self.published()
        given = functools.reduce(operator.or_, (rule(user) for rule in GIVEN), Q(pk__in=[]))
        return self.filter(is_out(), Q(audience="everyone") | given)

    def with_size(self):
        """Adds `section_count` and `question_count`, questions that are retired apart."""
        return self.annotate(
            section_count=Count("sections", distinct=True),
            question_count=Count("sections__questions", filter=Q(sections__questions__retired_at=None), distinct=True),
        )

    def with_length(self):
        """Adds `reading_minutes`: as the organizer says, else counted from the words of the chapters.

        None where a chapter has no words to count, for the sum of the others would promise too little.
        """
        sections = self.model._meta.get_field("sections").related_model.objects.filter(guide=models.OuterRef("pk"))
        sections = sections.order_by().values("guide")
        uncounted = models.Exists(sections.filter(minutes=None, chapters__words=0))
        said = sections.annotate(sum=Sum("minutes")).values("sum")
        words = sections.filter(minutes=None).annotate(sum=Sum("chapters__words")).values("sum")
        counted = Coalesce(models.Subquery(said), 0) + Coalesce(models.Subquery(words), 0) / WORDS_PER_MINUTE
        return self.annotate(reading_minutes=models.Case(models.When(~uncounted, then=counted)))

    def with_last_release(self):
        """Adds `last_released_at`."""
        releases = self.model._meta.get_field("releases").related_model.objects.filter(guide=models.OuterRef("pk"))
        last = releases.order_by("-number").values("released_at")[:1]
        return self.annotate(last_released_at=models.Subquery(last))

    def for_catalogue(self):
        return (
            self.with_size()
            .with_length()
            .select_related("text")
            .prefetch_related("text__authorships__author")
            .order_by(models.F("text__written_from").asc(nulls_last=True), "text__title", "title", "pk")
        )


class QuestionQuerySet(models.QuerySet):
    def held(self):
        return self.filter(is_protected(self.model))

    def current(self):
        return self.filter(retired_at=None)

    def numbered(self):
        """Adds `number`, as it stands on the sheet: those that are retired do not count."""
        earlier = Q(section__questions__position__lte=F("position"), section__questions__retired_at=None)
        return self.annotate(number=Count("section__questions", filter=earlier))


class ReadingPathQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def visible_to(self, user):
        return self.all() if user.is_staff else self.published()
