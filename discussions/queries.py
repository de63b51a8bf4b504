from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Greatest


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """The threads of the member's own group."""
        return self.filter(group=membership.group_id) if membership.is_active else self.none()

    def with_news(self, membership):
        """Adds `new_count`: posts the member has not seen, a thread never opened being new whole."""
        marks = self.model._meta.get_field("read_marks").related_model.objects
        seen = marks.filter(thread=OuterRef("pk"), membership=membership).values("number")
        return self.annotate(
            seen_number=Coalesce(Subquery(seen), Value(0)),
            new_count=Greatest(F("post_count") - F("seen_number"), Value(0)),
        )


class PostQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """Posts of the member's own group; a hidden or deleted one keeps its place and shows no words."""
        return self.filter(group=membership.group_id) if membership.is_active else self.none()
