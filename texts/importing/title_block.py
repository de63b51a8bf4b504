"""The lines below a title that say what they are: subtitle, author, date, where the text was taken from. They are read
and leave the page.
"""

import re
from collections import Counter

from lxml import etree

from texts.importing.book import Book
from texts.importing.bylines import is_name, people
from texts.importing.elements import HEADINGS
from texts.importing.markup import classes, name, remove, tidy_text
from texts.importing.page_head import YEAR
from texts.importing.sentences import gettext_noop, say
from texts.importing.titles import same

TITLE_BLOCK = "title-block-header"
TITLE_LINES = {"p", "div", "h1", "h2", "h3", "h4"}
LONGEST_LINE = 200
LONG_PARAGRAPH = 250
LINES_OF_PAGES = {"p", "div", "span", "ul", "time", "address", "a", "section", "header"}
META_LINE = re.compile(
    r"(?:^|[-_])(?:by-?line|date-?line|entry-meta|post-meta|article-meta|post-info|posted-on|(?:entry|post|pub|article)-?"
    r"date|pubdate|revdate|published|timestamp|authors?|author-(?:info|name|line)|read(?:ing)?-time)(?:$|[-_])"
)
BY = re.compile(r"\bby\s+(\S.{2,60})$", re.IGNORECASE)
STATED = re.compile(
    r"\b(Written|Delivered|Spoken|Date|First published|Published|Publisher|Source|Translat(?:ed|ion|or)|"
    r"Transcri(?:bed|ption|ber)|(?:HTML )?Mark-?up|Marked up|Proofread|Proofed|Copyleft|Copyright|Public domain|"
    r"Online version|Edited|Editor|Original(?:ly)?(?: published)?)[^:.;\n]{0,30}:",
    re.IGNORECASE,
)
STATED_ENOUGH = 2
LONGEST_STATED = 2_500
YEARS_FROM = ("written", "delivered", "spoken", "date", "first published", "published", "original")
WIKI_TITLE, WIKI_TEXT = "firstHeading", "mw-content-text"
WIKI_DATA = re.compile(r"^ws-|^header-|(?<=[a-z])-text$")
MOST_ALIKE = 4
OUTER = {"book", "article", "set", "body", "html"}


def take_title_block(root: etree._Element, book: Book) -> None:
    _take_wikisource(root, book)
    take_docbook(root, book)
    take_classed(root, book)
    _take_stated(_top(root, most=1), book)
    top = _top(root, most=0)
    _take_meta_lines(top, book)
    _take_title_paragraph(top, book)


def _take_wikisource(root: etree._Element, book: Book) -> None:
    """What Wikisource hides in its pages for those who export them, or says above the text. A page of a work is named
    after it: “Frankenstein/Chapter 1”.
    """
    by_id = {each.get("id"): each for each in root.iter() if name(each) and each.get("id")}
    if WIKI_TEXT not in by_id:
        return
    work, slash, page = tidy_text(by_id[WIKI_TITLE]).partition("/") if WIKI_TITLE in by_id else ("", "", "")
    values = {key: tidy_text(each) for ident, each in by_id.items() if (key := WIKI_DATA.sub("", ident)) != ident}
    book.title = values.get("title") or (work if slash else book.title)
    book.authors = people(values.get("author", "")) or book.authors
    book.translators = people(values.get("translator", "")) or book.translators
    if year := YEAR.search(values.get("year", "")):
        book.year = int(year[1])
    if slash and not any(name(each) in HEADINGS for each in by_id[WIKI_TEXT].iter()):
        heading = etree.Element("h2")
        heading.text = page.rpartition("/")[2]
        by_id[WIKI_TEXT].insert(0, heading)


def take_docbook(root: etree._Element, book: Book) -> None:
    """The title page of DocBook’s stylesheets: title, authors, date and legal notice in one element."""
    for element in [each for each in root.iter() if name(each) == "div" and "titlepage" in classes(each)]:
        parent = element.getparent()
        if parent is None or not (classes(parent) | {name(parent)}) & OUTER:
            continue
        for each in element.iter():
            words, text = classes(each) if name(each) else set(), tidy_text(each) if name(each) else ""
            if "title" in words and name(each) == "h1" and text:
                book.title = book.title if same(book.title, text) else text
            elif "subtitle" in words:
                book.subtitle = book.subtitle or text
            elif "author" in words and name(each) in HEADINGS:
                book.authors += [person for person in people(text) if person not in book.authors]
            elif words & {"pubdate", "copyright"} and (year := YEAR.search(text)):
                book.year = book.year or int(year[1])
        remove(element)
        return


