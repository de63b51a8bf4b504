from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models import Membership


class Reaction(models.Model):
    """A nod to a post, with one's name. Nothing is ever sorted by them."""

    class Kind(models.TextChoices):
        THANKS = "thanks", _("Thanks")
        ME_TOO = "me_too", _("Me too")
        DIFFERENTLY = "differently", _("I see it differently")

    post = models.ForeignKey("Post", models.CASCADE, related_name="reactions")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=11, choices=Kind)
    reacted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["reacted_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "membership", "kind"], name="reaction_given_once")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.get_kind_display()}"

    @classmethod
    def put(cls, post, membership: Membership, kind: str, given: bool) -> None:
        """Give it or take it back; doing so twice changes nothing."""
        if given:
            cls.objects.get_or_create(post=post, membership=membership, kind=kind)
        else:
            cls.objects.filter(post=post, membership=membership, kind=kind).delete()
