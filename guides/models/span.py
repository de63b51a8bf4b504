from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from texts.models import Chapter


def check_span(first: int | None, last: int | None, chapter: Chapter | None = None) -> None:
    """Refuses, at the field that is wrong, a span of paragraphs that is none or lies outside the chapter."""
    if last and not first:
        raise ValidationError({"first_paragraph": _("Say where the span of paragraphs begins.")})
    if first and last and last < first:
        raise ValidationError({"last_paragraph": _("The last paragraph lies before the first.")})
    if first and chapter and 0 < chapter.paragraphs < (last or first):
        count = {"chapter": chapter.label, "count": chapter.paragraphs}
        where = "last_paragraph" if last else "first_paragraph"
        raise ValidationError({where: _("“%(chapter)s” has %(count)d paragraphs.") % count})
