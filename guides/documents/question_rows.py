from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.documents.from_rows import QUESTION_FIELDS, keep
from guides.fileformat.document import QuestionDocument, Report
from guides.models import Question, Section
from guides.models.question import new_key


def write_question(
    section: Section,
    written: QuestionDocument,
    question: Question | None,
    position: int,
    chapters: list,
    report: Report,
) -> None:
    question = question or Question(key="")
    key = written.key or question.key or new_key()
    for name in QUESTION_FIELDS:
        setattr(question, name, getattr(written, name))
    question.section, question.position, question.key = section, position, key
    question.retired_at = (question.retired_at or timezone.now()) if written.retired else None
    _place(question, written, chapters, report)
    check(question, written.line, report, exclude=["section", "chapter"])
    if question.has_choices and len(written.choices) < 2 and not written.retired:
        report.error(written.line, _("A question with choices needs at least two."))
    if section.questions.filter(key=key).exclude(pk=question.pk).exists():
        report.error(written.line, _("Two questions of this section have the key “%(key)s”.") % {"key": key})
    if not report.errors:
        question.save()
        write_choices(question, written.choices, report, written.line)


def _place(question: Question, written: QuestionDocument, chapters: list, report: Report) -> None:
    """The chapter; where the file leaves it out and there is only one, that one."""
    by_slug = {chapter.slug: chapter for chapter in chapters}
    question.chapter = by_slug.get(written.chapter)
    if written.chapter and question.chapter is None:
        report.warn(written.line, _("The text has no “%(chapters)s”.") % {"chapters": written.chapter})
    if written.first_paragraph and not written.chapter:
        own = list(question.section.chapters.all())
        question.chapter = own[0] if len(own) == 1 else None
    resolved = question.chapter.slug if question.chapter else ""
    said = [written.chapter, resolved] if resolved != written.chapter else None
    keep(question, settings=written.extra, chapter=said)
    check_span(question, written.line, report)


def check_span(question: Question, line: int, report: Report) -> None:
    chapter, last = question.chapter, question.last_paragraph or question.first_paragraph
    if chapter and chapter.paragraphs and last and last > chapter.paragraphs:
        counts = {"chapter": chapter.label, "count": chapter.paragraphs}
        report.warn(line, _("“%(chapter)s” has only %(count)d paragraphs.") % counts)


def write_choices(question: Question, labels: list[str], report: Report, line: int = 0) -> None:
    """Choices are found again by their words; as many as before are corrections, place by place.

    A choice that is gone is deleted, but not while people's answers hang on its question: then it stays, at the end.
    """
    there = list(question.choices.all())
    free = [choice for choice in there if choice.label not in labels]
    by_label = {choice.label: choice for choice in there if choice.label in labels}
    is_correction = len(labels) == len(there)
    for place, label in enumerate(labels, 1):
        choice = by_label.pop(label, None)
        if choice is None and free and (is_correction or not question.is_held):
            choice = free.pop(0)
        choice = choice or question.choices.model(question=question)
        choice.position, choice.label = place, label
        check(choice, line, report, exclude=["question"])
        if not report.errors:
            choice.save()
    _remove_choices(question, [*free, *by_label.values()], len(labels), report, line)


def _remove_choices(question: Question, gone: list, count: int, report: Report, line: int) -> None:
    if gone and question.is_held:
        report.warn(line, _("Somebody has answered this question: choices that are not in the file stay."))
        for place, choice in enumerate(gone, count + 1):
            choice.position = place
            choice.save(update_fields=["position"])
        return
    for choice in gone:
        choice.delete()


def check(row, line: int, report: Report, exclude: list[str]) -> None:
    """What the model refuses (too long, not one of several, out of range), as errors at a line of the file."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            label = row._meta.get_field(name).verbose_name
            for message in messages:
                report.error(line, f"{label}: {message}")
