"""From a file on disk to a guide, as the commands do it."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guides.documents.texts import find_text, make_text
from guides.documents.to_rows import write_guide
from guides.fileformat.document import FormatError, Parsed, Problem
from guides.fileformat.reading import read_guide
from guides.models import Guide


@dataclass
class Imported:
    guide: Guide
    is_new: bool
    notices: list[Problem] = field(default_factory=list)


def read_file(path: Path) -> Parsed:
    """Raises FormatError, also when the file cannot be read at all."""
    try:
        return read_guide(path.read_bytes(), path.name)
    except OSError as error:
        raise FormatError([Problem(0, _("The file cannot be read: %(cause)s.") % {"cause": error.strerror})]) from error


@transaction.atomic
def import_parsed(parsed: Parsed, by=None, default_slug: str = "") -> Imported:
    """Make the guide, or bring the one of the same address in line; a text that is not there is made, unpublished.

    Raises FormatError; PermissionDenied if `by` may not edit the guide that is there. Without `by` everything may be.
    """
    document, notices = parsed.document, list(parsed.warnings)
    document.slug = document.slug or default_slug or slugify(document.title, allow_unicode=True)[:110]
    guide = Guide.objects.filter(slug=document.slug).first()
    if guide and by and not guide.is_editable_by(by):
        raise PermissionDenied(_("%(name)s is not an editor of “%(guide)s”.") % {"name": by, "guide": guide})
    text = find_text(document)
    if text is None:
        text = make_text(document, by)
        notices.append(Problem(0, _("The text “%(text)s” was not here; it was made, unpublished.") % {"text": text}))
    is_new = guide is None
    guide = write_guide(document, text, by, guide, notices)
    return Imported(guide, is_new, notices)
