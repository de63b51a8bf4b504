"""What is kept no longer than it is of use (docs/hosting.md)."""

import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from discussions.models import WorkExport
from groups.models import Group, Invitation, JoinRequest, Membership
from notices.models import CalendarToken, Mail, Notice
from texts.models import ImportJob

INVITATIONS = datetime.timedelta(days=90)
NOTICES = datetime.timedelta(days=365)
MAILS = datetime.timedelta(days=90)
SIGN_UPS = datetime.timedelta(days=14)
LOG = datetime.timedelta(days=3 * 365)


def sweep(now: datetime.datetime | None = None) -> dict[str, int]:
    """Delete what is past its time; how many rows of each."""
    now = now or timezone.now()
    old = now - INVITATIONS
    settled = Q(sent_at__lt=now - MAILS) | Q(dropped_at__lt=now - MAILS) | Q(parked_at__lt=now - MAILS)
    gone = {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "invitations": Invitation.objects.filter(Q(expires_at__lt=old) | Q(revoked_at__lt=old)),
        "notices": Notice.objects.filter(made_at__lt=now - NOTICES),
        "mails": Mail.objects.filter(settled),
        "groups": Group.objects.due_for_deletion(now),
        "requests to join": JoinRequest.objects.ended().filter(asked_at__lt=old),
        "books of groups": WorkExport.objects.old(now),
        "files nobody made a text of": ImportJob.objects.old(now),
        "calendar addresses": CalendarToken.objects.filter(revoked_at__lt=old),
        "lists of devices": UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")),
        "sign-ups nobody confirmed": _never_confirmed(now - SIGN_UPS),
        "log of the desk": LogEntry.objects.filter(action_time__lt=now - LOG),
    }
    return {name: rows.delete()[0] for name, rows in gone.items()}


def _never_confirmed(before: datetime.datetime):
    """Somebody typed an address, and nobody ever signed in with it: it may be a stranger’s."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    member = Membership.objects.filter(user=OuterRef("pk"))
    young_or_trusted = Q(date_joined__gte=before) | Q(is_staff=True) | Q(is_superuser=True) | Q(is_active=False)
    return User.objects.exclude(young_or_trusted).filter(~Exists(confirmed), ~Exists(member), last_login=None)
