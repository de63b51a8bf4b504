"""Blocks to Markdown, for an organizer to edit.

CommonMark with tables and footnotes, and two additions: verse stands between `::: verse` and `:::`, a line to a line,
indented by two spaces a step, stanzas parted by an empty line; a picture is `![text](image:NAME "caption")`.
Emphasis whose stars would be misread is written as `<em>`, and likewise `<strong>`, `<sup>`, `<sub>`.
"""

import re
import unicodedata
from collections.abc import Iterable

from texts.blocks import (
    Block,
    Break,
    Code,
    Content,
    Emphasis,
    Figure,
    Heading,
    InlineCode,
    Line,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)

SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#|[A-Za-z])")
LINE_START = re.compile(r"^(?:(\d{1,9})([.)])|([#>+\-=|~:]))")
TAGS = {Emphasis: ("em", "*"), Strong: ("strong", "**"), Superscript: ("sup", ""), Subscript: ("sub", "")}


def to_markdown(blocks: Iterable[Block]) -> str:
    return _all(tuple(blocks)) + "\n"


def _all(blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    alternate = False
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        if isinstance(block, List):
            alternate = isinstance(before, List) and before.ordered == block.ordered and not alternate
            parts.append(_list(block, alternate))
        elif isinstance(block, Verse) and isinstance(before, Verse):
            parts[-1] = parts[-1].removesuffix("\n:::") + "\n\n" + _lines(block) + "\n:::"
        else:
            parts.append(_block(block))
    return "\n\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _inline(block.content)
        case Heading():
            return "#" * block.level + " " + re.sub(r"(#+)$", _escaped_hashes, _inline(block.content))
        case Verse():
            return f"::: verse\n{_lines(block)}\n:::"
        case Quotation():
            return "\n".join(f"> {line}".rstrip(" ") for line in _all(block.blocks).split("\n"))
        case Table():
            return _table(block)
        case Code():
            fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", block.text)), default=0))
            return f"{fence}{block.language}\n{block.text}\n{fence}"
        case Figure():
            caption = f' "{_escape_in_quotes(block.caption)}"' if block.caption else ""
            return f"![{_escape(block.alt)}](image:{block.image.name}{caption})"
        case Note():
            return _note(block)
        case Break():
            return "* * *"
    return ""


def _note(note: Note) -> str:
    body = _all(note.blocks)
    gap = " " if isinstance(note.blocks[0], Paragraph) else "\n    "
    return f"[^{note.key}]:{gap}{_indent(body, 4)}"


def _escaped_hashes(found: re.Match) -> str:
    return found[1].replace("#", "\\#")


def _lines(verse: Verse) -> str:
    return "\n".join("  " * line.indent + _verse_line(line) for line in verse.lines)


def _verse_line(line: Line) -> str:
    text = _inline(line.content, starts_line=False)
    return "\\" + text if text.startswith(":") else text


def _list(block: List, alternate: bool) -> str:
    tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items)
    parts = []
    for at, item in enumerate(block.items):
        marker = f"{_number(block, at)}{')' if alternate else '.'}" if block.ordered else "+" if alternate else "-"
        parts.append(f"{marker} {_indent(_all(item), len(marker) + 1)}")
    return ("\n" if tight else "\n\n").join(parts)


def _number(block: List, at: int) -> int:
    return min(block.start + at, 999_999_999)


def _indent(text: str, width: int) -> str:
    """All lines but the first."""
    return "\n".join(" " * width + line if at and line else line for at, line in enumerate(text.split("\n")))


def _table(table: Table) -> str:
    width = len(table.head) or len(table.rows[0])
    head = table.head or ((),) * width
    rows = [head, *table.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cell(content: Content) -> str:
    return _inline(content, starts_line=False, in_table=True)


def _escape(text: str) -> str:
    return SPECIAL.sub(lambda found: "\\" + found[0], text)


def _escape_in_quotes(text: str) -> str:
    return re.sub(r'["\\]|&(?=#|[A-Za-z])', lambda found: "\\" + found[0], text)


def _inline(content: Content, starts_line: bool = True, in_table: bool = False) -> str:
    """Pieces first, then each pair of stars is tried against its neighbours."""
    pieces: list[str | tuple[int, bool, type]] = []
    _pieces(content, pieces, in_table)
    text = _with_marks(pieces)
    if not starts_line:
        return text
    return "\n".join(LINE_START.sub(_escape_line_start, line) for line in text.split("\n"))


def _escape_line_start(found: re.Match) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _pieces(content: Content, pieces: list, in_table: bool) -> None:
    for inline in content:
        match inline:
            case Text():
                text = _escape(inline.text)
                pieces.append(text.replace("|", "\\|") if in_table else text)
            case InlineCode():
                pieces.append(_code(inline.text, in_table))
            case Ruby():
                text = f"<ruby>{_escape(inline.text)}<rt>{_escape(inline.reading)}</rt></ruby>"
                pieces.append(text.replace("|", "\\|") if in_table else text)
            case NoteRef():
                pieces.append(f"[^{inline.key}]")
            case LineBreak():
                pieces.append("\\\n")
            case Link():
                pieces.append("[")
                _pieces(inline.content, pieces, in_table)
                pieces.append(f"](<{_destination(inline.href, in_table)}>)")
            case _:
                pair = len(pieces)
                pieces.append((pair, True, type(inline)))
                _pieces(inline.content, pieces, in_table)
                pieces.append((pair, False, type(inline)))


def _destination(href: str, in_table: bool) -> str:
    href = re.sub(r"[\\<>]|&(?=#|[A-Za-z])", lambda found: "\\" + found[0], href)
    return href.replace("|", "\\|") if in_table else href


def _code(text: str, in_table: bool) -> str:
    if in_table and ("|" in text or "`" in text or "\\" in text):
        return f"<code>{_escape(text).replace('|', chr(92) + '|')}</code>"
    fence = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _with_marks(pieces: list) -> str:
    by_tag = {piece[0] for at, piece in enumerate(pieces) if isinstance(piece, tuple) and not _is_clear(pieces, at)}
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        else:
            pair, opening, span = piece
            tag, stars = TAGS[span]
            out.append((f"<{tag}>" if opening else f"</{tag}>") if pair in by_tag or not stars else stars)
    return "".join(out)


def _is_clear(pieces: list, at: int) -> bool:
    """Whether stars here can only open, or only close: white space or punctuation outside, a letter inside."""
    _, opening, _span = pieces[at]
    inside, outside = (at + 1, at - 1) if opening else (at - 1, at + 1)
    near = pieces[inside]
    if not isinstance(near, str) or not near:
        return False
    far = pieces[outside] if 0 <= outside < len(pieces) else " "
    if not isinstance(far, str) or not far:
        return False
    inner, outer = (near[0], far[-1]) if opening else (near[-1], far[0])
    if outer.isspace():
        return not inner.isspace() and inner != "*"
    return inner.isalnum() and unicodedata.category(outer).startswith("P") and outer not in "*\\"
