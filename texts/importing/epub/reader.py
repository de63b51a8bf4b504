"""An EPUB 2 or 3 to a Book."""

from texts.importing import pictures
from texts.importing.archive import Archive, MemberLost
from texts.importing.assemble import assemble
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.complete import complete
from texts.importing.epub.contents import Contents, read_contents
from texts.importing.epub.documents import Document, Documents
from texts.importing.epub.gaps import OWN_TEXT
from texts.importing.epub.outline import Outline
from texts.importing.epub.package import read_package
from texts.importing.epub.printed import with_printed_headings
from texts.importing.flow import Item
from texts.importing.gutenberg import without_licence
from texts.importing.headings import cut_by_headings
from texts.importing.naming import Mark
from texts.importing.promoted import with_promoted_headings, with_titles_below_numbers
from texts.importing.sentences import Sentence, gettext_noop, say
from texts.importing.titles import says_nothing

LABEL_ONLY = 2


def read_epub(archive: Archive, filename: str, cut: Cut) -> Book:
    """Raises ImportRefused if it is locked, not whole, or without text."""
    book = Book()
    package = read_package(archive, book)
    contents = read_contents(archive, package)
    documents = Documents(archive, package, contents, book)
    documents.text_only()
    if not documents.documents:
        raise ImportRefused(_nothing_left(book))
    assemble(book, documents.items, _marks(book, documents, contents, cut))
    _take_cover(archive, package.cover, book)
    complete(book, filename, doubt_language=True)
    return book


def _take_cover(archive: Archive, path: str, book: Book) -> None:
    try:
        book.cover = pictures.cover(archive.read(path)) if path else None
    except MemberLost:
        book.lost.append(say(gettext_noop("The cover, “%(path)s”, is missing."), path=path))
    except pictures.PictureRefused as reason:
        book.notices.append(say(gettext_noop("The cover was left out: %(reason)s."), reason=reason.sentence))


def _nothing_left(book: Book) -> Sentence:
    if book.lost:
        return say(gettext_noop("The EPUB holds no text that could be read. %(lost)s"), lost=book.lost[0])
    return say(gettext_noop("The EPUB holds no text that could be read."))


def _marks(book: Book, documents: Documents, contents: Contents, cut: Cut) -> list[Mark]:
    without_licence(book, documents.items)
    if cut.how != "automatic":
        return cut_by_headings(book, documents.items, cut)
    if contents.broken:
        book.notices.append(
            say(gettext_noop("The table of contents cannot be read; the chapters were taken from the reading order."))
        )
    marks = Outline(book, documents, contents.nodes).read() if contents.nodes else []
    with_printed_headings(documents.items, marks)
    with_titles_below_numbers(documents.items)
    listed = [mark for mark in marks if mark.label and not says_nothing(mark.label)]
    if len(listed) >= LABEL_ONLY or _is_only_chapter(documents, listed):
        return marks
    return _by_document(book, documents)


def _is_only_chapter(documents: Documents, listed: list[Mark]) -> bool:
    """Whether the one entry of a table of contents is the one chapter that the markup knows."""
    chapters = [item for item in documents.items if item.is_heading and "chapter" in item.kinds]
    tops = [item for item in chapters if item.level == chapters[0].level]
    texts = [document for document in documents.documents if document.words]
    return len(listed) == len(tops) == len(texts) == 1 and documents.items[listed[0].own or listed[0].at] is tops[0]


def _by_document(book: Book, documents: Documents) -> list[Mark]:
    """Without a table of contents: one chapter a document, or the headings inside if there is only one document."""
    whole = [document for document in documents.documents if document.end > document.start]
    items = with_promoted_headings(documents.items)
    begins = [document for document in whole if items[document.start].is_heading]
    if len(whole) == 1:
        chapters = [item for item in items if item.is_heading and "chapter" in item.kinds]
        single = "chapter" in whole[0].kinds and chapters and chapters[0] is items[whole[0].start]
        return [Mark(whole[0].start)] if single else cut_by_headings(book, items, Cut())
    if len({items[document.start].level for document in begins}) > 1:
        return cut_by_headings(book, items, Cut())
    if len(begins) < 0.5 * len(whole):
        return cut_by_headings(book, items, Cut()) if len(begins) > 1 else _numbered(whole)
    marks: list[Mark] = []
    part = ""
    for document, after in zip(whole, [*whole, None][1:], strict=True):
        first = items[document.start]
        if _is_part_page(document, items) and after and not _is_part_page(after, items):
            part = first.text
        elif first.is_heading or not marks:
            marks.append(Mark(document.start, part=part, opening=not first.is_heading))
    return marks


def _is_part_page(document: Document, items: list[Item]) -> bool:
    first = items[document.start]
    says_part = first.kinds & {"part", "volume"} or first.heading_split().kind == "part"
    return document.words < OWN_TEXT and bool(says_part)


def _numbered(whole: list[Document]) -> list[Mark]:
    titles = [document.title for document in whole]
    telling = len(set(titles)) == len(titles) and all(titles)
    return [Mark(each.start, each.title if telling else f"Section {at}") for at, each in enumerate(whole, start=1)]
