"""One chapter of a book that has been read, made into several at the paragraphs that an organizer chose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from texts.blocks import Block, Heading, Note, Paragraph, inline_text
from texts.importing import Book
from texts.importing.book import Chapter
from texts.importing.naming import headed
from texts.importing.notes import with_notes
from texts.writers import plain_text

FIRST_WORDS = 16
LONGEST_TITLE = 90


@dataclass(frozen=True)
class Beginning:
    """A block at which a chapter could begin; `at` is its position in the chapter."""

    at: int
    words: str
    is_heading: bool


def beginnings(chapter: Chapter) -> list[Beginning]:
    """Every block but the first and the notes."""
    return [
        Beginning(at, " ".join(plain_text([block]).split()[:FIRST_WORDS]), isinstance(block, Heading))
        for at, block in enumerate(chapter.blocks)
        if at and not isinstance(block, Note) and plain_text([block]).strip()
    ]


def split(book: Book, place: int, at: Collection[int]) -> tuple[Book, int]:
    """Another book, in which the chapter at `place` begins anew at these blocks; and how many it has become."""
    pieces = split_chapter(book.chapters[place], sorted(at))
    return replace(book, chapters=[*book.chapters[:place], *pieces, *book.chapters[place + 1 :]]), len(pieces)


def split_chapter(chapter: Chapter, at: Sequence[int]) -> list[Chapter]:
    """A heading, or a short line like one, at which a piece begins becomes its title, otherwise it is called after
    the whole: “The sea (2)”; each keeps its own notes.
    """
    notes = {block.key: block for block in chapter.blocks if isinstance(block, Note)}
    pieces = []
    for start, end in pairwise([0, *at, len(chapter.blocks)]):
        body: list[Block] = [block for block in chapter.blocks[start:end] if not isinstance(block, Note)]
        suspects = [place - start for place in chapter.suspects if start <= place < end]
        piece = replace(chapter, suspects=suspects) if start == 0 else Chapter("", (), part=chapter.part)
        pieces.append(_filled(piece, body, notes, suspects))
    return [_named(piece, chapter, count) for count, piece in enumerate(pieces, 1)]


def _named(piece: Chapter, whole: Chapter, count: int) -> Chapter:
    called = whole.title or whole.number
    return piece if piece.label or not called else replace(piece, title=f"{called} ({count})")


def _filled(piece: Chapter, body: list[Block], notes: dict[str, Note], suspects: list[int]) -> Chapter:
    if piece.blocks:
        return replace(piece, blocks=with_notes(tuple(body), notes))
    if body and _is_like_a_title(body[0]):
        body[0] = Heading(2, body[0].content)  # type: ignore[union-attr]
    number, title, printed, rest = headed(body)
    moved = len(body) - len(rest)
    suspects = [at - moved for at in suspects if at >= moved]
    return Chapter(title, with_notes(tuple(rest), notes), number, piece.part, printed, suspects)


def _is_like_a_title(block: Block) -> bool:
    text = inline_text(block.content).strip() if isinstance(block, Paragraph) else ""
    return 0 < len(text) <= LONGEST_TITLE and text[-1].isalnum()
