"""Notes that nothing but their words give away: “[Footnote 1: …]” below a text with “[1]” in it."""

import re
from dataclasses import replace

from texts.blocks import SPANS, Block, Content, Inline, Note, NoteRef, Paragraph, Text
from texts.importing.flow import EMPTY, Item, map_contents

BEGINS = re.compile(
    r"^\s*\[(?:(?P<before>\*{1,3})\s*footnote|(?:foot)?note\s+(?P<label>\d{1,4}|[A-Z]|\*{1,3}))\s*:\s*", re.IGNORECASE
)
LONGEST = 20
FAR = 100


def with_written_notes(items: list[Item]) -> list[Item]:
    """Each becomes a note if its mark stands somewhere above it; it may go on over several paragraphs."""
    done: list[Item] = []
    at = 0
    while at < len(items):
        begins = BEGINS.match(items[at].text) if isinstance(items[at].block, Paragraph) else None
        end = _end(items, at) if begins else 0
        key = f"written-{at}"
        if begins and end and _refer(done, begins["before"] or begins["label"], key):
            ids = [each for item in items[at:end] for each in item.ids]
            note = Note(key, _bare([item.block for item in items[at:end]]))
            done.append(replace(items[at], block=note, ids=[key, *ids]))
            done += [Item(EMPTY)] * (end - at - 1)
            at = end
        else:
            done.append(items[at])
            at += 1
    return done


def _end(items: list[Item], at: int) -> int:
    """Where its bracket has closed; 0 if it does not, or not at the end of a paragraph."""
    depth = 0
    for end in range(at, min(at + LONGEST, len(items))):
        text = items[end].text
        depth += text.count("[") - text.count("]")
        if depth <= 0:
            return end + 1 if text.endswith("]") else 0
    return 0


def _refer(done: list[Item], mark: str, key: str) -> bool:
    """Puts the reference in the place of the nearest mark above."""
    stars = rf"(?<=[\w.,;:!?\"'”’)]){re.escape(mark)}(?![*\w])" if "*" in mark else r"(?!)"
    pattern = re.compile(rf"\s?\[{re.escape(mark)}\]|{stars}")
    for at in range(len(done) - 1, max(len(done) - FAR, 0) - 1, -1):
        block = done[at].block
        if isinstance(block, Note):
            continue
        changed = map_contents(block, lambda content: _marked(content, pattern, key))
        if changed != block:
            done[at] = replace(done[at], block=changed)
            return True
    return False


def _marked(content: Content, pattern: re.Pattern[str], key: str) -> Content:
    done: list[Inline] = []
    for each in content:
        if isinstance(each, Text) and (found := pattern.search(each.text)):
            done += [Text(each.text[: found.start()]), NoteRef(key), Text(each.text[found.end() :])]
        elif isinstance(each, SPANS):
            done.append(replace(each, content=_marked(each.content, pattern, key)))
        else:
            done.append(each)
    return tuple(done)


def _bare(blocks: list[Block]) -> tuple[Block, ...]:
    """Without the words it begins with, and without the bracket at the end."""
    first = map_contents(blocks[0], lambda content: _changed(content, 0, BEGINS))
    blocks = [first, *blocks[1:]]
    last = map_contents(blocks[-1], lambda content: _changed(content, len(content) - 1, re.compile(r"\]\s*$")))
    return (*blocks[:-1], last)


def _changed(content: Content, at: int, pattern: re.Pattern[str]) -> Content:
    return tuple(
        Text(pattern.sub("", each.text, count=1)) if place == at and isinstance(each, Text) else each
        for place, each in enumerate(content)
    )
