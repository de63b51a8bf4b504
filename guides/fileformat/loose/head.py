"""The front matter of a file that is not in our format, as far as its keys mean something to us."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    LEVELS,
    GuideDocument,
    QuestionDocument,
    Report,
    SectionDocument,
    TextReference,
    normal,
    one_line,
)
from guides.fileformat.front_matter import Value, read_front_matter, split_front_matter
from guides.fileformat.lines import Line
from guides.fileformat.parse import FRONT_MATTER

_WORDS = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "blurb",
    "summary": "blurb",
    "blurb": "blurb",
    "language": "language",
    "lang": "language",
    "license": "licence",
    "licence": "licence",
    "credits": "credits",
}
_PLAIN_LINE = re.compile(r"([A-Za-z][\w-]*):\s+([^\[\]{}&*!|>\s][^\[\]{}]*?)\s*")
_TEXTS = ("book", "text", "work", "book_title", "book-title", "booktitle")
_AUTHORS = ("book_author", "book-author", "author", "authors")


def read_head(document: GuideDocument, lines: list[Line], report: Report) -> tuple[list[Line], SectionDocument]:
    """The lines below the front matter, and what it holds of a section: questions, objectives, key points."""
    section = SectionDocument("", line=1)
    values, body = _values(lines, report)
    for key, value in values.items():
        if not _section_value(section, key.casefold(), value):
            _front_matter_value(document, key, value, report)
    author = next((document.extra[key] for key in _AUTHORS if document.extra.get(key)), None)
    if isinstance(document.text, TextReference) and not document.text.authors and author:
        document.text.authors = _names(author)
    return body, section


def _values(lines: list[Line], report: Report) -> tuple[dict[str, Value], list[Line]]:
    if lines and lines[0].text.rstrip() == "+++":
        return _toml(lines, report)
    head, body = split_front_matter(lines)
    silent = Report()
    values = read_front_matter(head, silent) if head is not None else {}
    for problem in silent.errors:
        report.warn(problem.line, _("%(problem)s Only its plain lines are read.") % {"problem": problem.message})
    return (_plain_lines(head or []) if silent.errors else values), body


def _plain_lines(lines: Sequence[Line]) -> dict[str, Value]:
    """`key: words` on one line, where the whole is not valid."""
    found = {}
    for line in lines:
        if (match := _PLAIN_LINE.fullmatch(line.text)) and match[1] not in found:
            words = match[2].strip("\"'")
            found[match[1]] = Value(line.number, words, words)
    return found


def _toml(lines: list[Line], report: Report) -> tuple[dict[str, Value], list[Line]]:
    end = next((place for place, line in enumerate(lines[1:], 1) if line.text.rstrip() == "+++"), 0)
    try:
        found = tomllib.loads("\n".join(line.text for line in lines[1:end]))
    except (tomllib.TOMLDecodeError, RecursionError):
        report.warn(1, _("The front matter is not valid TOML. It is left out."))
        found = {}
    return {key: _toml_value(value) for key, value in found.items()}, lines[end + 1 :] if end else lines


def _toml_value(value: Any) -> Value:
    if isinstance(value, (list, dict)):
        return Value(1, None, _plain(value))
    return Value(1, str(value), _plain(value))


def _plain(value: Any) -> Any:
    """Dates as words, as in YAML front matter."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _section_value(section: SectionDocument, key: str, value: Value) -> bool:
    """Whether the value was a list of sentences that belongs to a section, as lessons have them in their heads."""
    texts = value.value if isinstance(value.value, list) else []
    texts = [text.strip() for text in texts if isinstance(text, str) and text.strip()]
    if not texts or len(texts) != len(value.value):
        return False
    if key in ("questions", "discussion_questions", "discussion-questions"):
        section.questions = [QuestionDocument(normal(text), line=value.line) for text in texts]
    elif key in ("objectives", "keypoints"):
        listed = normal("\n".join(f"- {one_line(text)}" for text in texts))
        setattr(section, "aim" if key == "objectives" else "key_ideas", listed)
    else:
        return False
    return True


def _front_matter_value(document: GuideDocument, key: str, value: Value, report: Report) -> None:
    name = _WORDS.get(key.casefold())
    if name and value.raw and value.value is not None:
        setattr(document, name, normal(value.raw) if name in ("blurb", "credits") else one_line(value.raw))
    elif key.casefold() in _TEXTS and (reference := _text(value)):
        document.text = reference
    elif key.casefold() in ("tags", "keywords") and isinstance(value.value, (list, str)):
        tags = value.value.split(",") if isinstance(value.value, str) else value.value
        document.tags = [one_line(str(tag)) for tag in tags if one_line(str(tag))]
    elif key == "level" and value.raw in LEVELS:
        document.level = value.raw
    elif key in FRONT_MATTER:
        document.extra[f"original_{key}"] = value.value
        report.warn(
            value.line,
            _("“%(key)s” does not hold what our format has there. It is kept as “original_%(key)s”.") % {"key": key},
        )
    else:
        document.extra[key] = value.value
        report.warn(
            value.line, _("“%(key)s” is not a key of the front matter that we know. It is kept.") % {"key": key}
        )


def _text(value: Value) -> TextReference | None:
    if value.raw and value.value is not None:
        return TextReference(one_line(value.raw))
    if isinstance(value.value, dict) and isinstance(title := value.value.get("title"), str) and one_line(title):
        return TextReference(one_line(title), _names(value.value.get("author") or value.value.get("authors") or []))
    return None


def _names(author: Any) -> list[str]:
    """From a name, a list of names, or mappings with a name."""
    names = author if isinstance(author, list) else [author]
    found = [one_line(str(name.get("name", "") if isinstance(name, dict) else name)) for name in names]
    return [name for name in found if name]
