"""What a web page says about itself in its head, and in the data that it carries for machines."""

import json
import re
from collections.abc import Iterator

from lxml import etree

from texts.importing.book import Book
from texts.importing.bylines import is_name, people
from texts.importing.languages import language_tag
from texts.importing.markup import all_text, name, tidy_text

DATES = (
    *("citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"),
    *("dcterms.created", "article:published_time", "parsely-pub-date", "datepublished", "pubdate", "publish-date"),
    "date",
)  # fmt: skip
AUTHORS = ("dc.creator", "dcterms.creator", "citation_author")
BYLINES = ("article:author", "author", "parsely-author", "byl")
"""Sites put their own name here too; what they say about the article as data is surer."""
ARTICLES = re.compile(r"(?:article|posting|report|book|creativework|chapter|webpage)$", re.IGNORECASE)
MOST_LINKED = 4
MAKERS = re.compile(r"mediawiki|libreoffice|openoffice|odf2xhtml|microsoft word", re.IGNORECASE)
YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")
YEAR_AFTER = re.compile(r"\s*[(\[](1[4-9]\d\d|20\d\d)[)\]]\s*$")
QUOTED = re.compile(r"^[\"“]([^\"“”]+?)[.,]?[\"”]$")
SITE = re.compile(r"\s+[|–—·»-]\s")
BYLINE = re.compile(r",?\s+by\s+([A-Z].*)$")
AUTHOR_BEFORE = re.compile(r"^Author:\s*(\S.{2,60}?)\s+[-–—:]\s+(?=\S)", re.IGNORECASE)


class _Head:
    def __init__(self, root: etree._Element) -> None:
        self.metas: dict[str, list[str]] = {}
        self.data: list[dict] = []
        self.linked: list[str] = []
        """Names that lead to the page of an author."""
        for element in root.iter():
            if name(element) == "meta":
                names = (element.get(each) for each in ("name", "property", "itemprop", "http-equiv"))
                key = next(filter(None, names), "").lower()
                self.metas.setdefault(key, []).append(" ".join((element.get("content") or "").split()))
            elif name(element) == "script" and "ld+json" in (element.get("type") or ""):
                self.data += _articles(all_text(element))
            elif name(element) == "a" and "author" in (element.get("rel") or "").split():
                self.linked += people(tidy_text(element))

    def first(self, *keys: str) -> str:
        return next((value for key in keys for value in self.metas.get(key, []) if value), "")

    def all(self, *keys: str) -> list[str]:
        return next(([each for each in self.metas[key] if each] for key in keys if any(self.metas.get(key, []))), [])

    def stated(self, key: str) -> str:
        values = (" ".join(value.split()) for each in self.data if isinstance(value := each.get(key), str))
        return next((value for value in values if value), "")

    def authors(self) -> list[str]:
        stated = [each for data in self.data[:1] for each in _persons(data.get("author"))]
        linked = list(dict.fromkeys(self.linked))
        linked = linked if len(linked) <= MOST_LINKED else []
        return list(dict.fromkeys(self.named(AUTHORS) or stated or linked or self.named(BYLINES)))

    def named(self, keys: tuple[str, ...]) -> list[str]:
        """The first that has a name, not the address of a profile."""
        found = (
            [name for value in self.all(key) if not value.startswith("http") for name in people(value)] for key in keys
        )
        return next(filter(None, found), [])

    def is_made_over(self) -> bool:
        """A wiki or an office program says when the page was made, which is not when the text was."""
        return bool(MAKERS.search(f"{self.first('generator')} {self.first('dcterms.source')}"))

    def year(self) -> int | None:
        if self.is_made_over():
            return None
        values = [*(value for key in DATES for value in self.metas.get(key, [])), self.stated("datePublished")]
        return next((int(found[1]) for value in values if (found := YEAR.search(value))), None)


def read_head(root: etree._Element, book: Book) -> None:
    """Title, authors, language, year, rights and address."""
    head = _Head(root)
    html = next((element for element in root.iter() if name(element) == "html"), root)
    body = next((element for element in root.iter() if name(element) == "body"), root)
    lang = next(
        (
            str(value)
            for each in (html, body)
            for key, value in each.attrib.items()
            if str(key).split("}")[-1] == "lang"
        ),
        "",
    )
    book.authors = head.authors()
    book.year = head.year()
    _read_title(root, head, book)
    book.language = language_tag(
        head.first("dc.language", "dcterms.language") or lang or head.first("content-language", "language")
    )
    book.rights = head.first("dc.rights", "dcterms.rights", "copyright")
    book.source = _canonical_address(root) or head.first(
        "og:url", *(() if head.is_made_over() else ("dcterms.source",))
    )
    if html.get("dir") == "rtl":
        book.direction = "rtl"


