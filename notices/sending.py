"""Write a mail and hand it to the mail server. Whether somebody may still be told is asked here, just before."""

import logging
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from groups.models import Membership
from notices.models import Mail
from notices.queue import defer_sending
from notices.writing import write, write_about_group, write_invitation

log = logging.getLogger(__name__)


def send(pk: int) -> None:
    """One try. While it lasts the row is locked, so that a second worker leaves it alone."""
    with transaction.atomic():
        mail = _locked(pk)
        if mail is None:
            return
        if mail.has_had_its_tries:  # the last one did not even come back to say so
            mail.park()
            return
        mail.count_try()
    with transaction.atomic():
        if mail := _locked(pk):
            _try(mail)


def _locked(pk: int) -> Mail | None:
    mails = Mail.objects.select_related("recipient", "reading__guide", "reading__group", "group", "invitation")
    mail = mails.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()
    return mail if mail and mail.is_owed else None


def _try(mail: Mail) -> None:
    message = _message(mail)
    if message is None:
        mail.drop()
        return
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        log.warning("Mail %s, try %s: %s", mail.pk, mail.tries, type(error).__name__)
        mail.fail(error)
        if mail.is_owed:
            defer_sending(mail)
    else:
        mail.mark_sent()


def _message(mail: Mail) -> EmailMultiAlternatives | None:
    """None when there is nothing to say, or mail may not, or cannot, reach them."""
    if mail.invitation:
        return write_invitation(mail)
    if not _is_reachable(mail.recipient):
        return None
    if mail.group:
        return write_about_group(mail)
    membership = _membership(mail)
    return write(mail, membership) if membership else None


def _is_reachable(person) -> bool:
    """At an address that they have confirmed."""
    confirmed = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True)
    return person.is_active and confirmed.exists()


def _membership(mail: Mail) -> Membership | None:
    """None when they left, were removed, or the group is archived."""
    person = mail.recipient
    active = Membership.objects.active().filter(user=person, group__readings=mail.reading_id, group__archived_at=None)
    return active.select_related("group", "user").first()
