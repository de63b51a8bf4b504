"""Notes of plain texts: under a heading of their own, in square brackets between the paragraphs, or below the paragraph
that they belong to.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from texts.blocks import Block, Paragraph
from texts.importing.plain.blocks import NOTE_MARK, inline
from texts.importing.plain.chunks import Chunk
from texts.importing.titles import is_notes

BEGINS = re.compile(r"^\s*\[(\d{1,4}|[*†‡§]|[A-Z])\]\s*")
BRACKETED = re.compile(r"^\s*\[(?:Foot)?note\s+(\w{1,4}|[*†‡§])\s*:\s*", re.IGNORECASE)
STARRED = re.compile(r"^\s*(?P<bracket>\[?)(?P<stars>\*{1,3})\s*(?:Footnote:\s*)?(?=[^\s*])", re.IGNORECASE)
STARS = "*†‡"
"""What one, two and three asterisks are taken for."""
NEAR = 4
EMPHASIS = re.compile(r"(?<!\S)\*+\w")
LONGEST_NOTE = 20
NEW_PAGE = 3


@dataclass
class _Note:
    """`at` is where it stands among the chunks."""

    label: str
    at: int
    texts: list[str] = field(default_factory=list)


def take_notes(chunks: list[Chunk]) -> tuple[list[Chunk], dict[str, list[Block]]]:
    """What is left, and the notes by the marks that now lead to them: where chapters count anew, every note gets a
    mark of its own, and a mark belongs to the note that follows it.
    """
    notes, kept = _Reader(_with_brackets(chunks)).read()
    places: dict[str, list[int]] = {}
    for note in notes:
        places.setdefault(note.label, []).append(note.at)

    def key(label: str, at: int) -> str:
        found = places.get(label, [])
        return label if len(found) < 2 else f"{label}~{min(bisect_right(found, at - 1), len(found) - 1)}"

    def marked(text: str, at: int) -> str:
        return NOTE_MARK.sub(lambda mark: f"[{key(mark[1], at)}]", text)

    known = {key(note.label, note.at) for note in notes}
    blocks: dict[str, list[Block]] = {
        key(note.label, note.at): [Paragraph(inline(marked(text, note.at), known)) for text in note.texts]
        for note in notes
    }
    left = [Chunk([marked(line, at) for line in chunk.lines], chunk.blanks) for at, chunk in kept]
    return left, blocks


def _with_brackets(chunks: list[Chunk]) -> list[Chunk]:
    """An asterisk after a word, and not far below a paragraph that begins with as many: as if both were in brackets."""
    done = list(chunks)
    for at, chunk in enumerate(chunks):
        begins = STARRED.match(chunk.lines[0])
        if not begins:
            continue
        mark = re.compile(rf"(?<=[\w.,;:!?\"'”’)])\*{{{len(begins['stars'])}}}(?![*\w])")
        above = [near for near in range(max(at - NEAR, 0), at) if _refers(done[near].text, mark)]
        if not above:
            continue
        star = STARS[len(begins["stars"]) - 1]
        done[above[-1]] = _changed(done[above[-1]], mark, f"[{star}]")
        note = f"[Footnote {star}: " if begins["bracket"] else f"[{star}] "
        done[at] = Chunk([STARRED.sub(note, chunk.lines[0]), *chunk.lines[1:]], chunk.blanks)
    return done


def _refers(text: str, mark: re.Pattern[str]) -> bool:
    """Once, and asterisks are not what emphasis is written with."""
    return len(mark.findall(text)) == 1 and not EMPHASIS.search(text)


def _changed(chunk: Chunk, pattern: re.Pattern[str], by: str) -> Chunk:
    return Chunk([pattern.sub(by, line) for line in chunk.lines], chunk.blanks)


class _Reader:
    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks
        self.notes: list[_Note] = []
        self.kept: list[tuple[int, Chunk]] = []
        self.marks: set[str] = set()
        """Of the text so far, without a note yet."""
        self.under_heading = self.current = False

    def read(self) -> tuple[list[_Note], list[tuple[int, Chunk]]]:
        at = 0
        while at < len(self.chunks):
            at = self.take(at)
        return self.notes, self.kept

    def take(self, at: int) -> int:
        """The chunk to go on with."""
        chunk = self.chunks[at]
        begins = BEGINS.match(chunk.text)
        if end := self.bracketed(at):
            return end
        if len(chunk.lines) == 1 and is_notes(chunk.text):
            self.under_heading, self.current = True, False
        elif begins and (self.is_new_under_heading(begins[1]) or begins[1] in self.marks):
            self.current = self.under_heading
            self.add(begins[1], at, BEGINS.sub("", chunk.text, count=1))
        elif self.under_heading and self.current and chunk.blanks < NEW_PAGE and not begins:
            self.notes[-1].texts.append(chunk.text)
        else:
            self.under_heading = self.under_heading and not self.current
            self.keep(at)
        return at + 1

    def is_new_under_heading(self, label: str) -> bool:
        return self.under_heading and all(note.label != label for note in self.notes)

    def bracketed(self, at: int) -> int:
        """“[Footnote 1: …]”, over several paragraphs perhaps; 0 if none begins here."""
        begins = BRACKETED.match(self.chunks[at].text)
        if not begins:
            return 0
        depth, texts = 0, []
        for end in range(at, min(at + LONGEST_NOTE, len(self.chunks))):
            text = self.chunks[end].text.rstrip()
            depth += text.count("[") - text.count("]")
            closed = depth <= 0 and text.endswith("]")
            texts.append(text[begins.end() if end == at else 0 : -1 if closed else None])
            if closed:
                self.add(begins[1], at, *texts)
                return end + 1
        return 0

    def add(self, label: str, at: int, *texts: str) -> None:
        self.notes.append(_Note(label, at, list(texts)))
        self.marks.discard(label)

    def keep(self, at: int) -> None:
        text = self.chunks[at].text
        self.marks |= {mark[1] for mark in NOTE_MARK.finditer(text) if mark.start() > 0}
        self.kept.append((at, self.chunks[at]))
