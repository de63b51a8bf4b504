"""A document as one long row of blocks that still know where they came from, before it is cut into chapters."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from texts.blocks import (
    SPANS,
    Block,
    Code,
    Content,
    Heading,
    Inline,
    Line,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Table,
    Verse,
    contents,
    inline_text,
    walk,
    walk_inline,
)
from texts.importing.titles import Split, split_heading
from texts.writers.inline import inline

EMPTY = Paragraph(())
INTERNAL = "internal:"
SCENE_BREAK = re.compile(r"^[\s*·•#~_=\-—–.◊✦❧☙]{3,}$|^\s*[*#⁂❦•◊✦❧☙]\s*$")
NOTE_MARK = re.compile(r"^[\[(]?(?:\d{1,4}|[*†‡§¶]{1,4}|[A-Za-z]|note \d+)[\])]?$")


@dataclass(slots=True)
class Item:
    """`ids` are the anchors that begin at or in the block, as `file#id`. `kinds` are the words of epub:type that the
    heading's section carries. `split` is set where the markup itself parts the number of a heading from its title.
    """

    block: Block
    file: str = ""
    ids: list[str] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    split: Split | None = None
    suspect: bool = False

    @property
    def text(self) -> str:
        """Without the marks of notes."""
        if isinstance(self.block, Code):
            return self.block.text
        return " ".join(plain_content(content) for content in contents(self.block)).strip()

    @property
    def is_heading(self) -> bool:
        return isinstance(self.block, Heading)

    @property
    def level(self) -> int:
        return self.block.level if isinstance(self.block, Heading) else 0

    def heading_split(self) -> Split:
        return self.split or split_heading(self.text)


def plain_content(content: Content) -> str:
    return inline_text(_map(content, _without_mark))


def _without_mark(link: Link) -> Content:
    return () if is_note_mark(link) else link.content


def is_note_mark(link: Link) -> bool:
    return link.href.startswith(INTERNAL) and bool(NOTE_MARK.match(inline_text(link.content).strip()))


def tidy(content: Content, breaks: bool = True) -> Content:
    """The canonical form, with links inside the document still in it."""
    return inline(content, breaks=breaks, check=lambda href: href)


def internal_link(target: str, content: Content) -> Link:
    return Link(INTERNAL + target, content)


def internal_links(block: Block) -> list[Link]:
    """The links of the block, or of a block in it, to places inside the document."""
    return [
        each
        for inner in walk((block,))
        for content in contents(inner)
        for each in walk_inline(content)
        if isinstance(each, Link) and each.href.startswith(INTERNAL)
    ]


def internal_targets(block: Block) -> list[str]:
    return [link.href.removeprefix(INTERNAL) for link in internal_links(block)]


def map_inline(block: Block, change) -> Block:
    """The block with `change(inline)`, a tuple of inlines, put in the place of every link."""
    return map_contents(block, lambda content: _map(content, change))


def _map(content: Content, change) -> Content:
    done: list[Inline] = []
    for each in content:
        if isinstance(each, Link):
            done += change(replace(each, content=_map(each.content, change)))
        elif isinstance(each, SPANS):
            done.append(replace(each, content=_map(each.content, change)))
        else:
            done.append(each)
    return tuple(done)


def map_contents(block: Block, change: Callable[[Content], Content]) -> Block:
    """The block with every run of text in it changed."""
    match block:
        case Heading() | Paragraph():
            return replace(block, content=change(block.content))
        case Verse():
            return Verse(tuple(Line(change(line.content), line.indent) for line in block.lines))
        case Table():
            rows = tuple(tuple(change(cell) for cell in row) for row in block.rows)
            return Table(tuple(change(cell) for cell in block.head), rows)
        case Quotation() | Note():
            return replace(block, blocks=tuple(map_contents(inner, change) for inner in block.blocks))
        case List():
            items = tuple(tuple(map_contents(inner, change) for inner in item) for item in block.items)
            return replace(block, items=items)
    return block


def rekeyed(block: Block, keys: dict[str, str]) -> Block:
    """The block with the keys of its note references exchanged."""

    def content_of(content: Content) -> Content:
        return tuple(_rekey(each, keys, content_of) for each in content)

    changed = map_contents(block, content_of)
    return replace(changed, key=keys.get(changed.key, changed.key)) if isinstance(changed, Note) else changed


def _rekey(each: Inline, keys: dict[str, str], content_of) -> Inline:
    if isinstance(each, NoteRef):
        return NoteRef(keys.get(each.key, each.key))
    if isinstance(each, (*SPANS, Link)):
        return replace(each, content=content_of(each.content))
    return each
