"""Answering a notice by mail: an address that stands for one member in one thread, and what is made of a mail to it.

Off unless REPLY_ADDRESS is set. The local part of an address is short and may lose its capitals on the way (RFC 5321,
4.5.3.1.1 and 2.4), so the token is base32 of two ids, a day and a signature.
"""

import base64
import binascii
import datetime
import email
import email.policy
import re
import uuid
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from discussions.access import writable_thread_or_403
from discussions.models import Post, Thread
from discussions.models.post import LONGEST_POST
from groups.models import Membership
from notices.quotes import own_words, text_of

VALID_FOR = datetime.timedelta(days=60)
LONGEST_MAIL = 1_000_000  # bytes; pictures are not taken over anyway
BEGIN = datetime.date(2020, 1, 1)
SIGNED = 12  # bytes of the signature
FROM_THE_MAIL = uuid.UUID("0d8bd4cd-9c0a-4a38-8a8a-61a5d4b3b6a7")


class Refused(Exception):
    """The mail server is told, and tells whoever wrote."""


class Ignored(Exception):
    """Written by a program: an answer to it would only bring the next."""


def reply_address(membership: int, thread: int) -> str:
    """Empty where replies are not configured."""
    if not settings.REPLY_ADDRESS:
        return ""
    local, _at, domain = settings.REPLY_ADDRESS.rpartition("@")
    day = (timezone.now().date() - BEGIN).days
    data = membership.to_bytes(5, "big") + thread.to_bytes(5, "big") + day.to_bytes(2, "big")
    token = base64.b32encode(data + _signature(data)).decode().rstrip("=").lower()
    return f"{local}+{token}@{domain}"


def _signature(data: bytes) -> bytes:
    return salted_hmac("notices.replying", data, algorithm="sha256").digest()[:SIGNED]


def read_address(address: str) -> tuple[int, int]:
    """Ids of membership and thread. Raises Refused when it is forged or too old."""
    token = address.rpartition("@")[0].rpartition("+")[2].upper()
    try:
        raw = base64.b32decode(token + "=" * (-len(token) % 8))
    except (binascii.Error, ValueError):
        raise Refused("There is no such address.") from None
    data, signature = raw[:12], raw[12:]
    if len(raw) != 12 + SIGNED or not constant_time_compare(signature, _signature(data)):
        raise Refused("There is no such address.")
    made = BEGIN + datetime.timedelta(days=int.from_bytes(data[10:], "big"))
    if timezone.now().date() - made > VALID_FOR:
        raise Refused("This address has expired. Answer on the page of the thread.")
    return int.from_bytes(data[:5], "big"), int.from_bytes(data[5:10], "big")


@dataclass
class Letter:
    to: str
    sender: str
    message_id: str
    words: str
    is_by_program: bool

    @classmethod
    def read(cls, raw: bytes) -> "Letter":
        """Raises whatever broken headers make the parser raise."""
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        return cls(
            to=_our_address(mail),
            sender=parseaddr(str(mail["From"]))[1],
            message_id=str(mail["Message-ID"] or uuid.uuid4()),
            words=own_words(_plain_text(mail)),
            is_by_program=_is_by_program(mail),
        )


def take_in(raw: bytes) -> Post:
    """Post what a member has answered; the same mail twice is one post. Raises Refused or Ignored."""
    if not settings.REPLY_ADDRESS:
        raise Refused("This site takes no answers by mail.")
    if len(raw) > LONGEST_MAIL:
        raise Refused("The mail is too long.")
    try:
        letter = Letter.read(raw)
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        raise Refused("The mail cannot be read.") from error
    if letter.is_by_program:
        raise Ignored
    return _post(letter)


def _post(letter: Letter) -> Post:
    member, thread = _who_and_where(letter)
    if not letter.words:
        raise Refused("There are no words of your own in the mail.")
    if len(letter.words) > LONGEST_POST:
        raise Refused(f"A post can have {LONGEST_POST} characters, not more.")
    try:
        return thread.reply(member, letter.words, uuid.uuid5(FROM_THE_MAIL, letter.message_id))
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages)) from None


def _who_and_where(letter: Letter) -> tuple[Membership, Thread]:
    """Both the secret address and the sender have to be the member's."""
    membership_id, thread_id = read_address(letter.to)
    member = Membership.objects.active().filter(pk=membership_id).select_related("user", "group").first()
    if member is None or not _is_theirs(letter.sender, member):
        raise Refused("Answer from the address that the notice was sent to.")
    thread = Thread.objects.filter(pk=thread_id, group=member.group_id).select_related("reading").first()
    if thread is None:
        raise Refused("The thread is gone.")
    try:
        return writable_thread_or_403(member.user, member.group.slug, thread.reading.slug, thread.pk)
    except (Http404, PermissionDenied):
        raise Refused("You cannot write in this thread.") from None


def _is_theirs(sender: str, member: Membership) -> bool:
    return EmailAddress.objects.filter(user=member.user_id, verified=True, email__iexact=sender).exists()


def _is_by_program(mail: EmailMessage) -> bool:
    """RFC 3834: notes of absence, bounces, lists."""
    automatic = str(mail.get("Auto-Submitted", "no")).strip().lower() != "no"
    bulk = str(mail.get("Precedence", "")).strip().lower() in ("bulk", "junk", "list", "auto_reply")
    return automatic or bulk or str(mail.get("Return-Path", "")).strip() == "<>"


def _our_address(mail: EmailMessage) -> str:
    """Mail servers name whom the envelope names in X-Original-To or Delivered-To; people, in To and Cc."""
    headers = ("X-Original-To", "Delivered-To", "To", "Cc")
    values = [str(value) for header in headers for value in mail.get_all(header, [])]
    local, _at, domain = settings.REPLY_ADDRESS.lower().rpartition("@")
    ours = re.compile(rf"{re.escape(local)}\+[a-z2-7]+@{re.escape(domain)}")
    return next((address for _n, address in getaddresses(values) if ours.fullmatch(address.lower())), "")


def _plain_text(mail: EmailMessage) -> str:
    if part := mail.get_body(("plain",)):
        return part.get_content()
    part = mail.get_body(("html",))
    return text_of(part.get_content()) if part else ""
