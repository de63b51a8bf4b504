"""Lines that may be headings because there are several of one kind: numbers, capitals, words that count."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from texts.importing.plain.chunks import Chunk
from texts.importing.plain.contents import is_listed
from texts.importing.titles import (
    HAN_NUMBERED,
    NUMBERED,
    ROMAN,
    Split,
    is_bare,
    is_label_word,
    number_value,
    plain_letters,
    split_heading,
)

LONGEST_LINE = 80
MOST_WORDS = 12
CAPITAL_WORDS = 16
MANY = 3
NEW_PAGE = 3
LETTERED = re.compile(r"^\(?([A-Z])[.)]\s+(\S.*)$")
ADDRESS_ENDS = ",;—–-"
OPENS_SPEECH = re.compile(r"^[\"“‘'«„—–\-•*·\[(]")
COUNTING = re.compile(
    rf"^(?P<word>[^\W\d_][^\d.]{{1,30}}?)\s+(?:n[or]\.?\s*)?(?P<number>{ROMAN}|\d{{1,3}})(?:[.:]?$|[.:—–-]+\s*(?P<title>\S.*)$)",
    re.IGNORECASE,
)


@dataclass
class Found:
    """A heading at chunks[at]; `span` is how many chunks it takes, `rest` the lines of its chunk that are text."""

    at: int
    kind: str
    text: str
    split: Split
    span: int = 1
    rest: list[str] | None = None

    @property
    def is_bare(self) -> bool:
        return self.split.title == self.split.number or self.split.title == self.text

    @property
    def label(self) -> tuple[str, str]:
        """Two headings with one label say the same: the list of contents, and the heading itself."""
        if self.split.word or self.split.number:
            value = number_value(self.split.number)
            return self.split.word.lower(), str(value or self.split.number.lower())
        return "", plain_letters(self.text)


def joined(label: str, title: str) -> str:
    """“CHAPTER I: The Gate”."""
    return f"{label.rstrip(' .:')}: {title}"


def is_title_line(chunk: Chunk) -> bool:
    """A short line alone, without a full stop; a question only below a wide gap."""
    text = chunk.text
    asks = text[-1] in "?!" and chunk.blanks >= NEW_PAGE
    if len(chunk.lines) > 1 or len(text) > LONGEST_LINE or OPENS_SPEECH.match(text):
        return False
    if chunk.ends_sentence and not asks:
        return False
    if not text[0].isalnum() or text[0].islower() or chunk.indent > 8:
        return False
    if any("\u3040" <= letter <= "\u9fff" for letter in text):
        return len(text) <= 15
    return chunk.words <= MOST_WORDS


def may_be_title(chunk: Chunk) -> bool:
    if not chunk.is_short or len(chunk.lines) > 2 or is_bare(chunk.text):
        return False
    if split_heading(chunk.text).kind in ("chapter", "part"):
        return False
    if chunk.is_capitals:
        return True
    return not chunk.ends_sentence and not OPENS_SPEECH.match(chunk.text) and chunk.words <= MOST_WORDS


def has_text_after(chunks: list[Chunk], at: int) -> bool:
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return after is not None and not is_title_line(after) and not after.is_capitals


def bare(chunks: list[Chunk]) -> list[Found]:
    return [
        Found(at, "number", chunk.text, split_heading(chunk.text))
        for at, chunk in enumerate(chunks)
        if len(chunk.lines) == 1 and is_bare(chunk.text)
    ]


def numbered(chunks: list[Chunk], roman: bool) -> Iterator[Found]:
    """“I.  BOURGEOIS AND PROLETARIANS”: capitals over up to three lines, or one line that is no sentence."""
    for at, chunk in enumerate(chunks):
        match = NUMBERED.match(chunk.text) or HAN_NUMBERED.match(chunk.text)
        if not match or not chunk.is_short or match["number"][0].isdigit() == roman:
            continue
        title = Chunk([match["title"]], 0)
        if title.is_capitals or (len(chunk.lines) == 1 and not chunk.ends_sentence and chunk.words <= MOST_WORDS):
            yield Found(at, "number", chunk.text, Split("number", match["number"], match["title"].strip()))


def counting(chunks: list[Chunk]) -> list[Found]:
    """“FEDERALIST No. 1”, “Inferno: Canto I”: the largest group of lines that begin alike and count."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for at, chunk in enumerate(chunks):
        match = COUNTING.match(chunk.text) if len(chunk.lines) == 1 and len(chunk.text) <= LONGEST_LINE else None
        if match and match["word"][0].isupper():
            split = Split("chapter", match["number"], match["title"] or chunk.text, match["word"])
            groups[plain_letters(match["word"])].append(Found(at, "chapter", chunk.text, split))
    return max((in_sequence(group) for group in groups.values()), key=len, default=[])


def capitals(chunks: list[Chunk]) -> list[Found]:
    found = [
        Found(at, "", chunk.text, split_heading(chunk.text))
        for at, chunk in enumerate(chunks)
        if at and chunk.is_short and chunk.is_capitals and chunk.words <= CAPITAL_WORDS
        if chunk.text[-1] not in ADDRESS_ENDS and has_text_after(chunks, at)
    ]
    return _without_speakers(found)


def _without_speakers(found: list[Found]) -> list[Found]:
    """What comes again and again is the name of somebody who speaks; where most do, so are the others."""
    times = Counter(each.label for each in found if not is_label_word(each.text))
    once = [each for each in found if times[each.label] < MANY]
    return once if len(once) > 0.5 * len(found) else []


def titles(chunks: list[Chunk]) -> Iterator[Found]:
    for at, chunk in enumerate(chunks):
        if is_title_line(chunk) and has_text_after(chunks, at):
            yield Found(at, "", chunk.text, split_heading(chunk.text))


def lettered(chunks: list[Chunk]) -> Iterator[Found]:
    for at, chunk in enumerate(chunks):
        match = LETTERED.match(chunk.text)
        if match and len(chunk.lines) == 1 and not chunk.ends_sentence and chunk.words <= MOST_WORDS:
            yield Found(at, "", chunk.text, Split("", "", chunk.text))


def listed_in(chunks: list[Chunk], listed: set[str]) -> Iterator[Found]:
    """What the list of contents names."""
    for at, chunk in enumerate(chunks):
        if listed and is_listed(chunk, listed):
            split = split_heading(chunk.text)
            yield Found(at, "named", chunk.text, split if split.kind else replace(split, kind="named"))


def in_sequence(found: list[Found]) -> list[Found]:
    """Only numbers that count on from the one before, or begin again at 1; one may be missing further on. A second
    volume may go on from the first.
    """
    kept: list[Found] = []
    values = [number_value(each.split.number) for each in found]
    runs = zip(values, values[1:], values[2:], strict=False)
    last = (
        0
        if 1 in values
        else next((one - 1 for one, two, three in runs if one and (two, three) == (one + 1, one + 2)), 0)
    )
    for each, value in zip(found, values, strict=True):
        goes_on = value is not None and (value == last + 1 or (value == last + 2 and last >= MANY))
        if goes_on or (value == 1 and last > 1) or (value == 0 and not kept):
            kept.append(each)
            last = value or 0
    return kept
