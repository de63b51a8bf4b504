import hashlib

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def shown_name(path: str = "") -> Coalesce:
    """The name that somebody goes by in their group, in a query. `path` leads to the membership: “author__”."""
    return Coalesce(NullIf(f"{path}pseudonym", Value("")), f"{path}user__name")


class GroupQuerySet(models.QuerySet):
    def of(self, user):
        """The groups in which a person is an active member."""
        return self.filter(memberships__user=user, memberships__left_at=None, memberships__removed_at=None).distinct()

    def current(self):
        return self.filter(archived_at=None)

    def listed(self):
        """Groups whose description anybody may find."""
        return self.current().exclude(openness="private")

    def due_for_deletion(self, now=None):
        return self.filter(deletes_at__lte=now or timezone.now())


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(left_at=None, removed_at=None, user__is_active=True)

    def facilitators(self):
        return self.filter(role="facilitator")

    def named_to_all(self, group):
        """Whose names anybody may read: of those who joined, or shared an answer, after being told."""
        if "names" not in group.opened:
            return self.none()
        since = group.names_open_at
        told = Q(joined_at__gte=since) | Q(answers__shared_at__gte=since, answers__audience="group")
        return self.active().filter(told, group=group).distinct()

    def going_by(self, name: str):
        return self.alias(goes_by=shown_name()).filter(Q(goes_by__iexact=name) | Q(user__name__iexact=name))

    def others(self, membership):
        return self.exclude(pk=membership.pk)


class InvitationQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(
            Q(revoked_at=None), Q(expires_at__gt=timezone.now()), Q(uses__lt=F("max_uses")), Q(group__archived_at=None)
        )

    def unrevoked(self):
        return self.filter(revoked_at=None)

    def lapsed(self):
        """Expired or used up; whoever holds the link can be let in again by changing it."""
        return self.unrevoked().filter(Q(expires_at__lte=timezone.now()) | Q(uses__gte=F("max_uses")))

    def for_token(self, token: str):
        """The one invitation with this token, or None."""
        return self.select_related("group").filter(token_hash=fingerprint(token)).first()


class JoinRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def ended(self):
        return self.exclude(accepted_at=None, declined_at=None, withdrawn_at=None)

    def answered(self):
        return self.exclude(accepted_at=None, declined_at=None)
