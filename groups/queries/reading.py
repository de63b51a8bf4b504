from django.db import models

from guides.models import Guide


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """A member sees the readings of their own group, whoever took part in them."""
        return self.filter(group=membership.group_id) if membership.is_active else self.none()

    def open_to_all(self, group):
        """Readings of a public group that anybody may follow: of guides that anybody may see."""
        open_guides = Guide.objects.published().order_by().values("pk")
        return self.filter(group=group, guide__in=open_guides) if group.opened - {"names"} else self.none()

    def current(self):
        return self.filter(finished_at=None)
