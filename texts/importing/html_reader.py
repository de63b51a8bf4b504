"""A book or an article in one HTML file to a Book."""

import re
from collections.abc import Callable

from texts.blocks import Figure, Heading, Paragraph, Strong
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.gutenberg import START, people, without_licence
from texts.importing.headings import cut_by_headings, drop_sections
from texts.importing.html_flow import HtmlFlow
from texts.importing.linked_lists import without_link_lists
from texts.importing.markup import parse_html
from texts.importing.suspects import mark_suspects
from texts.importing.titles import plain_letters, split_heading
from texts.importing.webpage import content_root, read_head

FindImage = Callable[[str, str], Figure | None]
HEADING_LENGTH = 90


def read_html(
    text: str, filename: str, cut: Cut, book: Book | None = None, find_image: FindImage | None = None
) -> Book:
    root = parse_html(text)
    if root is None:
        raise ImportRefused("The web page is empty.")
    book = book or Book()
    head = Book()
    read_head(root, head)
    is_gutenberg = bool(START.search(text)) or "pg-boilerplate" in text
    items = HtmlFlow("", find_image, _base(head)).read(root if is_gutenberg else content_root(root))
    items = prepared(book, items)
    for field in ("title", "authors", "language", "rights", "source"):
        setattr(book, field, getattr(book, field) or getattr(head, field))
    book.direction = head.direction
    assemble(book, items, cut_by_headings(book, items, cut))
    complete(book, filename)
    return book


def _base(head: Book) -> str:
    """The site of a saved page, so that its links to other pages of the site stay links."""
    found = re.match(r"https?://[^/]+/", head.source)
    return found[0] if found else ""


def prepared(book: Book, items: list[Item]) -> list[Item]:
    without_licence(book, items)
    items = [
        item for item in items if not (isinstance(item.block, Paragraph) and not item.block.content and not item.ids)
    ]
    items = without_link_lists(items)
    items = [item for item in items if not (item.is_heading and _is_byline(book, item.text))]
    items = drop_sections(items)
    mark_suspects(book, items)
    return with_promoted_headings(items)


def _is_byline(book: Book, text: str) -> bool:
    """“by Jane Roe”, set as a heading on a title page."""
    found = re.match(r"(?:by|von|par|por|di)\s+(\S.{2,60})$", text.strip(), re.IGNORECASE)
    if not found:
        return False
    names = people(found[1].title() if found[1].isupper() else found[1])
    known = {plain_letters(name) for name in book.authors}
    book.authors = book.authors or names
    return not known or bool(known & {plain_letters(name) for name in names})


def with_promoted_headings(items: list[Item]) -> list[Item]:
    """In a document without headings, short paragraphs that say “Chapter I”, or are all bold, take their place."""
    if sum(item.is_heading for item in items) >= 2:
        return items
    said = [at for at, item in enumerate(items) if _says_chapter(item)]
    bold = [at for at, item in enumerate(items) if _is_bold(item)]
    for at in said if len(said) >= 2 else bold if len(bold) >= 2 else []:
        block = items[at].block
        if isinstance(block, Paragraph):
            items[at].block = Heading(2, block.content)
    return items


def _says_chapter(item: Item) -> bool:
    return (
        isinstance(item.block, Paragraph)
        and len(item.text) <= HEADING_LENGTH
        and bool(split_heading(item.text).kind in ("chapter", "part"))
    )


def _is_bold(item: Item) -> bool:
    block = item.block
    if not isinstance(block, Paragraph) or not 0 < len(item.text) <= HEADING_LENGTH:
        return False
    return (
        len(block.content) == 1
        and isinstance(block.content[0], Strong)
        and not item.text.endswith((".", ",", ";", ":"))
    )
