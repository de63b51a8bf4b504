import secrets

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from groups.models import Group, Membership, Reading
from groups.queries.group import fingerprint


class FeedTokenQuerySet(models.QuerySet):
    def live(self):
        return self.filter(revoked_at=None)

    def for_token(self, token: str):
        """The one token, or None; none either for who is no longer a member."""
        still = self.live().filter(membership__in=Membership.objects.active())
        related = "membership__group", "membership__user", "reading__guide__text"
        return still.select_related(*related).filter(token_hash=fingerprint(token)).first()


class FeedToken(models.Model):
    """A member's private address of a reading's feed. Kept only as a hash, shown once."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="feed_tokens")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "reading"], condition=Q(revoked_at=None), name="one_feed_address_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}, {self.reading_id}"

    @classmethod
    @transaction.atomic
    def make(cls, reading: Reading, membership: Membership) -> str:
        """The token, which cannot be read again. It takes the place of an earlier one."""
        Membership.objects.select_for_update().get(pk=membership.pk)
        cls.revoke(reading, membership)
        token = secrets.token_urlsafe(24)
        cls.objects.create(
            reading=reading, membership=membership, group_id=reading.group_id, token_hash=fingerprint(token)
        )
        return token

    @classmethod
    def revoke(cls, reading: Reading, membership: Membership) -> None:
        cls.objects.live().filter(reading=reading, membership=membership).update(revoked_at=timezone.now())
