"""A zip of web pages: the pages that its first page leads to, in that order, are the chapters."""

from collections.abc import Callable
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from texts.blocks import Figure
from texts.importing.assemble import Mark, assemble
from texts.importing.book import Book, Cut
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.headings import cut_by_headings
from texts.importing.html_flow import HtmlFlow
from texts.importing.markup import name, parse_html, tidy_text
from texts.importing.page_head import read_head
from texts.importing.title_block import take_title_block
from texts.importing.webpage import content_root

FEWEST_PAGES = 2
FIRST_PAGES = {"index.html", "index.htm", "toc.html", "contents.html", "contents.htm"}
FindImage = Callable[[str, str, str], Figure | None]


def pages_in_order(pages: list[str], read: Callable[[str], str]) -> tuple[str, list[str]] | None:
    """The first page, and those that it leads to; nothing if no page leads to others."""
    firsts = [page for page in pages if basename(page).lower() in FIRST_PAGES]
    first = min(firsts, key=lambda page: (page.count("/"), len(page)), default="")
    root = parse_html(read(first)) if first else None
    if root is None:
        return None
    hrefs = (element.get("href") or "" for element in root.iter() if name(element) == "a")
    targets = [normpath(join(dirname(first), unquote(href.partition("#")[0]))) for href in hrefs if href[:1] != "#"]
    found = [page for page in dict.fromkeys(targets) if page in pages and page != first]
    return (first, found) if len(found) >= FEWEST_PAGES else None


def read_pages(
    first: str, pages: list[str], read: Callable[[str], str], find: FindImage, filename: str, cut: Cut
) -> Book:
    book = Book()
    root = parse_html(read(first))
    if root is not None:
        read_head(root, book)
        take_title_block(root, book)
    items: list[Item] = []
    marks: list[Mark] = []
    for page in pages:
        root = parse_html(read(page))
        if root is None:
            continue
        title = next((tidy_text(each) for each in root.iter() if name(each) == "title"), "")
        inside = HtmlFlow(page, lambda path, alt, page=page: find(page, path, alt)).read(content_root(root))
        if inside:
            headed = any(item.is_heading for item in inside[:3])
            marks.append(Mark(len(items), "" if headed else title or basename(page)))
            items += inside
    assemble(book, items, marks if cut.how == "automatic" else cut_by_headings(book, items, cut))
    complete(book, filename, doubt_language=True)
    return book
