"""A chunk of plain text to a block, by how its lines stand."""

import re

from texts.blocks import Block, Break, Content, Emphasis, Inline, Line, List, NoteRef, Paragraph, Quotation, Text, Verse
from texts.importing.flow import SCENE_BREAK
from texts.importing.plain.aozora import with_readings
from texts.importing.plain.chunks import Chunk, join_lines
from texts.importing.verse import looks_like_verse

BULLET = re.compile(r"^\s*[•‣▪◦●∙·*–-]\s+")
NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+")
ILLUSTRATION = re.compile(r"^\s*\[(?:illustration|image|picture)s?\b[^\]]*\]\s*$", re.IGNORECASE)
ITALIC = re.compile(r"(?<![\w_])_([^_\s](?:[^_]{0,300}?[^_\s])?)_(?![\w_])")
NOTE_MARK = re.compile(r"\[((?:\d{1,4}|[*†‡§]|[A-Z])(?:~\d+)?)\]")
QUOTATION_INDENT = 3
SHORT_LINE = 36
LONG_LINE = 50
TURNED = 3


def block_of(chunk: Chunk, notes: set[str]) -> Block | None:
    """Nothing for a line that only stands for a picture."""
    lines = [line for line in chunk.lines if line.strip()]
    if ILLUSTRATION.match(chunk.text):
        return None
    if all(SCENE_BREAK.match(line) for line in lines):
        return Break()
    return _list(lines, notes) or _verse(chunk, notes) or _paragraph(chunk, notes)


def _paragraph(chunk: Chunk, notes: set[str]) -> Block:
    paragraph = Paragraph(inline(chunk.text, notes))
    return Quotation((paragraph,)) if chunk.indent >= QUOTATION_INDENT and len(chunk.lines) > 1 else paragraph


def _list(lines: list[str], notes: set[str]) -> List | None:
    """Every line that begins with a bullet or a number begins an item; others go on with it."""
    pattern = next((each for each in (BULLET, NUMBER) if each.match(lines[0])), None)
    if pattern is None:
        return None
    items: list[list[str]] = []
    for line in lines:
        if pattern.match(line):
            items.append([pattern.sub("", line, count=1)])
        else:
            items[-1].append(line)
    ordered = pattern is NUMBER
    number = NUMBER.match(lines[0])
    if ordered and len(items) == 1 and not re.search(r"[.;:!?]$", lines[-1].strip()):
        return None
    blocks = tuple((Paragraph(inline(join_lines(item), notes)),) for item in items)
    return List(blocks, ordered, int(number[1]) if number else 1)


def _verse(chunk: Chunk, notes: set[str]) -> Verse | None:
    lines = _unturned(chunk)
    if len(lines) < 2:
        return None
    bare = [line.strip() for line in lines]
    longest = max(len(line.strip()) for line in chunk.lines)
    many = len(lines) >= 3 or bare[1][:1].isupper()
    indented = chunk.indent >= 2 and ((longest <= 60 and many) or (longest <= 80 and _is_ragged(chunk.lines)))
    narrow = len(lines) >= 4 and longest <= SHORT_LINE and chunk.indent >= 1
    if not (narrow or (indented and _mostly_capitals(bare)) or (looks_like_verse(bare) and longest <= 56)):
        return None
    least = chunk.indent
    steps = [(len(line) - len(line.lstrip()) - least + 1) // 2 for line in lines]
    return Verse(tuple(Line(inline(line, notes), step) for line, step in zip(bare, steps, strict=True)))


def _unturned(chunk: Chunk) -> list[str]:
    """A line too long for the page goes on further in, in small letters."""
    lines: list[str] = []
    margin = chunk.indent
    for line in chunk.lines:
        text = line.strip()
        deep = len(line) - len(line.lstrip()) >= margin + TURNED
        if lines and deep and not text[0].isupper() and len(lines[-1]) >= LONG_LINE:
            lines[-1] += f" {text}"
        else:
            lines.append(line)
    return lines


def _is_ragged(lines: list[str]) -> bool:
    """Not filled up to the margin, as prose is."""
    lengths = [len(line.strip()) for line in lines[:-1]]
    return len(lines) >= 3 and sum(each < 0.8 * max(lengths) for each in lengths) >= len(lengths) / 3


def _mostly_capitals(lines: list[str]) -> bool:
    starts = [line.lstrip("“‘\"'([_").lstrip()[:1] for line in lines]
    return sum(each.isupper() for each in starts) >= 0.7 * len(starts)


def inline(text: str, notes: set[str]) -> Content:
    """Two hyphens are a dash, underscores are italics, a number in square brackets refers to a note that exists."""
    text = re.sub(r"(?<!-)--(?!-)", "—", text)
    content: list[Inline] = []
    at = 0
    for found in ITALIC.finditer(text):
        content += [*_noted(text[at : found.start()], notes), Emphasis(tuple(_noted(found[1], notes)))]
        at = found.end()
    return with_readings(tuple(content + _noted(text[at:], notes)))


def _noted(text: str, notes: set[str]) -> list[Inline]:
    out: list[Inline] = []
    at = 0
    for found in NOTE_MARK.finditer(text):
        if found[1] in notes:
            out += [Text(text[at : found.start()]), NoteRef(f"plain-{found[1]}")]
            at = found.end()
    return [*out, Text(text[at:])]


def merged(blocks: list[Block]) -> list[Block]:
    """Items of a numbered list that stand in chunks of their own become one list; likewise bullets."""
    done: list[Block] = []
    for block in blocks:
        last = done[-1] if done else None
        if isinstance(block, List) and isinstance(last, List) and block.ordered == last.ordered:
            goes_on = not block.ordered or block.start == last.start + len(last.items)
            done[-1:] = [List(last.items + block.items, last.ordered, last.start)] if goes_on else [last, block]
            continue
        if isinstance(block, Quotation) and isinstance(last, Quotation):
            done[-1] = Quotation(last.blocks + block.blocks)
            continue
        done.append(block)
    return done
