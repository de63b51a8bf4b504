"""A reading guide as plain data: what a file holds, before any of it is a row in the database.

Markdown values are strings in the form `normal` gives them, titles and names are single lines (`one_line`).
`line` is where the thing stands in the file it was read from (0: nowhere) and does not count in comparisons.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

FORMAT = "reading-guide/1"
MAX_CHARACTERS = 2_000_000

LEVELS = ("introductory", "intermediate", "advanced")
KINDS = ("factual", "interpretive", "evaluative", "apply", "define", "passage", "choice", "poll")
KINDS_WITH_CHOICES = ("choice", "poll")
REVEALS = ("open", "after_answer", "at_meeting", "by_facilitator")
DEFAULT_KIND = "interpretive"
DEFAULT_REVEAL = "after_answer"

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")


def normal(text: str) -> str:
    """Markdown with \\n line ends, empty blank lines, and nothing blank around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line if line.strip() else "" for line in lines).strip()


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


def shortened(text: str, length: int = 300) -> str:
    return text if len(text) <= length else f"{text[: length // 2]} … {text[-length // 2 :]}"


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1; 0 is the file as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        if not self.line:
            return self.message
        return _("Line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class FormatError(ValueError):
    def __init__(self, problems: "list[Problem]"):
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class TextReference:
    """A text that is named and not linked, because the guide does not know its address on the site."""

    title: str
    authors: list[str] = field(default_factory=list)
    year: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Entry:
    """A person (name, dates, text), a term (name, text) or an event (when, text; rarely a name)."""

    name: str = ""
    when: str = ""
    text: str = ""


@dataclass
class Part:
    """A heading that the format does not know, with what stands below it."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class ChapterSpan:
    """Addresses of chapters; `last` equals `first` for a single chapter."""

    first: str
    last: str


@dataclass
class PassageDocument:
    quotation: str = ""
    chapter: str = ""
    first_paragraph: int | None = None
    last_paragraph: int | None = None
    reference: str = ""


@dataclass
class QuestionDocument:
    prompt: str
    kind: str = DEFAULT_KIND
    is_core: bool = True
    minutes: int | None = None
    reveal: str = DEFAULT_REVEAL
    chapter: str = ""
    first_paragraph: int | None = None
    last_paragraph: int | None = None
    reference: str = ""
    one_of: str = ""
    hint: str = ""
    model_answer: str = ""
    facilitator_note: str = ""
    choices: list[str] = field(default_factory=list)
    retired: bool = False
    key: str = ""
    extra: list[str] = field(default_factory=list)
    line: int = field(default=0, compare=False)


@dataclass
class SectionDocument:
    title: str
    reading: list[ChapterSpan] = field(default_factory=list)
    paragraphs: tuple[int, int] | None = None
    reading_note: str = ""
    pages: str = ""
    minutes: int | None = None
    aim: str = ""
    before: str = ""
    key_ideas: str = ""
    people: list[Entry] = field(default_factory=list)
    terms: list[Entry] = field(default_factory=list)
    passages: list[PassageDocument] = field(default_factory=list)
    misunderstandings: str = ""
    today: str = ""
    supplementary: str = ""
    questions: list[QuestionDocument] = field(default_factory=list)
    facilitator_notes: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    extra_parts: list[Part] = field(default_factory=list)
    line: int = field(default=0, compare=False)


@dataclass
class GuideDocument:
    title: str
    subtitle: str = ""
    slug: str = ""
    text: str | TextReference | None = None
    language: str = ""
    level: str = ""
    licence: str = ""
    credits: str = ""
    derived_from: str = ""
    tags: list[str] = field(default_factory=list)
    blurb: str = ""
    why: str = ""
    about_author: str = ""
    how_to_use: str = ""
    audience: str = ""
    preparatory: str = ""
    further: str = ""
    timeline: list[Entry] = field(default_factory=list)
    people: list[Entry] = field(default_factory=list)
    terms: list[Entry] = field(default_factory=list)
    sections: list[SectionDocument] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    extra_parts: list[Part] = field(default_factory=list)

    @property
    def questions(self) -> list[QuestionDocument]:
        return [question for section in self.sections for question in section.questions]


@dataclass
class Parsed:
    document: GuideDocument
    warnings: list[Problem] = field(default_factory=list)


class Report:
    """What a reading has to say: warnings, and errors that forbid the import."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def error(self, line: int, message: str) -> None:
        self.errors.append(Problem(line, shortened(message)))

    def warn(self, line: int, message: str) -> None:
        self.warnings.append(Problem(line, shortened(message)))

    def finish(self) -> list[Problem]:
        """The warnings in the order of the file; raises FormatError when there are errors."""
        if self.errors:
            raise FormatError(self.errors)
        return sorted(self.warnings, key=lambda problem: problem.line)
