"""What others added to a plain text: notes of transcribers, pictures that are only named, advertisements."""

import re

from texts.importing.plain.chunks import Chunk
from texts.importing.titles import is_front_matter

BRACKETED = re.compile(r"^\s*\[(?:_?transcriber|illustration|image|picture|frontispiece)", re.IGNORECASE)
NOTE = re.compile(
    r"^\W*(?:(?:original )?transcriber[’']?s?[’']? notes?\b|e-?text transcri|producer[’']?s note|"
    r"note: (?:project gutenberg|images of the original))",
    re.IGNORECASE,
)
CREDITS = re.compile(
    r"^\W*(?:(?:e-?text )?(?:produced|prepared) by|transcribed (?:from|by)|digiti[sz]ed by|scanned by)\b", re.I
)
ADVERTISEMENTS = re.compile(r"^\W*(?:advertisements|by the same author|(?:other )?(?:books|works) by )", re.IGNORECASE)
LONGEST_ASIDE = 12
AT_THE_TOP = 3
AT_THE_END = 0.9
NEW_PAGE = 3


def without_asides(chunks: list[Chunk]) -> list[Chunk]:
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        end = _end(chunks, at)
        if not end:
            kept.append(chunks[at])
        at = end or at + 1
    return kept or chunks


def _end(chunks: list[Chunk], at: int) -> int:
    """The first chunk after the aside that begins here; 0 if none does."""
    chunk = chunks[at]
    if BRACKETED.match(chunk.text):
        closing = (end for end in range(at, min(at + LONGEST_ASIDE, len(chunks))) if "]" in chunks[end].lines[-1])
        return next(closing, at - 1) + 1
    if at < AT_THE_TOP and CREDITS.match(chunk.text):
        return at + 1
    if NOTE.match(chunk.text):
        return _next_page(chunks, at + 1, at_once=not is_front_matter(chunk.text))
    if at >= AT_THE_END * len(chunks) and chunk.is_short and ADVERTISEMENTS.match(chunk.text):
        return len(chunks)
    return 0


def _next_page(chunks: list[Chunk], at: int, at_once: bool) -> int:
    """To the next wide gap; a heading alone is followed by a gap of its own."""
    first = at
    while at < len(chunks) and (chunks[at].blanks < NEW_PAGE or (at == first and not at_once)):
        at += 1
    return at
