"""What is no longer in the file: deleted, unless people's answers hang on it."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from guides.fileformat.document import Report
from guides.models import Question, Section


def remove_question(question: Question, position: int, report: Report) -> None:
    try:
        with transaction.atomic():
            question.delete()
    except ProtectedError:
        question.retire(position)
        words = {"question": str(question)}
        report.warn(0, _("“%(question)s” has answers: it is retired, not deleted.") % words)


def remove_section(section: Section, position: int, report: Report) -> None:
    """A section with answers stays at the end, its questions retired."""
    try:
        with transaction.atomic():
            section.delete()
    except ProtectedError:
        section.position = position
        section.save(update_fields=["position"])
        for place, question in enumerate(section.questions.all(), 1):
            remove_question(question, place, report)
        words = {"section": section.title}
        report.warn(0, _("Section “%(section)s” has answers: it stays at the end.") % words)
