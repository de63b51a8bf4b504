from django.conf import settings
from django.core import signing
from django.urls import reverse

from groups.models import Group, Reading

SALT = "notices.unsubscribe"


def unsubscribe_address(user_id: int, about: Reading | Group) -> str:
    """Signed, without an end: a mail of three years ago can still be answered with “no more”."""
    kind = ["group"] if isinstance(about, Group) else []
    token = signing.dumps([user_id, about.pk, *kind], salt=SALT, compress=True)
    return settings.SITE_URL + reverse("notices:unsubscribe", args=[token])


def who_unsubscribes(token: str) -> tuple[int, type[Reading] | type[Group], int]:
    """Id of the person, and of what they want no more mail about. Raises signing.BadSignature."""
    user_id, about, *kind = signing.loads(token, salt=SALT)
    return user_id, Group if kind else Reading, about
