"""Lists of contents in plain text: where they stand, and what they say the headings are."""

import re
from collections.abc import Iterator

from texts.importing.plain.chunks import Chunk
from texts.importing.titles import is_bare, is_contents, number_value, plain_letters, split_heading

PAGE = re.compile(r"(?:\s{2,}|\.{2,}\s*|(?:\s\.){2,}\s*|\s+)(?:\d{1,4}|(?<=\s\s)[ivxl]+)\.?$")
COLUMN_HEADS = re.compile(r"^[\s.]*(?:chap(?:ter|\.)?|page|part|no\.?)(?:\s+page)?[\s.]*$", re.IGNORECASE)
LONGEST_ENTRY = 80
PROSE_WORDS = 25
WITHIN = 0.5
BARE_WITHIN = 0.3
NEW_PAGE = 3
LONGEST_LIST = 1_000
MOST_LISTS = 12


def without_contents(chunks: list[Chunk]) -> tuple[list[Chunk], set[str], int]:
    """Without the lists, the names they give to what follows, and where the first list stood."""
    listed: set[str] = set()
    first: int | None = None
    at, most, tries, last = 0, WITHIN * len(chunks), 0, _last_places(chunks)
    while at < min(len(chunks), most) and tries < MOST_LISTS:
        head = _is_head(chunks[at])
        tries += head
        end = _end(chunks, at, last) if head else _end_of_bare_list(chunks, at, last)
        if end:
            tries += not head
            inside = [name for chunk in chunks[at:end] for line in _entries(chunk) for name in names(line)]
            listed |= {name for name in inside if last.get(name, -1) >= end}
            first = at if first is None else first
            chunks = chunks[:at] + chunks[end:]
            last = {name: place - (end - at) for name, place in last.items()}
        else:
            at += 1
    return chunks, listed, first or 0


def names(entry: str) -> set[str]:
    """What a heading may be called in a list: with its number and without, whatever kind of number it is."""
    entry = PAGE.sub("", entry.strip())
    split = split_heading(entry)
    value = number_value(split.number) if split.word else None
    found = {plain_letters(entry), plain_letters(split.title)} | ({f"{split.word.lower()} {value}"} if value else set())
    return found - {""}


def is_listed(chunk: Chunk, listed: set[str]) -> bool:
    return chunk.is_short and bool(names(chunk.text) & listed)


def _is_head(chunk: Chunk) -> bool:
    return is_contents(chunk.lines[0])


def _last_places(chunks: list[Chunk]) -> dict[str, int]:
    """The last place of each name that a short chunk, or the first line of one, could be."""
    return {
        name: at
        for at, chunk in enumerate(chunks)
        if chunk.is_short or len(chunk.lines[0]) <= LONGEST_ENTRY
        for text in {chunk.text if chunk.is_short else "", chunk.lines[0]}
        for name in names(text)
    }


def _entries(chunk: Chunk) -> Iterator[str]:
    """The lines, and lines joined, if an entry goes on over the end of one."""
    for text in (*chunk.lines, chunk.text if chunk.is_short else ""):
        if text.strip() and not COLUMN_HEADS.match(text) and not is_contents(text):
            yield text


def _end(chunks: list[Chunk], start: int, last: dict[str, int]) -> int:
    """The first chunk after the list: where its first entry comes again, or prose begins, or a page of another kind."""
    first: set[str] = set()
    for at in range(start, min(len(chunks), start + LONGEST_LIST)):
        chunk = chunks[at]
        if at > start and first and names(chunk.lines[0]) & first:
            return _with_label(chunks, start, at)
        entries = list(_entries(chunk)) if at > start or len(chunk.lines) > 1 else []
        comes_again = any(last[name] > at for entry in entries for name in names(entry) if name in last)
        if at > start and _is_text(chunk, comes_again):
            return _back_over_headings(chunks, start, at, last)
        if at > start + 1 and chunk.blanks >= NEW_PAGE and not comes_again and not _is_paged(chunk):
            return at
        for entry in entries:
            first = first or {name for name in names(entry) if last.get(name, -1) > at}
    return 0


def _is_paged(chunk: Chunk) -> bool:
    return sum(bool(PAGE.search(line)) for line in chunk.lines) >= 0.3 * len(chunk.lines) or bool(
        PAGE.search(chunk.lines[-1])
    )


def _is_text(chunk: Chunk, comes_again: bool) -> bool:
    if _is_paged(chunk) or split_heading(chunk.lines[0].strip()).kind in ("chapter", "part"):
        return False
    wide = max(map(len, chunk.lines)) > LONGEST_ENTRY / 2
    if chunk.words >= PROSE_WORDS and wide:
        return chunk.ends_sentence
    return wide and chunk.ends_sentence and not comes_again and not chunk.is_capitals and chunk.blanks < NEW_PAGE


def _with_label(chunks: list[Chunk], start: int, at: int) -> int:
    """A list that gives titles only: the numbers above them belong to the text."""
    while at - 1 > start + 1 and _is_label(chunks[at - 1]):
        at -= 1
    return at


def _is_label(chunk: Chunk) -> bool:
    split = split_heading(chunk.text)
    return len(chunk.lines) == 1 and (is_bare(chunk.text) or (bool(split.word) and split.title == chunk.text.strip()))


def _back_over_headings(chunks: list[Chunk], start: int, at: int, last: dict[str, int]) -> int:
    """A heading or two right before the prose, which do not come again, are the first of the text."""
    for _ in range(3):
        before = chunks[at - 1]
        again = any(last.get(name, -1) >= at for name in names(before.text))
        if at - 1 <= start or not before.is_short or _is_paged(before) or again:
            break
        at -= 1
    return at if at > start + 1 or len(chunks[start].lines) > 1 else 0


def _end_of_bare_list(chunks: list[Chunk], at: int, last: dict[str, int]) -> int:
    """A list without a heading: three or more lines, which nearly all come again as headings."""
    lines = chunks[at].lines
    if len(lines) < 3 or at > BARE_WITHIN * len(chunks):
        return 0
    again = sum(any(last.get(name, -1) > at for name in names(line)) for line in lines)
    return at + 1 if again >= 0.8 * len(lines) else 0