def take_classed(
    root: etree._Element, book: Book, own: frozenset[str] = frozenset({"subtitle", "msosubtitle"})
) -> None:
    """Lines whose class says what they are; `own` are the classes that are enough on a paragraph too."""
    for element in [each for each in _top(root, most=4) if name(each) in TITLE_LINES]:
        text, words = tidy_text(element), classes(element)
        enough = own if name(element) in ("p", "div") else own | {"author", "date"}
        in_block = any(around.get("id") == TITLE_BLOCK for around in element.iterancestors())
        if not text or len(text) > LONGEST_LINE or not (in_block or words & enough):
            continue
        if words & {"subtitle", "msosubtitle"} and not book.subtitle:
            book.subtitle = text
        elif "author" in words:
            book.authors += [each for each in people(text) if each not in book.authors]
        elif "date" in words and (year := YEAR.search(text)):
            book.year = book.year or int(year[1])
        else:
            continue
        remove(element)


def _top(root: etree._Element, most: int) -> list[etree._Element]:
    """What stands before the first long paragraph, with at most so many headings below the title."""
    found: list[etree._Element] = []
    elements = [element for element in root.iter() if name(element)]
    headings = [element for element in elements if name(element) in HEADINGS]
    title = next((at for at, element in enumerate(headings) if name(element) == "h1"), 0)
    end = next(iter(headings[title + 1 + most :]), None)
    for element in elements:
        text = _spaced(element) if name(element) == "p" else ""
        if element is end or (len(text) > LONG_PARAGRAPH and not _states(text)):
            break
        found.append(element)
    return found


def _spaced(element: etree._Element) -> str:
    """The text, with room where a line ends."""
    return " ".join(" ".join(str(piece) for piece in element.itertext()).split())


def _states(text: str) -> bool:
    return len(text) <= LONGEST_STATED and len(STATED.findall(text)) >= STATED_ENOUGH


def _take_stated(top: list[etree._Element], book: Book) -> None:
    """“Written: 1900; First published: …; Translated: John Doe”, as archives put it above a text."""
    for element in top:
        text = _spaced(element) if name(element) in ("p", "blockquote", "dl", "ul") else ""
        if not _states(text):
            continue
        found = list(STATED.finditer(text))
        ends = [each.start() for each in found[1:]] + [len(text)]
        values = [
            (each[1].lower(), text[each.end() : end].strip(" ;,.")) for each, end in zip(found, ends, strict=True)
        ]
        years = [(key, year) for key, value in values if (year := YEAR.search(value))]
        for wanted in YEARS_FROM:
            book.year = book.year or next((int(year[1]) for key, year in years if key.startswith(wanted)), None)
        named = next((value for key, value in values if key.startswith("translat")), "")
        book.translators = book.translators or [each for each in people(named) if is_name(each)]
        book.notices.append(say(gettext_noop("Left out before the text: “%(lines)s”"), lines=text[:160]))
        remove(element)


def _take_meta_lines(top: list[etree._Element], book: Book) -> None:
    """A class that comes again and again tells of parts of the text, of poems by several authors for example."""
    times = Counter(word for element in top for word in classes(element))
    often = {word for word, count in times.items() if count > MOST_ALIKE}
    for element in top:
        text = tidy_text(element) if name(element) in LINES_OF_PAGES else ""
        if not text or len(text) > LONGEST_LINE or not _is_meta_line(element, often):
            continue
        if any(name(each) in HEADINGS for each in element.iter()):
            continue
        if not book.authors:
            book.authors = _authors_in(element, text)
        years = [each.get("datetime") or "" for each in element.iter() if name(each) == "time"]
        if year := next((year for each in [*years, text] if (year := YEAR.search(each))), None):
            book.year = book.year or int(year[1])
        remove(element)


def _is_meta_line(element: etree._Element, often: set[str]) -> bool:
    return name(element) == "time" or any(META_LINE.search(word) for word in classes(element) - often)


def _authors_in(element: etree._Element, text: str) -> list[str]:
    for each in element.iter():
        words = classes(each) if name(each) else set()
        if name(each) and (each.get("rel") == "author" or each.get("itemprop") == "author" or words & {"author", "fn"}):
            return people(re.sub(r"^by\s+", "", tidy_text(each), flags=re.IGNORECASE))
    byline = BY.search(text)
    return [each for each in people(byline[1]) if is_name(each)] if byline else []


def _take_title_paragraph(top: list[etree._Element], book: Book) -> None:
    """Word processors set a title as a paragraph of that name; the line below may be the author’s."""
    for element in top:
        text = tidy_text(element) if name(element) == "p" and classes(element) & {"title", "msotitle"} else ""
        if not text or len(text) > LONGEST_LINE or (book.title and not same(book.title, text)):
            continue
        below = element.getnext()
        if below is not None and name(below) == "p" and not book.authors and is_name(tidy_text(below)):
            book.authors = people(tidy_text(below))
            remove(below)
        book.title = text
        remove(element)
        return
