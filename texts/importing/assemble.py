"""A row of items and the marks where chapters begin, to chapters."""

from collections import Counter
from dataclasses import dataclass

from texts.blocks import (
    Block,
    Break,
    Figure,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    note_keys,
    walk,
)
from texts.importing import limits
from texts.importing.book import Book, Chapter, ImportRefused
from texts.importing.flow import Item
from texts.importing.front_matter import (
    CREDITS,
    cast_list,
    is_title_page,
    leave_apparatus_out,
    say_left_out,
    take_year,
    without_credits,
)
from texts.importing.notes import listed, resolve_notes, with_notes
from texts.importing.sentences import Sentence, gettext_noop, say
from texts.importing.titles import (
    Split,
    begins_with,
    is_bare,
    is_label_word,
    is_notes,
    number_value,
    plain_letters,
    same,
    split_heading,
)
from texts.writers import canonical, plain_text
from texts.writers.inline import clean_text
from texts.writers.plain import count_words

OPENING = "Opening"
MARKS = 2
DOMINANT = 0.6
LONGEST_NUMBER = 24
LONG_LABEL = 30


@dataclass
class Mark:
    """A chapter begins at items[at]. `label` is what a table of contents calls it, if one does."""

    at: int
    label: str = ""
    part: str = ""
    split: Split | None = None
    opening: bool = False
    from_heading: bool = False
    """Whether the label is the text of a heading in the document, not an entry of a list of contents."""
    own: int = 0
    """Where its own heading stands, if a few words of a part page come before it; else 0."""


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
    heads, body = _leading_headings(items[before:])
    body = [item for item in items[:before] if not item.is_heading and not is_bare(item.text)] + body
    deeper = Counter(item.level for item in items[before:] if item.is_heading and not is_notes(item.text))
    number, title, printed, left = _named(mark, heads, deeper)
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
        body = without_credits(body)
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


def _is_worth_reading(blocks: tuple[Block, ...], mark: Mark) -> bool:
    if any(isinstance(block, Figure) for block in walk(blocks)) and not mark.opening:
        return True
    return bool(count_words(plain_text(blocks)))


def _without_note_items(body: list[Item]) -> list[Item]:
    """Without the notes, which go with their references, and headings over nothing but notes."""
    text = [item for item in body if not isinstance(item.block, Note)]
    if len(text) < len(body) and all(item.is_heading for item in text):
        return []
    return [
        item
        for item, below in zip(body, [*body, None][1:], strict=True)
        if not isinstance(item.block, Note)
        if not (item.is_heading and is_notes(item.text) and (below is None or isinstance(below.block, Note)))
    ]


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


def _leading_headings(items: list[Item]) -> tuple[list[Item], list[Item]]:
    at = 0
    while at < len(items) and (items[at].is_heading or isinstance(items[at].block, Break)):
        at += 1
    return [item for item in items[:at] if item.is_heading], items[at:]


def _named(mark: Mark, heads: list[Item], deeper: Counter[int]) -> tuple[str, str, str, list[Item]]:
    """Number, title, the heading as printed, and the leading headings that are not part of it. `deeper` counts the
    headings of the chapter by level.
    """
    if mark.opening and not mark.label:
        named = [head.text for head in heads if not CREDITS.search(head.text)]
        return "", named[-1] if named else OPENING, "", []
    if not mark.label:
        return _from_headings(mark, heads)
    match = _printed_at(heads, mark.label)
    listed = split_heading(mark.label)
    split = mark.split or (heads[match].heading_split() if match is not None else listed)
    split = split if split.number else listed
    number = split.number
    if match is None:
        letters = plain_letters(mark.label)
        left = [head for head in heads if plain_letters(head.text) not in letters and not same(head.text, mark.part)]
        return number, split.title, mark.label, left
    if (
        not number
        and match
        and len(heads[match - 1].text) <= LONGEST_NUMBER
        and not same(heads[match - 1].text, mark.part)
    ):
        number = heads[match - 1].heading_split().number or heads[match - 1].text
    rest = heads[match + 1 :]
    if split.number and _is_bare(split, heads[match].text) and _is_rest_of_title(heads[match], rest, deeper):
        return number, rest[0].text, f"{mark.label}: {rest[0].text}", rest[1:]
    title = listed.title if _is_bare(split, heads[match].text) else _in_small_letters(split.title, mark.label)
    return number, title, mark.label, rest


def _in_small_letters(title: str, label: str) -> str:
    """As the list of contents writes it, where the heading is set in capitals."""
    listed = split_heading(label).title
    return listed if title.isupper() and same(listed, title) else title


def _printed_at(heads: list[Item], label: str) -> int | None:
    """Which heading says what the list of contents says; “1. The Gate” may be printed “Chapter I: The Gate”, “The Gate”
    “1. The Gate”, “A. The Gate” “Appendix A. The Gate”.
    """
    equal = [same(head.text, label) for head in heads]
    alike = [_is_alike(head.heading_split(), split_heading(label), label) for head in heads]
    more = [same("".join(head.text.split(None, 1)[1:]), label) for head in heads]
    cut_off = [len(label) > LONG_LABEL and begins_with(head.text, label) for head in heads]
    return next((at for found in (equal, alike, more, cut_off) for at, fits in enumerate(found) if fits), None)


def _is_alike(printed: Split, listed: Split, label: str) -> bool:
    agrees = not listed.number or number_value(printed.number) == number_value(listed.number)
    bare = bool(listed.number) and _is_bare(listed, label)
    return bool(printed.number) and agrees and (bare or same(printed.title, listed.title))


def _is_bare(split: Split, text: str) -> bool:
    """“Chapter I”, “1.”: a number without a title."""
    return bool(split.number) and (same(split.title, text) or same(split.title, split.number))


def _is_rest_of_title(head: Item, rest: list[Item], deeper: Counter[int]) -> bool:
    """“In which he sets out” below “Chapter I”: the only other heading of its level in the chapter."""
    if not rest or deeper[rest[0].level] != 1 + (rest[0].level == head.level):
        return False
    return not is_bare(rest[0].text) and not is_label_word(rest[0].text)


def _from_headings(mark: Mark, heads: list[Item]) -> tuple[str, str, str, list[Item]]:
    heads = [head for head in heads if not (mark.part and same(head.text, mark.part))] or heads
    if not heads:
        return "", OPENING, "", []
    first = heads[0]
    split = mark.split or first.heading_split()
    bare = _is_bare(split, first.text)
    if len(heads) > 1 and (bare or first.level > heads[1].level) and len(first.text) <= LONGEST_NUMBER:
        title = heads[1].text
        return split.number or first.text, title, f"{first.text}: {title}", heads[2:]
    return split.number, split.title, first.text, heads[1:]


def headed(blocks: list[Block]) -> tuple[str, str, str, list[Block]]:
    """Number, title and printed heading of a chapter that begins with these blocks, and the blocks below them."""
    heads, body = _leading_headings([Item(block) for block in blocks])
    if not heads:
        return "", "", "", blocks
    number, title, printed, left = _from_headings(Mark(0), heads)
    return number, title, printed, [item.block for item in (*left, *body)]


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
