"""What is kept no longer than it is of use (docs/hosting.md)."""

import datetime

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from discussions.models import WorkExport
from groups.models import Group, Invitation, JoinRequest
from notices.models import CalendarToken, Mail, Notice

INVITATIONS = datetime.timedelta(days=90)
NOTICES = datetime.timedelta(days=365)
MAILS = datetime.timedelta(days=90)


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
        "calendar addresses": CalendarToken.objects.filter(revoked_at__lt=old),
    }
    return {name: rows.delete()[0] for name, rows in gone.items()}
