from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "notices.unsubscribe"


def unsubscribe_address(user_id: int, reading_id: int) -> str:
    """Signed, without an end: a mail of three years ago can still be answered with “no more”."""
    token = signing.dumps([user_id, reading_id], salt=SALT, compress=True)
    return settings.SITE_URL + reverse("notices:unsubscribe", args=[token])


def who_unsubscribes(token: str) -> tuple[int, int]:
    """Ids of the person and the reading. Raises signing.BadSignature."""
    user_id, reading_id = signing.loads(token, salt=SALT)
    return user_id, reading_id
