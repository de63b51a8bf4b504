"""Mails about accounts go out at once; what the mail server does not take now, the worker tries again."""

import logging
import re
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import translation
from procrastinate.contrib.django import app

from accounts.naming import site_name

SEND_AGAIN = "accounts.tasks.send_again"
PATIENCE = 5  # seconds that somebody waits for a page
SIGNATURE = "\n-- \n"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Part:
    """A paragraph of a mail. Links are those that stand alone and lead here: nobody else’s words become one."""

    words: str

    @property
    def is_code(self) -> bool:
        return bool(re.fullmatch(r"[A-Z0-9-]{4,12}", self.words))

    @property
    def is_link(self) -> bool:
        return self.words.startswith(f"{settings.SITE_URL}/") and not re.search(r"\s", self.words)


def letter(subject: str, body: str, to: list[str]) -> EmailMultiAlternatives:
    """The plain words, and the same words in the look of the site."""
    words = body.partition(SIGNATURE)[0]
    context = {
        "subject": subject,
        "parts": [Part(part.strip()) for part in re.split(r"\n\s*\n", words) if part.strip()],
        "site_name": site_name(),
        "site_url": settings.SITE_URL,
    }
    message = EmailMultiAlternatives(subject, body, to=to)
    message.attach_alternative(render_to_string("accounts/mail/letter.html", context), "text/html")
    return message


def send_or_queue(subject: str, body: str, to: list[str]) -> None:
    """A code may come a minute late; a server that is down or hangs makes nobody’s page fail."""
    message = letter(subject, body, to)
    message.connection = get_connection(timeout=PATIENCE)
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.warning("A mail about an account waits: %s", type(error).__name__)
        parts: dict[str, Any] = {"subject": subject, "body": body, "to": to, "language": translation.get_language()}
        app.configure_task(SEND_AGAIN, schedule_in={"seconds": 30}).defer(**parts)
