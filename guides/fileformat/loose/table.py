"""Questions in tables: tab- or comma-separated files, and Markdown tables with a column of questions."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _

from guides.fileformat.document import (
    KINDS,
    KINDS_WITH_CHOICES,
    GuideDocument,
    QuestionDocument,
    Report,
    SectionDocument,
    normal,
    one_line,
)
from guides.fileformat.loose.blocks import Block
from guides.fileformat.loose.headings import Heading
from guides.fileformat.loose.questions import in_words, question
from guides.fileformat.loose.words import ANSWER, QUALIFIED, plain

_COLUMNS = {
    "question": r"(?:[\w-]+ ){0,2}questions?|question text|prompts?"
    r"|fragen?|preguntas?|pergunta|domanda|vraag|вопрос|问题|問題",
    "answer": rf"{ANSWER}|{QUALIFIED}responses?",
    "section": r"sections?|chapters?|weeks?|sessions?|units?|stor(?:y|ies)|parts?|books?|lessons?|meetings?"
    r"|kapitel|woche|sitzung|capítulo|semana|sesión|chapitre|semaine|séance|глава|章",
    "reference": r"references?|refs?|verses?|pages?|passages?|paragraphs?|seiten?|páginas?",
    "kind": r"kinds?|types?|tags?|categor(?:y|ies)",
    "hint": r"hints?|hinweis",
    "reading": r"readings?|to read|(?:reading )?assignments?|texts?|lektüre|lectura",
}
_CHOICE = r"(?:(?:answer )?(?:choice|option)|distractor|(?:wrong|incorrect) answer)[ _]*\w{0,2}|[A-F]"
_KINDS = {"application": "apply", "meaning": "interpretive", "definition": "define", "fact": "factual"}
_CHAPTER_AND_PLACE = re.compile(r"\s*([^:\s][^:]*?)\s*:\s*\S")


def is_table(source: str, filename: str) -> bool:
    separator = _separator(source, filename)
    return bool(separator) and "question" in _columns(next(_rows(source, separator), []))


def _separator(source: str, filename: str) -> str:
    header = source.split("\n", 1)[0]
    signs = "\t;," if filename.lower().endswith((".csv", ".tsv")) else "\t"
    return max(signs, key=header.count) if any(sign in header for sign in signs) else ""


def _rows(source: str, separator: str):
    """Tab-separated files have no quoting: a quotation mark in them is a quotation mark."""
    lines = StringIO(source, newline="\n")
    if separator == "\t":
        yield from (line.rstrip("\n").split("\t") for line in lines)
    else:
        yield from csv.reader(lines, delimiter=separator)


def _columns(header: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, cell in enumerate(header):
        for name, words in _COLUMNS.items():
            if name not in columns and re.fullmatch(words, plain(cell), re.IGNORECASE):
                columns[name] = position
    return columns


def _more_questions(header: Sequence[str], columns: dict[str, int]) -> list[int]:
    """Further columns of questions, beside the first."""
    named = [place for place, cell in enumerate(header) if re.fullmatch(_COLUMNS["question"], plain(cell), re.I)]
    return [place for place in named if place not in columns.values()]


def _choices(header: Sequence[str]) -> list[int]:
    return [position for position, cell in enumerate(header) if re.fullmatch(_CHOICE, plain(cell), re.IGNORECASE)]


def _cells(row: Sequence[str], columns: dict[str, int], choices: Sequence[int]) -> dict[str, str]:
    """The cells by what they hold; choices are lines of `choices`, the right one among them."""
    cells = {name: _cell(row, position) for name, position in columns.items()}
    offered = [words for position in choices if (words := one_line(_cell(row, position)))]
    answer = one_line(cells.get("answer", ""))
    if offered and len(answer) > 1 and answer not in offered:
        offered = sorted([*offered, answer])
    return cells | {"choices": "\n".join(offered)}


def read_table(source: str, filename: str, report: Report) -> GuideDocument:
    document = GuideDocument("")
    separator = _separator(source, filename)
    try:
        rows = list(_rows(source, separator))
    except csv.Error as error:
        report.error(1, _("The table cannot be read: %(cause)s.") % {"cause": error})
        return document
    columns, choices = _columns(rows[0]), _choices(rows[0])
    unit = _unit(rows[0], columns)
    sections: dict[str, SectionDocument] = {}
    unasked = 0
    for line, row in enumerate(rows[1:], 2):
        cells = _cells(row, columns, choices)
        if cells["question"]:
            section = _section(sections, _section_name(cells, unit), line)
            section.questions.append(_question(cells, line))
        elif cells.get("answer"):
            unasked += 1
            _keep(document, sections, cells, line, unit)
    document.sections = list(sections.values())
    if unasked:
        report.warn(
            0,
            _("%(count)d rows have no question; their text is kept as key ideas or as an introduction.")
            % {"count": unasked},
        )
    _say_columns(rows[0], [*columns.values(), *choices], report)
    return document


def _say_columns(header: Sequence[str], used: Sequence[int], report: Report) -> None:
    unused = [cell for position, cell in enumerate(header) if position not in used and cell.strip()]
    if unused:
        report.warn(1, _("These columns are left out: %(columns)s.") % {"columns": ", ".join(unused)})


def _cell(row: Sequence[str], position: int) -> str:
    return normal(row[position].replace("\\n", "\n")) if position < len(row) else ""


def _unit(header: Sequence[str], columns: dict[str, int]) -> str:
    return plain(header[columns["section"]]) if "section" in columns else _("Chapter")


def _section_name(cells: dict[str, str], unit: str) -> str:
    """The section column, or what stands before the colon in a reference such as `3:12`."""
    if cells.get("section"):
        name = one_line(cells["section"])
    else:
        match = _CHAPTER_AND_PLACE.match(cells.get("reference", ""))
        name = one_line(match[1]) if match else ""
    return f"{unit} {name}" if name.isdecimal() else name


def _section(sections: dict[str, SectionDocument], name: str, line: int) -> SectionDocument:
    return sections.setdefault(name, SectionDocument(name or _("Questions"), line=line))


def _question(cells: dict[str, str], line: int) -> QuestionDocument:
    asked = question(cells["question"].split("\n"), line, _kind(cells.get("kind", "")))
    asked.prompt = asked.prompt or cells["question"]
    if len(choices := cells["choices"].split("\n")) > 1:
        asked.choices, asked.kind = choices, "choice"
    asked.model_answer = in_words(cells.get("answer", ""), asked.choices) or asked.model_answer
    asked.hint = cells.get("hint") or asked.hint
    asked.reference = one_line(cells.get("reference", ""))
    return asked


def _kind(words: str) -> str:
    word = one_line(words).casefold()
    if word in KINDS and word not in KINDS_WITH_CHOICES:
        return word
    return _KINDS.get(word, "")


def _keep(
    document: GuideDocument, sections: dict[str, SectionDocument], cells: dict[str, str], line: int, unit: str
) -> None:
    name = _section_name(cells, unit)
    if not name:
        document.how_to_use = f"{document.how_to_use}\n\n{cells['answer']}".strip()
        return
    section = _section(sections, name, line)
    section.key_ideas = f"{section.key_ideas}\n\n{cells['answer']}".strip()


@dataclass(frozen=True)
class Row:
    """`section` and `reading` are empty where the table has no column for them."""

    line: int
    section: str
    reading: str
    questions: list[QuestionDocument]


def read_markdown_table(block: Block) -> list[Row]:
    """The rows of a Markdown table that has a column for questions, else none."""
    header, _rule, *rows = [[normal(cell) for cell in _split(line.text)] for line in block.lines]
    columns, choices = _columns(header), _choices(header)
    if "question" not in columns:
        return []
    unit = _unit(header, columns)
    found = []
    for line, row in zip(block.lines[2:], rows, strict=True):
        cells = _cells(row, columns, choices)
        places = [columns["question"], *_more_questions(header, columns)]
        asked = [
            _question(
                cells | {"question": text, "kind": cells.get("kind") or Heading(7, header[place], 0).kind}, line.number
            )
            for place in places
            for text in _each(_cell(row, place))
        ]
        found.append(Row(line.number, _section_name(cells, unit), one_line(cells.get("reading", "")), asked))
    return found


def _each(cell: str) -> list[str]:
    """Several questions in one cell."""
    parts = [part.strip() for part in re.split(r"<br\s*/?>|(?<=[?？])\s+(?=\S)", cell) if part.strip()]
    return parts if all(part.endswith(("?", "？")) for part in parts) else [cell] if cell else []


def _split(text: str) -> list[str]:
    return re.split(r"(?<!\\)\|", text.strip().strip("|"))
