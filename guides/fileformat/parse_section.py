"""One section: the keys below its heading, and its parts."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from guides.fileformat.document import ChapterSpan, Part, Report, SectionDocument, normal, one_line
from guides.fileformat.lines import Line, dedent, unescape, without_comment
from guides.fileformat.parse_questions import read_questions
from guides.fileformat.parts import (
    PASSAGES,
    QUESTIONS,
    SECTION_ENTRIES,
    SECTION_TEXTS,
    part_name,
    read_entries,
    read_passages,
)
from guides.fileformat.settings import read_span

SECTION_KEYS = ("read", "paragraphs", "reading", "pages", "minutes", "aim")
_KEY = re.compile(r"([A-Za-z][\w-]*):(?:\s+(.*)|$)")
_CHAPTER = re.compile(r"[\w-]+")
_CHAPTER_SPAN = re.compile(r"([\w-]+)\s*(?:\s+to\s+|\s+[-–—]\s+|–|—)\s*([\w-]+)")
_MINUTES = re.compile(r"(\d{1,5})(?:\s*(?:minutes?|min\.?))?")
_TEXTS = {part_name(title): name for name, title in SECTION_TEXTS.items()}
_ENTRIES = {part_name(title): name for name, title in SECTION_ENTRIES.items()}


def read_section(title: Line, head: Sequence[Line], parts: Sequence[tuple[Line, Sequence[Line]]], report: Report):
    """`parts`: each heading of the third level (its text) with the lines below it."""
    section = SectionDocument(one_line(title.text), line=title.number)
    if not section.title:
        report.error(title.number, _("This section has no title."))
    keys, prose = _read_keys(head)
    for line, key, value in keys:
        _set_key(section, line, key, value, report)
    _add_prose(section, prose, report)
    for heading, lines in parts:
        _read_part(section, heading, lines, report)
    return section


def _read_keys(lines: Sequence[Line]) -> tuple[list[tuple[int, str, str]], list[Line]]:
    """The keys at the head of a section with their values, and the lines after them, which are prose."""
    keys: list[tuple[int, str, list[str]]] = []
    blank = False
    for position, line in enumerate(lines):
        match = _KEY.match(line.text)
        if match and (match[1].lower() in SECTION_KEYS or match[1].islower()):
            keys.append((line.number, match[1].lower(), [without_comment(match[2] or "")]))
        elif not line.text.strip():
            if keys:
                keys[-1][2].append("")
        elif keys and (line.text.startswith(("  ", "\t")) or not blank):
            keys[-1][2].append(dedent(line.text, 2))
        else:
            return _joined_keys(keys), list(lines[position:])
        blank = not line.text.strip()
    return _joined_keys(keys), []


def _joined_keys(keys: list[tuple[int, str, list[str]]]) -> list[tuple[int, str, str]]:
    return [(line, key, normal("\n".join(value))) for line, key, value in keys]


def _set_key(section: SectionDocument, line: int, key: str, value: str, report: Report) -> None:
    if key == "read":
        _read_chapters(section, line, value, report)
    elif key == "paragraphs":
        _read_paragraphs(section, line, value, report)
    elif key == "minutes":
        _read_minutes(section, line, value, report)
    elif key == "reading":
        section.reading_note = _joined(section.reading_note, value)
    elif key in SECTION_KEYS:
        setattr(section, key, _joined(getattr(section, key), value))
    else:
        section.extra[key] = _joined(section.extra.get(key, ""), value)
        report.warn(line, _("“%(key)s” is not a key of a section that we know. It is kept.") % {"key": key})


def _joined(before: str, after: str) -> str:
    return f"{before}\n\n{after}".strip() if before else after


def _read_chapters(section: SectionDocument, line: int, value: str, report: Report) -> None:
    for piece in filter(None, (one_line(piece) for piece in value.split(","))):
        if _CHAPTER.fullmatch(piece):
            section.reading.append(ChapterSpan(piece, piece))
        elif match := _CHAPTER_SPAN.fullmatch(piece):
            section.reading.append(ChapterSpan(match[1], match[2]))
        else:
            section.reading_note = _joined(section.reading_note, piece)
            report.warn(
                line,
                _("“%(piece)s” is not the address of a chapter; it is kept as free words for the reading.")
                % {"piece": piece},
            )


def _read_paragraphs(section: SectionDocument, line: int, value: str, report: Report) -> None:
    try:
        section.paragraphs = read_span(value.replace("¶", ""))
    except ValueError as error:
        report.error(line, _("“paragraphs: %(value)s”: %(cause)s.") % {"value": value, "cause": error})
        return
    if section.paragraphs is None:
        report.error(
            line, _("“paragraphs: %(value)s” is not a span of paragraphs such as “1 to 14”.") % {"value": value}
        )


def _read_minutes(section: SectionDocument, line: int, value: str, report: Report) -> None:
    match = _MINUTES.fullmatch(value)
    if match:
        section.minutes = int(match[1])
    else:
        report.error(line, _("“minutes: %(value)s” is not a number of minutes.") % {"value": value})


def _add_prose(section: SectionDocument, prose: Sequence[Line], report: Report) -> None:
    if prose:
        section.before = normal(unescape([line.text for line in prose]))
        report.warn(prose[0].number, _("This text stands below no heading; it is read as “Before you read”."))


def _read_part(section: SectionDocument, heading: Line, lines: Sequence[Line], report: Report) -> None:
    name = part_name(heading.text)
    text = normal(unescape([line.text for line in lines]))
    if name in _TEXTS:
        setattr(section, _TEXTS[name], _joined(getattr(section, _TEXTS[name]), text))
    elif name in _ENTRIES:
        getattr(section, _ENTRIES[name]).extend(read_entries(lines, report))
    elif name == part_name(PASSAGES):
        passages, other = read_passages(lines, report)
        section.passages.extend(passages)
        _keep_other(section, "About the passages", other, heading.number, report)
    elif name == part_name(QUESTIONS):
        questions, other = read_questions(lines, report)
        section.questions.extend(questions)
        _keep_other(section, "About the questions", other, heading.number, report)
    else:
        section.extra_parts.append(Part(one_line(heading.text), text))
        report.warn(
            heading.number,
            _("“%(title)s” is not a part of a section that we know. It is kept.") % {"title": one_line(heading.text)},
        )


def _keep_other(section: SectionDocument, title: str, text: str, line: int, report: Report) -> None:
    if text:
        section.extra_parts.append(Part(title, text))
        report.warn(
            line, _("There is text here that is no list; it is kept under the heading “%(title)s”.") % {"title": title}
        )
