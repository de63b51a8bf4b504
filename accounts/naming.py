"""What the site is called: by the setting SITE_NAME, else as its first host has typed it."""

import time

from django.conf import settings
from django.utils.translation import gettext_noop

from accounts.models import SiteName

PLAIN_NAME = gettext_noop("Reading Groups")
THE_ONE = 1
FRESH_FOR = 60  # seconds after which a process asks the database again: a page costs no query for it
_known = ("", 0.0)  # the name, and until when it is believed


def site_name() -> str:
    global _known
    if settings.SITE_NAME:
        return settings.SITE_NAME
    if time.monotonic() > _known[1]:
        name = SiteName.objects.values_list("name", flat=True).first()
        _known = name or PLAIN_NAME, time.monotonic() + FRESH_FOR
    return _known[0]


def rename(name: str) -> None:
    """Other processes know within a minute."""
    SiteName.objects.update_or_create(pk=THE_ONE, defaults={"name": name})
    forget()


def forget() -> None:
    global _known
    _known = "", 0.0
