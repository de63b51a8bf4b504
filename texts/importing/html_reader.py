"""A book or an article in one HTML file to a Book."""

import re
from collections.abc import Callable

from texts.blocks import Figure, Heading, Paragraph
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.bylines import authors_in, family_name, is_name, people
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.gutenberg import START, read_boilerplate, without_licence
from texts.importing.headings import cut_by_headings, drop_sections
from texts.importing.html_flow import HtmlFlow
from texts.importing.linked_lists import with_listed_headings, without_link_lists
from texts.importing.markup import parse_html
from texts.importing.page_head import read_head
from texts.importing.promoted import HEADING_LENGTH, is_bold, with_promoted_headings
from texts.importing.sentences import gettext_noop, say
from texts.importing.stated import take_stated
from texts.importing.suspects import mark_suspects, without_foot
from texts.importing.title_block import take_title_block
from texts.importing.title_page import demote_lines, take_subtitle
from texts.importing.webpage import content_root

FindImage = Callable[[str, str], Figure | None]
TITLED = 2
TITLE_LINES = 4
MOST_LINES = 3


def read_html(
    text: str, filename: str, cut: Cut, book: Book | None = None, find_image: FindImage | None = None
) -> Book:
    root = parse_html(text)
    if root is None:
        raise ImportRefused(say(gettext_noop("The web page is empty.")))
    book = book or Book()
    read_boilerplate(book, root)
    is_gutenberg = bool(START.search(text)) or "pg-boilerplate" in text
    head = Book()
    read_head(root, head)
    take_title_block(root, head)
    head.year = None if is_gutenberg else head.year
    items = HtmlFlow("", find_image, _base(head)).read(root if is_gutenberg else content_root(root))
    without_licence(book, items)
    stated = bool(book.language)
    _fill(book, head)
    items = prepared(book, items)
    assemble(book, items, cut_by_headings(book, items, cut))
    complete(book, filename, doubt_language=not stated)
    return book


def _fill(book: Book, head: Book) -> None:
    """What the text itself does not state, the head of the page does."""
    for field in ("title", "subtitle", "authors", "translators", "language", "year", "rights", "source"):
        setattr(book, field, getattr(book, field) or getattr(head, field))
    book.direction = head.direction
    book.notices += head.notices


def _base(head: Book) -> str:
    """The site of a saved page, so that its links to other pages of the site stay links."""
    found = re.match(r"https?://[^/]+/", head.source)
    return found[0] if found else ""


def prepared(book: Book, items: list[Item]) -> list[Item]:
    items = [
        item for item in items if not (isinstance(item.block, Paragraph) and not item.block.content and not item.ids)
    ]
    take_subtitle(book, [item.text for item in items if item.is_heading][:MOST_LINES])
    items = take_stated(without_foot(without_link_lists(with_listed_headings(items))), book)
    items = [item for item in items if not (item.is_heading and _is_byline(book, item.text))]
    demote_lines(book, items)
    items = drop_sections(book, items)
    mark_suspects(book, items)
    headed = any(item.is_heading for item in items)
    promoted = with_promoted_headings(items)
    return without_title_page(book, promoted) if not headed else promoted


def _is_byline(book: Book, text: str) -> bool:
    """“by Jane Roe”, set as a heading on a title page."""
    names = authors_in(text)
    if not names:
        return False
    known = {family_name(name) for name in book.authors}
    book.authors = book.authors or names
    return not known or bool(known & {family_name(name) for name in names})


def without_title_page(book: Book, items: list[Item]) -> list[Item]:
    """A first bold line, with at most a few short lines before the first chapter, is the title of the whole."""
    heads = [at for at, item in enumerate(items) if item.is_heading]
    first = heads[0] if heads and heads[0] else next(iter(heads[1:]), 0)
    front = items[:first]
    if len(heads) < TITLED or not front or len(front) > TITLE_LINES or not all(map(_is_title_line, front)):
        return items
    if not (front[0].is_heading or is_bold(front[0]) or not book.title):
        return items
    book.title = book.title or front[0].text
    names = [name for item in front[1:] for name in people(item.text.removeprefix("by ")) if is_name(name)]
    book.authors = book.authors or names
    return items[first:]


def _is_title_line(item: Item) -> bool:
    return (
        isinstance(item.block, Paragraph | Heading) and len(item.text) <= HEADING_LENGTH and item.text[-1:] not in ".!?"
    )
