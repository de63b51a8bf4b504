"""What a guide and its sections hold, in the order of reading: for pages, sheets and e-books alike.

Empty parts are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.glossary import of_section
from guides.models import Guide, Passage, Person, Question, Section, Term
from guides.models.notes import Note
from texts.shelf import spans

ON_A_HANDOUT = {"before", "ideas", "private"}


@dataclass(frozen=True)
class Part:
    """`html` is safe; `is_dated`: notes that begin with their time; `is_private`: for facilitators."""

    name: str
    title: str
    html: str = ""
    notes: Sequence[Note] = ()
    passages: Sequence[Passage] = ()
    is_dated: bool = False
    is_private: bool = False


def opening(guide: Guide) -> list[Part]:
    return _filled(
        Part("why", *((_("Why read it"), guide.why_html) if guide.why else (_("About this guide"), _blurb(guide)))),
        Part("whom", _("Who it is for"), guide.audience_note_html),
    )


def preparation(guide: Guide) -> list[Part]:
    return _filled(
        Part("use", _("How to use this guide"), guide.how_to_use_html),
        Part("preparatory", _("Before you begin"), guide.preparatory_html),
        Part("author", _("About the author"), guide.about_author_html),
        Part("terms", _("Key terms"), notes=list(guide.terms.filter(section=None))),
        Part("people", _("People"), notes=list(guide.people.filter(section=None))),
        Part("dates", _("Dates"), notes=list(guide.events.all()), is_dated=True),
    )


def closing(guide: Guide) -> list[Part]:
    return _filled(Part("further", _("Further reading"), guide.further_html))


def before_handout(section: Section, for_facilitators: bool) -> list[Part]:
    """Only what one needs beside the text."""
    return [part for part in before_questions(section, for_facilitators) if part.name in ON_A_HANDOUT]


def before_questions(
    section: Section, for_facilitators: bool, notes: Iterable[Term | Person] | None = None
) -> list[Part]:
    """`notes`: those of the section and others, if they are at hand."""
    people = section.people.all() if notes is None else of_section(notes, Person)
    terms = section.terms.all() if notes is None else of_section(notes, Term)
    passages = list(section.passages.all())
    private = Part("private", _("For the facilitator"), section.facilitator_notes_html, is_private=True)
    return _filled(
        Part("before", _("Before you read"), section.before_html),
        Part("ideas", _("Key ideas"), section.key_ideas_html),
        Part("people", _("People"), notes=list(people)),
        Part("terms", _("Terms"), notes=list(terms)),
        Part(
            "passages",
            ngettext("A passage to return to", "Passages to return to", len(passages)),
            passages=passages,
        ),
        Part("misunderstandings", _("Common misunderstandings"), section.misunderstandings_html),
        Part("today", _("Today"), section.today_html),
        *([private] if for_facilitators else []),
    )


def after_questions(section: Section) -> list[Part]:
    return _filled(Part("supplementary", _("Supplementary reading"), section.supplementary_html))


def beside_question(question: Question) -> list[Part]:
    """What only facilitators have on paper."""
    return _filled(
        Part("hint", _("A hint"), question.hint_html, is_private=True),
        Part("answer", _("Model answer"), question.model_answer_html, is_private=True),
        Part("note", _("For the facilitator"), question.facilitator_note_html, is_private=True),
    )


def remark(question: Question) -> str:
    """Where to look, and whether one has to answer."""
    return " · ".join(filter(None, [question.passage_line, how_asked(question)]))


def how_asked(question: Question) -> str:
    extra = "" if question.is_core else _("For those with time")
    one_of = f"{_('Answer one of these:')} {question.one_of}" if question.one_of else ""
    return " · ".join(filter(None, [extra, one_of]))


def what_to_read(section: Section) -> str:
    """With the pages in every edition. Expects chapters prefetched, with these pages."""
    pages = _("pp. %(pages)s") % {"pages": section.pages} if section.pages else ""
    time = _("about %(time)s") % {"time": section.time_line} if section.time_line else ""
    editions = map(str, spans(list(section.chapters.all())))
    return " · ".join(filter(None, [section.reading_line, pages, *editions, time]))


def _blurb(guide: Guide) -> str:
    return linebreaks(guide.blurb, autoescape=True) if guide.blurb else ""


def _filled(*parts: Part) -> list[Part]:
    return [part for part in parts if part.html or part.notes or part.passages]
