"""A Word file (DOCX) to a Book: mammoth makes plain HTML of it, which is then read like any other."""

import re
from io import BytesIO
from typing import Any

import mammoth
from lxml import etree

from texts.blocks import Figure, Image
from texts.importing import pictures
from texts.importing.archive import Archive, MemberLost
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.bylines import people
from texts.importing.html_reader import read_html
from texts.importing.languages import language_tag
from texts.importing.markup import name, parse_xml, tidy_text
from texts.importing.page_head import YEAR
from texts.importing.sentences import gettext_noop, say

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Author'] => p.author:fresh
p[style-name='Date'] => p.date:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Verse'] => p.verse:fresh
p[style-name='Poem'] => p.verse:fresh
"""
PROPERTIES = "docProps/core.xml"
TOOLS = {"python-docx", "microsoft office user", "user", "admin", "unknown", "author"}


def read_docx(data: bytes, archive: Archive, filename: str, cut: Cut) -> Book:
    """Raises ImportRefused if the file is damaged. Every member is unpacked here first, so that the limits hold."""
    _check_members(archive)
    found: dict[str, Image] = {}
    book = Book()
    try:
        html = mammoth.convert_to_html(
            BytesIO(data),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda image: _keep(image, found, book)),
        ).value
    except MemoryError:
        raise
    except Exception as error:
        raise ImportRefused(say(gettext_noop("The Word file is damaged and cannot be read."))) from error
    _read_properties(archive, book)
    _take_title(html, book)
    html = re.sub(r'<a id="([^"]*)"></a>', r'<span id="\1"></span>', html)
    html = re.sub(r'(<span id="[^"]*"></span>)(<[ou]l>)<li>', r"\2<li>\1", html)
    html = re.sub(r'<p class="(?:subtitle|author|date)">.*?</p>', "", html, flags=re.DOTALL)

    def find(address: str, alt: str) -> Figure | None:
        image = found.get(address.rpartition(":")[2])
        return Figure(image, alt) if image else None

    return read_html(f"<html><body>{html}</body></html>", filename, cut, book, find)


def _check_members(archive: Archive) -> None:
    for member in archive.names():
        try:
            head = archive.read(member)
        except MemberLost as error:
            raise ImportRefused(
                say(gettext_noop("The Word file is damaged: “%(member)s” cannot be read."), member=member)
            ) from error
        if member.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in head or b"<!ENTITY" in head):
            raise ImportRefused(
                say(
                    gettext_noop(
                        "The Word file holds declarations that no Word file needs (“%(member)s”), and was not read."
                    ),
                    member=member,
                )
            )


def _keep(image: Any, found: dict[str, Image], book: Book) -> dict[str, str]:
    try:
        with image.open() as stream:
            kept = pictures.reencode(stream.read())
    except pictures.PictureRefused as reason:
        book.notices.append(say(gettext_noop("A picture was left out: %(reason)s."), reason=reason.sentence))
        return {"src": ""}
    except Exception:
        book.notices.append(say(gettext_noop("A picture was left out: it is not in the file.")))
        return {"src": ""}
    found[kept.name] = kept
    return {"src": f"image:{kept.name}"}


def _take_title(html: str, book: Book) -> None:
    for pattern, field in ((r'<h1 class="title">(.*?)</h1>', "title"), (r'<p class="subtitle">(.*?)</p>', "subtitle")):
        if stated := re.search(pattern, html, re.DOTALL):
            setattr(book, field, _plain(stated[1]))
    dated = re.search(r'<p class="date">(.*?)</p>', html)
    year = YEAR.search(dated[1]) if dated else None
    book.year = int(year[1]) if year else None
    authors = re.findall(r'<p class="author">(.*?)</p>', html, re.DOTALL)
    named = [name for each in authors for name in people(re.sub(r"^by\s+", "", _plain(each), flags=re.IGNORECASE))]
    book.authors = named or book.authors


def _plain(html: str) -> str:
    element = etree.fromstring(f"<p>{html}</p>", etree.HTMLParser(no_network=True))
    return tidy_text(element) if element is not None else ""


def _read_properties(archive: Archive, book: Book) -> None:
    try:
        root = parse_xml(archive.read(PROPERTIES))
    except (MemberLost, etree.XMLSyntaxError):
        return
    values = {name(element): " ".join((element.text or "").split()) for element in root.iter() if name(element)}
    title = values.get("title", "")
    book.title = "" if title.lower() in ("word document", "untitled", "document") else title
    creator = values.get("creator", "")
    if creator and creator.lower() not in TOOLS:
        book.authors = people(creator)
    book.language = language_tag(values.get("language", ""))
