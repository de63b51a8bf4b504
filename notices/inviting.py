"""Who asks to join, what a group has answered, whom it invites by their address, and whom it has removed."""

import datetime

from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from groups.models import Invitation, JoinRequest, Membership
from notices.models import Mail, Notice
from notices.queue import defer_sending

MOST_A_DAY = 20  # mails that one person may have sent to addresses in a day


def requests(since: datetime.datetime) -> list[Notice]:
    """Told to the facilitators."""
    waiting = JoinRequest.objects.open().filter(asked_at__gte=since)
    asked = {request.group_id: request for request in waiting}
    facilitators = Membership.objects.active().facilitators().filter(group__in=asked)
    by_group: dict[int, list[int]] = {}
    for group, user in facilitators.values_list("group", "user"):
        by_group.setdefault(group, []).append(user)
    return [
        _notice(user, Notice.Kind.REQUEST, request, request.asked_at)
        for request in waiting
        for user in by_group.get(request.group_id, [])
    ]


def answers(since: datetime.datetime) -> list[Notice]:
    """Told to who asked; apart from those who came in by an invitation meanwhile, and know it."""
    answered = JoinRequest.objects.answered().exclude(answered_by=None)
    accepted, declined = answered.filter(accepted_at__gte=since), answered.filter(declined_at__gte=since)
    return [
        _notice(request.user_id, Notice.Kind.REQUEST_ANSWERED, request, request.accepted_at or request.declined_at)
        for request in accepted | declined
    ]


def _notice(user: int, kind: str, request: JoinRequest, at: datetime.datetime | None) -> Notice:
    about = f"request {request.pk}"
    refers = {"recipient_id": user, "group_id": request.group_id, "join_request": request}
    return Notice(kind=kind, about=about, made_at=at or timezone.now(), **refers)


def invitations(since: datetime.datetime) -> list[Notice]:
    """For those who have an account at the address; the mail comes beside it."""
    fresh = {one.email.lower(): one for one in _fresh(since)}
    people = User.objects.annotate(address=Lower("email")).filter(is_active=True, address__in=fresh)
    return [
        Notice(
            recipient=person,
            kind=Notice.Kind.INVITATION,
            about=f"invitation {fresh[person.email.lower()].pk}",
            group_id=fresh[person.email.lower()].group_id,
            invitation=fresh[person.email.lower()],
        )
        for person in people
    ]


def removals(since: datetime.datetime) -> list[Notice]:
    """Told to who was removed; once for each time."""
    removed = Membership.objects.filter(removed_at__gte=since)
    return [
        Notice(
            recipient_id=one.user_id,
            kind=Notice.Kind.REMOVED,
            about=f"removal {one.pk}, {one.removed_at}",
            group_id=one.group_id,
            removal=one,
            made_at=one.removed_at or timezone.now(),
        )
        for one in removed
    ]


def owe_invitations(since: datetime.datetime) -> None:
    """One mail for each, however often it is looked; who invites a crowd by mail hands out a link instead."""
    today = Mail.objects.filter(made_at__gte=timezone.now() - datetime.timedelta(days=1))
    for invitation in _fresh(since).filter(mail=None):
        by = invitation.created_by.user_id
        if today.filter(invitation__created_by__user=by).count() < MOST_A_DAY:
            mail = Mail.objects.create(kind=Mail.Kind.INVITATION, invitation=invitation)
            defer_sending(mail)


def _fresh(since: datetime.datetime):
    usable = Invitation.objects.usable().filter(created_at__gte=since).exclude(email="")
    return usable.select_related("created_by__user", "group").order_by("pk")
