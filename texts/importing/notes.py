"""References and notes find each other; every other link inside the document becomes plain text."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import dropwhile, takewhile

from texts.blocks import (
    Block,
    Content,
    Inline,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Text,
    inline_text,
    note_keys,
)
from texts.importing.flow import EMPTY, INTERNAL, NOTE_MARK, Item, internal_links, internal_targets, map_inline, rekeyed
from texts.importing.titles import is_notes
from texts.importing.written_notes import with_written_notes

BACK = re.compile(r"^[\[(]?(?:[\d*†‡§¶↑↩︎^⏎←]{1,5}|[a-z]|back|return|voltar|zurück|retour)[\])]?\.?$", re.IGNORECASE)
EMPTY_BRACKETS = re.compile(r"^\s*(?:\[\s*\]|\(\s*\))[.:]?\s*")
MARKER_LENGTH = 14
MOST = 0.5
REST_OF_WAY_BACK = re.compile(r"^[\s\])]*$")
BEFORE_LINK = re.compile(r"^[\s\[(]*(?:\d{1,4}[\s.]*[(\[]\s*)?$")


def resolve_notes(items: list[Item]) -> list[Item]:
    """As many items, in which notes are Note blocks under the key `file#id` and references point to them.

    A note is an element that says so (epub:type, role, class), a paragraph that begins with a link to the very place
    that links to it, one below a heading such as “Notes” to which the text links, or one that says “[Footnote 1: …]”.
    """
    items = with_written_notes(_paragraph_notes(items))
    keys = {each: item.block.key for item in items if isinstance(item.block, Note) for each in item.ids}
    marks: dict[str, str] = {}
    homes: dict[str, set[str]] = {}
    for item in items:
        for link in [] if isinstance(item.block, Note) else internal_links(item.block):
            if key := keys.get(link.href.removeprefix(INTERNAL)):
                marks.setdefault(key, inline_text(link.content).strip())
                homes.setdefault(key, set()).update(item.ids)
    items = [replace(item, block=_linked(item.block, keys, homes)) for item in items]
    notes = [item.block for item in items if isinstance(item.block, Note) and marks.get(item.block.key)]
    marked = sum(bool(_own_mark(_beginning(note), marks[note.key])) for note in notes)
    marks = marks if marked >= MOST * len(notes) else {}
    return [replace(item, block=_without_own_mark(item.block, marks)) for item in items]


def _beginning(note: Note) -> str:
    """The plain text at the beginning of a note, without the brackets that stood around its way back."""
    first = note.blocks[0] if note.blocks else None
    texts = takewhile(lambda inline: isinstance(inline, Text), first.content if isinstance(first, Paragraph) else ())
    return EMPTY_BRACKETS.sub("", inline_text(tuple(texts)), count=1)


def _own_mark(text: str, mark: str) -> re.Match | None:
    mark = mark.strip("[]().")
    pattern = rf"\s*[\[(]?{re.escape(mark)}(?!\d)[\])]?[.:]?\s*"
    return re.match(pattern, text) if mark and not mark.isalpha() else None


def _without_own_mark(block: Block, marks: dict[str, str]) -> Block:
    """A note without its number. `marks` is empty where most notes do not begin with theirs: “3 May” is a date."""
    first = block.blocks[0] if isinstance(block, Note) and block.blocks else None
    if not isinstance(block, Note) or not isinstance(first, Paragraph):
        return block
    if len(block.blocks) > 1 and NOTE_MARK.match(inline_text(first.content).strip()):
        return replace(block, blocks=block.blocks[1:])
    left = _beginning(block)
    own = _own_mark(left, marks.get(block.key, ""))
    rest = dropwhile(lambda inline: isinstance(inline, Text), first.content)
    return replace(block, blocks=(Paragraph((Text(left[own.end() if own else 0 :]), *rest)), *block.blocks[1:]))


def _linked(block: Block, keys: dict[str, str], homes: dict[str, set[str]]) -> Block:
    if not internal_targets(block):
        return block

    def change(link: Link) -> Iterable[Inline]:
        target, text = link.href.removeprefix(INTERNAL), inline_text(link.content).strip()
        if target == link.href:
            return (link,)
        if isinstance(block, Note):
            goes_back = target in homes.get(block.key, ()) and len(text) <= MARKER_LENGTH
            return () if goes_back or BACK.match(text) else link.content
        key = keys.get(target)
        return (NoteRef(key),) if key else link.content

    return map_inline(block, change)


def _paragraph_notes(items: list[Item]) -> list[Item]:
    targets = [internal_targets(item.block) for item in items]
    times = Counter(target for each in targets for target in each)
    where = {each: at for at, item in enumerate(items) for each in item.ids}
    below = _below_notes(items)
    starts: dict[int, str] = {}
    for at, item in enumerate(items):
        for link in internal_links(item.block):
            target = link.href.removeprefix(INTERNAL)
            to = where.get(target, at)
            if to == at or to in starts or _first(items[to].block) is None:
                continue
            numbered = to > at and times[target] == 1 and _says_mark(items[to], link)
            if numbered or (below[to] and not below[at]) or _is_note_for(items[to], targets[to], item):
                starts[to] = target
    return _gather(items, starts, below) if starts or any(below) else items


def _first(block: Block) -> Paragraph | None:
    """The paragraph that a note would begin with."""
    first = block.blocks[0] if isinstance(block, Quotation) else block
    return first if isinstance(first, Paragraph) else None


def _says_mark(note: Item, link: Link) -> bool:
    """“1. Text” where the link says “[1]”."""
    mark = inline_text(link.content).strip()
    number = mark.strip("[]().")
    begins = re.match(r"^[\[(]?(\d{1,4})[\]).:]", note.text)
    return mark != number and begins is not None and begins[1] == number


def _below_notes(items: list[Item]) -> list[bool]:
    """Which stand below a heading such as “Notes”, or below a deeper one in the same file."""
    found: list[bool] = []
    over: Item | None = None
    for item in items:
        if item.is_heading and is_notes(item.text):
            over = item
        elif over and (item.file != over.file or (item.is_heading and item.level <= over.level)):
            over = None
        found.append(over is not None)
    return found


def _is_note_for(note: Item, note_targets: list[str], reference: Item) -> bool:
    first = _first(note.block)
    if first is None or isinstance(reference.block, Note) or not set(note_targets) & set(reference.ids):
        return False
    return _begins_with_link(first.content)


def _begins_with_link(content: Content) -> bool:
    for inline in content:
        if isinstance(inline, Link):
            return len(inline_text(inline.content)) <= MARKER_LENGTH
        if hasattr(inline, "content"):
            return _begins_with_link(inline.content)
        if not BEFORE_LINK.match(inline_text((inline,))):
            return False
    return False


def _gather(items: list[Item], starts: dict[int, str], below: list[bool]) -> list[Item]:
    """Each note takes the paragraphs after it along, if it stands under a heading of its own kind; they leave an empty
    one behind, because the places of the others are known.
    """
    done: list[Item] = []
    last = 0
    for at, item in enumerate(items):
        if at in starts and (first := _first(item.block)):
            content = _without_marker(first.content) if _begins_with_link(first.content) else first.content
            rest = item.block.blocks[1:] if isinstance(item.block, Quotation) else ()
            note = Note(starts[at], (Paragraph(content), *rest))
            done.append(replace(item, block=note, ids=[starts[at], *item.ids]))
        elif below[at] and done and isinstance(note := done[last].block, Note) and isinstance(item.block, Paragraph):
            done[last] = replace(done[last], block=replace(note, blocks=(*note.blocks, item.block)))
            done.append(Item(EMPTY))
            continue
        else:
            done.append(item)
        last = at
    return done


def _without_marker(content: Content) -> Content:
    done: list[Inline] = []
    removed = False
    for inline in content:
        if not removed and (isinstance(inline, Link) or (hasattr(inline, "content") and _begins_with_link((inline,)))):
            removed = True
        elif removed:
            done.append(inline)
    while done and (isinstance(done[0], LineBreak) or REST_OF_WAY_BACK.match(inline_text((done[0],)))):
        done.pop(0)
    return _unbracketed(tuple(done))


def _unbracketed(content: Content) -> Content:
    """Without the brackets around the whole note."""
    first, last = (content[0], content[-1]) if content else (None, None)
    if not isinstance(first, Text) or not isinstance(last, Text):
        return content
    if not first.text.lstrip().startswith("[") or not last.text.rstrip().endswith("]"):
        return content
    if first is last:
        return (Text(first.text.strip()[1:-1]),)
    return (Text(first.text.lstrip()[1:]), *content[1:-1], Text(last.text.rstrip()[:-1]))


def with_notes(blocks: tuple[Block, ...], notes: dict[str, Note]) -> tuple[Block, ...]:
    """The blocks with the notes they refer to, numbered from 1."""
    wanted = note_keys(blocks)
    for key in wanted:
        if key in notes:
            wanted += [each for each in note_keys(notes[key].blocks) if each not in wanted]
    numbers = {key: str(at) for at, key in enumerate((key for key in wanted if key in notes), start=1)}
    if not numbers:
        return blocks
    return tuple(rekeyed(block, numbers) for block in (*blocks, *(notes[key] for key in numbers)))


def listed(notes: list[Note]) -> List:
    """Notes as a numbered list, for a section of references that is read for itself."""
    return List(tuple(note.blocks for note in notes), ordered=True)
