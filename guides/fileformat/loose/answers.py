"""Answers that stand apart from their questions: below “Answers”, at the end or in each section, in the same order."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from guides.fileformat.document import QuestionDocument, Report, SectionDocument, one_line
from guides.fileformat.loose.fill import item_texts, joined
from guides.fileformat.loose.headings import Heading
from guides.fileformat.loose.outline import Found
from guides.fileformat.loose.questions import in_words

Sections = dict[Heading | None, SectionDocument]


def place_answers(found: Sequence[Found], sections: Sections, report: Report) -> None:
    """Model answers for the questions; what does not fit stays where it stands, and is named."""
    lists = [place for place in found if _is_answers(place)]
    ordered = sorted((section for section in sections.values() if section.questions), key=lambda section: section.line)
    loose = []
    for place in lists:
        section = _section_of(place, sections)
        if section and len(place.block.items) <= len(section.questions):
            _give(place, section.questions)
        else:
            loose.append(place)
    _in_order(loose, ordered, report)


def _is_answers(place: Found) -> bool:
    if place.block.kind != "list" or not place.block.ordered or place.questions:
        return False
    return any(heading.is_answers for heading in place.headings)


def _section_of(place: Found, sections: Sections) -> SectionDocument | None:
    """The section around “Answers”, or the one that a heading below it names; of a single section that one."""
    path = place.headings
    around = [sections[heading] for heading in path if heading in sections]
    if around:
        return around[-1]
    names = [one_line(heading.title).casefold() for heading in path]
    for section in sections.values():
        if any(_begins(section.title.casefold(), name) for name in names):
            return section
    return next(iter(sections.values())) if len(sections) == 1 else None


def _begins(title: str, name: str) -> bool:
    """“Chapter One: Economy” with “Chapter One”."""
    return title.startswith(name) and not title[len(name) :][:1].isalnum()


def _in_order(lists: list[Found], sections: list[SectionDocument], report: Report) -> None:
    """One list for everything, or a list for each section."""
    questions = [question for section in sections for question in section.questions]
    if len(lists) == 1 and len(lists[0].block.items) == len(questions):
        _give(lists[0], questions)
    elif lists and [len(place.block.items) for place in lists] == [len(section.questions) for section in sections]:
        for place, section in zip(lists, sections, strict=True):
            _give(place, section.questions)
    else:
        for place in lists:
            report.warn(place.block.line, _("It is not clear which questions these answers belong to; they are kept."))


def _give(place: Found, questions: Sequence[QuestionDocument]) -> None:
    for question, text in zip(questions, item_texts(place.block), strict=False):
        question.model_answer = joined(question.model_answer, in_words(text, question.choices))
    place.block.kind = "used"
