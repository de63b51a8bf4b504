from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.models import Question
from texts.writers import typst
from texts.writers.typst import Node, prose

LINES = {"factual": 4, "define": 4, "choice": 3, "poll": 3}


def lines_for(question: Question) -> int:
    """Lines to write on: fewer where a few words will do."""
    return LINES.get(question.kind, 7)


def questions(asked: Iterable[Question], level: int, has_lines: bool, for_facilitators: bool) -> list[Node]:
    """Under a heading of `level`; nothing, if nothing is asked."""
    numbered = list(enumerate(asked, start=1))
    if not numbered:
        return []
    return [
        typst.heading(level, _("Questions"), is_listed=False),
        *(_question(number, question, level + 1, has_lines, for_facilitators) for number, question in numbered),
    ]


def _question(number: int, question: Question, level: int, has_lines: bool, for_facilitators: bool) -> Node:
    body = prompt(question, level)
    if remark := _remark(question):
        body.append(typst.paragraph(remark, "meta"))
    if question.has_choices:
        body.append(typst.ticks(choice.label for choice in question.choices.all()))
    if for_facilitators:
        body += _for_facilitators(question)
    if has_lines:
        body.append(typst.ruled(lines_for(question)))
    return typst.question(number, body)


def prompt(question: Question, level: int) -> list[Node]:
    """Its first paragraph as the heading, the rest below."""
    first, *rest = prose(question.prompt_html, level + 1) or [typst.paragraph("")]
    if first["is"] == "paragraph":
        return [typst.heading(level, first["content"], is_listed=False), *rest]
    return [typst.heading(level, _("Question"), is_listed=False), first, *rest]


def _remark(question: Question) -> str:
    extra = "" if question.is_core else _("For those with time")
    one_of = f"{_('Answer one of these:')} {question.one_of}" if question.one_of else ""
    return " · ".join(filter(None, [question.passage_line, extra, one_of]))


def _for_facilitators(question: Question) -> list[Node]:
    notes = [
        (_("A hint"), question.hint_html),
        (_("Model answer"), question.model_answer_html),
        (_("For the facilitator"), question.facilitator_note_html),
    ]
    body: list[Node] = []
    if question.minutes:
        minutes = ngettext("%d minute", "%d minutes", question.minutes) % question.minutes
        body.append(typst.paragraph(minutes, "meta"))
    for label, html in notes:
        if html:
            body += [typst.paragraph(label, "label"), *prose(html)]
    return [typst.private(body)] if body else []
