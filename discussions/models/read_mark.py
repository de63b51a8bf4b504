from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from groups.models import Membership


class ReadMark(models.Model):
    """How far a member has read in a thread, and whether they chose to read ahead of themselves."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="read_marks")
    thread = models.ForeignKey("Thread", models.CASCADE, related_name="read_marks")
    number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now)
    ahead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "thread"], name="one_mark_per_thread")]

    def __str__(self) -> str:
        return f"{self.membership_id}, {self.thread_id}: {self.number}"

    @classmethod
    def see(cls, thread, membership: Membership, number: int) -> None:
        """They have read up to this number; what they had read before stays read."""
        now = timezone.now()
        mark, created = cls.objects.get_or_create(
            thread=thread, membership=membership, defaults={"number": number, "seen_at": now}
        )
        if not created:
            cls.objects.filter(pk=mark.pk).update(number=Greatest(F("number"), number), seen_at=now)

    @classmethod
    def see_all(cls, seen) -> None:
        """`seen`: triples of membership, id of a thread, number. Numbers lie beyond what was read before."""
        marks = [ReadMark(membership=who, thread_id=thread, number=number) for who, thread, number in seen]
        ReadMark.objects.bulk_create(
            marks,
            update_conflicts=True,
            update_fields=["number", "seen_at"],
            unique_fields=["membership", "thread"],
        )

    @classmethod
    def unsee(cls, thread, membership: Membership, number: int) -> None:
        """The post with this number and all after it count as new again."""
        cls.objects.update_or_create(thread=thread, membership=membership, defaults={"number": max(number - 1, 0)})

    @classmethod
    def read_ahead(cls, thread, membership: Membership, ahead: bool) -> None:
        moment = timezone.now() if ahead else None
        cls.objects.update_or_create(thread=thread, membership=membership, defaults={"ahead_at": moment})
