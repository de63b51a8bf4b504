"""A plain text to a Book."""

import re
from dataclasses import replace

from texts.blocks import Block, Heading, Note
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.bylines import authors_in, is_name, named, translators_in
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.gutenberg import END, FIELD, START, read_header
from texts.importing.headings import cut_by_headings
from texts.importing.plain.aozora import is_aozora, plainer
from texts.importing.plain.asides import without_asides
from texts.importing.plain.blocks import NOTE_MARK, block_of, inline, merged
from texts.importing.plain.chunks import Chunk, read_chunks
from texts.importing.plain.contents import without_contents
from texts.importing.plain.families import Found, is_title_line
from texts.importing.plain.headings import CHAPTER, Headings
from texts.importing.plain.notes import take_notes
from texts.importing.sentences import gettext_noop, say
from texts.importing.suspects import mark_suspects
from texts.importing.titles import number_value, plain_letters, same, split_heading

TITLE_LENGTH = 150
BY = {"by", "von", "par", "por", "di", "door", "av", "af"}
DATED = re.compile(
    r"\b(?:\d{1,2}\.\s?\d{1,2}\.|(?:jan|feb|f[ée]v|mar|m[äa]r|apr|avr|abr|ma[iy]|ju[nil]|giu|lug|aug|ago|ao[uû]t|sep|set|"
    r"o[ck]t|ott|nov|de[czs]|dic|gen|ene)\w*\.?,?).{0,12}\b((?:1[4-9]|20)\d\d)\b",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"^(?:[Tt]o|An|À|Al|Letter to|Brief an|Lettre à|[A-Z].{1,40} to)\s+(?:the\s+)?[^\W\d_a-z].{1,80}$"
)
STATED_WITHIN = 12
FEWEST_WORKS = 5
BLURB_WORDS = 80


def read_plain(text: str, filename: str, cut: Cut, book: Book | None = None) -> Book:
    book = book or Book()
    if is_aozora(text):
        text, book.title, author = plainer(text)
        book.authors = [author] if author else []
    chunks = read_chunks(_without_licence(text, book))
    if not chunks:
        raise ImportRefused(say(gettext_noop("The file holds no text that could be read.")))
    if cut.how == "automatic":
        _refuse_list_of_works(chunks)
    chunks = _take_title(without_asides(_take_stated(chunks, book)), book)
    chunks, listed, first = without_contents(chunks)
    chunks, notes = take_notes(chunks)
    items = _items(chunks, set(notes), listed, first)
    items += [Item(Note(f"plain-{key}", tuple(blocks)), ids=[f"plain-{key}"]) for key, blocks in notes.items()]
    mark_suspects(book, items)
    level = CHAPTER if any(item.level == CHAPTER for item in items) else 0
    assemble(book, items, cut_by_headings(book, items, cut, level))
    complete(book, filename)
    return book


def _without_licence(text: str, book: Book) -> str:
    start = START.search(text)
    if start:
        read_header(book, text[: start.start()])
        line_end = text.find("\n", start.end())
        text = text[line_end + 1 :] if line_end >= 0 else ""
        book.notices.append(say(gettext_noop("Project Gutenberg's header and licence were left out.")))
    ends = [found.start() for found in END.finditer(text)] + [
        found.start() for found in re.finditer(r"(?m)^[ \t]*End of (?:the |this )?Project Gutenberg", text)
    ]
    late = [end for end in ends if end > len(text) / 3]
    return text[: min(late)] if late else text


def _refuse_list_of_works(chunks: list[Chunk]) -> None:
    """Title and blurb, title and blurb: a page about works, of which none is here."""
    titles = [at for at, chunk in enumerate(chunks) if is_title_line(chunk) or _is_work_title(chunk)]
    taken = set(titles)
    titles = [at for at in titles if at + 1 < len(chunks) and at + 1 not in taken]
    if len(titles) < FEWEST_WORKS:
        return
    ends = [*titles[1:], len(chunks)]
    single = [end - at == 2 and chunks[at + 1].words <= BLURB_WORDS for at, end in zip(titles, ends, strict=True)]
    blurbs = [chunks[at + 1] for at in titles]
    prose = sum(blurb.ends_sentence for blurb in blurbs)
    if titles[0] <= 1 and sum(single) >= 0.85 * len(titles) and prose >= 0.8 * len(titles):
        raise ImportRefused(
            say(
                gettext_noop(
                    "This is a list of works, not a text with chapters: "
                    "%(count)s entries, each a title and a few lines."
                ),
                count=len(titles),
            )
        )


def _is_work_title(chunk: Chunk) -> bool:
    """Titles of works may be longer than titles of chapters, and end in a mark of exclamation or question."""
    text = chunk.text
    return len(chunk.lines) == 1 and len(text) <= 120 and text[:1].isupper() and not re.search(r"[.;:,]['\"”’]?$", text)


