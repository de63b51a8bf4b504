"""Mails about accounts go out at once; what the mail server does not take now, the worker tries again."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage, get_connection
from procrastinate.contrib.django import app

SEND_AGAIN = "accounts.tasks.send_again"
PATIENCE = 5  # seconds that somebody waits for a page
log = logging.getLogger(__name__)


def send_or_queue(message: EmailMessage) -> None:
    """A code may come a minute late; a server that is down or hangs makes nobody's page fail."""
    message.connection = get_connection(timeout=PATIENCE)
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.warning("A mail about an account waits: %s", type(error).__name__)
        parts: dict[str, Any] = {"subject": str(message.subject), "body": str(message.body), "to": list(message.to)}
        app.configure_task(SEND_AGAIN, schedule_in={"seconds": 30}).defer(**parts)
