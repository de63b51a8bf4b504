"""The text of a saved web page, without the page around it; and what the page says about itself."""

import re

from lxml import etree

from texts.importing.book import Book
from texts.importing.gutenberg import people
from texts.importing.languages import language_tag
from texts.importing.markup import all_text, classes, name, tidy_text, types

AROUND = re.compile(
    r"(?:^|[-_])(?:share|sharing|social|related|comments?|respond|sidebar|cookie|newsletter|subscribe|subscription|advert|"
    r"advertisement|ads?|promo|breadcrumbs?|nav|navigation|menu|masthead|banner|popup|modal|toolbar|pagination|"
    r"recommended|recirc|paywall|signup|author-bio|tags|meta-bar)(?:$|[-_])"
)
REMOVABLE = {"div", "section", "aside", "ul", "footer", "form", "nav", "header", "p"}
TEXT_SHARE = 0.4
TITLE_BLOCK = "title-block-header"
TITLE_LINES = {"p", "div", "h1", "h2", "h3", "h4"}
LONGEST_TITLE_LINE = 200


def content_root(root: etree._Element) -> etree._Element:
    """The element that holds the article: the smallest usual one with a good share of the page's paragraphs."""
    total = _text_length(root)
    for element in _candidates(root):
        if _text_length(element) >= TEXT_SHARE * total:
            _remove_surroundings(element)
            return element
    return root


def _candidates(root: etree._Element) -> list[etree._Element]:
    found: list[tuple[int, int, etree._Element]] = []
    for element in root.iter():
        tag, ident = name(element), element.get("id") if name(element) else None
        rank = (
            0 if ident in ("mw-content-text", "article-body", "articleBody") or element.get("itemprop") == "articleBody"
            else 1 if tag == "article"
            else 2 if tag == "main" or "main" in (types(element) if tag else ())
            else 3 if ident in ("content", "main", "bodyContent", "main-content")
            else 9
        )  # fmt: skip
        if rank < 9:
            found.append((rank, -_text_length(element), element))
    return [element for _, _, element in sorted(found, key=lambda each: each[:2])]


def _text_length(element: etree._Element) -> int:
    return sum(len(all_text(each)) for each in element.iter() if name(each) in ("p", "li", "pre"))


def _remove_surroundings(root: etree._Element) -> None:
    for element in list(root.iter()):
        if element is root or name(element) not in REMOVABLE or element.getparent() is None:
            continue
        words = classes(element) | {(element.get("id") or "").lower()}
        around = name(element) in ("nav", "form") or any(AROUND.search(word) for word in words if word)
        if around and _text_length(element) < 0.3 * _text_length(root):
            _remove(element)


def _remove(element: etree._Element) -> None:
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def read_head(root: etree._Element, book: Book) -> None:
    """Title, authors, language, rights and address from the head of a page."""
    metas: dict[str, list[str]] = {}
    for element in root.iter():
        if name(element) == "meta":
            key = (element.get("name") or element.get("property") or "").lower()
            metas.setdefault(key, []).append(" ".join((element.get("content") or "").split()))
    first_h1 = next((_text(element) for element in root.iter() if name(element) == "h1" and _text(element)), "")
    page_title = next((_text(element) for element in root.iter() if name(element) == "title"), "")
    book.title = book.title or _title(
        _first(metas, "dc.title", "dcterms.title", "citation_title", "og:title"), page_title, first_h1
    )
    if not book.authors:
        named = _all(
            metas, "dc.creator", "dcterms.creator", "citation_author", "author", "article:author", "parsely-author"
        )
        book.authors = list(
            dict.fromkeys(each for value in named if not value.startswith("http") for each in people(value))
        )
    html = next((element for element in root.iter() if name(element) == "html"), root)
    lang = html.get("lang") or next(
        (str(value) for key, value in html.attrib.items() if str(key).endswith("}lang")), ""
    )
    book.language = book.language or language_tag(_first(metas, "dc.language", "dcterms.language") or lang)
    book.rights = book.rights or _first(metas, "dc.rights", "dcterms.rights", "copyright")
    book.source = book.source or _canonical_address(root) or _first(metas, "og:url", "dcterms.source")
    if html.get("dir") == "rtl":
        book.direction = "rtl"


def take_title_block(root: etree._Element, book: Book) -> None:
    """The lines below a title that say by their class what they are: subtitle, author, date. They leave the page."""
    for element in [each for each in root.iter() if name(each) in TITLE_LINES]:
        text, words = _text(element), classes(element)
        own = {"subtitle"} if name(element) in ("p", "div") else {"subtitle", "author", "date"}
        in_block = any(around.get("id") == TITLE_BLOCK for around in element.iterancestors())
        if not text or len(text) > LONGEST_TITLE_LINE or not (in_block or words & own):
            continue
        if "subtitle" in words and not book.subtitle:
            book.subtitle = text
        elif "author" in words:
            book.authors += [each for each in people(text) if each not in book.authors]
        elif "date" in words and (year := re.search(r"\b\d{4}\b", text)):
            book.year = book.year or int(year[0])
        else:
            continue
        _remove(element)


def _text(element: etree._Element) -> str:
    return tidy_text(element)


def _first(metas: dict[str, list[str]], *keys: str) -> str:
    return next((value for key in keys for value in metas.get(key, []) if value), "")


def _all(metas: dict[str, list[str]], *keys: str) -> list[str]:
    return next(([value for value in metas[key] if value] for key in keys if any(metas.get(key, []))), [])


def _title(declared: str, page_title: str, heading: str) -> str:
    """The heading if the page's title begins with it and goes on with the name of the site."""
    title = declared or page_title
    if heading and title.lower().startswith(heading.lower()):
        return heading
    bare = re.split(r"\s+[|–—·»]\s+|\s+-\s+(?=[^-]+$)", title)[0].strip()
    bare = re.sub(r"^The Project Gutenberg e?book of\s+", "", bare, flags=re.IGNORECASE)
    return re.sub(r",?\s+by\s+[A-Z].*$", "", bare) or heading


def _canonical_address(root: etree._Element) -> str:
    for element in root.iter():
        if name(element) == "link" and (element.get("rel") or "").lower() == "canonical":
            href = element.get("href") or ""
            return href if href.startswith("http") else ""
    return ""
