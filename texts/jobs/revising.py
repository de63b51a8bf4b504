"""What an organizer decided in the preview, done to the book."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from texts.blocks import Heading
from texts.blocks import Text as Words
from texts.importing import Book
from texts.importing.book import Chapter
from texts.rewriting import with_note_keys
from texts.writers import canonical


@dataclass
class Decision:
    """About one chapter. `dropped` are positions of blocks that do not belong to the text."""

    taken: bool = True
    merged: bool = False
    part: str = ""
    number: str = ""
    title: str = ""
    dropped: set[int] = field(default_factory=set)


def revised(book: Book, decisions: Iterable[Decision]) -> Book:
    """Another book: chapters left out, joined to the one before, renamed. `decisions` are as many as chapters."""
    chapters: list[Chapter] = []
    for at, (chapter, decision) in enumerate(zip(book.chapters, decisions, strict=True)):
        if not decision.taken:
            continue
        blocks = tuple(block for place, block in enumerate(chapter.blocks) if place not in decision.dropped)
        named = replace(chapter, blocks=blocks, part=decision.part, number=decision.number, title=decision.title)
        if decision.merged and chapters:
            chapters[-1] = _joined(chapters[-1], named, f"m{at}-")
        else:
            chapters.append(named)
    return replace(book, chapters=chapters)


def _joined(first: Chapter, second: Chapter, prefix: str) -> Chapter:
    """The heading of the second stays, inside the text."""
    heading = (Heading(1, (Words(second.label),)),) if second.label else ()
    blocks = canonical((*first.blocks, *heading, *with_note_keys(second.blocks, prefix)))
    return replace(first, blocks=blocks)
