import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group, Membership
from groups.queries.group import JoinRequestQuerySet

WAIT_AFTER_DECLINE = datetime.timedelta(days=14)
MOST_OPEN = 10


class JoinRefused(ValidationError):
    """A request that cannot be made; the message says why, to somebody who may know that the group exists."""


class JoinRequest(models.Model):
    """Somebody asks to join: a group that can be found, or one whose invitation wants a facilitator's word."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    line = models.CharField(_("a line about yourself"), max_length=300, blank=True)
    invitation = models.ForeignKey("Invitation", models.SET_NULL, null=True, blank=True, related_name="join_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    reply = models.CharField(_("a word to them"), max_length=500, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(accepted_at=None, declined_at=None, withdrawn_at=None),
                name="one_open_request",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, declined_at=None)
                | Q(accepted_at=None, withdrawn_at=None)
                | Q(declined_at=None, withdrawn_at=None),
                name="one_end_of_a_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.group}"

    @property
    def is_open(self) -> bool:
        return not (self.accepted_at or self.declined_at or self.withdrawn_at)

    @classmethod
    @transaction.atomic
    def ask(cls, group: Group, user, line: str, invitation=None) -> "JoinRequest":
        """Asking twice is asking once. Raises JoinRefused."""
        Group.objects.select_for_update().get(pk=group.pk)
        if waiting := cls.objects.open().filter(group=group, user=user).first():
            return waiting
        if refusal := cls.refusal(group, user, invitation):
            raise JoinRefused(refusal)
        return cls.objects.create(group=group, user=user, line=line, invitation=invitation)

    @classmethod
    def refusal(cls, group: Group, user, invitation=None) -> str:
        """Why somebody cannot ask, or nothing. A removed member comes back by an invitation that names them."""
        known = group.memberships.filter(user=user).first()
        if known and known.is_active:
            return gettext("You are a member already.")
        if known and known.removed_at and not (invitation and invitation.email):
            return gettext("You were removed from this group. Only an invitation that names you brings you back.")
        if invitation is None and not group.can_be_asked:
            return gettext("This group takes no new members at the moment.")
        mine = cls.objects.filter(user=user)
        if mine.filter(group=group, declined_at__gte=timezone.now() - WAIT_AFTER_DECLINE).exists() and not invitation:
            return gettext("The group has answered you not long ago. You can ask again two weeks after its answer.")
        if mine.open().count() >= MOST_OPEN:
            return gettext("You are waiting for the answers of many groups. Take one of your requests back first.")
        return ""

    @transaction.atomic
    def accept(self, by: Membership, reply: str = "") -> Membership:
        """Raises ValidationError if it was answered or taken back meanwhile, or the person was removed."""
        self._settle("accepted_at", by, reply)
        known = self.group.memberships.filter(user=self.user).first()
        if known and known.removed_at and not (self.invitation and self.invitation.email):
            raise ValidationError(
                _("They were removed from the group. Send them an invitation to their address instead.")
            )
        return self.group.admit(self.user)

    @transaction.atomic
    def decline(self, by: Membership, reply: str = "") -> None:
        self._settle("declined_at", by, reply)

    @transaction.atomic
    def withdraw(self) -> bool:
        """False if it was answered before."""
        if not self._locked().is_open:
            return False
        self.withdrawn_at = timezone.now()
        self.save(update_fields=["withdrawn_at"])
        return True

    def _settle(self, how: str, by: Membership, reply: str) -> None:
        if not self._locked().is_open:
            raise ValidationError(_("This request was answered or taken back meanwhile."))
        setattr(self, how, timezone.now())
        self.answered_by, self.reply = by, reply
        self.save(update_fields=[how, "answered_by", "reply"])

    def _locked(self) -> "JoinRequest":
        return JoinRequest.objects.select_for_update().get(pk=self.pk)
