"""What stands before and after the text of a book: title pages, lists of persons, credits, indexes."""

import re

from texts.blocks import Block, Break, LineBreak, Note, Paragraph, Verse, inline_text
from texts.importing.book import Book, Chapter
from texts.importing.bylines import authors_in, is_name, named, translators_in
from texts.importing.flow import Item
from texts.importing.sentences import gettext_noop, say
from texts.importing.titles import is_contents, is_front_matter, is_index, same
from texts.writers import plain_text
from texts.writers.plain import count_words

SHORT_OPENING = 12
LONGEST_IMPRINT = 500
LONGEST_DISCLAIMER = 80
LONGEST_APPEAL = 60
TITLE_CHAPTERS = 3
WORDS_PER_PAGE_NUMBER = 10
FEWEST_WORDS = 30
LONGEST_CREDIT = LONGEST_YEAR_LINE = 200
PROSE_END = re.compile(r"[.!?…:;。！？][”’\"')\]»]*$")
BY_ALONE = re.compile(r"^(by|von|par|por|di|door|av|af)[.:]?\n", re.IGNORECASE | re.MULTILINE)
OTHERS = re.compile(
    r"^((?:translated|rendered|edited|illustrated|selected|arranged|with|traduit|traduzione|traducid[oa]|traduzid[oa]|"
    r"übersetzt|deutsch)\b[^\n]{0,40})\n(?=(?:by|von|par|por|di|door|av|af)\b)",
    re.IGNORECASE | re.MULTILINE,
)
"""“Edited”, “With illustrations”, and below that “by John Doe”, who is not the author."""
CREDITS = re.compile(
    r"^(?:transcribed|produced|this e-?text|e-?text|digiti[sz]ed|scanned|copyright|printed|published|all rights|©|isbn|"
    r"credits|first (?:published|printed|edition)|reprinted|updated)\b|@[\w-]+\.\w",
    re.IGNORECASE,
)
RIGHTS = re.compile(r"all rights reserved|\bISBN\b|(?:©|copyright)\W*(?:1[5-9]|20)\d\d|licen[cs]e notes", re.IGNORECASE)
OF_RIGHTS = re.compile(
    r"\b(?:rights?|licen[cs]\w+|copyright\w*|publish\w*|public domain|reproduc\w+|permission|ISBN|edition|print\w*|"
    r"fiction)\b",
    re.IGNORECASE,
)
APPEAL = re.compile(
    r"drop by the archive|leave (?:a|your) review|"
    r"(?:subscribe|sign up|join)\b.{0,60}\b(?:newsletter|mailing list)",
    re.IGNORECASE,
)
CAST = re.compile(
    r"^(?:dramatis person(?:ae|æ)|(?:the )?(?:persons|characters|people) (?:of|in) the (?:play|drama|comedy|tragedy)|"
    r"persons represented|cast of characters|characters|personen|personnages|personaggi|personajes|"
    r"действующие лица)[\s:.]*$",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"(?:first |originally |was )published(?: in| by)?\b[^\d\n]{0,60}\b(1[4-9]\d\d|20\d\d)\b", re.IGNORECASE
)
YEAR = re.compile(
    r"(?:copyright|©|^\W*written)\D{0,60}\b(1[4-9]\d\d|20\d\d)\b|"
    r"^\W*(?:[^\W\d_]+[.,]* ){0,3}(1[4-9]\d\d|20\d\d)\W*$|\[(1[4-9]\d\d|20\d\d)\]$",
    re.IGNORECASE | re.MULTILINE,
)


def is_title_page(blocks: list[Block]) -> bool:
    """What stands before the first chapter is text only if there is a sentence or two, or a poem, in it."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    prose = [inline_text(block.content) for block in paragraphs if not _is_display(block)]
    said = [text for text in prose if PROSE_END.search(text) and not CREDITS.search(text)]
    found = sum(map(count_words, said))
    if any(RIGHTS.search(inline_text(block.content)) for block in paragraphs):
        other = sum(count_words(text) for text in said if not OF_RIGHTS.search(text))
        if other < LONGEST_DISCLAIMER and found < LONGEST_IMPRINT:
            return True
    return found < SHORT_OPENING and not any(isinstance(block, Verse) and _is_poem(block) for block in blocks)


def cast_list(heads: list[Item], body: list[Item]) -> tuple[str, list[Item]] | None:
    """What a play calls the list of its persons, and the list: it is read, though it looks like a title page."""
    if heads and CAST.match(heads[-1].text):
        return heads[-1].text, body
    at = next((at for at, item in enumerate(body) if CAST.match(item.text)), None)
    if at is None or not is_title_page([item.block for item in body[:at]]):
        return None
    return body[at].text, body[at + 1 :]


def _is_poem(verse: Verse) -> bool:
    """The lines of a publisher's address look like verse, but for their capitals and their lack of points."""
    text = plain_text([verse])
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters) > 0.5 * len(letters)
    return not capitals and len(re.findall(r"[.,;:!?—]\W*$", text, re.MULTILINE)) >= 0.4 * len(verse.lines)


