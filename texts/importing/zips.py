"""A zip: an EPUB, a Word file, or a folder of Markdown, web pages or plain text."""

from collections.abc import Callable
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from texts.blocks import Figure, Image
from texts.importing import limits, pictures
from texts.importing.archive import Archive, MemberLost
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.docx import read_docx
from texts.importing.encodings import decode
from texts.importing.epub import read_epub
from texts.importing.folder_order import ENDINGS
from texts.importing.html_folder import Site, named, pages_in_order, read_pages
from texts.importing.html_reader import read_html
from texts.importing.markdown_folder import in_order, read_markdown_folder
from texts.importing.plain import read_plain
from texts.importing.sentences import gettext_noop, say

HTML = (".html", ".htm", ".xhtml")


def read_zip(data: bytes, filename: str, cut: Cut) -> Book:
    archive = Archive(data)
    names = [name for name in archive.names() if not _is_clutter(name)]
    if "META-INF/container.xml" in archive or _mimetype(archive) == "application/epub+zip":
        return read_epub(archive, filename, cut)
    is_page = "index.html" in archive
    if filename.lower().endswith(".epub") or (any(name.lower().endswith(".opf") for name in names) and not is_page):
        return read_epub(archive, filename, cut)
    if "word/document.xml" in archive:
        return read_docx(data, archive, filename, cut)
    if _mimetype(archive).startswith("application/vnd.oasis"):
        raise ImportRefused(
            say(gettext_noop("This is an OpenDocument file (ODT); saved as DOCX it can be brought in."))
        )
    return _read_folder(archive, names, filename, cut)


def _mimetype(archive: Archive) -> str:
    try:
        return archive.read("mimetype", 1000).decode("ascii", "ignore").strip()
    except (MemberLost, ImportRefused):
        return ""


def _is_clutter(name: str) -> bool:
    return name.startswith("__MACOSX/") or any(part.startswith(".") for part in name.split("/"))


def _read_folder(archive: Archive, names: list[str], filename: str, cut: Cut) -> Book:
    if any(name.lower().endswith(ENDINGS) for name in names):
        return read_markdown_folder(archive, names, filename, cut, image_finder(archive))
    pages = [name for name in names if name.lower().endswith(HTML)]
    texts = [name for name in names if name.lower().endswith(".txt")]
    if pages:
        return _read_pages(archive, pages, filename, cut)
    if texts:
        read = [decode(_read(archive, name)) for name in sorted(texts, key=in_order)]
        notices = list(dict.fromkeys(notice for _text, notice in read if notice))
        name = basename(texts[0]) if len(texts) == 1 else filename
        return read_plain(("\n" * 5).join(text for text, _notice in read), name, cut, Book(notices=notices))
    raise ImportRefused(
        say(gettext_noop("The zip holds no EPUB, Word file, Markdown or web page that could be brought in."))
    )


def _read(archive: Archive, name: str) -> bytes:
    try:
        return archive.read(name)
    except MemberLost as error:
        raise ImportRefused(
            say(gettext_noop("“%(name)s” in the zip is damaged and cannot be read."), name=name)
        ) from error


def _read_pages(archive: Archive, pages: list[str], filename: str, cut: Cut) -> Book:
    site = Site(pages, lambda name: decode(_read(archive, name)), _figures(archive))
    ordered = pages_in_order(site)
    if ordered:
        return read_pages(site, *ordered, filename, cut)
    largest = max(pages, key=lambda name: archive.members[name].file_size)
    text, notice = site.read(largest)
    book = Book(notices=[notice] if notice else [])
    if len(pages) > 1:
        left = [page for page in pages if page != largest]
        book.notices.append(
            say(
                gettext_noop("Of several web pages only “%(page)s”, the largest, was read; left out: %(pages)s."),
                page=largest,
                pages=named(left),
            )
        )
    return read_html(text, filename, cut, book, lambda path, alt: site.find(largest, path, alt))


def _figures(archive: Archive) -> Callable[[str, str, str], Figure | None]:
    find = image_finder(archive)

    def figure(page: str, path: str, alt: str) -> Figure | None:
        image = find(page, path)
        return Figure(image, alt) if image else None

    return figure


def image_finder(archive: Archive) -> Callable[[str, str], Image | None]:
    """A function of the file that shows a picture and the address it gives; nothing for what is not in the zip."""
    known: dict[str, Image | None] = {}
    total = 0

    def find(file: str, address: str) -> Image | None:
        nonlocal total
        path = normpath(join(dirname(file), unquote(address.split("#")[0].split("?")[0])))
        if path not in known:
            try:
                image = pictures.reencode(archive.read(path))
                known[path] = image
                total += len(image.data)
            except (MemberLost, pictures.PictureRefused):
                known[path] = None
            if total > limits.IMAGES_BYTES:
                raise ImportRefused(
                    say(
                        gettext_noop("The pictures come to more than %(most)s MB."),
                        most=limits.IMAGES_BYTES // limits.MEGABYTE,
                    )
                )
        return known[path]

    return find
