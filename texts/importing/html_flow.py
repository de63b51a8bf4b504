"""A tree of HTML to a row of items. Only the meaning is taken over: no attribute, style or element passes through."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from lxml import etree

from texts.blocks import (
    Block,
    Break,
    Code,
    Content,
    Figure,
    Heading,
    Inline,
    Line,
    List,
    Note,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Verse,
    inline_text,
)
from texts.importing import elements, limits
from texts.importing import html_shapes as shapes
from texts.importing.elements import HEADINGS
from texts.importing.flow import SCENE_BREAK, Item, plain_content, tidy
from texts.importing.inlines import Inlines
from texts.importing.markup import all_text, classes, name, types
from texts.importing.titles import Split, is_notes
from texts.importing.verse import looks_like_verse, verse_lines


class HtmlFlow:
    def __init__(
        self, file: str, find_image: Callable[[str, str], Figure | None] | None = None, base: str = ""
    ) -> None:
        self.file = file
        self.inlines = Inlines(file, find_image, base)
        self.items: list[Item] = []
        self.kinds: list[frozenset[str]] = [frozenset()]
        self.depth = 0
        self.in_notes = self.below_notes = False

    def read(self, root: etree._Element) -> list[Item]:
        body = next((element for element in root.iter() if name(element) == "body"), root)
        self.children(body)
        return self.items

    def emit(self, block: Block, split: Split | None = None) -> None:
        self.items.append(Item(block, self.file, self.take_ids(), self.kinds[-1], split))
        figures, self.inlines.figures = self.inlines.figures, []
        self.items += [Item(figure, self.file) for figure in figures]

    def take_ids(self) -> list[str]:
        ids, self.inlines.ids = self.inlines.ids, []
        return ids

    def paragraph(self, run: list[Inline]) -> None:
        content = tidy(tuple(run))
        text = inline_text(content)
        if SCENE_BREAK.match(text) and text.strip(". "):
            self.emit(Break())
        elif content:
            self.emit(Paragraph(content))
        elif self.inlines.figures:
            figures, self.inlines.figures = self.inlines.figures, []
            for figure in figures:
                self.emit(figure)

    # Elements in

    def children(self, element: etree._Element) -> None:
        """Loose text between blocks is a paragraph."""
        run: list[Inline] = [Text(element.text)] if element.text else []
        for child in element:
            if name(child) and elements.is_block(child):
                self.paragraph(run)
                run = []
                self.element(child)
            elif name(child):
                run += self.inlines.element(child)
            if child.tail:
                run.append(Text(child.tail))
        self.paragraph(run)

    def element(self, element: etree._Element) -> None:
        self.inlines.ids += [f"{self.file}#{anchor}" for anchor in elements.anchors(element)]
        if elements.is_dropped(element):
            return
        self.depth += 1
        own = frozenset(types(element))
        self.kinds.append(self.kinds[-1] | own if own else self.kinds[-1])
        try:
            if self.depth > limits.DEPTH:
                self.paragraph([Text(all_text(element))])
            else:
                self.known(element, name(element))
        finally:
            self.depth -= 1
            self.kinds.pop()

    def known(self, element: etree._Element, tag: str) -> None:
        if elements.is_note(element) and tag != "dl" and self.note_key(element):
            self.note(element)
        elif tag in HEADINGS:
            self.heading(element, int(tag[1]))
        elif level := elements.heading_level(element):
            goes_on = bool(self.items) and self.items[-1].is_heading
            self.heading(element, max(level, self.items[-1].level + 1) if goes_on else level)
        elif tag == "hgroup":
            self.heading_group(element)
        elif elements.is_verse(element) and tag not in ("body", "section", "article", "main"):
            self.verse(element)
        elif tag in HANDLERS:
            HANDLERS[tag](self, element)
        else:
            with self.within_notes(elements.is_note_list(element)):
                self.children(element)

    @contextmanager
    def within_notes(self, inside: bool) -> Iterator[None]:
        before, self.in_notes = self.in_notes, self.in_notes or inside
        yield
        self.in_notes = before

    def heading(self, element: etree._Element, level: int) -> None:
        with_breaks = tidy(tuple(self.inlines.inside(element)))
        content = tidy(with_breaks, breaks=False)
        lines = shapes.lines_of(with_breaks)
        self.below_notes = is_notes(plain_content(content).strip())
        if content:
            self.emit(Heading(level, content), shapes.split_over_lines(lines) if len(lines) > 1 else None)

    def heading_group(self, element: etree._Element) -> None:
        """A number and a title, each in an element of its own, are one heading."""
        parts = [tidy(tuple(self.inlines.inside(child)), breaks=False) for child in element if name(child)]
        parts = [part for part in parts if part]
        level = min((int(name(child)[1]) for child in element if name(child) in HEADINGS), default=2)
        if not parts:
            return
        self.emit(Heading(level, shapes.joined_by_colons(parts)), shapes.split_over_parts(parts))

    def text_paragraph(self, element: etree._Element) -> None:
        if any(elements.is_block(child) for child in element if name(child)):
            return self.children(element)
        if shapes.is_numbered_note(element):
            return self.note(element)
        run = tuple(self.inlines.inside(element))
        lines = shapes.lines_of(tidy(run))
        if len(lines) > 2 and looks_like_verse([inline_text(line) for line in lines]):
            self.emit(Verse(tuple(Line(line) for line in lines)))
        else:
            self.paragraph(list(run))

    def verse(self, element: etree._Element) -> None:
        """Stanza by stanza; a heading in the poem stays a heading."""
        for stanza in verse_lines(element, self.inlines):
            if isinstance(stanza, etree._Element):
                self.element(stanza)
            else:
                self.emit(Verse(tuple(stanza)))

    def quotation(self, element: etree._Element) -> None:
        blocks = self.nested(element)
        if blocks:
            self.emit(Quotation(blocks))

    def nested(self, element: etree._Element) -> tuple[Block, ...]:
        """The blocks inside; notes among them go out by themselves."""
        outer, self.items = self.items, []
        self.children(element)
        inner, self.items = self.items, outer
        self.items += [item for item in inner if isinstance(item.block, Note)]
        self.inlines.ids += [each for item in inner for each in item.ids if not isinstance(item.block, Note)]
        return tuple(item.block for item in inner if not isinstance(item.block, Note))

    def listing(self, element: etree._Element) -> None:
        notes = elements.is_note_list(element) or shapes.all_point_back(element)
        with self.within_notes(notes or (self.below_notes and shapes.all_are_named(element))):
            items = [self.list_item(child) for child in element if name(child)]
        items = [item for item in items if item]
        if items:
            ordered = name(element) == "ol"
            start = element.get("start") or "1"
            self.emit(List(tuple(items), ordered, int(start) if start.isdigit() and len(start) < 9 else 1))

    def list_item(self, element: etree._Element) -> tuple[Block, ...]:
        if elements.is_dropped(element):
            return ()
        if name(element) == "li" and (self.in_notes or elements.is_note(element)) and self.note_key(element):
            self.note(element)
            return ()
        self.inlines.ids += [f"{self.file}#{anchor}" for anchor in elements.anchors(element)]
        return self.nested(element)

    def note_key(self, element: etree._Element) -> str:
        """The element's own anchor, or the first inside it."""
        for inner in element.iter():
            if name(inner) and (found := elements.anchors(inner)):
                return f"{self.file}#{found[0]}"
        return ""

    def note(self, element: etree._Element) -> None:
        key = self.note_key(element)
        waiting = self.take_ids()
        with self.within_notes(False):
            self.in_notes = False
            blocks = self.nested(element)
        if blocks:
            self.items.append(Item(Note(key, blocks), self.file, [key, *waiting, *self.take_ids()], self.kinds[-1]))

    def definitions(self, element: etree._Element) -> None:
        terms = [child for child in element if name(child) == "dt"]
        if terms and all(shapes.is_note_term(term, element) for term in terms):
            return self.paired_notes(element, shapes.terms_with_texts(element))
        for child in element:
            if name(child) == "dt":
                self.paragraph([Strong(tuple(self.inlines.inside(child)))])
            elif name(child) == "dd":
                self.children(child)
            elif name(child) == "div":
                self.definitions(child)

    def paired_notes(self, element: etree._Element, pairs: Iterable[tuple[etree._Element, etree._Element]]) -> None:
        """Numbers that lead back, each with its note beside it."""
        for term, text in pairs:
            key = self.note_key(term) or self.note_key(element)
            if blocks := self.nested(text):
                self.items.append(Item(Note(key, blocks), self.file, [key, *self.take_ids()], self.kinds[-1]))

    def table(self, element: etree._Element) -> None:
        for caption in (child for child in element if name(child) == "caption"):
            self.paragraph(self.inlines.inside(caption))
        rows = shapes.own_rows(element)
        cells = [[cell for cell in row if name(cell) in ("td", "th")] for row in rows]
        if cells and all(len(row) == 2 and shapes.is_note_term(row[0], element) for row in cells):
            return self.paired_notes(element, ((term, text) for term, text in cells))
        widest = max((len(row) for row in cells), default=0)
        nested = any(name(inner) == "table" for inner in element.iterdescendants())
        if widest < 2 or nested or any(shapes.is_layout(cell) for row in cells for cell in row):
            return self.unpack(cells)
        done = [tuple(self.cell(cell) for cell in row) for row in cells if row]
        head = bool(cells[0]) and all(name(cell) == "th" for cell in cells[0]) and len(done) > 1
        self.emit(Table(done[0] if head else (), tuple(done[1:] if head else done)))

    def unpack(self, cells: list[list[etree._Element]]) -> None:
        for row in cells:
            for cell in row:
                self.children(cell)

    def cell(self, cell: etree._Element) -> Content:
        return tidy(tuple(self.inlines.inside(cell)), breaks=False)

    def preformatted(self, element: etree._Element) -> None:
        code = next((child for child in element if name(child) == "code"), None)
        text = all_text(code if code is not None else element)
        lines = [line for line in text.split("\n") if line.strip()]
        if code is None and looks_like_verse([line.strip() for line in lines]) and not classes(element):
            self.emit(Verse(tuple(Line((Text(line.strip()),)) for line in lines)))
        elif text.strip():
            language = next((each.removeprefix("language-") for each in shapes.code_classes(element, code)), "")
            self.emit(Code(text, language))

    def figure(self, element: etree._Element) -> None:
        """A picture with its caption; a figure around anything else is only a frame."""
        captions = [child for child in element.iter() if name(child) == "figcaption"]
        caption = " ".join(all_text(each) for each in captions)
        pictures = [child for child in element.iter() if name(child) == "img"]
        if not pictures:
            return self.children(element)
        for picture in pictures:
            self.inlines.picture(picture)
        figures, self.inlines.figures = self.inlines.figures, []
        for at, figure in enumerate(figures):
            last = at == len(figures) - 1
            self.emit(Figure(figure.image, figure.alt, " ".join(caption.split()) if last else ""))

    def rule(self, _: etree._Element) -> None:
        self.emit(Break())


HANDLERS = {
    "p": HtmlFlow.text_paragraph,
    "blockquote": HtmlFlow.quotation,
    "ul": HtmlFlow.listing,
    "ol": HtmlFlow.listing,
    "menu": HtmlFlow.listing,
    "dir": HtmlFlow.listing,
    "dl": HtmlFlow.definitions,
    "table": HtmlFlow.table,
    "pre": HtmlFlow.preformatted,
    "figure": HtmlFlow.figure,
    "hr": HtmlFlow.rule,
}
