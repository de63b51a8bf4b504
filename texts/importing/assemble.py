"""A row of items and the marks where chapters begin, to chapters."""

from collections import Counter

from texts.blocks import (
    Block,
    Break,
    Figure,
    Heading,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    note_keys,
    walk,
)
from texts.importing import limits
from texts.importing.book import Book, Chapter, ImportRefused
from texts.importing.flow import EMPTY, Item
from texts.importing.front_matter import (
    cast_list,
    is_title_page,
    leave_apparatus_out,
    say_left_out,
    take_year,
    without_credits,
)
from texts.importing.naming import Mark, leading_headings, named
from texts.importing.notes import listed, resolve_notes, with_notes
from texts.importing.sentences import Sentence, gettext_noop, say
from texts.importing.titles import (
    is_bare,
    is_notes,
    plain_letters,
    same,
)
from texts.writers import canonical, plain_text
from texts.writers.inline import clean_text
from texts.writers.plain import count_words

MARKS = 2
DOMINANT = 0.6


def assemble(book: Book, items: list[Item], marks: list[Mark]) -> None:
    """Fills book.chapters. Raises ImportRefused if nothing is left to read, or too much."""
    if not marks:
        raise ImportRefused(say(gettext_noop("The file holds no text that could be read.")))
    if len(marks) > MARKS * limits.CHAPTERS:
        raise ImportRefused(_too_many(len(marks)))
    items = resolve_notes(items)
    notes = {item.block.key: item.block for item in items if isinstance(item.block, Note)}
    marks = sorted(marks, key=lambda mark: mark.at)
    ends = [mark.at for mark in marks[1:]] + [len(items)]
    for mark, end in zip(marks, ends, strict=True):
        chapter = _chapter(book, mark, items[mark.at : end], notes)
        if chapter:
            book.chapters.append(chapter)
    leave_apparatus_out(book)
    _check(book)


def _too_many(found: int) -> Sentence:
    return say(
        gettext_noop("The file falls into %(found)s chapters; at most %(most)s are read. Cut it otherwise."),
        found=found,
        most=limits.CHAPTERS,
    )


def _check(book: Book) -> None:
    if not book.chapters or not any(count_words(plain_text(chapter.blocks)) for chapter in book.chapters):
        raise ImportRefused(say(gettext_noop("The file holds no text that could be read.")))
    if len(book.chapters) > limits.CHAPTERS:
        raise ImportRefused(_too_many(len(book.chapters)))
    for chapter in book.chapters:
        if sum(len(plain_text((block,))) for block in chapter.blocks) > limits.CHAPTER_BYTES:
            most = limits.CHAPTER_BYTES // limits.MEGABYTE
            raise ImportRefused(
                say(
                    gettext_noop("“%(chapter)s” is longer than %(most)s MB. Choose a finer cut."),
                    chapter=chapter.label,
                    most=most,
                )
            )


def _chapter(book: Book, mark: Mark, items: list[Item], notes: dict[str, Note]) -> Chapter | None:
    before = max(mark.own - mark.at, 0)
    items = items[:before] + [item for item in items[before:] if item.block != EMPTY]
    heads, body = leading_headings(items[before:])
    body = [item for item in items[:before] if not _names_part(item, mark.part)] + body
    deeper = Counter(item.level for item in items[before:] if item.is_heading and not is_notes(item.text))
    number, title, printed, left = named(mark, heads, deeper)
    body = _without_printed(body, printed) if not heads else body
    body = _without_note_items([*left, *body])
    while body and isinstance(body[0].block, Break):
        body.pop(0)
    while body and isinstance(body[-1].block, Break):
        body.pop()
    orphans = [item.block for item in items if isinstance(item.block, Note)]
    if mark.opening:
        take_year(book, body)
    cast = cast_list(heads, body) if mark.opening else None
    if cast:
        title, body = cast
    elif mark.opening:
        if is_title_page([item.block for item in body]):
            say_left_out(book, body)
            return None
        body = without_credits(book, body)
    found: list[Block] = [item.block for item in body]
    if not found and orphans and not is_notes(title):
        found = [listed(orphans)]
    found = _with_title_notes(_unwrapped(found), heads)
    blocks = canonical(with_notes(tuple(found), notes))
    if not _is_worth_reading(blocks, mark):
        return None
    foreign = {plain_letters(item.text) for item in body if item.suspect}
    suspects = [at for at, block in enumerate(blocks) if foreign and plain_letters(plain_text((block,))) in foreign]
    names = (" ".join(clean_text(each).split()) for each in (title, number, mark.part, printed))
    title, number, part, printed = names
    return Chapter(title, blocks, number, part, printed, suspects if len(suspects) < len(blocks) else [])


