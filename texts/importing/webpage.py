"""The text of a saved web page, without the page around it."""

import re

from lxml import etree

from texts.importing.markup import all_text, classes, name, remove, types

AROUND = re.compile(
    r"(?:^|[-_])(?:share|sharing|social|related|comments?|respond|sidebar|cookie|newsletter|subscribe|subscription|advert|"
    r"advertisement|ads?|promo|breadcrumbs?|nav|navigation|menu|masthead|banner|popup|modal|toolbar|pagination|"
    r"recommended|recirc|paywall|signup|author-bio|tags|meta-bar|footer)(?:$|[-_])"
)
REMOVABLE = {"div", "section", "aside", "ul", "footer", "form", "nav", "header", "p"}
TEXT_SHARE = 0.4


def content_root(root: etree._Element) -> etree._Element:
    """The element that holds the article: the smallest usual one with a good share of the page's paragraphs."""
    total = _text_length(root)
    for element in _candidates(root):
        if _text_length(element) >= TEXT_SHARE * total:
            _remove_surroundings(element)
            return element
    _remove_surroundings(root)
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
            remove(element)
