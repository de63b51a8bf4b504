"""The documents of an EPUB's spine as one row of items, and which of them are not the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from texts.blocks import Figure, Note
from texts.importing import limits, pictures
from texts.importing.archive import Archive, MemberLost
from texts.importing.book import Book, ImportRefused
from texts.importing.epub.contents import Contents, Node
from texts.importing.epub.package import Package
from texts.importing.flow import Item
from texts.importing.front_matter import CREDITS, read_title_page
from texts.importing.gutenberg import read_boilerplate
from texts.importing.html_flow import HtmlFlow
from texts.importing.markup import classes, name, parse_xhtml, tidy_text, types
from texts.importing.sentences import gettext_noop, say
from texts.importing.title_block import take_classed, take_docbook
from texts.importing.titles import is_contents, is_front_matter, is_title
from texts.writers.plain import count_words

NOT_TEXT = {
    *("cover", "titlepage", "title-page", "halftitlepage", "halftitle", "imprint", "colophon", "copyright-page"),
    *("uncopyright", "toc", "landmarks", "loi", "lot", "seriespage", "other-credits", "keywords"),
}
PART_TYPES = {"part", "volume", "division"}
CHAPTER_TYPES = {
    *("chapter", "preface", "foreword", "introduction", "prologue", "epilogue", "afterword", "conclusion", "appendix"),
    *("acknowledgments", "se:short-story", "se:novella", "z3998:poem", "z3998:letter"),
}
FILE_HINT = re.compile(
    r"(?:^|[/_.-])(?:cover|title[-_]?page|half[-_]?title|copyright|colophon|toc|nav|imprint)[\w-]*\.x?html?$", re.I
)
TITLE_PAGE = re.compile(r"(?:^|[/_.-])title[-_]?page[\w-]*\.x?html?$", re.IGNORECASE)
HINTED_WORDS = 150


@dataclass
class Document:
    path: str
    start: int
    end: int
    kinds: set[str] = field(default_factory=set)
    title: str = ""
    words: int = 0
    is_text: bool = True


class Documents:
    def __init__(self, archive: Archive, package: Package, contents: Contents, book: Book) -> None:
        self.archive, self.package, self.contents, self.book = archive, package, contents, book
        self.items: list[Item] = []
        self.documents: list[Document] = []
        self.labels: dict[str, list[str]] = {}
        """What the list of contents calls the places in a file."""
        for node in _all(contents.nodes):
            self.labels.setdefault(node.file, []).append(node.label)
        self.paths: set[str] = set()
        """Read already: some books name one file many times, once for each of its sections."""
        self.waiting: list[str] = []
        """Anchors after the last block of a document: what they mark stands in the next."""
        self.figures: dict[str, Figure | None] = {}
        self.image_bytes = self.drawings = 0
        self.said = Book()
        """What title pages say."""
        for idref, linear in package.spine:
            self.add(idref, linear)
        for each in ("subtitle", "authors", "translators", "year"):
            setattr(book, each, getattr(book, each) or getattr(self.said, each))
        book.authors = [each for each in book.authors if each not in book.translators] or book.authors
        if self.drawings:
            book.notices.append(
                say(gettext_noop("Drawings left out: %(count)s. SVG is not taken over."), count=self.drawings)
            )

    def add(self, idref: str, linear: bool) -> None:
        entry = self.package.manifest.get(idref)
        if entry is None:
            self.book.lost.append(
                say(
                    gettext_noop(
                        "A part of the book, “%(part)s”, is in its reading order but not in its list of files."
                    ),
                    part=idref,
                )
            )
            return
        if entry.path == self.package.nav or not self._is_markup(entry.media_type, entry.path):
            return
        if entry.path in self.paths:
            return
        self.paths.add(entry.path)
        root = self._root(entry.path)
        if root is None:
            return
        read_boilerplate(self.book, root)
        document = Document(entry.path, len(self.items), 0)
        document.kinds = _kinds(root)
        if not self._holds_chapters(entry.path):
            document.kinds |= self.contents.landmarks.get(entry.path, set())
        take_docbook(root, self.said)
        document.title = next((tidy_text(each) for each in root.iter() if name(each) == "title"), "")
        if document.kinds & {"titlepage", "title-page"} or TITLE_PAGE.search(document.path):
            take_classed(root, self.said, own=frozenset({"subtitle", "date"}))
        elif not self.items and any(is_title(tidy_text(each), self.book.title) for each in _titles(root)):
            take_classed(root, self.said)
        if not document.kinds & NOT_TEXT:
            self.items += self._items(entry.path, root)
        document.end = len(self.items)
        inside = self.items[document.start : document.end]
        document.words = sum(count_words(item.text) for item in inside if not item.is_heading)
        document.is_text = linear and self._is_text(document)
        if not document.is_text:
            read_title_page(self.said, "\n".join(item.text for item in inside or HtmlFlow(entry.path).read(root)))
        self.documents.append(document)

    def _is_markup(self, media_type: str, path: str) -> bool:
        return "html" in media_type or path.lower().endswith((".xhtml", ".html", ".htm")) or "oeb1" in media_type

    def _root(self, path: str):
        try:
            data = self.archive.read(path, limits.CHAPTER_BYTES)
        except MemberLost:
            self.book.lost.append(
                say(
                    gettext_noop("“%(path)s” is missing or damaged; the chapter it holds could not be read."), path=path
                )
            )
            return None
        root, whole = parse_xhtml(data)
        if root is None:
            self.book.lost.append(say(gettext_noop("“%(path)s” is damaged and could not be read."), path=path))
        elif not whole:
            self.book.lost.append(
                say(
                    gettext_noop("“%(path)s” is not well formed; what could be read of it was kept, but look it over."),
                    path=path,
                )
            )
        return root

    def _items(self, path: str, root) -> list[Item]:
        flow = HtmlFlow(path, self.find_image)
        flow.inlines.ids = self.waiting
        items = flow.read(root)
        self.waiting = flow.take_ids()
        if not items or path not in {item.file for item in items}:
            return items
        items[0].ids.insert(0, path)
        return items

    def find_image(self, path: str, alt: str) -> Figure | None:
        if path not in self.figures:
            self.figures[path] = self._load(path)
        found = self.figures[path]
        return Figure(found.image, alt) if found else None

    def _load(self, path: str) -> Figure | None:
        if path.lower().endswith((".svg", ".svgz")):
            self.drawings += 1
            return None
        try:
            image = pictures.reencode(self.archive.read(path))
        except MemberLost:
            self.book.lost.append(say(gettext_noop("The picture “%(path)s” is missing."), path=path))
            return None
        except pictures.PictureRefused as reason:
            self.book.notices.append(
                say(gettext_noop("The picture “%(path)s” was left out: %(reason)s."), path=path, reason=reason.sentence)
            )
            return None
        self.image_bytes += len(image.data)
        if self.image_bytes > limits.IMAGES_BYTES:
            raise ImportRefused(
                say(
                    gettext_noop("The pictures come to more than %(most)s MB."),
                    most=limits.IMAGES_BYTES // limits.MEGABYTE,
                )
            )
        return Figure(image)

    def _holds_chapters(self, path: str) -> bool:
        """Of such a file, landmarks and headings say only what stands in one place."""
        return sum(not (is_front_matter(label) or is_contents(label)) for label in self.labels.get(path, [])) > 1

    def _is_text(self, document: Document) -> bool:
        if document.kinds & NOT_TEXT:
            return False
        if self._holds_chapters(document.path):
            return True
        items = self.items[document.start : document.end]
        label = next(iter(self.labels.get(document.path, [])), "")
        heading = next((item.text for item in items if item.is_heading), "")
        named = is_front_matter(label) or is_contents(label) or is_contents(heading) or is_front_matter(heading)
        credits = not label and not heading and any(CREDITS.search(item.text) for item in items)
        if document.words < HINTED_WORDS and (named or credits or FILE_HINT.search(document.path)):
            return False
        return not (is_contents(label) or is_contents(heading))

    def at(self) -> dict[str, int]:
        """Anchors and files to positions in the items."""
        found: dict[str, int] = {}
        for position, item in enumerate(self.items):
            for each in item.ids:
                found.setdefault(each, position)
        for document in self.documents:
            if document.start < document.end:
                found.setdefault(document.path, document.start)
        return found

    def text_only(self) -> None:
        """Throws the items of all other documents away; notes in them stay."""
        kept: list[Item] = []
        notes: list[Item] = []
        for document in self.documents:
            inside = self.items[document.start : document.end]
            if document.is_text:
                document.start = len(kept)
                kept += inside
                document.end = len(kept)
            else:
                notes += [item for item in inside if isinstance(item.block, Note)]
        self.items = kept + notes
        self.documents = [document for document in self.documents if document.is_text]


def _titles(root) -> Iterator[etree._Element]:
    return (each for each in root.iter() if name(each) == "h1" or (name(each) == "p" and "title" in classes(each)))


def _kinds(root) -> set[str]:
    """The types of the body, and of what is alone in it."""
    body = next((element for element in root.iter() if name(element) == "body"), None)
    found: set[str] = set()
    while body is not None:
        found |= types(body)
        inner = [child for child in body if name(child)]
        body = inner[0] if len(inner) == 1 and name(inner[0]) in ("section", "div", "article", "nav", "main") else None
    return found


def _all(nodes: list[Node]) -> list[Node]:
    return [each for node in nodes for each in [node, *_all(node.children)]]
