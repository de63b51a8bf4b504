"""A fresh site and its first host: whoever holds the address that the start of the server prints."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.urls import reverse

from accounts import naming
from accounts.models import User

SALT = "accounts.first_host"
VALID_FOR = 24 * 3600  # seconds
LOCK = 7_301_120  # any number that no other advisory lock of this site has


class TooLate(Exception):
    """Somebody is the host already."""


def is_wanted() -> bool:
    return not User.objects.filter(is_superuser=True).exists()


def address() -> str:
    """Nothing is stored: the token says when it was made, and dies with the making of the first host."""
    return settings.SITE_URL + reverse("accounts:setup", args=[signing.dumps("first host", salt=SALT)])


def is_genuine(token: str) -> bool:
    try:
        signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return False
    return True


@transaction.atomic
def make(email: str, password: str, name: str, time_zone: str, site_name: str = "") -> User:
    """The lock lets one of two who come at once be first; the other gets TooLate. The address counts as confirmed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if not is_wanted():
        raise TooLate
    if site_name:
        naming.rename(site_name)
    host = User.objects.create_superuser(email, password, name=name, time_zone=time_zone)
    EmailAddress.objects.create(user=host, email=host.email, verified=True, primary=True)
    return host
