"""Addresses and sorted names, made from what is printed."""

from collections.abc import Iterable

from django.db.models import Manager, QuerySet
from django.utils.text import slugify

SLUG_LENGTH = 80
PARTICLES = {"Du", "De", "Van", "Von", "La", "Le", "St.", "Saint"}


def address(label: str, taken: Iterable[str] = (), fallback: str = "text") -> str:
    """A slug for a label, with “-2”, “-3” … behind it if others have it."""
    stem = _shortened(slugify(label, allow_unicode=True)).strip("-_") or fallback
    taken = set(taken)
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def free_address(rows: Manager | QuerySet, label: str, fallback: str, reserved: Iterable[str] = ()) -> str:
    """One that none of the rows has, and that is not reserved."""
    alike = rows.filter(slug__startswith=address(label, fallback=fallback)).values_list("slug", flat=True)
    return address(label, {*alike, *reserved}, fallback)


def _shortened(slug: str) -> str:
    if len(slug) <= SLUG_LENGTH:
        return slug
    return slug[:SLUG_LENGTH].rpartition("-")[0] or slug[:SLUG_LENGTH]


def sort_name(name: str) -> str:
    """“Mary Shelley” → “Shelley, Mary”; “W. E. B. Du Bois” → “Du Bois, W. E. B.”; a single name stays."""
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    family = 2 if len(words) > 2 and words[-2] in PARTICLES else 1
    return f"{' '.join(words[-family:])}, {' '.join(words[:-family])}"
