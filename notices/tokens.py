from django.conf import settings
from django.core import signing
from django.urls import reverse

from groups.models import Group, Reading

SALT, MERGE_SALT = "notices.unsubscribe", "notices.merge"
MERGE_VALID_FOR = 7 * 24 * 3600  # seconds


def unsubscribe_address(user_id: int, about: Reading | Group) -> str:
    """Signed, without an end: a mail of three years ago can still be answered with “no more”."""
    kind = ["group"] if isinstance(about, Group) else []
    token = signing.dumps([user_id, about.pk, *kind], salt=SALT, compress=True)
    return settings.SITE_URL + reverse("notices:unsubscribe", args=[token])


def who_unsubscribes(token: str) -> tuple[int, type[Reading] | type[Group], int]:
    """Id of the person, and of what they want no more mail about. Raises signing.BadSignature."""
    user_id, about, *kind = signing.loads(token, salt=SALT)
    return user_id, Group if kind else Reading, about


def merge_address(gone: int, kept: int) -> str:
    return settings.SITE_URL + reverse("notices:merge", args=[signing.dumps([gone, kept], salt=MERGE_SALT)])


def who_merges(token: str) -> tuple[int, int]:
    """Ids of the account that ends and of the one that stays. Raises signing.BadSignature."""
    gone, kept = signing.loads(token, salt=MERGE_SALT, max_age=MERGE_VALID_FOR)
    return gone, kept
