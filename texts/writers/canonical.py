"""One form for what means the same: `from_markdown(to_markdown(blocks)) == blocks` holds for canonical blocks."""

import re
from collections.abc import Iterable

from texts.blocks import (
    Block,
    Break,
    Code,
    Content,
    Figure,
    Heading,
    Line,
    List,
    Note,
    Paragraph,
    Quotation,
    Table,
    Text,
    Verse,
    contents,
    inline_text,
    note_keys,
    walk,
)
from texts.writers.inline import DROPPED, KEY, clean_text, inline

DEPTH_LIMIT = 6
COLUMN_LIMIT = 40


def canonical(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Empty blocks gone, neighbours that mean one thing joined, notes last and only where they are referred to."""
    body: list[Block] = []
    notes: dict[str, Note] = {}
    for block in _blocks(blocks, 0):
        if isinstance(block, Note):
            notes.setdefault(block.key, block)
        else:
            body.append(block)
    kept = _notes_in_order(body, notes)
    known = {note.key for note in kept}
    missing = {key for key in note_keys([*body, *kept]) if key not in known}
    if missing:
        body = list(_blocks(body, 0, missing))
        kept = [note for note in _blocks(kept, 0, missing) if isinstance(note, Note)]
    return (*body, *kept)


def _notes_in_order(body: list[Block], notes: dict[str, Note]) -> list[Note]:
    kept: dict[str, Note] = {}
    waiting = note_keys(body)
    while waiting:
        key = waiting.pop(0)
        if key in notes and key not in kept:
            kept[key] = notes[key]
            waiting.extend(note_keys(notes[key].blocks))
    return list(kept.values())


def _blocks(blocks: Iterable[Block], depth: int, missing: Iterable[str] = ()) -> Iterable[Block]:
    for block in blocks:
        done = _block(block, depth, missing)
        if done is not None:
            yield done


def _block(block: Block, depth: int, missing: Iterable[str]) -> Block | None:
    if isinstance(block, Paragraph):
        content = inline(block.content, missing)
        return Paragraph(content) if content else None
    if isinstance(block, Heading):
        content = inline(block.content, missing, breaks=False)
        return Heading(min(max(block.level, 1), 6), content) if content else None
    if isinstance(block, Verse):
        lines = tuple(line for line in (_line(line, missing) for line in block.lines) if line.content)
        return Verse(lines) if lines else None
    if isinstance(block, Table):
        return _table(block, missing)
    if isinstance(block, Code):
        return _code(block)
    if isinstance(block, Figure):
        return Figure(block.image, clean_text(block.alt).strip(), clean_text(block.caption).strip())
    return block if isinstance(block, Break) else _container(block, depth, missing)


def _container(block: Quotation | List | Note, depth: int, missing: Iterable[str]) -> Block | None:
    if depth >= DEPTH_LIMIT:
        text = " ".join(inline_text(content) for content in _deep_contents(block))
        return _block(Paragraph((Text(text),)), depth, missing)
    if isinstance(block, List):
        items = (tuple(_without_notes(_blocks(item, depth + 1, missing))) for item in block.items)
        filled = tuple(item for item in items if item)
        return List(filled, block.ordered, _start(block)) if filled else None
    inner = tuple(_without_notes(_blocks(block.blocks, depth + 1, missing)))
    if not inner:
        return None
    return Note(KEY.sub("-", block.key).strip("-") or "note", inner) if isinstance(block, Note) else Quotation(inner)


def _without_notes(blocks: Iterable[Block]) -> Iterable[Block]:
    return (block for block in blocks if not isinstance(block, Note))


def _deep_contents(block: Block) -> Iterable[Content]:
    for inner in walk((block,)):
        yield from contents(inner)


def _start(block: List) -> int:
    return min(max(block.start, 0), 999_999_999) if block.ordered else 1


def _line(line: Line, missing: Iterable[str]) -> Line:
    return Line(inline(line.content, missing, breaks=False), min(max(line.indent, 0), 12))


def _table(table: Table, missing: Iterable[str]) -> Block | None:
    width = min(max([len(table.head), *(len(row) for row in table.rows)], default=0), COLUMN_LIMIT)
    rows = [_row(row, width, missing) for row in table.rows]
    rows = [row for row in rows if any(row)]
    head = _row(table.head, width, missing)
    if not rows and not any(head):
        return None
    return Table(head if any(head) else (), tuple(rows))


def _row(row: tuple[Content, ...], width: int, missing: Iterable[str]) -> tuple[Content, ...]:
    cells = [inline(cell, missing, breaks=False) for cell in row[:width]]
    return tuple(cells + [()] * (width - len(cells)))


def _code(code: Code) -> Code | None:
    lines = DROPPED.sub("", code.text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    text = "\n".join(line.rstrip() for line in re.split(r"[\n\v\f\x1c-\x1f\x85\u2028\u2029]", lines)).strip("\n")
    return Code(text, re.sub(r"[^\w+#.-]", "", code.language)[:30]) if text.strip() else None
