"""The way to the worker. Mails that are owed are rows of their own; a job only wakes the worker for one."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from notices.models import Mail

SEND = "notices.tasks.send"


def defer_sending(mail: Mail) -> None:
    """In the transaction of the caller: with it, the job comes or does not come."""
    job = app.configure_task(SEND, queueing_lock=f"mail {mail.pk}", schedule_at=mail.next_try_at)
    try:
        with transaction.atomic():
            job.defer(mail=mail.pk)
    except AlreadyEnqueued:
        return


def wake_forgotten(minutes: int = 10) -> int:
    """Queue again what has been owed too long: whatever became of its job."""
    late = timezone.now() - datetime.timedelta(minutes=minutes)
    owed = Mail.objects.filter(Q(sent_at=None, dropped_at=None, parked_at=None), next_try_at__lt=late)
    for mail in owed:
        defer_sending(mail)
    return len(owed)
