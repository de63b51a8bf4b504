from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.models import Question
from guides.parts import beside_question, remark
from texts.writers import typst
from texts.writers.typst import Node, prose

FEW, USUAL = 4, 7
LINES = {"factual": FEW, "define": FEW, "choice": 3, "poll": 3}


def lines_for(question: Question) -> int:
    """Lines to write on: fewer where a few words will do."""
    return LINES.get(question.kind, USUAL)


def questions(asked: Iterable[Question], level: int, has_lines: bool, for_facilitators: bool) -> list[Node]:
    """Under a heading of `level`; with lines, also room for one that the reader brings to the meeting."""
    numbered = list(enumerate(asked, start=1))
    shown = [_question(number, question, level + 1, has_lines, for_facilitators) for number, question in numbered]
    if has_lines:
        own = typst.heading(level + 1, _("A question of your own for the group"), is_listed=False)
        shown.append(typst.question("", [own, typst.ruled(FEW)]))
    return [typst.heading(level, _("Questions"), is_listed=False), *shown] if shown else []


def _question(number: int, question: Question, level: int, has_lines: bool, for_facilitators: bool) -> Node:
    body = prompt(question, level)
    if words := remark(question):
        body.append(typst.paragraph(words, "meta"))
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


def _for_facilitators(question: Question) -> list[Node]:
    body: list[Node] = []
    if question.minutes:
        minutes = ngettext("%d minute", "%d minutes", question.minutes) % question.minutes
        body.append(typst.paragraph(minutes, "meta"))
    for part in beside_question(question):
        body += [typst.paragraph(part.title, "label"), *prose(part.html)]
    return [typst.private(body)] if body else []
