import secrets
from collections.abc import Collection

from django.utils.text import slugify

LONGEST = 100
RESERVED_FOR_GROUPS = {"new", "listed", "path", "alone"}
RESERVED_FOR_READINGS = {
    *("settings", "members", "name", "leave", "progress", "invitations", "readings"),
    *("threads", "requests", "export", "archive", "calendar", "delete", "ask"),
}


def free_address(name: str, taken: Collection[str], reserved: Collection[str], stand_in: str) -> str:
    """A slug of the name that nobody has yet; `stand_in` where no letter of the name can stand in an address."""
    base = slugify(name, allow_unicode=True)[:LONGEST].strip("-_") or stand_in
    slug, number = base, 1
    while slug in taken or slug in reserved:
        number += 1
        slug = f"{base}-{number}" if number < 100 else f"{base}-{secrets.token_hex(4)}"
    return slug
