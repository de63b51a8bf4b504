"""The package document: what is in an EPUB, in what order, and what it says about itself."""

import re
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from texts.importing.archive import Archive, MemberLost
from texts.importing.book import Book, ImportRefused
from texts.importing.bylines import people
from texts.importing.gutenberg import split_title
from texts.importing.languages import direction_of, is_set_in_columns, language_tag
from texts.importing.markup import name, parse_xml, tidy_text
from texts.importing.sentences import gettext_noop, say

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}
FONT_METHODS = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
YEAR = re.compile(r"(-?\d{1,4})(?:-01-01T00:00:00.*|-[^T]*)?$|[^T]*\b(1[4-9]\d\d|20\d\d)\b[^T]*$")
ADDRESS = re.compile(r"\s*<[^>]*@[^>]*>|\s*\S+@\S+$")
UNKNOWN_YEAR = 101
LONGEST_SEQUENCE = 6
FIRST_E_TEXT = 1971


@dataclass
class ManifestItem:
    path: str
    media_type: str
    properties: set[str]


@dataclass
class Package:
    path: str
    manifest: dict[str, ManifestItem] = field(default_factory=dict)
    spine: list[tuple[str, bool]] = field(default_factory=list)
    """Manifest ids in reading order, and whether they are in the main line."""
    guide: dict[str, str] = field(default_factory=dict)
    """Path to the type that the old guide element gives it."""
    ncx: str = ""
    nav: str = ""
    cover: str = ""
    rtl: bool = False


def read_package(archive: Archive, book: Book) -> Package:
    _refuse_encrypted(archive)
    path = _package_path(archive)
    try:
        root = parse_xml(archive.read(path))
    except MemberLost as error:
        raise ImportRefused(
            say(gettext_noop("The EPUB has no package document: “%(path)s” is named but missing."), path=path)
        ) from error
    except etree.XMLSyntaxError as error:
        raise ImportRefused(
            say(gettext_noop("The package document of the EPUB, “%(path)s”, is damaged and cannot be read."), path=path)
        ) from error
    package = Package(path)
    _read_manifest(root, package)
    _read_spine(root, package)
    package.cover = _cover(root, package)
    if not package.cover and _has_drawn_cover(package):
        book.notices.append(
            say(gettext_noop("The cover is a drawing (SVG), which is not taken; upload a picture of it instead."))
        )
    _read_metadata(root, book)
    if direction_of(book.language) == "rtl" or (package.rtl and not is_set_in_columns(book.language)):
        book.direction = "rtl"
    if not package.spine:
        raise ImportRefused(
            say(gettext_noop("The EPUB does not say in what order its parts are read, so nothing could be brought in."))
        )
    return package


def _package_path(archive: Archive) -> str:
    try:
        container = parse_xml(archive.read(CONTAINER))
    except MemberLost as error:
        raise ImportRefused(
            say(gettext_noop("This is not a whole EPUB: its table of what is inside (container.xml) is missing."))
        ) from error
    except etree.XMLSyntaxError as error:
        raise ImportRefused(say(gettext_noop("The EPUB is damaged: its container.xml cannot be read."))) from error
    for element in container.iter():
        if name(element) == "rootfile" and element.get("full-path"):
            return unquote(element.get("full-path") or "")
    raise ImportRefused(say(gettext_noop("This is not a whole EPUB: its container.xml names no package document.")))


def _refuse_encrypted(archive: Archive) -> None:
    if ENCRYPTION not in archive:
        return
    try:
        root = parse_xml(archive.read(ENCRYPTION))
    except (MemberLost, etree.XMLSyntaxError) as error:
        raise ImportRefused(
            say(gettext_noop("The EPUB is locked against copying (DRM); a copy without the lock is needed."))
        ) from error
    for data in root.iter():
        if name(data) != "encrypteddata":
            continue
        method = next((each.get("Algorithm") for each in data.iter() if name(each) == "encryptionmethod"), "")
        target = next((each.get("URI") for each in data.iter() if name(each) == "cipherreference"), "")
        if method not in FONT_METHODS:
            shown = unquote(target) if target else say(gettext_noop("a part of it"))
            raise ImportRefused(
                say(gettext_noop("The EPUB is locked against copying (DRM): “%(shown)s” is encrypted."), shown=shown)
            )


