"""From a table of contents to marks: which entries are parts, which chapters, which only sections of a chapter."""

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from texts.importing.book import Book
from texts.importing.epub.contents import Node
from texts.importing.epub.documents import CHAPTER_TYPES, PART_TYPES, Documents
from texts.importing.epub.gaps import OWN_TEXT, SHORT_CHILDREN, Gaps
from texts.importing.flow import NOTE_MARK
from texts.importing.gutenberg import blank
from texts.importing.headings import LONG_CHAPTER, SHORTEST_SUBSECTION, SUBSECTIONS
from texts.importing.inlines import WAY_BACK
from texts.importing.naming import Mark
from texts.importing.titles import (
    begins_with,
    is_chapter_like,
    is_contents,
    is_front_matter,
    is_part_like,
    is_title,
    same,
    says_nothing,
    split_heading,
)
from texts.writers.plain import count_words


class Outline:
    def __init__(self, book: Book, documents: Documents, nodes: list[Node]) -> None:
        self.book = book
        self.documents = documents
        self.items = documents.items
        self.where = documents.at()
        self.nodes = nodes
        self.marks: list[Mark] = []
        self.parts: list[tuple[int, str]] = []
        self.pending: int | None = None
        """Where a part page begins whose few words go to the next chapter."""
        self.words = [0, *accumulate(0 if item.is_heading else count_words(item.text) for item in self.items)]

    def read(self) -> list[Mark]:
        self.visit(self.nodes, "", top=True)
        seen: dict[int, Mark] = {}
        for mark in self.marks:
            seen.setdefault(mark.at, mark)
        self.marks = sorted(seen.values(), key=lambda mark: mark.at)
        return Gaps(self.book, self.documents, self.words, self.marks, self.parts, set(self.places)).filled()

    def position(self, node: Node) -> int | None:
        if not node.target:
            return None
        found = self.where.get(node.target)
        return self.where.get(node.file) if found is None else found

    def first_position(self, node: Node) -> int | None:
        own = self.position(node)
        if own is not None:
            return own
        return next((at for child in node.children if (at := self.first_position(child)) is not None), None)

    def visit(self, nodes: list[Node], part: str, top: bool = False) -> None:
        current = part
        for node in filter(self.is_entry, nodes):
            kind = self.kind(node, nodes, top)
            if kind == "chapter":
                self.chapter(node, part if self.is_outside(node) else current)
            elif kind == "through":
                self.through(node, part)
            elif node.children:
                self.part(node, node.label, part)
            else:
                current = node.label
                self.begin_part(node, node.label)

    def is_entry(self, node: Node) -> bool:
        """Some programs list every link, those to notes and back too."""
        at = self.position(node)
        if node.children or at is None or at >= len(self.items):
            return True
        item = self.items[at]
        note = NOTE_MARK.match(WAY_BACK.sub("", node.label).strip()) and not item.is_heading
        marks_note = bool(note) and ("#" in node.target or self.lists_ways_back)
        return any(map(str.isalnum, node.label)) and not (marks_note and not same(item.text, node.label))

    @cached_property
    def lists_ways_back(self) -> bool:
        return any(WAY_BACK.search(node.label) for node in _every(self.nodes))

    def is_outside(self, node: Node) -> bool:
        """An entry after a leaf of a part may stand outside the part: an epilogue, an index."""
        return split_heading(node.label).kind == "named" and not node.children and bool(self.marks)

    def chapter(self, node: Node, part: str) -> None:
        at = self.position(node)
        if at is None:
            return
        start = self.pending if self.pending is not None and self.pending <= at else at
        self.pending = None
        is_title = not self.marks and begins_with(node.label, self.book.title)
        self.marks.append(Mark(start, self.label(node, at), part, own=at, opening=is_title))

    def label(self, node: Node, at: int) -> str:
        """Nothing if the heading says more."""
        return "" if says_nothing(node.label) and self.items[at].is_heading else node.label

    def begin_part(self, node: Node, part: str) -> None:
        at = self.position(node)
        if at is None:
            return
        self.parts.append((at, part))
        if self.own_words(node) >= OWN_TEXT:
            self.marks.append(Mark(at, node.label, part))
        else:
            self.pending = at if self.pending is None else self.pending

    def part(self, node: Node, name: str, outer: str) -> None:
        full = f"{outer}, {name}" if outer and not same(outer, name) else name
        self.begin_part(node, full)
        self.visit(node.children, full)

    def through(self, node: Node, part: str) -> None:
        """An entry that only stands for the whole: its children take its place."""
        at = self.position(node)
        if at is not None and self.own_words(node) >= OWN_TEXT:
            self.marks.append(Mark(at, self.label(node, at), part))
        elif at is not None and is_title(self.items[at].text, self.book.title):
            for item in self.items[at : self.own_end(node, at)]:
                blank(item)
        elif at is not None and self.pending is None:
            self.pending = at
        self.visit(node.children, part, top=True)

    def kind(self, node: Node, siblings: list[Node], top: bool) -> str:
        if not node.children:
            return "part" if self.is_bare_part(node) and self.stands_over_others(node, siblings) else "chapter"
        if not node.target:
            return "part"
        kinds = self.kinds(node)
        if says_nothing(node.label) or (top and self.stands_for_all(node, siblings, kinds)):
            return "through"
        is_part = bool(kinds & PART_TYPES) and (is_part_like(node.label) or not kinds & CHAPTER_TYPES)
        if (kinds & CHAPTER_TYPES or self.is_named_apart(node)) and not is_part:
            return "chapter"
        if kinds & PART_TYPES or is_part_like(node.label):
            return "part"
        return self.kind_by_children(node, siblings)

    def is_named_apart(self, node: Node) -> bool:
        """A preface with sections, but not the appendices over several of them."""
        named = [split_heading(each.label).kind == "named" for each in (node, *node.children)]
        return named[0] and not all(named[1:])

    def kind_by_children(self, node: Node, siblings: list[Node]) -> str:
        children_like = sum(is_chapter_like(child.label) for child in node.children)
        if is_chapter_like(node.label):
            return "chapter"
        if children_like >= 0.5 * len(node.children):
            return "part"
        if all("." in split_heading(child.label).number for child in node.children):
            return "chapter"
        numbers = [split_heading(each.label).number for each in (node, *node.children)]
        if numbers[0] and not any(numbers[1:]):
            return "chapter"
        if any(child.file and child.file != node.file for child in node.children):
            return "part"
        inner = [
            each for each in siblings if split_heading(each.label).kind != "named" and self.position(each) is not None
        ]
        words, count = self.span_words(node), len(node.children)
        is_long = words >= LONG_CHAPTER and count >= SUBSECTIONS and words / count >= SHORTEST_SUBSECTION
        if is_long and not numbers[0]:
            return "part"
        if any(not each.children for each in inner) or self.own_words(node) >= 3 * OWN_TEXT:
            return "chapter"
        return "part" if words / count >= SHORT_CHILDREN else "chapter"

    def kinds(self, node: Node) -> set[str]:
        at = self.position(node)
        return set(self.items[at].kinds) if at is not None and at < len(self.items) else set()

    def stands_for_all(self, node: Node, siblings: list[Node], kinds: set[str]) -> bool:
        if is_title(node.label, self.book.title) or kinds & {
            "halftitlepage",
            "titlepage",
            "halftitle",
        }:
            return True
        if self.position(node) is None:
            return True
        others = [each for each in siblings if each is not node and not self.is_around(each)]
        return not others and len(node.children) > 1 and not (is_part_like(node.label) or kinds & PART_TYPES)

    def is_around(self, node: Node) -> bool:
        """Front or back matter, or nothing that we kept."""
        named = split_heading(node.label).kind == "named" or is_front_matter(node.label) or is_contents(node.label)
        return self.first_position(node) is None or (named and not node.children)

    def is_bare_part(self, node: Node) -> bool:
        kinds = self.kinds(node)
        if self.own_words(node) >= OWN_TEXT:
            return False
        return (bool(kinds & PART_TYPES) and "chapter" not in kinds) or is_part_like(node.label)

    def stands_over_others(self, node: Node, siblings: list[Node]) -> bool:
        """What follows a part is a chapter or a part of another kind; acts that follow each other hold their text."""
        after = siblings[siblings.index(node) + 1 :]
        if not after:
            return not self.own_words(node)
        if after[0].children and self.own_words(node):
            return False
        word = split_heading(node.label).word.lower()
        other = not self.is_bare_part(after[0]) or split_heading(after[0].label).word.lower() != word
        return other or self.stands_over_unlisted(node)

    def stands_over_unlisted(self, node: Node) -> bool:
        """Whether the next document begins with a heading, and no entry leads into it."""
        at = self.position(node) or 0
        below = next((each for each in self.documents.documents if each.start > at), None)
        if below is None or not self.items[below.start].is_heading:
            return False
        return not any(below.start <= (self.position(each) or 0) < below.end for each in _every(self.nodes))

    def own_words(self, node: Node) -> int:
        at = self.position(node)
        return 0 if at is None else self.words[self.own_end(node, at)] - self.words[at]

    def own_end(self, node: Node, at: int) -> int:
        """The next place that any entry points to, or the end of its file."""
        if node.children and (first := self.first_position(node.children[0])) is not None and first > at:
            return first
        ends = [document.end for document in self.documents.documents if document.start <= at < document.end]
        return min([*self.places[bisect_right(self.places, at) :][:1], *ends], default=len(self.items))

    @cached_property
    def places(self) -> list[int]:
        """Where entries lead, in order."""
        return sorted({at for node in _every(self.nodes) if (at := self.position(node)) is not None})

    def span_words(self, node: Node) -> int:
        """Words from where an entry points to the next place that an entry outside it points to."""
        at = self.position(node) or 0
        inside = {id(each) for each in _every([node])}
        places = [self.position(each) or 0 for each in _every(self.nodes) if id(each) not in inside]
        return self.words[min((place for place in places if place > at), default=len(self.items))] - self.words[at]


def _every(nodes: list[Node]) -> list[Node]:
    return [each for node in nodes for each in [node, *_every(node.children)]]
