"""Plain text as chunks: lines between empty lines, with their shape."""

import re
from dataclasses import dataclass
from functools import cached_property
from statistics import median

TAB = 4
LONG_LINE = 110
BOX = re.compile(r"^\s*(?:\+[-=+]{5,}|\|)")
SENTENCE_END = re.compile(r"[.,;:!?…。，；：！？、]['\"”’»)\]]*$")


@dataclass
class Chunk:
    lines: list[str]
    blanks: int
    """Empty lines before it."""

    @cached_property
    def text(self) -> str:
        return join_lines(self.lines)

    @property
    def indent(self) -> int:
        return min(len(line) - len(line.lstrip()) for line in self.lines)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= 3 and len(self.text) <= 160

    @property
    def is_capitals(self) -> bool:
        letters = [letter for letter in self.text if letter.isalpha()]
        capitals = sum(map(str.isupper, letters))
        return len(letters) >= 3 and capitals > 0.5 * len(letters) and not any(map(str.islower, letters))

    @property
    def ends_sentence(self) -> bool:
        return bool(SENTENCE_END.search(self.text))

    @property
    def words(self) -> int:
        return len(self.text.split())


def join_lines(lines: list[str]) -> str:
    """Lines of one paragraph on one line; a hyphen or dash at a line's end needs no space after it."""
    joined: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        before = joined[-1] if joined else "—"
        glued = (before.endswith("-") and before[-2:-1].strip()) or before.endswith("—")
        joined += [line] if glued else [" ", line]
    return "".join(joined)


def read_chunks(text: str) -> list[Chunk]:
    lines = [line.rstrip().expandtabs(TAB) for line in re.split(r"\r\n|\r|\n|\x0c|\u2028|\u2029", text)]
    lines = [line for line in lines if not BOX.match(line)]
    filled = [line for line in lines if line]
    if not filled:
        return []
    if len(lines) - len(filled) < 0.03 * len(filled):
        lines = _with_gaps(lines, filled)
    return _split_long(_chunks(lines))


def _chunks(lines: list[str]) -> list[Chunk]:
    chunks: list[Chunk] = []
    blanks, last_blank = 0, True
    for line in lines:
        if not line.strip():
            blanks, last_blank = blanks + 1, True
        elif last_blank:
            chunks.append(Chunk([line], blanks))
            blanks, last_blank = 0, False
        else:
            chunks[-1].lines.append(line)
    return chunks


def _with_gaps(lines: list[str], filled: list[str]) -> list[str]:
    """Without empty lines, an indented line or a line after a short one begins a paragraph."""
    width = median(map(len, filled))
    if width > LONG_LINE or len(filled) < 8:
        return [each for line in lines for each in ("", line)]
    out: list[str] = []
    for line in lines:
        short_before = bool(out) and len(out[-1]) < 0.6 * width
        if out and ((line.startswith("  ") and not out[-1].startswith("  ")) or short_before):
            out.append("")
        out.append(line)
    return out


def _split_long(chunks: list[Chunk]) -> list[Chunk]:
    """Where lines are not wrapped, every line is a paragraph."""
    long = [line for chunk in chunks for line in chunk.lines if len(line) > LONG_LINE]
    total = sum(len(chunk.lines) for chunk in chunks)
    if len(long) < 0.2 * total:
        return chunks
    done: list[Chunk] = []
    for chunk in chunks:
        if len(chunk.lines) > 1 and max(map(len, chunk.lines)) > LONG_LINE:
            done += [Chunk([line], chunk.blanks if at == 0 else 1) for at, line in enumerate(chunk.lines)]
        else:
            done.append(chunk)
    return done
