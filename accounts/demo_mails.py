"""The mails that a demo would have sent, as Django's file backend keeps them."""

import email
import email.policy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

RULE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class DemoMail:
    message: EmailMessage

    @property
    def token(self) -> str:
        return hashlib.sha256(str(self.message["Message-ID"]).encode()).hexdigest()[:16]

    @property
    def to(self) -> str:
        return self.message["To"]

    @property
    def subject(self) -> str:
        return self.message["Subject"]

    @property
    def date(self) -> datetime | None:
        return parsedate_to_datetime(self.message["Date"]) if self.message["Date"] else None

    @property
    def words(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def demo_mails() -> Iterator[DemoMail]:
    """The newest first."""
    for file in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"), reverse=True):
        for source in reversed(file.read_bytes().split(RULE)):
            if source.strip():
                yield DemoMail(email.message_from_bytes(source, policy=email.policy.default))
