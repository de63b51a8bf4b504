"""What the site is called: by the setting SITE_NAME, else as its first host has typed it."""

import time

from django.conf import settings
from django.utils.translation import gettext_noop

from accounts.models import SiteName

PLAIN_NAME = gettext_noop("Reading Groups")
THE_ONE = 1
FRESH_FOR = 60  # seconds after which a process asks the database again: a page costs no query for it
_known = {"name": "", "until": 0.0}


def site_name() -> str:
    if settings.SITE_NAME:
        return settings.SITE_NAME
    if time.monotonic() > _known["until"]:
        name = SiteName.objects.values_list("name", flat=True).first()
        _known.update(name=name or PLAIN_NAME, until=time.monotonic() + FRESH_FOR)
    return _known["name"]


def rename(name: str) -> None:
    """Other processes know within a minute."""
    SiteName.objects.update_or_create(pk=THE_ONE, defaults={"name": name})
    forget()


def forget() -> None:
    _known["until"] = 0.0
