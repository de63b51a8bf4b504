"""What a list of contents leaves out: chapters of a part, documents that no entry names, the text before the first."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from texts.importing.book import Book
from texts.importing.epub.documents import Document, Documents
from texts.importing.front_matter import say_left_out
from texts.importing.naming import Mark
from texts.importing.promoted import promote, says_chapter
from texts.importing.titles import is_chapter_like, is_part_like, same

OWN_TEXT = 50
SHORT_CHILDREN = 1000


class Gaps:
    def __init__(
        self,
        book: Book,
        documents: Documents,
        words: list[int],
        marks: list[Mark],
        parts: list[tuple[int, str]],
        places: set[int],
    ) -> None:
        """`words` counts the words before each item, `places` are where entries lead."""
        self.book, self.documents, self.items = book, documents.documents, documents.items
        self.words, self.marks, self.parts, self.places = words, marks, parts, places

    def filled(self) -> list[Mark]:
        cut = zip(self.marks, [*(mark.at for mark in self.marks), len(self.items)][1:], strict=True)
        self.marks = [each for mark, end in cut for each in self.with_chapters(mark, end)]
        self.unlisted_documents()
        self.opening_in_first_document()
        return self.marks

    def with_chapters(self, mark: Mark, end: int) -> list[Mark]:
        """A part whose chapters the list of contents leaves out is cut at their headings, or at lines like them."""
        if not is_part_like(mark.label) or "chapter" in self.items[mark.own or mark.at].kinds:
            return [mark]
        inside = range(mark.at + 1, end)
        heads = [at for at in inside if self.items[at].is_heading and is_chapter_like(self.items[at].text)]
        heads = heads or [at for at in inside if says_chapter(self.items[at])]
        heads = [at for at in heads if self.items[at].level == min(self.items[head].level for head in heads)]
        if not heads or (self.words[end] - self.words[mark.at]) / len(heads) < SHORT_CHILDREN / 2:
            return [mark]
        part = f"{mark.part}, {mark.label}" if mark.part else mark.label
        chapters = [
            Mark(at, self.items[at].text, part, self.items[at].split, own=at, from_heading=True) for at in heads
        ]
        for at in [*heads, *([mark.at] if same(self.items[mark.at].text, mark.label) else [])]:
            promote(self.items[at], 2)
        if self.words[heads[0]] - self.words[mark.at] >= OWN_TEXT:
            return [replace(mark, part=part), *chapters]
        return [replace(chapters[0], at=mark.at), *chapters[1:]]

    def unlisted_documents(self) -> None:
        """A document that no entry points into goes on with the chapter before it, unless it begins like a chapter, or
        the entry before it is only a part.
        """
        self.marks = [mark for document in self.documents for mark in self.unlisted(document)] + self.marks
        self.marks.sort(key=lambda mark: mark.at)

    def unlisted(self, document: Document) -> Iterator[Mark]:
        if document.start == document.end or any(document.start <= at < document.end for at in self.listed_places):
            return
        first = self.items[document.start]
        before = max((place for place in self.listed_places if place <= document.start), default=None)
        part = next((name for at, name in self.parts if at == before), None)
        if before is None and (first.is_heading or document.words >= OWN_TEXT):
            yield Mark(document.start, opening=not first.is_heading or same(first.text, self.book.title))
        elif part is not None and first.is_heading:
            yield self.from_part(document.start, before or 0, part)
        elif first.is_heading and (
            first.level <= self.top_level or "chapter" in first.kinds or first.heading_split().kind == "chapter"
        ):
            yield Mark(document.start, part=max(self.marks, key=lambda mark: (mark.at <= document.start, mark.at)).part)

    def from_part(self, at: int, part_at: int, part: str) -> Mark:
        """The first chapter takes the few words of the part's page, which a later one may have been given."""
        start = at
        for mark in self.marks:
            if mark.at == part_at and mark.own > at:
                mark.at, start = mark.own, part_at
        return Mark(start, self.items[at].text, part, own=at, from_heading=True)

    @cached_property
    def listed_places(self) -> set[int]:
        return self.places | {at for mark in self.marks for at in (mark.at, mark.own)}

    @cached_property
    def top_level(self) -> int:
        heads = [self.items[mark.at] for mark in self.marks if mark.at < len(self.items)]
        return min((head.level for head in heads if head.is_heading), default=0)

    def opening_in_first_document(self) -> None:
        """What stands before the first entry; a few words are those of a title page."""
        first = self.marks[0].at if self.marks else 0
        if self.words[first] >= OWN_TEXT:
            self.marks.insert(0, Mark(0, opening=True))
        elif self.words[first]:
            say_left_out(self.book, self.items[:first])
