"""The same blocks with something changed throughout: the keys of notes, the levels of headings."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace

from texts.blocks import Block, Heading, Image, Note, NoteRef, walk


def rewrite(value, change: Callable):
    """`change` is asked for every block and inline, the inner before the outer."""
    if isinstance(value, tuple):
        return tuple(rewrite(part, change) for part in value)
    if not is_dataclass(value) or isinstance(value, Image):
        return value
    parts = {each.name: getattr(value, each.name) for each in fields(value)}
    changed = {name: rewrite(part, change) for name, part in parts.items() if isinstance(part, tuple)}
    return change(replace(value, **changed) if changed else value)  # type: ignore[type-var]


def with_note_keys(blocks: Iterable[Block], prefix: str) -> tuple[Block, ...]:
    """So that chapters with notes of the same name can stand in one document."""

    def change(value):
        return replace(value, key=f"{prefix}{value.key}") if isinstance(value, Note | NoteRef) else value

    return rewrite(tuple(blocks), change)


def with_headings_from(blocks: Iterable[Block], level: int) -> tuple[Block, ...]:
    """The topmost heading gets `level`, the others follow."""
    blocks = tuple(blocks)
    top = min((block.level for block in walk(blocks) if isinstance(block, Heading)), default=level)

    def change(value):
        return replace(value, level=min(value.level - top + level, 6)) if isinstance(value, Heading) else value

    return rewrite(blocks, change)
