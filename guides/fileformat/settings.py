"""The line in braces below a question, and places in a text (`chapter-v ¶1–3`, `"free words"`)."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    DEFAULT_KIND,
    DEFAULT_REVEAL,
    KINDS,
    REVEALS,
    PassageDocument,
    QuestionDocument,
    Report,
    one_line,
)

_SPAN = r"(\d{1,6})(?:\s*(?:–|—|-|\bto\b)\s*(\d{1,6}))?"
_QUOTED = r'"((?:\\.|[^"\\])*)"|“([^”]*)”'
_PLACE = re.compile(rf"(?:([\w-]+)(?=\s|,|$))?\s*(?:¶\s*{_SPAN})?\s*,?\s*(?:{_QUOTED})?")
_SPAN_ONLY = re.compile(_SPAN)
_MINUTES = re.compile(r"(\d{1,5})\s*(?:minutes?|min\.?)")
_ONE_OF = re.compile(rf"one of\s+(?:{_QUOTED}|(.+))")
_KEY = re.compile(rf"key\s+(?:{_QUOTED}|(\S+))")
_PIECES = re.compile(r'(?:"(?:\\.|[^"\\])*"|“[^”]*”|[^,"“])+')
_BARE = re.compile(r"[\w.-]+")


class Place(NamedTuple):
    chapter: str = ""
    first_paragraph: int | None = None
    last_paragraph: int | None = None
    reference: str = ""


def quoted(text: str) -> str:
    return '"' + one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(straight: str | None, curly: str | None, bare: str | None = None) -> str:
    if straight is not None:
        return one_line(re.sub(r"\\(.)", r"\1", straight))
    return one_line(curly if curly is not None else bare or "")


def read_span(text: str) -> tuple[int, int] | None:
    """`3`, `3–5`, `3-5` or `3 to 5`; raises ValueError for spans that run backwards or from 0."""
    match = _SPAN_ONLY.fullmatch(text.strip())
    return _span(match[1], match[2]) if match else None


def _span(first_words: str, last_words: str | None) -> tuple[int, int]:
    first, last = int(first_words), int(last_words or first_words)
    if first < 1:
        raise ValueError(_("paragraphs are counted from 1"))
    if last < first:
        raise ValueError(
            _("paragraph %(last)s comes before paragraph %(first)s: the span is reversed")
            % {"last": last, "first": first}
        )
    return first, last


def read_place(text: str) -> Place | None:
    """None when `text` is not written as a place; raises ValueError for an impossible span."""
    text = one_line(text)
    match = _PLACE.fullmatch(text)
    if match is None or not text:
        return None
    chapter, first, last, straight, curly = match.groups()
    if chapter and chapter != chapter.lower():
        return None
    begins, ends = _span(first, last) if first else (None, None)
    return Place(chapter or "", begins, ends, _unquoted(straight, curly))


def write_place(place: Place | PassageDocument | QuestionDocument) -> str:
    """The place in words of the format, empty for nowhere. Takes anything with the four attributes of a Place."""
    words = [place.chapter] if place.chapter else []
    if place.first_paragraph is not None:
        words.append(f"¶{write_span(place.first_paragraph, place.last_paragraph)}")
    if place.reference:
        words.append(quoted(place.reference))
    return " ".join(words)


def write_span(first: int, last: int | None) -> str:
    return str(first) if last is None or last == first else f"{first}–{last}"


def read_settings(line: int, text: str, question: QuestionDocument, report: Report) -> bool:
    """Sets what the braces say; true when they name a kind."""
    inner = text.strip()[1:-1]
    pieces = _PIECES.findall(inner)
    if sum(map(len, pieces)) + inner.count(",") < len(inner):
        report.error(line, _("A quotation mark in the settings of this question is not closed."))
        return False
    has_kind = False
    for setting in map(one_line, pieces):
        if setting in KINDS:
            question.kind = setting
            has_kind = True
        elif setting:
            _read_setting(line, setting, question, report)
    return has_kind


def _read_setting(line: int, setting: str, question: QuestionDocument, report: Report) -> None:
    word = setting.split(" ", 1)[0]
    if setting in ("core", "optional"):
        question.is_core = setting == "core"
    elif setting == "retired":
        question.retired = True
    elif match := _MINUTES.fullmatch(setting):
        question.minutes = int(match[1])
    elif match := _ONE_OF.fullmatch(setting):
        question.one_of = _unquoted(*match.groups())
    elif match := _KEY.fullmatch(setting):
        question.key = _unquoted(*match.groups())
    elif word in _READERS and " " in setting:
        _READERS[word](line, setting.split(" ", 1)[1], question, report)
    else:
        question.extra.append(setting)
        report.warn(line, _("“%(setting)s” is not a setting that we know. It is kept.") % {"setting": setting})


def _read_reveal(line: int, reveal: str, question: QuestionDocument, report: Report) -> None:
    if reveal in REVEALS:
        question.reveal = reveal
    else:
        report.error(
            line,
            _("“reveal %(reveal)s” is unknown; it can be %(reveals)s.")
            % {"reveal": reveal, "reveals": ", ".join(REVEALS)},
        )


def _read_at(line: int, text: str, question: QuestionDocument, report: Report) -> None:
    try:
        place = read_place(text)
    except ValueError as error:
        report.error(line, _("“at %(text)s”: %(cause)s.") % {"text": text, "cause": error})
        return
    if place is None:
        report.error(
            line,
            _("“at %(text)s” is not a place; write “at chapter-v ¶1–3”, or free words in quotation marks.")
            % {"text": text},
        )
        return
    (question.chapter, question.first_paragraph, question.last_paragraph, question.reference) = place


_READERS: dict[str, Callable[[int, str, QuestionDocument, Report], None]] = {"reveal": _read_reveal, "at": _read_at}


def write_settings(question: QuestionDocument) -> str:
    """The line in braces with all that differs from the defaults; empty when nothing does."""
    default_kind = "choice" if question.choices else DEFAULT_KIND
    place = write_place(question)
    key = question.key if _BARE.fullmatch(question.key) else quoted(question.key)
    settings = [
        question.kind if question.kind != default_kind else "",
        "" if question.is_core else "optional",
        f"{question.minutes} minutes" if question.minutes is not None else "",
        f"reveal {question.reveal}" if question.reveal != DEFAULT_REVEAL else "",
        f"at {place}" if place else "",
        f"one of {quoted(question.one_of)}" if question.one_of else "",
        "retired" if question.retired else "",
        f"key {key}" if question.key else "",
        *question.extra,
    ]
    given = ", ".join(setting for setting in settings if setting)
    return f"{{{given}}}" if given else ""