def _resolve(package: Package, href: str) -> str:
    path = normpath(join(dirname(package.path), unquote(href.split("#")[0])))
    if path.startswith(("..", "/")):
        raise ImportRefused(
            say(gettext_noop("The EPUB names a part outside itself, “%(part)s”, and was not read."), part=href[:120])
        )
    return path


def _read_manifest(root: etree._Element, package: Package) -> None:
    for element in root.iter():
        href = element.get("href") if name(element) in ("item", "reference") else None
        if not href or re.match(r"[a-z]+:", href, re.IGNORECASE):
            continue
        path = _resolve(package, href)
        if name(element) == "reference":
            package.guide[path] = (element.get("type") or "").lower()
        elif element.get("id"):
            properties = set((element.get("properties") or "").split())
            package.manifest[element.get("id") or ""] = ManifestItem(path, element.get("media-type") or "", properties)
            if "nav" in properties:
                package.nav = package.nav or path


def _cover(root: etree._Element, package: Package) -> str:
    """The picture that EPUB 3 marks in the list of files, or that EPUB 2 names in a meta element."""
    named = {element.get("content") for element in root.iter() if name(element) == "meta" and _is_cover(element)}
    pictures = {key: item for key, item in package.manifest.items() if item.media_type in PICTURES}
    marked = (item for item in pictures.values() if "cover-image" in item.properties)
    item = next(marked, None) or next((pictures[key] for key in pictures if key in named), None)
    return item.path if item else ""


def _has_drawn_cover(package: Package) -> bool:
    return any(
        "cover-image" in item.properties and item.media_type == "image/svg+xml" for item in package.manifest.values()
    )


def _is_cover(element: etree._Element) -> bool:
    return (element.get("name") or "").lower() == "cover"


def _read_spine(root: etree._Element, package: Package) -> None:
    spine = next((element for element in root.iter() if name(element) == "spine"), None)
    if spine is None:
        return
    package.rtl = spine.get("page-progression-direction") == "rtl"
    seen = set()
    for element in spine:
        idref = element.get("idref") if name(element) == "itemref" else None
        if idref and idref not in seen:
            seen.add(idref)
            package.spine.append((idref, element.get("linear") != "no"))
    ncx = spine.get("toc")
    found = package.manifest.get(ncx or "") or next(
        (item for item in package.manifest.values() if item.media_type == "application/x-dtbncx+xml"), None
    )
    package.ncx = found.path if found else ""


def _read_metadata(root: etree._Element, book: Book) -> None:
    found = _Metadata(root)
    book.title, book.subtitle = found.titles()
    if found.is_e_text("publisher", "identifier") and not book.subtitle:
        book.title, book.subtitle = split_title(book.title)
    book.authors, book.translators = found.people()
    book.language = language_tag(found.first("language"))
    if not book.language and found.first("language"):
        book.notices.append(
            say(
                gettext_noop("The language is given as “%(tag)s”, which is not a language tag."),
                tag=found.first("language"),
            )
        )
    book.rights = found.first("rights")[:2000]
    book.source = next((source for source in found.all("source") if source.startswith("http")), found.first("source"))
    book.year = found.year()


