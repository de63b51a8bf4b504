import functools
import operator

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone


class GuideQuerySet(models.QuerySet):
    def published(self):
        """In the library, for everybody."""
        return self.filter(published_at__lte=timezone.now(), withdrawn_at=None, audience="everyone")

    def visible_to(self, user):
        """What is published, and what one edits oneself; every organizer may read every draft, to review it."""
        return self.all() if user.is_staff else self.published()

    def editable_by(self, user):
        if user.is_superuser:
            return self.all()
        return self.filter(editors=user) if user.is_staff else self.none()

    def with_size(self):
        """Adds `section_count` and `question_count`, questions that are retired apart."""
        return self.annotate(
            section_count=Count("sections", distinct=True),
            question_count=Count("sections__questions", filter=Q(sections__questions__retired_at=None), distinct=True),
        )

    def for_catalogue(self):
        return (
            self.with_size()
            .select_related("text")
            .prefetch_related("text__authorships__author")
            .order_by(models.F("text__written_from").asc(nulls_last=True), "text__title", "title", "pk")
        )


class QuestionQuerySet(models.QuerySet):
    def held(self):
        """Those that a higher room protects from deletion: somebody wrote something that hangs on them."""
        protecting = [
            relation.field for relation in self.model._meta.related_objects if relation.on_delete is models.PROTECT
        ]
        ways = [
            models.Exists(field.model._base_manager.filter(**{field.name: models.OuterRef("pk")}))
            for field in protecting
        ]
        return self.filter(functools.reduce(operator.or_, ways)) if ways else self.none()

    def current(self):
        return self.filter(retired_at=None)
