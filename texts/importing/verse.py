"""Verse in markup that knows it, and verse that only its short lines give away."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from texts.blocks import Inline, Line, LineBreak, Text
from texts.importing import elements
from texts.importing.flow import tidy
from texts.importing.inlines import Inlines
from texts.importing.markup import name

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "hgroup"}
LONGEST = 72
MEAN_LENGTH = 56


def looks_like_verse(lines: list[str]) -> bool:
    """Three or more short lines, of which most begin with a capital and few end as sentences within the line."""
    lines = [line for line in lines if line.strip()]
    if len(lines) < 3 or max(map(len, lines)) > LONGEST or sum(map(len, lines)) / len(lines) > MEAN_LENGTH:
        return False
    starts = [re.sub(r"^[\W_]+", "", line) for line in lines]
    cased = [start for start in starts if start and (start[0].isupper() or start[0].islower())]
    capitals = sum(start[0].isupper() for start in cased)
    code = sum(line.rstrip().endswith((";", "{", "}", "=")) and "(" in line for line in lines)
    return bool(cased) and capitals >= 0.7 * len(cased) and code == 0


Stanza: TypeAlias = list[Line] | etree._Element


def verse_lines(element: etree._Element, inlines: Inlines) -> Iterator[Stanza]:
    """Stanzas, and between them the headings and lists that are to be read in the usual way."""
    reader = _Reader(inlines)
    reader.walk(element, 0)
    reader.end_stanza()
    yield from reader.stanzas


class _Reader:
    def __init__(self, inlines: Inlines) -> None:
        self.inlines = inlines
        self.stanzas: list[Stanza] = []
        self.lines: list[Line] = []
        self.run: list[Inline] = []
        self.indent = 0

    def end_line(self) -> None:
        content = tidy(tuple(self.run), breaks=False)
        self.run = []
        if content:
            self.lines.append(Line(content, self.indent))
        self.indent = 0

    def end_stanza(self) -> None:
        self.end_line()
        if self.lines:
            self.stanzas.append(self.lines)
            self.lines = []

    def walk(self, element: etree._Element, depth: int) -> None:
        if element.text:
            self.run.append(Text(element.text))
        single = _paragraphs_are_lines(element)
        for child in element:
            if name(child):
                self.child(child, single, depth)
            if child.tail:
                self.run.append(Text(child.tail))

    def child(self, child: etree._Element, single: bool, depth: int) -> None:
        tag = name(child)
        if tag in HEADINGS or tag in ("ul", "ol", "table", "figure"):
            self.end_stanza()
            self.stanzas.append(child)
        elif tag == "br":
            self.end_line()
        elif elements.is_dropped(child):
            return
        elif elements.is_block(child) and depth < 60:
            self.block(child, single, depth)
        elif elements.is_line(child):
            self.end_line()
            self.indent = elements.indent_of(child)
            self.inline(child)
            self.end_line()
        else:
            self.inline(child)

    def inline(self, child: etree._Element) -> None:
        """An inline element, perhaps with line breaks in it."""
        pieces: list[Inline] = self.inlines.element(child)
        for piece in pieces:
            if isinstance(piece, LineBreak):
                self.end_line()
            else:
                self.run.append(piece)

    def block(self, child: etree._Element, single: bool, depth: int) -> None:
        is_line = single or (
            elements.is_line(child) and not any(elements.is_block(each) for each in child if name(each))
        )
        self.inlines.ids += [f"{self.inlines.file}#{anchor}" for anchor in elements.anchors(child)]
        (self.end_line if is_line else self.end_stanza)()
        self.indent = elements.indent_of(child)
        self.walk(child, depth + 1)
        (self.end_line if is_line else self.end_stanza)()


def _paragraphs_are_lines(element: etree._Element) -> bool:
    """Three or more block children without a line break in any: each is a line, not a stanza."""
    blocks = [child for child in element if name(child) in ("p", "div")]
    if len(blocks) < 3:
        return False
    return not any(
        name(inner) in ("br", "p", "div") or elements.is_line(inner)
        for each in blocks
        for inner in each.iterdescendants()
        if name(inner)
    )
