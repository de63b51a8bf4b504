"""Lines and values that state what a book is, by name: “Author: Jane Roe”."""

import re

from texts.blocks import Break, Heading, Paragraph
from texts.importing.book import Book
from texts.importing.bylines import authors_in, people, translators_in
from texts.importing.flow import Item
from texts.importing.languages import language_tag

STATED = re.compile(
    r"^(title|subtitle|authors?|by|written by|creator|year|date|published|translators?|translated by|language|lang|"
    r"source|rights|licen[cs]e)\s*[:：]\s*(.+)$",
    re.IGNORECASE,
)
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]\n]{1,200})\]\]")
STATED_FIRST = 12


def take_stated(items: list[Item], book: Book) -> list[Item]:
    """Without the headings and lines at the top that state title, author, year: “## Author: Peter Kropotkin”."""
    kept: list[Item] = []
    reading = True
    for at, item in enumerate(items):
        text = item.text if reading and isinstance(item.block, Heading | Paragraph) and len(item.text) < 300 else ""
        if found := STATED.match(text):
            state(book, found[1], found[2])
            continue
        if at and (translators := translators_in(text)):
            book.translators = book.translators or translators
            continue
        if at and (authors := authors_in(text)):
            book.authors = book.authors or authors
            continue
        reading = reading and at < STATED_FIRST and (item.is_heading or isinstance(item.block, Break))
        kept.append(item)
    while kept and isinstance(kept[0].block, Break):
        kept.pop(0)
    return kept


def state(book: Book, key: str, value: str) -> None:
    key, value = key.lower().strip(), " ".join(WIKI_LINK.sub(r"\1", value).split())
    if not value:
        return
    if key == "title":
        book.title = book.title or value
    elif key == "subtitle":
        book.subtitle = book.subtitle or value
    elif key in ("author", "authors", "by", "written by", "creator"):
        book.authors += [name for name in people(value) if name not in book.authors]
    elif key in ("translator", "translators", "translated by"):
        book.translators += [name for name in people(value) if name not in book.translators]
    elif key in ("language", "lang"):
        book.language = book.language or language_tag(value)
    elif key in ("year", "date", "published"):
        year = re.search(r"\b\d{3,4}\b", value)
        book.year = book.year or (int(year[0]) if year else None)
    elif key in ("rights", "licence", "license"):
        book.rights = book.rights or value
    elif key == "source" and value.startswith("http"):
        book.source = book.source or value
