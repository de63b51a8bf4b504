from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from groups.models import Group, Membership


class Block(models.Model):
    """A member does not wish to read another’s posts. Only who blocks knows of it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    by = models.ForeignKey(Membership, models.CASCADE, related_name="blocks")
    whom = models.ForeignKey(Membership, models.CASCADE, related_name="blocked_by")
    blocked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="one_block_per_pair"),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.by_id}, {self.whom_id}"

    @classmethod
    def cover_titles(cls, threads: Iterable, user_id: int | None) -> None:
        """For threads that came without ThreadQuerySet.with_blocked. One query."""
        whom = set(cls.objects.filter(by__user=user_id).values_list("whom", flat=True))
        for thread in threads:
            thread.is_blocked = thread.author_id in whom

    @classmethod
    def put(cls, by: Membership, whom: Membership, given: bool) -> None:
        """Doing so twice changes nothing."""
        if given:
            cls.objects.get_or_create(by=by, whom=whom, defaults={"group_id": by.group_id})
        else:
            cls.objects.filter(by=by, whom=whom).delete()
