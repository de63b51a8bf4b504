"""Books as an importer hands them over, in a line."""

from texts.importing import Book
from texts.importing.book import Chapter as Found
from texts.writers import from_markdown


def found(title: str, words: str = "", number: str = "", part: str = "") -> Found:
    return Found(title=title, number=number, part=part, blocks=from_markdown(words or f"What {title} says."))


def book(*chapters: Found, **fields) -> Book:
    fields.setdefault("title", "The Sea")
    return Book(authors=["Ann Author"], language="en-GB", chapters=list(chapters), **fields)
