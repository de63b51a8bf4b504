"""The questions of a section, from the lines below `### Questions`."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from guides.fileformat.document import KINDS_WITH_CHOICES, QuestionDocument, Report, normal, one_line
from guides.fileformat.lines import Item, Line, bullet_items, fenced, joined, numbered_items, unescape
from guides.fileformat.settings import read_settings

CHOICE = re.compile(r" {0,3}[-*+] \[([ xX])\](?:\s+(.*)|$)")
_SETTINGS = re.compile(r" {0,3}(\{.*\})\s*$")
_BLOCK = re.compile(r" {0,3}:{3,}\s*([\w-]+)\s*:*\s*$")
_BLOCK_END = re.compile(r" {0,3}:{3,}\s*$")
BLOCKS = {"hint": "hint", "answer": "model_answer", "facilitator": "facilitator_note"}


def read_questions(lines: Sequence[Line], report: Report) -> tuple[list[QuestionDocument], str]:
    """The questions, and the text before the first of them."""
    before, items = numbered_items(lines)
    if not items:
        before, items = bullet_items(lines)
    return [_Question(item, report).read() for item in items], joined(before)


class _Question:
    """Sorts the lines of one list item into prompt, choices, settings and blocks."""

    def __init__(self, item: Item, report: Report):
        self.item = item
        self.report = report
        self.question = QuestionDocument("", line=item.number)
        self.prompt: list[str] = []
        self.blocks: dict[str, list[str]] = {}
        self.block = ""
        self.after_choice = False
        self.has_kind = False

    def read(self) -> QuestionDocument:
        hidden = fenced([line.text for line in self.item.lines], 3)
        for line, in_code in zip(self.item.lines, hidden, strict=True):
            if in_code or not self._structure(line):
                self._text(line)
        if self.block:
            self.report.warn(
                self.item.number,
                _("“::: %(name)s” is not closed by “:::”; it ends with the question.") % {"name": self.block},
            )
        self._finish()
        return self.question

    def _structure(self, line: Line) -> bool:
        if self.block:
            if _BLOCK_END.match(line.text):
                self.block = ""
                return True
            return False
        if match := CHOICE.match(line.text):
            self._choice(line.number, match)
        elif match := _SETTINGS.match(line.text):
            self.has_kind |= read_settings(line.number, match[1], self.question, self.report)
        elif match := _BLOCK.match(line.text):
            return self._open(line.number, match[1].lower())
        else:
            return False
        return True

    def _choice(self, line: int, match: re.Match[str]) -> None:
        self.question.choices.append(one_line(match[2] or ""))
        self.after_choice = True
        if match[1] != " ":
            self.report.warn(line, _("This choice is ticked; a question has no right choice, so the tick is left out."))

    def _open(self, line: int, name: str) -> bool:
        if name not in BLOCKS:
            self.report.warn(
                line, _("“::: %(name)s” is not a block that we know; it stays in the question.") % {"name": name}
            )
            return False
        if name in self.blocks:
            self.report.warn(line, _("This question has two blocks “::: %(name)s”; they are joined.") % {"name": name})
        self.blocks.setdefault(name, []).append("")
        self.block = name
        return True

    def _text(self, line: Line) -> None:
        if self.block:
            self.blocks[self.block].append(line.text)
        elif self.after_choice and line.text.startswith("  ") and line.text.strip():
            self.question.choices[-1] = one_line(f"{self.question.choices[-1]} {line.text}")
        else:
            self.after_choice = False
            self.prompt.append(line.text)

    def _finish(self) -> None:
        question, line = self.question, self.item.number
        question.prompt = normal(unescape(self.prompt, 3))
        for name, lines in self.blocks.items():
            setattr(question, BLOCKS[name], normal(unescape(lines, 3)))
        if question.choices and not self.has_kind:
            question.kind = "choice"
        if not question.prompt:
            self.report.error(line, _("This question has no text."))
        if question.kind in KINDS_WITH_CHOICES and len(question.choices) < 2:
            none = _("A %(kind)s needs at least two choices; this one has none.")
            one = _("A %(kind)s needs at least two choices; this one has one.")
            self.report.error(line, (one if question.choices else none) % {"kind": question.kind})
        elif question.choices and question.kind not in KINDS_WITH_CHOICES:
            self.report.warn(
                line, _("The kind “%(kind)s” has no choices; they are kept and not shown.") % {"kind": question.kind}
            )
        if "" in question.choices:
            self.report.error(line, _("A choice of this question has no text."))
