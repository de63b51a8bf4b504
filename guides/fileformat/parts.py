"""The names of the parts of a guide and of a section, and the reading and writing of their lists."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from guides.fileformat.document import Entry, PassageDocument, Report, normal, one_line
from guides.fileformat.lines import Item, Line, bullet_items, joined
from guides.fileformat.settings import read_place, write_place

GUIDE_TEXTS = {
    "why": "Why read this",
    "about_author": "About the author",
    "how_to_use": "How to use this guide",
    "audience": "Who it is for",
    "preparatory": "Preparatory reading",
    "further": "Further reading",
}
GUIDE_ENTRIES = {"timeline": "Timeline", "people": "People", "terms": "Terms"}
SECTION_TEXTS = {
    "before": "Before you read",
    "key_ideas": "Key ideas",
    "misunderstandings": "Common misunderstandings",
    "today": "Today",
    "supplementary": "Supplementary reading",
    "facilitator_notes": "For the facilitator",
}
SECTION_ENTRIES = {"people": "People", "terms": "Terms"}
PASSAGES = "Passages"
QUESTIONS = "Questions"

_NAMED = re.compile(
    r"\*\*(?P<name>(?:\\.|[^\\*])*)\*\*"
    r"(?:\s+\((?P<when>(?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*)\))?"
    r"\s*:?(?P<text>.*)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"(?:—|–|--)\s+(.*)")
_REFERENCE_LIKE = re.compile(r"^(?=\\*(?:—|–|--)\s)")
_REFERENCE_ESCAPED = re.compile(r"^\\(?=\\*(?:—|–|--)\s)")


def part_name(title: str) -> str:
    return one_line(title).casefold()


def read_entries(lines: Sequence[Line], report: Report, *, dated: bool = False) -> list[Entry]:
    """A list of `- **Name** (when): text`; where it is `dated`, the bold words are the time."""
    before, items = bullet_items(lines)
    entries = []
    if prose := joined(before):
        report.warn(before[0].number, _("This text stands before the list; it is kept as an entry without a name."))
        entries.append(Entry(text=prose))
    return entries + [_entry(item, report, dated) for item in items]


def _entry(item: Item, report: Report, dated: bool) -> Entry:
    text = joined(item.lines)
    match = _NAMED.match(text)
    if match:
        bold = _plain(re.sub(r"(?<!\\):$", "", match["name"]))
        bracketed = _plain(match["when"] or "")
        rest = normal(match["text"])
    else:
        bracketed = ""
        bold, rest = _unmarked(text, dated)
        if bold:
            report.warn(
                item.number, _("“%(bold)s” is not in bold type; it is read as the name of the entry.") % {"bold": bold}
            )
    name, when = (bracketed, bold) if dated else (bold, bracketed)
    return Entry(name, when, rest)


def _unmarked(text: str, dated: bool) -> tuple[str, str]:
    """`Name: text` without bold type; a line without a colon is a name, or among dates a text."""
    first, *rest = text.split("\n", 1)
    name, colon, after = first.partition(":")
    if not colon:
        return ("", text) if dated else (one_line(first), normal("\n".join(rest)))
    return one_line(name), normal("\n".join([after, *rest]))


def _plain(text: str) -> str:
    return one_line(re.sub(r"\\([\\*():])", r"\1", text))


def write_entries(entries: Sequence[Entry], *, dated: bool = False) -> str:
    return "\n".join(_entry_lines(entry, dated) for entry in entries)


def _entry_lines(entry: Entry, dated: bool) -> str:
    bold, bracketed = (entry.when, entry.name) if dated else (entry.name, entry.when)
    head = f"**{_bold(bold)}**" if bold or bracketed else ""
    head += f" ({_bracketed(bracketed)})" if bracketed else ""
    text = normal(entry.text)
    return indented(f"- {head}: {text}" if head and text else f"- {head or ': '}{text}".rstrip(), 2)


def _bold(text: str) -> str:
    return re.sub(r"([\\*]|:$)", r"\\\1", one_line(text))


def _bracketed(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", one_line(text))


def indented(text: str, width: int) -> str:
    """All lines but the first moved right; blank lines stay empty."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else "" for line in rest)])


def read_passages(lines: Sequence[Line], report: Report) -> tuple[list[PassageDocument], str]:
    """The quotations in the order of the file, and other text that stood between them."""
    blocks: list[list[Line]] = []
    other: list[Line] = []
    quoting = False
    for line in lines:
        if line.text.startswith(">"):
            if not quoting:
                blocks.append([])
            blocks[-1].append(Line(line.number, line.text[2:] if line.text[1:2] == " " else line.text[1:]))
            quoting = True
        elif quoting and line.text.strip():
            blocks[-1].append(line)
        else:
            other.append(line)
            quoting = False
    return [_passage(block, report) for block in blocks], joined(other)


def _passage(lines: Sequence[Line], report: Report) -> PassageDocument:
    texts = [line.text for line in lines]
    while texts and not texts[-1].strip():
        texts.pop()
    passage = PassageDocument()
    match = _REFERENCE.match(texts[-1]) if texts else None
    if match:
        texts.pop()
        _place(passage, match[1], lines[len(texts)].number, report)
    passage.quotation = normal("\n".join(_REFERENCE_ESCAPED.sub("", text) for text in texts))
    return passage


def _place(passage: PassageDocument, words: str, line: int, report: Report) -> None:
    try:
        place = read_place(words)
    except ValueError as error:
        report.error(line, _("“%(place)s”: %(cause)s.") % {"place": words.strip(), "cause": error})
        return
    if place is None:
        passage.reference = one_line(words)
    else:
        (passage.chapter, passage.first_paragraph, passage.last_paragraph, passage.reference) = place


def write_passages(passages: Sequence[PassageDocument]) -> str:
    return "\n\n".join(_passage_lines(passage) for passage in passages)


def _passage_lines(passage: PassageDocument) -> str:
    quotation = normal(passage.quotation)
    lines = [_REFERENCE_LIKE.sub(r"\\", line) for line in quotation.split("\n")] if quotation else []
    if place := write_place(passage):
        lines += ["", f"— {place}"] if lines else [f"— {place}"]
    return "\n".join(f"> {line}" if line else ">" for line in lines or [""])
