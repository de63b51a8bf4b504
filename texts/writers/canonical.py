"""One form for what means the same: `from_markdown(to_markdown(blocks)) == blocks` holds for canonical blocks."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from texts.blocks import (
    SPANS,
    Block,
    Break,
    Code,
    Content,
    Figure,
    Heading,
    Inline,
    InlineCode,
    Line,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Span,
    Table,
    Text,
    Verse,
    contents,
    inline_text,
    note_keys,
    walk,
)

DEPTH_LIMIT = 6
COLUMN_LIMIT = 40
SETTLING_ROUNDS = 5
SCHEMES = {"http", "https", "mailto"}
DROPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\xad\u2060\ud800-\udfff\ufeff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
KEY = re.compile(r"[^\w-]+")


def clean_text(text: str) -> str:
    """Without control characters, half characters, and the soft hyphens and word joiners that hide words from a
    search; any run of breaking white space is one space.
    """
    return SPACES.sub(" ", DROPPED.sub("", text))


def safe_href(href: str) -> str:
    """An absolute http, https or mailto address, or nothing."""
    href = re.sub(r"[\s\x00-\x20\x7f\ud800-\udfff]+", "", href)
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or len(href) > 2000:
        return ""
    return href if parts.netloc or (parts.scheme.lower() == "mailto" and parts.path) else ""


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


def inline(
    content: Content,
    missing: Iterable[str] = (),
    breaks: bool = True,
    check: Callable[[str], str] = safe_href,
) -> Content:
    """Spans merged and never empty, white space single and outside the spans, none at the ends. `check` gives the
    address that a link may keep, or nothing.
    """
    if len(content) == 1 and isinstance(content[0], Text):
        text = clean_text(content[0].text).strip()
        return (Text(text),) if text else ()
    runs = _flatten(content, (), (missing, breaks, check))
    for _ in range(SETTLING_ROUNDS):
        before, runs = runs, _trim(_tidy(runs))
        if before == runs:
            break
    return _nest(runs)


# A run is a leaf with the spans around it, outermost first. Spans are put in one order so that equal text is equal.
Run = tuple[tuple[str, ...], Inline]
ORDER = ("link", "strong", "emphasis", "superscript", "subscript")
NAMES = dict(zip(("Strong", "Emphasis", "Superscript", "Subscript"), ORDER[1:], strict=True))
CLASSES = {NAMES[span.__name__]: span for span in SPANS}


Rules = tuple[Iterable[str], bool, Callable[[str], str]]


def _flatten(content: Content, around: tuple[str, ...], rules: Rules) -> list[Run]:
    runs: list[Run] = []
    for inner in content:
        if isinstance(inner, SPANS):
            runs += _flatten(inner.content, _with(around, NAMES[type(inner).__name__]), rules)
        elif isinstance(inner, Link):
            href = "" if any(name.startswith("link") for name in around) else rules[2](inner.href)
            runs += _flatten(inner.content, _with(around, f"link {href}") if href else around, rules)
        else:
            runs += _leaf(inner, around, rules)
    return runs


def _leaf(inner: Inline, around: tuple[str, ...], rules: Rules) -> list[Run]:
    missing, breaks, _ = rules
    if isinstance(inner, Text):
        return [(around, Text(clean_text(inner.text)))]
    if isinstance(inner, InlineCode):
        text = clean_text(inner.text).strip()
        return [(around, InlineCode(text))] if text else []
    if isinstance(inner, NoteRef):
        key = KEY.sub("-", inner.key).strip("-") or "note"
        return [] if key in missing else [((), NoteRef(key))]
    return [((), LineBreak() if breaks else Text(" "))]


def _with(around: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(sorted({*around, name}, key=lambda each: ORDER.index(each.split(" ")[0])))


def _tidy(runs: list[Run]) -> list[Run]:
    """Join neighbours in the same spans; white space at the edge of a span goes outside it."""
    split: list[Run] = []
    for around, leaf in runs:
        if around and isinstance(leaf, Text):
            core = leaf.text.strip()
            start = leaf.text.find(core) if core else 0
            pieces = [((), leaf.text[:start]), (around, core), ((), leaf.text[start + len(core) :])]
            split += [(spans, Text(text)) for spans, text in pieces if text]
        elif not isinstance(leaf, Text) or leaf.text:
            split.append((around, leaf))
    return _join(_bridge(_join(split)))


def _bridge(runs: list[Run]) -> list[Run]:
    """White space between two runs that share spans belongs to the spans they share."""
    done = list(runs)
    for at in range(1, len(runs) - 1):
        spans, leaf = runs[at]
        if not spans and isinstance(leaf, Text) and not leaf.text.strip():
            before, after = done[at - 1][0], runs[at + 1][0]
            done[at] = (_shared(before, after), leaf)
    return done


def _shared(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
    shared = []
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        shared.append(one)
    return tuple(shared)


def _join(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for around, leaf in runs:
        last = joined[-1] if joined else None
        if last and last[0] == around and isinstance(leaf, Text | InlineCode) and type(last[1]) is type(leaf):
            joined[-1] = (around, type(leaf)(SPACES.sub(" ", last[1].text + leaf.text)))
        else:
            joined.append((around, leaf))
    return joined


def _trim(runs: list[Run]) -> list[Run]:
    """No white space or line break at the ends, nor around a line break; never two spaces in a row."""
    out: list[Run] = []
    for around, leaf in runs:
        at_edge = not out or isinstance(out[-1][1], LineBreak)
        if isinstance(leaf, LineBreak):
            _strip_end(out)
            if out and not isinstance(out[-1][1], LineBreak):
                out.append((around, leaf))
        elif isinstance(leaf, Text):
            text = leaf.text.lstrip() if at_edge else leaf.text
            if text.startswith(" ") and isinstance(out[-1][1], Text) and out[-1][1].text.endswith(" "):
                text = text[1:]
            if text:
                out.append((around, Text(text)))
        else:
            out.append((around, leaf))
    _strip_end(out)
    while out and isinstance(out[-1][1], LineBreak):
        out.pop()
        _strip_end(out)
    return out


def _strip_end(out: list[Run]) -> None:
    while out:
        around, leaf = out[-1]
        if not isinstance(leaf, Text):
            return
        out.pop()
        if text := leaf.text.rstrip():
            out.append((around, Text(text)))
            return


def _nest(runs: list[Run], depth: int = 0) -> Content:
    content: list[Inline] = []
    at = 0
    while at < len(runs):
        around, leaf = runs[at]
        if len(around) <= depth:
            content.append(leaf)
            at += 1
            continue
        end = at
        while end < len(runs) and len(runs[end][0]) > depth and runs[end][0][depth] == around[depth]:
            end += 1
        inner = _nest(runs[at:end], depth + 1)
        content.append(_span(around[depth], inner))
        at = end
    return tuple(content)


def _span(name: str, inner: Content) -> Span | Link:
    return Link(name[5:], inner) if name.startswith("link") else CLASSES[name](inner)