def _read_title(root: etree._Element, head: _Head, book: Book) -> None:
    """The heading, if the page's title begins with it and goes on with the name of the site."""
    headings = [element for element in root.iter() if name(element) == "h1" and tidy_text(element)]
    lower = [element for element in root.iter() if name(element) in ("h2", "h3")]
    heading = re.sub(r"^title\s*:\s*", "", tidy_text(headings[0]) if headings else "", flags=re.IGNORECASE)
    page_title = next((tidy_text(element) for element in root.iter() if name(element) == "title"), "")
    declared = head.first("dc.title", "dcterms.title", "citation_title", "og:title") or head.stated("headline")
    title = _without_author_and_year(declared or page_title, book)
    if not title:
        book.title = heading if len(headings) == 1 else ""
    elif heading and title.lower().startswith(heading.lower()):
        book.title = title[: len(heading)] if heading.isupper() else heading
    else:
        begun = (text for each in lower if _goes_on(title, text := tidy_text(each)))
        book.title = next(begun, "") or _without_site(title) or heading
    book.subtitle = head.first("subtitle")
    _take_subtitle(headings, book)


def _goes_on(title: str, heading: str) -> bool:
    """“A Road - Chapter 1 - Jane Roe | Library”, where the name of the site is on top and “A Road” a lower heading."""
    return bool(heading) and title.lower().startswith(heading.lower()) and bool(SITE.match(title[len(heading) :]))


def _without_author_and_year(title: str, book: Book) -> str:
    """“Jane Roe: On Bread (1900)”, “Author: Jane Roe - On Bread”."""
    if found := AUTHOR_BEFORE.match(title):
        book.authors = book.authors or people(found[1])
        title = title[found.end() :]
    for author in book.authors:
        title = re.sub(rf"^{re.escape(author)}\s*(?::|[-–—]\s)\s*(?=\S)", "", title, flags=re.IGNORECASE)
    if found := YEAR_AFTER.search(title):
        book.year = book.year or int(found[1])
        title = title[: found.start()]
    return title


def _without_site(title: str) -> str:
    bare = re.split(r"\s+[|–—·»]\s+|\s+-\s+(?=[^-]+$)", title)[0].strip()
    bare = re.sub(r"^The Project Gutenberg e?book of\s+", "", bare, flags=re.IGNORECASE)
    by = BYLINE.search(bare)
    bare = bare[: by.start()] if by and all(map(is_name, people(by[1]))) else bare
    return QUOTED.sub(r"\1", bare)


def _take_subtitle(headings: list[etree._Element], book: Book) -> None:
    """A heading that goes on over a line break after the title."""
    for heading in headings[:1]:
        first = " ".join((heading.text or "").split())
        rest = " ".join("".join(tidy_text(child) + " " + (child.tail or "") for child in heading).split())
        if first and rest and first.lower() == book.title.lower() and any(name(child) == "br" for child in heading):
            book.subtitle = rest


def _articles(text: str) -> list[dict]:
    try:
        return [each for each in _objects(json.loads(text)) if _is_article(each)]
    except (ValueError, RecursionError):
        return []


def _objects(value: object, depth: int = 0) -> Iterator[dict]:
    if isinstance(value, list) and depth < 3:
        for each in value:
            yield from _objects(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)


def _is_article(value: dict) -> bool:
    kinds = value.get("@type")
    return any(
        isinstance(kind, str) and ARTICLES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _persons(value: object) -> list[str]:
    found: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and "Organization" not in str(each.get("@type")):
            each = each.get("name")
        if isinstance(each, str) and not each.startswith("http"):
            found += people(each)
    return found


def _canonical_address(root: etree._Element) -> str:
    for element in root.iter():
        if name(element) == "link" and (element.get("rel") or "").lower() == "canonical":
            href = element.get("href") or ""
            return href if href.startswith("http") else ""
    return ""
