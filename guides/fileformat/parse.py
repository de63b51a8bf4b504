"""From a file in the guide format to a `GuideDocument`. The format itself is described in docs/guide-format.md."""

import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    FORMAT,
    LEVELS,
    MAX_CHARACTERS,
    FormatError,
    GuideDocument,
    Parsed,
    Part,
    Problem,
    Report,
    TextReference,
    normal,
    one_line,
)
from guides.fileformat.front_matter import Value, read_front_matter, split_front_matter
from guides.fileformat.lines import HEADING, Line, fenced, numbered, unescape
from guides.fileformat.parse_section import read_section
from guides.fileformat.parts import GUIDE_ENTRIES, GUIDE_TEXTS, part_name, read_entries

LINES = ("title", "subtitle", "slug", "language", "level", "licence", "derived_from")
BLOCKS = ("credits", "blurb")
FRONT_MATTER = ("format", "text", "tags", *LINES, *BLOCKS)
_SLUG = re.compile(r"[\w-]+")
_YEAR = re.compile(r"-?\d{1,4}")
_TEXTS = {part_name(title): name for name, title in GUIDE_TEXTS.items()}
_ENTRIES = {part_name(title): name for name, title in GUIDE_ENTRIES.items()}


def parse(source: str) -> Parsed:
    """Raises FormatError, with every problem found, when the file is not in the format."""
    refuse_unreadable(source)
    lines = numbered(source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    head, body = split_front_matter(lines)
    if head is None:
        unclosed = _("The file has no second line “---” to end its front matter.")
        missing = _("The file does not begin with a line “---” and front matter.")
        raise FormatError([Problem(1, unclosed if lines[0].text.rstrip() == "---" else missing)])
    report = Report()
    document = GuideDocument("")
    values = read_front_matter(head, report)
    if not report.errors and _is_our_format(values, report):
        _read_front_matter(document, values, report)
    _read_body(document, body, report)
    return Parsed(document, report.finish())


def refuse_unreadable(source: str) -> None:
    if len(source) > MAX_CHARACTERS:
        million = MAX_CHARACTERS / 1_000_000
        size = len(source) / 1_000_000
        raise FormatError(
            [
                Problem(
                    0,
                    _("The file has %(size)s million characters; %(allowed)s million are allowed.")
                    % {"size": f"{size:.1f}", "allowed": f"{million:g}"},
                )
            ]
        )
    if "\x00" in source:
        line = source.count("\n", 0, source.index("\x00")) + 1
        raise FormatError([Problem(line, _("The file holds a NUL character; it is not a text file."))])


def _is_our_format(values: dict[str, Value], report: Report) -> bool:
    if "format" not in values:
        report.error(1, _("The front matter does not say its format (“format: %(format)s”).") % {"format": FORMAT})
        return False
    name = values["format"].raw or ""
    if name != FORMAT:
        report.error(
            values["format"].line,
            _("The format “%(name)s” is unknown; this site reads “%(format)s”.") % {"name": name, "format": FORMAT},
        )
    return name == FORMAT


def _read_front_matter(document: GuideDocument, values: dict[str, Value], report: Report) -> None:
    for key, value in values.items():
        if key in LINES:
            setattr(document, key, one_line(_words(key, value, report)))
        elif key in BLOCKS:
            setattr(document, key, normal(_words(key, value, report)))
        elif key == "tags":
            document.tags = _list_of_words(key, value, report)
        elif key == "text":
            document.text = _text(value, report)
        elif key != "format":
            document.extra[key] = value.value
            report.warn(
                value.line, _("“%(key)s” is not a key of the front matter that we know. It is kept.") % {"key": key}
            )
    _check(document, values, report)


def _words(key: str, value: Value, report: Report) -> str:
    if value.raw is None:
        report.error(value.line, _("“%(key)s” is a list or a mapping; it must be words.") % {"key": key})
        return ""
    return "" if value.value is None else value.raw


def _list_of_words(key: str, value: Value, report: Report) -> list[str]:
    if value.value is None:
        return []
    if isinstance(value.value, dict) or (
        isinstance(value.value, list) and any(isinstance(word, (list, dict)) for word in value.value)
    ):
        report.error(value.line, _("“%(key)s” is not a list of words.") % {"key": key})
        return []
    words = value.value if isinstance(value.value, list) else (value.raw or "").split(",")
    return [word for word in (one_line(str(word)) for word in words) if word]


def _text(value: Value, report: Report) -> str | TextReference | None:
    if value.raw is not None:
        name = "" if value.value is None else one_line(value.raw)
        if not name or _SLUG.fullmatch(name):
            return name or None
        report.warn(value.line, _("“%(name)s” is not the address of a text; it is read as a title.") % {"name": name})
        return TextReference(name)
    if not isinstance(value.value, dict):
        report.error(value.line, _("“text” is a list; it must be the address of a text, or its title and authors."))
        return None
    known: dict[str, Any] = dict(value.value)
    title, authors, year = (known.pop(key, None) for key in ("title", "authors", "year"))
    if not isinstance(title, (str, int, float)) or not one_line(str(title)):
        report.error(value.line, _("“text” has no title."))
        return None
    for key in known:
        report.warn(value.line, _("“%(key)s” is not a part of “text” that we know. It is kept.") % {"key": key})
    names = _list_of_words("authors", Value(value.line, authors if isinstance(authors, str) else "", authors), report)
    extra = {str(key): item for key, item in known.items()}
    return TextReference(one_line(str(title)), names, _year(value.line, year, report), extra)


def _year(line: int, year: Any, report: Report) -> int | None:
    if year is None:
        return None
    if _YEAR.fullmatch(str(year)) and not isinstance(year, bool):
        return int(year)
    report.error(line, _("“year: %(year)s” is not a year in digits.") % {"year": year})
    return None


def _check(document: GuideDocument, values: dict[str, Value], report: Report) -> None:
    if not document.title:
        report.error(values["title"].line if "title" in values else 1, _("The front matter has no title."))
    if document.level and document.level not in LEVELS:
        levels = ", ".join(LEVELS)
        report.error(
            values["level"].line,
            _("The level “%(level)s” is unknown; it can be %(levels)s.") % {"level": document.level, "levels": levels},
        )
    if document.slug and not _SLUG.fullmatch(document.slug):
        report.error(
            values["slug"].line,
            _("“%(slug)s” is not an address: letters, digits and hyphens only.") % {"slug": document.slug},
        )
    if document.text is None and not report.errors:
        report.warn(1, _("The file does not say which text it is for (“text: …”)."))


def _read_body(document: GuideDocument, lines: Sequence[Line], report: Report) -> None:
    before, blocks = split_at_headings(lines, {1, 2})
    if prose := normal(unescape([line.text for line in before])):
        document.why = prose
        report.warn(before[0].number, _("This text stands below no heading; it is read as “Why read this”."))
    for level, title, below in blocks:
        if level == 1:
            _read_part(document, title, below, report)
        else:
            head, parts = split_at_headings(below, {3})
            named = [(heading, part) for _level, heading, part in parts]
            document.sections.append(read_section(title, head, named, report))


def split_at_headings(lines: Sequence[Line], levels: set[int]) -> tuple[list[Line], list[tuple[int, Line, list[Line]]]]:
    """The lines before the first heading of these levels, and each heading (level, title) with the lines below it."""
    before: list[Line] = []
    blocks: list[tuple[int, Line, list[Line]]] = []
    hidden = fenced([line.text for line in lines])
    for line, in_code in zip(lines, hidden, strict=True):
        match = None if in_code else HEADING.match(line.text)
        if match and len(match[1]) in levels:
            blocks.append((len(match[1]), Line(line.number, one_line(match[2] or "")), []))
        else:
            (blocks[-1][2] if blocks else before).append(line)
    return before, blocks


def _read_part(document: GuideDocument, title: Line, lines: Sequence[Line], report: Report) -> None:
    name = part_name(title.text)
    text = normal(unescape([line.text for line in lines]))
    if name in _TEXTS:
        attribute = _TEXTS[name]
        setattr(document, attribute, f"{getattr(document, attribute)}\n\n{text}".strip())
    elif name in _ENTRIES:
        attribute = _ENTRIES[name]
        getattr(document, attribute).extend(read_entries(lines, report, dated=attribute == "timeline"))
    else:
        document.extra_parts.append(Part(title.text, text))
        report.warn(
            title.number, _("“%(title)s” is not a part of a guide that we know. It is kept.") % {"title": title.text}
        )
