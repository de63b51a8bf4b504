from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from guides.completeness import faults
from guides.documents.from_rows import document_of, public_edition
from guides.documents.to_rows import write_guide
from guides.fileformat.write import write
from guides.models import Guide, Release


def publish(guide: Guide, by, note: str) -> Release:
    """Release the guide as it stands. Raises ValidationError, with every reason, if something forbids it."""
    reasons = faults(guide)
    if reasons:
        raise ValidationError(reasons)
    return guide.publish(by, note, write(document_of(guide)))


@transaction.atomic
def fork(guide: Guide, by) -> Guide:
    """A draft of one's own, made from a guide that is in the library; its origin is named."""
    if not guide.is_published:
        raise ValidationError(_("Only a published guide can be copied."))
    document = document_of(guide) if guide.is_editable_by(by) else public_edition(document_of(guide))
    document.slug = document.derived_from = ""
    copy = write_guide(document, guide.text, by)
    copy.derived_from = guide
    copy.save(update_fields=["derived_from"])
    return copy
