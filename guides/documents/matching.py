"""Which row a part of a file means, when the guide is already there, and what becomes of rows that none means."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guides.fileformat.document import QuestionDocument, Report, SectionDocument
from guides.models import Question, Section

SectionPair = tuple[SectionDocument, Section | None]


def match_sections(written: list[SectionDocument], there: list[Section]) -> list[SectionPair]:
    """By the keys of their questions, then by title, then by place; a row is used once."""
    by_key = {question.key: section for section in there for question in section.questions.all()}
    pairs: list[SectionPair] = [(section, None) for section in written]
    free = {section.pk: section for section in there}

    def by_questions(section: SectionDocument, _place: int) -> Section | None:
        found = [by_key[question.key] for question in section.questions if question.key in by_key]
        return max(found, key=found.count) if found else None

    def by_title(section: SectionDocument, _place: int) -> Section | None:
        slug = slugify(section.title, allow_unicode=True)
        return next((row for row in free.values() if section.title == row.title or slug == row.slug), None)

    def by_place(_section: SectionDocument, place: int) -> Section | None:
        return next((row for row in free.values() if row.position == place), None)

    for find in (by_questions, by_title, by_place):
        for place, (section, row) in enumerate(pairs, 1):
            found = find(section, place) if row is None else None
            if found and found.pk in free:
                pairs[place - 1] = (section, free.pop(found.pk))
    return pairs


def match_questions(
    pairs: list[tuple[SectionDocument, Section]], there: list[Question]
) -> list[tuple[QuestionDocument, Section, Question | None]]:
    """By key anywhere in the guide; else, in the same section, by the words or by place. A row is used once."""
    free = {question.pk: question for question in there}
    asked = [(question, section) for written, section in pairs for question in written.questions]
    found: dict[int, Question] = {}
    places = _places(asked)

    def by_key(question: QuestionDocument, section: Section, _place: int) -> Iterator[Question]:
        return (row for row in free.values() if question.key and row.key == question.key)

    def by_words(question: QuestionDocument, section: Section, _place: int) -> Iterator[Question]:
        own = (row for row in free.values() if row.section_id == section.pk and not question.key)
        return (row for row in own if row.prompt == question.prompt)

    def by_place(question: QuestionDocument, section: Section, place: int) -> Iterator[Question]:
        own = (row for row in free.values() if row.section_id == section.pk and not question.key)
        return (row for row in own if row.position == place)

    for find in (by_key, by_words, by_place):
        for number, (question, section) in enumerate(asked):
            row = None if number in found else next(find(question, section, places[number]), None)
            if row:
                found[number] = free.pop(row.pk)
    return [(question, section, found.get(number)) for number, (question, section) in enumerate(asked)]


def _places(asked: list[tuple[QuestionDocument, Section]]) -> list[int]:
    counted: dict[int, int] = {}
    places = []
    for _question, section in asked:
        counted[section.pk] = counted.get(section.pk, 0) + 1
        places.append(counted[section.pk])
    return places


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
