"""The one door for files and pasted text: our own format where a file says so, a sensible reading of anything else."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    MAX_CHARACTERS,
    FormatError,
    Parsed,
    Problem,
    QuestionDocument,
    Report,
    TextReference,
)
from guides.fileformat.front_matter import split_front_matter
from guides.fileformat.lines import numbered
from guides.fileformat.loose import questions_of, read_loose
from guides.fileformat.parse import parse, refuse_unreadable
from guides.fileformat.parse_questions import read_questions

MAX_QUESTIONS = 5_000
_FORMAT_LINE = re.compile(r"""format\s*:\s*["']?reading-guide\b""")
_OWN_SYNTAX = re.compile(
    r"^\s*:::+\s*(?:hint|answer|facilitator)\s*$|^\s+\{[^{}\n]+\}\s*$|^\s+[-*+] \[[ xX]\] ", re.MULTILINE
)
_NUMBERED_AT_START = re.compile(r"^\s{0,3}\d{1,3}[.)]\s", re.MULTILINE)


def read_guide(source: str | bytes, filename: str = "") -> Parsed:
    """Raises FormatError with lines and causes; nothing is half read."""
    text, warning = _decoded(source)
    head, _body = split_front_matter(numbered(_plain_line_ends(text[:200_000])))
    ours = any(_FORMAT_LINE.match(line.text) for line in head or [])
    if head is None and text.lstrip("\ufeff").startswith("---"):
        ours = bool(_FORMAT_LINE.search(text[:2000]))
    parsed = parse(text) if ours else read_loose(text, filename)
    _refuse_too_many(parsed.document.questions)
    if warning:
        parsed.warnings.insert(0, Problem(0, warning))
    return parsed


def _refuse_too_many(questions: Sequence[QuestionDocument]) -> None:
    if len(questions) > MAX_QUESTIONS:
        words = _("A guide has at most %(most)d questions; this file has %(count)d.")
        words %= {"most": MAX_QUESTIONS, "count": len(questions)}
        raise FormatError([Problem(questions[MAX_QUESTIONS].line, words)])


def _plain_line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decoded(source: str | bytes) -> tuple[str, str]:
    if isinstance(source, str):
        return source, ""
    if len(source) > 4 * MAX_CHARACTERS:
        refuse_unreadable(" " * (MAX_CHARACTERS + 1))
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return source.decode("utf-16"), ""
        except UnicodeDecodeError:
            raise FormatError([Problem(1, _("The file is not a text file."))]) from None
    try:
        return source.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        if b"\x00" in source:
            raise FormatError([Problem(1, _("The file is not a text file."))]) from None
        line = source.count(b"\n", 0, error.start) + 1
        words = _("The file is not in UTF-8 (line %(line)d); it is read as Western.") % {"line": line}
        return source.decode("cp1252", "replace"), words


def questions_from_text(source: str) -> list[QuestionDocument]:
    """Questions from whatever somebody pastes: a list, lines that end in “?”, or a whole document."""
    refuse_unreadable(source)
    source = _plain_line_ends(source)
    if _FORMAT_LINE.search(source[:2000]) and source.startswith("---"):
        return parse(source).document.questions
    if _OWN_SYNTAX.search(source) and _NUMBERED_AT_START.match(source.lstrip("\n")) and "\n#" not in source:
        report = Report()
        questions, _rest = read_questions(numbered(source), report)
        report.finish()
        return questions
    structured = re.search(r"^\s{0,3}#{1,6}\s", source, re.MULTILINE) or "\t" in source.split("\n", 1)[0]
    found = read_loose(source).document.questions if structured else []
    return found or questions_of(source)


def as_json(parsed: Parsed) -> dict[str, Any]:
    """What a file holds, in short: its text, its sections in order, and every question with its section."""
    document = parsed.document
    return {
        "title": document.title,
        "text": _text_as_json(document.text),
        "sections": [{"title": section.title, "questions": len(section.questions)} for section in document.sections],
        "questions": [
            _question_as_json(question, section.title, position)
            for position, section in enumerate(document.sections, 1)
            for question in section.questions
        ],
        "warnings": [{"line": warning.line, "message": warning.message} for warning in parsed.warnings],
    }


def _text_as_json(text: str | TextReference | None) -> dict[str, Any] | None:
    if text is None:
        return None
    if isinstance(text, TextReference):
        return {"slug": None, "title": text.title, "authors": text.authors, "year": text.year}
    return {"slug": text, "title": None, "authors": [], "year": None}


def _question_as_json(question: QuestionDocument, section: str, position: int) -> dict[str, Any]:
    return {
        "section": section,
        "section_position": position,
        "prompt": question.prompt,
        "kind": question.kind,
        "core": question.is_core,
        "choices": question.choices,
        "model_answer": question.model_answer,
        "line": question.line,
    }