def without_credits(book: Book, body: list[Item]) -> list[Item]:
    """Without the lines of those who made the file, and the title set once more in capitals."""
    at = 0
    while at < len(body) and len(body[at].text) < LONGEST_CREDIT and _is_credit(body[at]):
        at += 1
    say_left_out(book, body[:at])
    return body[at:]


def _is_credit(item: Item) -> bool:
    if not isinstance(item.block, Paragraph):
        return isinstance(item.block, Break | Note)
    is_sentence = PROSE_END.search(item.text) and not _is_display(item.block)
    return bool(CREDITS.search(item.text)) or not is_sentence


def _is_display(paragraph: Paragraph) -> bool:
    """Set in lines or in capitals, as on a title page."""
    words = [word for word in inline_text(paragraph.content).split() if word[0].isalpha()]
    words = words[1:] or words
    capitals = sum(word[0].isupper() for word in words)
    return LineBreak() in paragraph.content or (len(words) < 40 and capitals > 0.6 * len(words))


def take_year(book: Book, body: list[Item]) -> None:
    """Also of a title page with a sentence or two on it, which is kept."""
    _read_year(book, plain_text([item.block for item in body if len(item.text) <= LONGEST_YEAR_LINE]))


def _read_year(book: Book, lines: str) -> None:
    if year := PUBLISHED.search(lines) or YEAR.search(lines):
        book.year = book.year or int(next(filter(None, year.groups())))


def say_left_out(book: Book, body: list[Item]) -> None:
    lines = plain_text([item.block for item in body])
    read_title_page(book, lines)
    if text := " ".join(lines.split()):
        book.notices.append(say(gettext_noop("Left out before the first chapter: “%(lines)s”"), lines=text[:160]))


def read_title_page(book: Book, lines: str) -> None:
    """Year, authors and translators, where they are not known. “By” may have a line of its own."""
    lines = BY_ALONE.sub(r"\1 ", lines)
    lines = OTHERS.sub(r"\1 ", lines)
    _read_year(book, lines)
    book.authors = book.authors or next(filter(None, map(authors_in, lines.split("\n"))), [])
    first = lines.split("\n")[0]
    if not book.authors and is_name(first):
        book.authors = named(first)
    book.translators = book.translators or next(filter(None, map(translators_in, lines.split("\n"))), [])


def leave_apparatus_out(book: Book) -> None:
    """Indexes of page numbers, advertisements, notes of transcribers: what is read in no chapter of its own."""
    pages = [chapter for chapter in book.chapters[:TITLE_CHAPTERS] if _is_title_of(book, chapter)]
    gone = [chapter for chapter in book.chapters if chapter in pages or _is_apparatus(chapter)]
    for page in pages:
        read_title_page(book, plain_text(page.blocks))
    if gone and len(gone) < len(book.chapters):
        book.chapters = [chapter for chapter in book.chapters if chapter not in gone]
        book.notices += [say(gettext_noop("Left out: “%(chapter)s”."), chapter=chapter.label[:80]) for chapter in gone]


def _is_title_of(book: Book, chapter: Chapter) -> bool:
    """A title page whose lines are headings: the title again, or “by Jane Roe”."""
    by = authors_in(chapter.title)
    said = [chapter.title, plain_text(chapter.blocks[:1]), *by]
    names = book.authors if by else [book.title, *book.authors]
    return any(same(line, name) for name in names for line in said) and is_title_page(list(chapter.blocks))


def _is_apparatus(chapter: Chapter) -> bool:
    if chapter.words < LONGEST_APPEAL and APPEAL.search(plain_text(chapter.blocks)):
        return True
    if not is_index(chapter.title):
        return is_contents(chapter.title) or is_front_matter(chapter.title, chapter.words)
    text = plain_text(chapter.blocks)
    return len(re.findall(r"\d+", text)) * WORDS_PER_PAGE_NUMBER >= count_words(text) or chapter.words < FEWEST_WORDS
