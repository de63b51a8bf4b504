"""A zip of web pages: the pages that its first page leads to, in that order, are the chapters."""

from collections.abc import Callable
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from texts.blocks import Figure
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut
from texts.importing.complete import complete
from texts.importing.flow import Item
from texts.importing.headings import cut_by_headings
from texts.importing.html_flow import HtmlFlow
from texts.importing.markup import all_text, name, parse_html, remove, tidy_text
from texts.importing.naming import Mark
from texts.importing.page_head import read_head
from texts.importing.sentences import Sentence, gettext_noop, say
from texts.importing.title_block import take_title_block
from texts.importing.webpage import content_root
from texts.writers import words

FEWEST_PAGES = 2
FEWEST_WORDS = 50
MOST_NAMED = 10
FIRST_PAGES = {"index.html", "index.htm", "toc.html", "contents.html", "contents.htm"}
LINES = {"li", "p", "td", "tr", "dt", "dd", "div", "ul", "ol", "dl", "table"}


class Site:
    """The pages of a zip; `read` gives the text of one, and a notice if its letters were guessed."""

    def __init__(
        self,
        pages: list[str],
        read: Callable[[str], tuple[str, Sentence | None]],
        find: Callable[[str, str, str], Figure | None],
    ) -> None:
        self.pages, self.read, self.find = pages, read, find
        self.book = Book()

    def root(self, page: str) -> etree._Element | None:
        text, notice = self.read(page)
        if notice and notice not in self.book.notices:
            self.book.notices.append(notice)
        return parse_html(text)

    def items(self, page: str, root: etree._Element) -> list[Item]:
        return HtmlFlow(page, lambda path, alt: self.find(page, path, alt)).read(content_root(root))


def pages_in_order(site: Site) -> tuple[str, etree._Element, list[str]] | None:
    """The first page, what it holds, and the pages that it leads to; nothing if no page leads to others."""
    firsts = [page for page in site.pages if basename(page).lower() in FIRST_PAGES]
    first = min(firsts, key=lambda page: (page.count("/"), len(page)), default="")
    root = site.root(first) if first else None
    if root is None:
        return None
    found = [page for page in dict.fromkeys(_targets(root, first)) if page in site.pages and page != first]
    return (first, root, found) if len(found) >= FEWEST_PAGES else None


def _targets(element: etree._Element, page: str) -> list[str]:
    hrefs = (each.get("href") or "" for each in element.iter() if name(each) == "a")
    return [normpath(join(dirname(page), unquote(href.partition("#")[0]))) for href in hrefs if href[:1] != "#"]


def read_pages(site: Site, first: str, root: etree._Element, pages: list[str], filename: str, cut: Cut) -> Book:
    book = site.book
    items: list[Item] = []
    marks: list[Mark] = []
    _add(first, _read_first(site, first, root), items, marks)
    for page in pages:
        inside = site.root(page)
        if inside is not None:
            title = next((tidy_text(each) for each in inside.iter() if name(each) == "title"), "")
            _add(title or basename(page), site.items(page, inside), items, marks)
    _say_left_out(book, first, [page for page in site.pages if page not in pages and page != first])
    assemble(book, items, marks if cut.how == "automatic" else cut_by_headings(book, items, cut))
    complete(book, filename, doubt_language=True)
    return book


def _say_left_out(book: Book, first: str, left: list[str]) -> None:
    if left:
        book.notices.append(
            say(
                gettext_noop("Pages that “%(first)s” does not lead to were left out (%(count)s): %(pages)s."),
                first=first,
                count=len(left),
                pages=named(left),
            )
        )


def _read_first(site: Site, first: str, root: etree._Element) -> list[Item]:
    """Its own text, if that is more than a few lines around a list of the chapters."""
    read_head(root, site.book)
    take_title_block(root, site.book)
    _drop_contents(root, first, site.pages)
    items = site.items(first, root)
    own = words([item.block for item in items if not item.is_heading])
    if own >= FEWEST_WORDS:
        return items
    if own:
        site.book.notices.append(
            say(
                gettext_noop("“%(first)s” was read as a list of contents; what it says itself was left out."),
                first=first,
            )
        )
    return []


def _add(title: str, inside: list[Item], items: list[Item], marks: list[Mark]) -> None:
    if inside:
        headed = any(item.is_heading for item in inside[:3])
        marks.append(Mark(len(items), "" if headed else title))
        items += inside


def _drop_contents(root: etree._Element, page: str, pages: list[str]) -> None:
    """Lines that are nothing but links to pages of the zip."""
    for element in list(root.iter()):
        if name(element) in LINES and _is_contents(element, page, pages):
            remove(element)


def _is_contents(element: etree._Element, page: str, pages: list[str]) -> bool:
    inside = sum(_letters(each) for each in element.iter() if name(each) == "a")
    pictured = any(name(each) == "img" for each in element.iter())
    return not pictured and 0 < inside == _letters(element) and any(each in pages for each in _targets(element, page))


def _letters(element: etree._Element) -> int:
    return sum(letter.isalpha() for letter in all_text(element))


def named(pages: list[str]) -> str:
    return ", ".join(pages[:MOST_NAMED]) + (" …" if len(pages) > MOST_NAMED else "")