def _take_stated(chunks: list[Chunk], book: Book) -> list[Chunk]:
    """“Title: …”, “Author: …” in lines of their own at the top."""
    head = chunks[:STATED_WITHIN]
    if book.title or not any(line.strip().lower().startswith("title:") for chunk in head for line in chunk.lines):
        return chunks
    stated = [at for at, chunk in enumerate(head) if FIELD.match(chunk.lines[0])]
    read_header(book, "\n\n".join("\n".join(chunks[at].lines) for at in stated))
    return [chunk for at, chunk in enumerate(chunks) if at not in stated]


def _take_title(chunks: list[Chunk], book: Book) -> list[Chunk]:
    """The first line, if it stands alone and is no heading of a chapter; a second time, it goes; “by” names authors."""
    dated = next((found for chunk in chunks[:3] if len(chunk.lines) == 1 if (found := DATED.search(chunk.text))), None)
    book.year = book.year or (int(dated[1]) if dated else None)
    if len(chunks) > 2 and _is_date_line(chunks[0]) and _names_letter(chunks[1]):
        return [chunks[0], *_take_title(chunks[1:], book)]
    first = chunks[0]
    named = split_heading(first.text).kind in ("chapter", "number", "named", "part")
    sentence = bool(re.search(r"[.,;。，；]$", first.text))
    if not book.title and not named and not sentence and len(first.text) <= TITLE_LENGTH and len(first.lines) <= 3:
        book.title = first.lines[0].strip()
        chunks = _take_byline([Chunk(first.lines[1:], 0), *chunks[1:]] if len(first.lines) > 1 else chunks[1:], book)
        chunks = _take_name(chunks, book)
    kept = []
    for at, chunk in enumerate(chunks):
        repeated = chunk.is_short and same(chunk.text, book.title) and plain_letters(book.title)
        repeated = repeated and not (at + 1 < len(chunks) and number_value(chunks[at + 1].text.strip(". ")) == 1)
        if not (repeated and (at < 12 or chunk.is_capitals)):
            kept.append(chunk)
    return _take_byline(kept, book)


def _is_date_line(chunk: Chunk) -> bool:
    return len(chunk.lines) == 1 and len(chunk.text) <= 60 and bool(DATED.search(chunk.text))


def _names_letter(chunk: Chunk) -> bool:
    """“To Joseph Weydemeyer”, “Marx to Engels”: a better name for a letter than the day of it."""
    return len(chunk.lines) == 1 and bool(ADDRESSED.match(chunk.text))


def _take_byline(chunks: list[Chunk], book: Book) -> list[Chunk]:
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        alone = at < 6 and chunk.text.lower().strip(".:") in BY and at + 1 < len(chunks) and chunks[at + 1].is_short
        line = f"{chunk.text} {chunks[at + 1].text}" if alone else chunk.text
        authors = authors_in(line) if at < 6 and chunk.is_short else []
        translators = translators_in(line) if at < 8 and len(chunk.lines) == 1 and not book.translators else []
        if translators:
            book.translators = translators
        elif authors and _is_new_or_known(authors, book):
            book.authors = book.authors or authors
            at += alone
        else:
            kept.append(chunk)
        at += 1
    return kept


def _take_name(chunks: list[Chunk], book: Book) -> list[Chunk]:
    """The line below the title, if it is a name and no author is known; above prose, other lines like it are titles."""
    first = chunks[0] if chunks else None
    if first is None or book.authors or len(first.lines) > 3 or not is_name(first.lines[0].strip()):
        return chunks
    above_prose = len(chunks) > 1 and not chunks[1].is_short
    if above_prose and any(is_title_line(chunk) for chunk in chunks[2:]):
        return chunks
    book.authors = named(first.lines[0].strip())
    return [Chunk(first.lines[1:], first.blanks), *chunks[1:]] if len(first.lines) > 1 else chunks[1:]


def _is_new_or_known(authors: list[str], book: Book) -> bool:
    return not book.authors or set(map(plain_letters, authors)) <= set(map(plain_letters, book.authors))


def _items(chunks: list[Chunk], notes: set[str], listed: set[str], first: int) -> list[Item]:
    levels = Headings(chunks, listed, first).find() if chunks else {}
    items: list[Item] = []
    waiting: list[Block] = []
    at = 0
    while at < len(chunks):
        if at in levels:
            items += _released(waiting)
            level, found = levels[at]
            items.append(_heading(level, found, notes))
            if found.rest:
                waiting = [block for block in [block_of(Chunk(found.rest, 0), notes)] if block]
            at += found.span
            continue
        block = block_of(chunks[at], notes)
        waiting += [block] if block else []
        at += 1
    return items + _released(waiting)


def _released(waiting: list[Block]) -> list[Item]:
    blocks = [Item(block) for block in merged(waiting)]
    waiting.clear()
    return blocks


def _heading(level: int, found: Found, notes: set[str]) -> Item:
    split = replace(found.split, title=_without_marks(found.split.title, notes))
    return Item(Heading(level, inline(found.text, notes)), split=split)


def _without_marks(text: str, notes: set[str]) -> str:
    return NOTE_MARK.sub(lambda mark: "" if mark[1] in notes else mark[0], text).replace("--", "—").strip()
