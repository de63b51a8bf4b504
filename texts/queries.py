from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Sum
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class TextQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__lte=timezone.now())

    def visible_to(self, user: "User | AnonymousUser"):
        """What is published; organizers see the rest too."""
        return self.all() if user.is_staff else self.published()

    def with_authors(self):
        return self.prefetch_related("authorships__author")

    def with_cover(self):
        return self.select_related("cover").defer("cover__data")

    def with_size(self):
        """Adds `chapter_count` and `word_count`."""
        return self.annotate(chapter_count=Count("chapters"), word_count=Sum("chapters__words", default=0))

    def by_year(self):
        return self.order_by(models.F("written_from").asc(nulls_last=True), "title", "pk")


class ChapterQuerySet(models.QuerySet):
    def without_bodies(self):
        """The bodies of all chapters are a whole book."""
        return self.defer("source", "html", "plain")
