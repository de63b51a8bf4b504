"""The text of a saved web page, without the page around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from texts.importing.elements import BLOCK, DROPPED, HEADINGS, anchors
from texts.importing.markup import all_text, classes, name, remove, types
from texts.importing.titles import plain_letters

AROUND = re.compile(
    r"(?:^|[-_])(?:share|sharing|social|related|comments?|respond|sidebar|cookie|newsletter|subscribe|subscription|advert|"
    r"advertisement|ads?|promo|breadcrumbs?|nav|navigation|menu|masthead|banner|popup|modal|toolbar|pagination|"
    r"recommended|recirc|signup|author-bio|tags|meta-bar|footer)(?:$|[-_])"
)
REMOVABLE = {"div", "section", "aside", "ul", "footer", "form", "nav", "header", "p"}
CONTAINERS = {"body", "center", "div", "section", "article", "main", "table", "tbody", "tr", "td"}
MOST_AROUND = 0.5
NAMED_SHARE = 0.4
ANOTHER = 0.1
MAIN_SHARE = 0.75
PROSE = 60
LINKED = 0.25


@dataclass
class _Weight:
    """Letters: all of them, those in links, and those of prose, which stands in paragraphs of some length that are not
    mostly links.
    """

    text: int = 0
    linked: int = 0
    prose: int = 0

    @property
    def is_linked(self) -> bool:
        return self.linked > LINKED * self.text

    def add(self, other: "_Weight") -> None:
        self.text += other.text
        self.linked += other.linked
        self.prose += other.prose


Weights = dict[etree._Element, _Weight]


def content_root(root: etree._Element) -> etree._Element:
    """The element that the page names as its article, or all of it, without what is mostly links beside the prose."""
    _remove_named(root)
    weights = _weigh(root)
    article = next(_articles(root, weights), root)
    here = article
    while (inner := _main_child(here, weights)) is not None:
        for child in [each for each in here if each is not inner and each in weights]:
            if weights[child].is_linked and not _is_pointed_to(child, inner):
                remove(child)
        here = inner
    return article


def _is_pointed_to(element: etree._Element, inner: etree._Element) -> bool:
    """Whether it holds the notes to the text."""
    targets = {(each.get("href") or "").partition("#")[2] for each in inner.iter("a")} - {""}
    after = element in inner.itersiblings()
    return after and any(anchor in targets for each in element.iter() if name(each) for anchor in anchors(each))


def _weigh(root: etree._Element) -> Weights:
    """A paragraph is what stands in a block, outside of the blocks in it."""
    weights: Weights = {}
    places: dict[etree._Element | None, tuple[etree._Element, bool]] = {}
    for element in root.iter():
        parent = None if element is root else element.getparent()
        if parent is not None and parent not in places:
            continue
        block, linked = places.get(parent, (root, False))
        if parent is not None:
            weights[block].add(_of_text(element.tail, linked))
        if not name(element) or name(element) in DROPPED - {"head"}:
            continue
        linked = linked or (name(element) == "a" and element.get("href") is not None)
        block = element if name(element) in BLOCK else block
        places[element], weights[element] = (block, linked), _Weight()
        weights[block].add(_of_text(element.text, linked))
    for weight in weights.values():
        weight.prose = weight.text if weight.text >= PROSE and not weight.is_linked else 0
    for element in reversed(weights):
        parent = element.getparent()
        if element is not root and parent is not None:
            weights[parent].add(weights[element])
    return weights


def _of_text(text: str | None, linked: bool) -> _Weight:
    letters = len("".join(text.split())) if text else 0
    return _Weight(letters, letters * linked)


def _articles(root: etree._Element, weights: Weights) -> Iterator[etree._Element]:
    """What the page names as its text, the surest name first, unless it names several."""
    for rank in range(4):
        found = [each for each in weights if _rank(each) == rank]
        if not found:
            continue
        largest = max(found, key=lambda each: weights[each].prose)
        family = {largest, *largest.iterancestors(), *largest.iterdescendants()}
        another = max((weights[each].prose for each in found if each not in family), default=0)
        total = weights[root].prose
        if weights[largest].prose >= NAMED_SHARE * total and another < ANOTHER * total:
            yield largest


def _rank(element: etree._Element) -> int:
    ident = element.get("id")
    if ident in ("mw-content-text", "article-body", "articleBody") or element.get("itemprop") == "articleBody":
        return 0
    if name(element) == "article":
        return 1
    if name(element) == "main" or "main" in types(element):
        return 2
    return 3 if ident in ("content", "main", "bodyContent", "main-content") else 4


def _main_child(element: etree._Element, weights: Weights) -> etree._Element | None:
    """The container in it that holds nearly all of its prose."""
    most = MAIN_SHARE * weights[element].prose
    inner = (each for each in element if name(each) in CONTAINERS and each in weights)
    return next((each for each in inner if most and weights[each].prose >= most), None)


def _remove_named(root: etree._Element) -> None:
    """What its class or name says to be no part of the text."""
    weights = _weigh(root)
    for element in list(weights):
        around = name(element) in ("nav", "form") or any(AROUND.search(word) for word in classes(element))
        around = around or (_says_around(element) and not _is_section(element))
        if around and name(element) in REMOVABLE and weights[element].prose <= MOST_AROUND * weights[root].prose:
            remove(element)


def _says_around(element: etree._Element) -> bool:
    return bool(AROUND.search((element.get("id") or "").lower()))


def _is_section(element: etree._Element) -> bool:
    """Named after its heading, “social-questions”, as one beside it is whose name says nothing else."""
    beside = element.getparent()
    others = [] if beside is None else [each for each in beside if name(each) and not _says_around(each)]
    return _is_named_after_heading(element) and any(map(_is_named_after_heading, others))


def _is_named_after_heading(element: etree._Element) -> bool:
    letters = plain_letters(element.get("id") or "")
    heading = next((each for each in element.iter() if name(each) in HEADINGS), None) if letters else None
    return heading is not None and plain_letters(all_text(heading)).endswith(letters)
