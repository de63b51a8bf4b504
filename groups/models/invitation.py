import datetime
import secrets

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from groups.models.group import Group, Membership
from groups.models.joining import JoinRefused, JoinRequest
from groups.queries.group import InvitationQuerySet, fingerprint

LIFETIME = datetime.timedelta(days=14)


class InvitationRefused(Exception):
    """Wrong, expired, revoked, used up, for somebody else, or of a group that is gone: nobody is told which."""


class Invitation(models.Model):
    """A link that lets people into a group. The token is shown once, to whoever made it, and kept only as a hash."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("for whom"), max_length=100, blank=True, help_text=_("So that you know it again."))
    email = models.EmailField(_("only for this address"), blank=True)
    created_by = models.ForeignKey(Membership, models.CASCADE, related_name="invitations")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    max_uses = models.PositiveSmallIntegerField(_("how many may use it"), default=20)
    needs_approval = models.BooleanField(_("a facilitator looks at everybody who comes"), default=False)
    uses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="invitation_not_overused"),
            models.CheckConstraint(condition=Q(max_uses__gte=1), name="invitation_can_be_used"),
        ]

    def __str__(self) -> str:
        return self.note or str(_("Invitation"))

    @classmethod
    def make(cls, by: Membership, lifetime: datetime.timedelta = LIFETIME, **fields) -> tuple["Invitation", str]:
        """The invitation and its token, which cannot be read again."""
        token = secrets.token_urlsafe(24)
        invitation = cls.objects.create(
            group=by.group,
            created_by=by,
            token_hash=fingerprint(token),
            expires_at=timezone.now() + lifetime,
            **fields,
        )
        if invitation.email:
            token = invitation.mailed_token
            invitation.token_hash = fingerprint(token)
            invitation.save(update_fields=["token_hash"])
        return invitation, token

    @property
    def mailed_token(self) -> str:
        """Of an invitation to one address: made from the key of the site, so that its mail can be written later."""
        return salted_hmac("groups.invitation", str(self.pk), algorithm="sha256").hexdigest()

    @classmethod
    @transaction.atomic
    def accept(cls, token: str, user, line: str = "") -> Membership | JoinRequest:
        """Join by the token, or ask to where it wants a facilitator's word. Raises InvitationRefused.

        Counts one use, unless the person is a member already or has asked before.
        """
        invitation = cls.objects.usable().select_for_update(of=["self"]).for_token(token)
        if invitation is None or not invitation.is_for(user):
            raise InvitationRefused
        known = Membership.objects.filter(group=invitation.group, user=user).first()
        if known and known.is_active:
            return known
        if known and known.removed_at and not invitation.email:
            raise InvitationRefused  # a removed member comes back by an invitation that names them
        return invitation._ask(user, line) if invitation.needs_approval else invitation._let_in(user)

    def _ask(self, user, line: str) -> JoinRequest:
        waiting = self.group.join_requests.open().filter(user=user).first()
        try:
            request = waiting or JoinRequest.ask(self.group, user, line, self)
        except JoinRefused:
            raise InvitationRefused from None
        if not waiting:
            self._count_use()
        return request

    def _let_in(self, user) -> Membership:
        """A request that waits is settled by it."""
        self._count_use()
        self.group.join_requests.open().filter(user=user).update(accepted_at=timezone.now())
        return self.group.admit(user)

    def _count_use(self) -> None:
        Invitation.objects.filter(pk=self.pk).update(uses=F("uses") + 1)

    def is_for(self, user) -> bool:
        return not self.email or self.email.lower() == user.email.lower()

    def change(self, lifetime: datetime.timedelta | None = None, **fields) -> bool:
        """The link stays the same. `lifetime` counts from now. False where more have come than it would let in."""
        if lifetime is not None:
            fields["expires_at"] = timezone.now() + lifetime
        mine = Invitation.objects.unrevoked().filter(pk=self.pk)
        return bool(mine.filter(uses__lte=fields.get("max_uses", self.max_uses)).update(**fields))

    def revoke(self) -> None:
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])