class _Metadata:
    def __init__(self, root: etree._Element) -> None:
        self.elements = [element for element in root.iter() if name(element)]
        self.refinements: dict[str, dict[str, list[str]]] = {}
        for element in self.elements:
            refines = (element.get("refines") or "").lstrip("#")
            if name(element) == "meta" and refines and element.get("property"):
                values = self.refinements.setdefault(refines, {}).setdefault(element.get("property") or "", [])
                values.append(_text(element))

    def elements_named(self, wanted: str) -> list[etree._Element]:
        """Dublin Core, as elements of its own or, as EPUB 3 had it at first, as properties."""
        dc = "{http://purl.org/dc/elements/1.1/}"
        found = [each for each in self.elements if name(each) == wanted and str(each.tag).startswith(dc)]
        metas = [each for each in self.elements if name(each) == "meta" and not each.get("refines")]
        found += [each for each in metas if each.get("property") == f"dcterms:{wanted}"]
        return [each for each in found if _text(each)]

    def all(self, wanted: str) -> list[str]:
        return [_text(element) for element in self.elements_named(wanted)]

    def first(self, wanted: str) -> str:
        return next(iter(self.all(wanted)), "")

    def refinement(self, element: etree._Element, wanted: str) -> list[str]:
        return self.refinements.get(element.get("id") or "", {}).get(wanted, [])

    def titles(self) -> tuple[str, str]:
        """The first title unless another says that it is the main one; the one that says it is a subtitle."""
        elements = self.elements_named("title")
        main = next((each for each in elements if "main" in self.refinement(each, "title-type")), None)
        main = main if main is not None else next(iter(elements), None)
        sub = next((each for each in elements if "subtitle" in self.refinement(each, "title-type")), None)
        return _text(main) if main is not None else "", _text(sub) if sub is not None and sub is not main else ""

    def people(self) -> tuple[list[str], list[str]]:
        authors, translators = [], []
        creators = sorted(self.elements_named("creator"), key=self.place)
        for element in [*creators, *self.elements_named("contributor")]:
            roles = set(self.refinement(element, "role"))
            roles |= {str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "role"}
            roles = {role.lower() for role in roles}
            if roles & {"trl", "translator", "b06"}:
                translators += _names(element)
            elif element in creators and (
                not roles or roles & {"aut", "author", "a01", "cre", "edt", "editor", "b01", "com"}
            ):
                authors += _names(element)
        if not authors:
            named = [each for element in self.elements_named("creator") for each in _names(element)]
            authors = [each for each in named if each not in translators]
        known = (name for name in authors if name.lower() != "unknown")
        return list(dict.fromkeys(known)), list(dict.fromkeys(translators))

    def place(self, element: etree._Element) -> int:
        """Where a name is to be shown; those that do not say it come last, as they stand."""
        said = next(iter(self.refinement(element, "display-seq")), "")
        return int(said) if said.isdecimal() and len(said) < LONGEST_SEQUENCE else 10**LONGEST_SEQUENCE

    def year(self) -> int | None:
        """The year of the work if an event says so; a date of the file with hour and minute is not one."""
        for element in self.elements_named("date"):
            event = next((value for key, value in element.attrib.items() if str(key).endswith("event")), "")
            found = YEAR.match(_text(element))
            if not found or event in ("modification", "modified", "conversion", "ops-publication"):
                continue
            year = int(found[1] or found[2])
            if year != UNKNOWN_YEAR and not (
                year >= FIRST_E_TEXT and self.is_e_text("publisher", "identifier", "source")
            ):
                return year
        return None

    def is_e_text(self, *fields: str) -> bool:
        """Project Gutenberg gives the day on which it released the file, and title and subtitle in one."""
        said = " ".join(text for each in fields for text in self.all(each)).lower()
        return "gutenberg.org" in said or "project gutenberg" in said


def _names(element: etree._Element) -> list[str]:
    """Several names in one element, and a name with the family first, are what a few programs write."""
    text = ADDRESS.sub("", _text(element))
    several = ";" in text or re.fullmatch(r"[^\s,]+(?: [^\s,]+)+ (?:and|&|und|et|y) [^\s,]+(?: [^\s,]+)+", text)
    reversed_name = re.fullmatch(r"[^\s,]+(?: [^\s,]+)?, [^\s,]+(?: [^\s,]+)?(?:, \d{3,4}\??-(?:\d{3,4})?)?", text)
    return people(text) if several or reversed_name else [text]


def _text(element: etree._Element) -> str:
    return tidy_text(element)
