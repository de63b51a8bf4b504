"""The few blocks that a text on this site is made of.

Whatever an organizer brings in, e-book, web page, plain text, becomes these and nothing else; the writers make HTML,
Markdown and plain text from them. Every value is immutable, so that blocks can be compared and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class InlineCode:
    text: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Characters with their reading set small beside them."""

    text: str
    reading: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    key: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Span = Emphasis | Strong | Superscript | Subscript
SPANS = (Emphasis, Strong, Superscript, Subscript)
Inline = Text | Span | Link | InlineCode | Ruby | NoteRef | LineBreak
Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter; the chapter's own title is not among its blocks."""

    level: int
    content: Content


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Content


@dataclass(frozen=True, slots=True)
class Line:
    content: Content
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Verse:
    """One stanza. A poem is a row of them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """`head` is one row or empty; all rows have the same number of cells."""

    head: tuple[Content, ...]
    rows: tuple[tuple[Content, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that we decoded and encoded again. `name` is made from its bytes: `1f2e3d4c5b6a7988.jpg`."""

    name: str
    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Figure:
    image: Image
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote. Notes stand at the end of a chapter's blocks, in the order in which they are first referred to."""

    key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Break:
    pass


Block = Heading | Paragraph | Verse | Quotation | List | Table | Code | Figure | Note | Break


def children(block: Block) -> Iterator[Block]:
    """The blocks directly inside a block."""
    if isinstance(block, Quotation | Note):
        yield from block.blocks
    elif isinstance(block, List):
        for item in block.items:
            yield from item


def walk(blocks: tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    """Every block, the outer before the inner, in reading order."""
    for block in blocks:
        yield block
        yield from walk(tuple(children(block)))


def contents(block: Block) -> Iterator[Content]:
    """The runs of inline content that belong to a block itself, not to the blocks inside it."""
    if isinstance(block, Heading | Paragraph):
        yield block.content
    elif isinstance(block, Verse):
        for line in block.lines:
            yield line.content
    elif isinstance(block, Table):
        yield from block.head
        for row in block.rows:
            yield from row


def walk_inline(content: Content) -> Iterator[Inline]:
    for inline in content:
        yield inline
        if isinstance(inline, (*SPANS, Link)):
            yield from walk_inline(inline.content)


def note_keys(blocks: tuple[Block, ...] | list[Block]) -> list[str]:
    """Keys of the notes referred to, in the order of their first mention."""
    found: dict[str, None] = {}
    for block in walk(blocks):
        for content in contents(block):
            for inline in walk_inline(content):
                if isinstance(inline, NoteRef):
                    found[inline.key] = None
    return list(found)


def inline_text(content: Content) -> str:
    """Without readings, so that a search finds the word."""
    parts = []
    for inline in walk_inline(content):
        if isinstance(inline, Text | InlineCode | Ruby):
            parts.append(inline.text)
        elif isinstance(inline, LineBreak):
            parts.append(" ")
    return "".join(parts)
