from django.db import models


class ReadingQuerySet(models.QuerySet):
    def visible_to(self, membership):
        """A member sees the readings of their own group, whoever took part in them."""
        return self.filter(group=membership.group_id) if membership.is_active else self.none()

    def current(self):
        return self.filter(finished_at=None)
