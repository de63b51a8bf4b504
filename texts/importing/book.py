"""What an importer hands over: a book that has been read but not saved."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from texts.blocks import Block, Figure, Image, Note, Paragraph, inline_text, walk
from texts.importing.sentences import Sentence
from texts.writers import plain_text, words

FIRST_WORDS = 14


class ImportRefused(Exception):
    """The file cannot be brought in. The message is one sentence for the organizer."""

    def __init__(self, message: Sentence) -> None:
        super().__init__(message)
        self.message = message


class EncodingUnknown(ImportRefused):
    """The letters of a file can be read in several ways. `guesses` are the names to offer, the likeliest first."""

    def __init__(self, message: Sentence, guesses: list[str]) -> None:
        super().__init__(message)
        self.guesses = guesses


@dataclass(frozen=True)
class Cut:
    """Where chapters begin. `how` is automatic, level (of heading, 1 to 6), pattern (a regular expression that a
    heading or a short line must match from its beginning), or whole (one piece).
    """

    how: str = "automatic"
    level: int = 0
    pattern: str = ""


@dataclass
class Chapter:
    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    part: str = ""
    printed: str = ""
    """The whole heading as it stood in the file."""
    suspects: list[int] = field(default_factory=list)
    """Positions in `blocks` that seem not to belong to the text; offered for removal."""

    @property
    def words(self) -> int:
        return words(self.blocks)

    @property
    def notes(self) -> int:
        return sum(isinstance(block, Note) for block in self.blocks)

    @property
    def separate_number(self) -> str:
        """The number, unless the title says it already: "Letter I" has none, "Of the Dawn of Freedom" has II."""
        number, title = (
            " ".join(word.strip(".,:;()[]") for word in line.split()) for line in (self.number, self.title)
        )
        return "" if f" {number} " in f" {title} " else self.number

    @property
    def label(self) -> str:
        number = self.separate_number
        return f"{number}: {self.title}" if number and self.title else self.title or self.number

    @property
    def first_words(self) -> str:
        paragraph = next((block for block in walk(self.blocks) if isinstance(block, Paragraph)), None)
        text = inline_text(paragraph.content) if paragraph else plain_text(self.blocks[:1])
        return " ".join(text.split()[:FIRST_WORDS])

    def as_json(self) -> dict:
        return {
            "part": self.part,
            "number": self.number,
            "title": self.title,
            "label": self.label,
            "printed": self.printed or self.label,
            "words": self.words,
            "notes": self.notes,
        }


@dataclass
class Book:
    title: str = ""
    subtitle: str = ""
    authors: list[str] = field(default_factory=list)
    translators: list[str] = field(default_factory=list)
    language: str = ""
    direction: str = "ltr"
    year: int | None = None
    rights: str = ""
    source: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    cover: Image | None = None
    notices: list[Sentence] = field(default_factory=list)
    """What was uncertain, or left out on purpose."""
    lost: list[Sentence] = field(default_factory=list)
    """What should be there and could not be read."""

    @property
    def words(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    @property
    def images(self) -> dict[str, Image]:
        return {image.name: image for chapter in self.chapters for image in images_in(chapter.blocks)}

    def as_json(self) -> dict:
        names = ["title", "subtitle", "authors", "translators", "language", "direction", "year", "rights", "source"]
        return {
            **{name: getattr(self, name) for name in names},
            "words": self.words,
            "chapters": [chapter.as_json() for chapter in self.chapters],
            "notices": self.notices,
            "lost": self.lost,
        }


def images_in(blocks: Iterable[Block]) -> Iterable[Image]:
    return (block.image for block in walk(tuple(blocks)) if isinstance(block, Figure))
