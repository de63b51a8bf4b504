"""Project Gutenberg's header, footer and licence: what they tell, and where they end."""

import re

from lxml import etree

from texts.blocks import Block, LineBreak, Note, Paragraph, Text
from texts.importing.book import Book
from texts.importing.bylines import people
from texts.importing.flow import Item
from texts.importing.languages import language_tag
from texts.importing.markup import all_text, name, remove, tidy_text
from texts.importing.sentences import gettext_noop, say
from texts.importing.titles import same
from texts.writers import plain_text

START = re.compile(
    r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG|^[^\w\n]*END\W+THE SMALL PRINT", re.IGNORECASE | re.MULTILINE
)
END = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^\s*End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
FIELD = re.compile(
    r"^\s*(Title|Subtitle|Author|Translator|Language|Release Date|Posting Date|Original Publication|Credits|Editor|"
    r"Illustrator|Licen[cs]e|Year|Date|First published)s?:\s*(.+)$",
    re.I,
)
NAMED = re.compile(
    r"Project Gutenberg(?:[’']s)?(?: e-?(?:text|book))?(?: of|,)?\s+(?P<title>.+?),?\s+by\s+(?P<author>[^*\[]+)",
    re.I | re.S,
)
TRANSCRIBER = re.compile(r"\W*(?:original )?transcriber[’']?s?[’']? notes?\b", re.IGNORECASE)
BOXES = {"div", "p", "blockquote", "table"}
LONGEST_NOTE = 4_000
SUBTITLE_BELOW = 60
SCAN = 400


def without_licence(book: Book, items: list[Item]) -> None:
    """Empties, in place, what stands before the start line and after the end line."""
    start = next((at for at, item in enumerate(items[:SCAN]) if START.search(item.text)), None)
    if start is not None:
        read_header(book, "\n".join(plain_text((_in_lines(item.block),)) for item in items[: start + 1]))
    end = next((at for at in range(len(items) - 1, -1, -1) if END.search(items[at].text)), None)
    gone = [*range(0 if start is None else start + 1)] if start is not None else []
    gone += [*range(end, len(items))] if end is not None and (start is None or end > start) else []
    for at in gone:
        blank(items[at])
    if gone:
        book.notices.append(say(gettext_noop("Project Gutenberg's header and licence were left out.")))


def _in_lines(block: Block) -> Block:
    """Office programs set the header as one paragraph with breaks in it."""
    content = block.content if isinstance(block, Paragraph) else ()
    return (
        Paragraph(tuple(Text("\n") if isinstance(each, LineBreak) else each for each in content)) if content else block
    )


def read_boilerplate(book: Book, root: etree._Element) -> None:
    """The header as newer files have it: a line of its own for each field, inside what is no text of the book."""
    for head in root.iterfind(".//*[@id='pg-machine-header']"):
        lines = (tidy_text(each) for each in head.iter() if name(each) == "p")
        read_header(book, "\n".join(line.replace(" :", ":", 1) for line in lines))
    for element in [each for each in root.iter() if name(each) in BOXES and TRANSCRIBER.match(all_text(each)[:SCAN])]:
        heads = [tidy_text(each) for each in element.iter() if re.fullmatch("h[1-6]", name(each))]
        if len(all_text(element)) <= LONGEST_NOTE and all(map(TRANSCRIBER.match, heads)):
            remove(element)


def blank(item: Item) -> None:
    if not isinstance(item.block, Note):
        item.block = Paragraph(())


def read_header(book: Book, text: str) -> None:
    """Title, author, translator and language from the header's lines; each may go on over the next line."""
    lines = text.replace("\r", "").split("\n")
    for at, line in enumerate(lines):
        found = FIELD.match(line)
        if not found:
            continue
        field, value = found[1].lower(), found[2].strip()
        for more in lines[at + 1 : at + 4]:
            if not more.strip() or not more.startswith("  ") or FIELD.match(more):
                break
            value += "\n" + more.strip()
        if field == "title":
            title, book.subtitle = split_title(value)
            book.title = title if not book.title or same(book.title, value) else book.title
        else:
            _take(book, field, value)
    if not book.title and (named := NAMED.search(text[:2000])):
        book.title, book.subtitle = split_title(named["title"])
        book.authors = book.authors or people(" ".join(named["author"].split("\n\n")[0].split()))


def split_title(value: str) -> tuple[str, str]:
    """“Frankenstein; Or, The Modern Prometheus” is a title and a subtitle, and so is a line of its own below a short
    one.
    """
    found = re.match(r"(?s)^(.{2,}?)(?:\s*[;:]\s*|,\s+(?=or,)|\n\s*(?=or\b))(.+)$", value, re.IGNORECASE)
    parts = (found[1], found[2]) if found else (value, "")
    first, newline, below = value.partition("\n")
    if newline and len(first) < SUBTITLE_BELOW and first[-1].isalnum() and "\n" in parts[0]:
        parts = (first, below)
    return " ".join(parts[0].split()), " ".join(parts[1].split())


def _take(book: Book, name: str, value: str) -> None:
    names = value.replace("\n", "; ")
    if name == "author" and not book.authors:
        book.authors = people(names)
    elif name == "translator":
        book.translators = people(names)
    elif name == "subtitle":
        book.subtitle = book.subtitle or value
    elif name == "language":
        book.language = book.language or language_tag(value)
    elif name in ("original publication", "year", "first published") and (
        year := re.search(r"\b(1[0-9]{3}|20\d\d)\b", value)
    ):
        book.year = book.year or int(year[1])
