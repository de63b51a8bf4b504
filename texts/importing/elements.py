"""What each HTML element means to us."""

import re

from lxml import etree

from texts.importing.markup import all_text, classes, name, tidy_text, types

BLOCK = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "dir",
    "menu",
}
DROPPED = {
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "object",
    "embed",
    "applet",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "template",
    "noscript",
    "head",
    "title",
    "meta",
    "link",
    "base",
    "audio",
    "video",
    "canvas",
    "source",
    "track",
    "param",
    "area",
    "map",
    "dialog",
    "portal",
    "frame",
    "frameset",
    "label",
    "noframes",
    "nav",
    "case",
}
"""Of an epub:switch, what every reader understands is its default."""
DROPPED_TYPES = {"pagebreak", "backlink", "toc", "landmarks", "page-list", "loi", "lot", "lov", "navigation", "search"}
DROPPED_CLASSES = {
    "pagenum",
    "pageno",
    "page-number",
    "pagenumber",
    "page_number",
    "pagebreak",
    "sidenote",
    "sni",
    "marginalia",
    "margin-note",
    "marginnote",
    "linenum",
    "lnum",
    "lineno",
    "mw-editsection",
    "editsection",
    "noprint",
    "navbox",
    "vertical-navbox",
    "infobox",
    "metadata",
    "sistersitebox",
    "catlinks",
    "toc",
    "mw-jump-link",
    "hatnote",
    "printfooter",
    "mw-indicators",
    "sharedaddy",
    "visually-hidden",
    "sr-only",
    "screen-reader-text",
    "pg-boilerplate",
    "headerlink",
    "anchorjs-link",
    "front-matter-number",
    "back-matter-number",
    "headertemplate",
    "ws-noexport",
}
VERSE = re.compile(
    r"^(?:verse|poem|poems|poetry|poetry-container|stanza|lg|linegroup|song|hymn|lyrics|sonnet|versed?)$"
)
LINE = re.compile(r"^(?:line|ln|l|verse|i\d{1,2}|indent\d{0,2}|vi\d|v\d|il\d|line\d?)$")
INDENT = re.compile(r"^(?:i|indent|in|vi|il|line-indent-)(\d{1,2})$")
HEADED = re.compile(
    r"^(?P<part>part|book)[-_]?(?:title|head(?:ing|er)?|name|num(?:ber)?)$|"
    r"^(?:chap(?:ter)?[-_]?(?:title|head(?:ing|er)?|name|num(?:ber)?)?|heading|head)$"
)
PAGE = re.compile(r"(?:page|pg|pagina|seite)[-_]?(?:no|num(?:ber)?|\d+|[ivxlc]+)?", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[\[({]?\s*(?:p(?:age|g)?\.?\s*)?(?:\d{1,4}|[ivxlc]{1,7})\s*[\])}]?", re.IGNORECASE)
LONGEST_HEADING = 90
NOTE_TYPES = {"footnote", "endnote", "rearnote", "note"}
NOTE_LIST_TYPES = {"footnotes", "endnotes", "rearnotes"}
NOTE_CLASSES = {"footnote", "endnote", "fn", "rearnote", "footnote-item"}
NOTE_LIST_CLASSES = {"footnotes", "endnotes", "references", "footnotes-list", "footnote-list"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
EMPHASIS = {"em", "i", "cite", "dfn", "var"}
STRONG = {"strong", "b"}
CODE = {"code", "tt", "kbd", "samp"}


def is_dropped(element: etree._Element) -> bool:
    if name(element) in DROPPED or not name(element):
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style:
        return True
    if types(element) & DROPPED_TYPES or classes(element) & DROPPED_CLASSES:
        return True
    return name(element) in ("a", "span") and _is_page_number(element)


def _is_page_number(element: etree._Element) -> bool:
    """Whether its anchor or class says “page”, and its text only a number."""
    words = {*anchors(element), *classes(element)}
    is_page = not element.get("href") and any(PAGE.fullmatch(word) for word in words)
    return is_page and bool(PAGE_NUMBER.fullmatch(all_text(element).strip()))


def is_block(element: etree._Element) -> bool:
    """Whether it is a block, or an inline element with a block in it."""
    tag = name(element)
    if tag in BLOCK:
        return True
    return bool(len(element)) and any(name(inner) in BLOCK for inner in element.iterdescendants())


def is_verse(element: etree._Element) -> bool:
    return any(VERSE.match(word.removeprefix("z3998:")) for word in types(element) | classes(element))


def heading_level(element: etree._Element) -> int:
    """Of a line that only its class calls a heading; 0 if none does."""
    found = next(filter(None, map(HEADED.match, classes(element))), None) if name(element) in ("p", "div") else None
    inside = any(name(each) in BLOCK for each in element.iterdescendants()) if found else True
    if not found or inside or not 0 < len(tidy_text(element)) <= LONGEST_HEADING:
        return 0
    return 1 if found["part"] else 2


def is_line(element: etree._Element) -> bool:
    return any(LINE.match(word) for word in classes(element))


def indent_of(element: etree._Element) -> int:
    """Steps of indentation. Gutenberg counts in half ems (indent4), others in steps (i1)."""
    for word in classes(element):
        if found := INDENT.match(word):
            steps = int(found[1])
            return steps // 2 if word.startswith("indent") or steps > 6 else steps
    return 0


def is_note(element: etree._Element) -> bool:
    if types(element) & NOTE_TYPES and "noteref" not in types(element):
        return True
    return bool(classes(element) & NOTE_CLASSES) and name(element) not in ("a", "span", "sup")


def is_note_list(element: etree._Element) -> bool:
    return bool(types(element) & NOTE_LIST_TYPES or classes(element) & NOTE_LIST_CLASSES)


def anchors(element: etree._Element) -> list[str]:
    found = [element.get("id"), element.get("name") if name(element) == "a" else None]
    return [each for each in found if each]