def _names_part(item: Item, part: str) -> bool:
    """A heading on the page of a part, or a line of it that says the part’s name or number."""
    letters = plain_letters(item.text)
    is_line = isinstance(item.block, Paragraph) and bool(letters)
    return item.is_heading or is_bare(item.text) or (is_line and letters in plain_letters(part))


def _is_worth_reading(blocks: tuple[Block, ...], mark: Mark) -> bool:
    if any(isinstance(block, Figure) for block in walk(blocks)) and not mark.opening:
        return True
    return bool(count_words(plain_text(blocks)))


def _without_note_items(body: list[Item]) -> list[Item]:
    """Without the notes, which go with their references, and headings over nothing but notes."""
    text = [item for item in body if not isinstance(item.block, Note)]
    if len(text) < len(body) and all(item.is_heading for item in text):
        return []
    kept: list[Item] = []
    at = 0
    while at < len(body):
        end = _end_of_notes(body, at)
        if end == at and not isinstance(body[at].block, Note):
            kept.append(body[at])
        at = max(end, at + 1)
    return kept


def _end_of_notes(body: list[Item], at: int) -> int:
    """Behind a heading such as “Notes”, the notes below it and the headings between those; `at` for any other item."""
    if not isinstance(body[at].block, Heading | Paragraph) or not is_notes(body[at].text):
        return at
    end = at + 1
    while end < len(body) and (body[end].is_heading or isinstance(body[end].block, Note)):
        end += 1
    notes = [each for each in range(at, end) if isinstance(body[each].block, Note)]
    if end == len(body) and (notes or body[at].is_heading):
        return end
    return notes[-1] + 1 if notes else at


def _without_printed(body: list[Item], printed: str) -> list[Item]:
    """A title that the list of contents names may stand in the text as an ordinary paragraph."""
    first = body[0] if body else None
    if (
        first
        and isinstance(first.block, Paragraph)
        and printed
        and same(first.text, printed)
        and not note_keys([first.block])
    ):
        return body[1:]
    return body


def _with_title_notes(blocks: list[Block], heads: list[Item]) -> list[Block]:
    """A note on the title goes to the end of the first paragraph, because the title is kept without marks."""
    keys = note_keys([head.block for head in heads if head.block not in blocks])
    for at, block in enumerate(blocks):
        if keys and isinstance(block, Paragraph):
            first = Paragraph((*block.content, *(NoteRef(key) for key in keys)))
            return [*blocks[:at], first, *blocks[at + 1 :]]
    return blocks


def _unwrapped(blocks: list[Block]) -> list[Block]:
    """A quotation that holds most of a chapter, such as a whole letter, is the chapter."""
    if not any(isinstance(block, Quotation) and len(block.blocks) > 3 for block in blocks):
        return blocks
    lengths = [len(plain_text((block,))) for block in blocks]
    total = sum(lengths) or 1
    done: list[Block] = []
    for block, length in zip(blocks, lengths, strict=True):
        if isinstance(block, Quotation) and len(block.blocks) > 3 and length > DOMINANT * total:
            done += block.blocks
        else:
            done.append(block)
    return done
