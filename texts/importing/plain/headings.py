"""Which lines of a plain text are its headings: by the words and numbers in them, else by how they stand."""

import re
from dataclasses import dataclass

from texts.importing.plain.chunks import Chunk
from texts.importing.titles import (
    BARE,
    NAMED_ALONE,
    NUMBERED,
    Split,
    is_notes,
    number_value,
    plain_letters,
    split_heading,
)

LONGEST_LINE = 80
MOST_WORDS = 12
LETTERED = re.compile(r"^\(?([A-Z])[.)]\s+(\S.*)$")
OPENS_SPEECH = re.compile(r"^[\"“‘'«„—–\-•*·\[(]")


@dataclass
class Found:
    """A heading at chunks[at]; `span` is how many chunks it takes, `rest` the lines of its chunk that are text."""

    at: int
    kind: str
    text: str
    split: Split
    span: int = 1
    rest: list[str] | None = None


class Headings:
    def __init__(self, chunks: list[Chunk]) -> None:
        self.chunks = chunks

    def find(self) -> dict[int, tuple[int, Found]]:
        """Chunk index to level and heading: 1 for parts, 2 for chapters, 3 for sections inside them."""
        labelled = self.without_repeats(
            self.with_titles([each for at in range(len(self.chunks)) if (each := self.labelled(at))])
        )
        chapters = [each for each in labelled if each.kind == "chapter"]
        parts = [each for each in labelled if each.kind == "part"]
        if len(chapters) < 2:
            chapters, parts = self.by_shape(parts)
        levels = {each.at: (1, each) for each in parts} | {each.at: (2, each) for each in chapters}
        if chapters or parts:
            self.add_named(levels)
            self.add_sections(levels)
        return levels

    def by_shape(self, parts: list[Found]) -> tuple[list[Found], list[Found]]:
        """The first family of lines that there are enough of."""
        families = (
            (3, self.without_repeats(self.with_titles(self.in_sequence(self.bare())))),
            (2, self.without_repeats(self.in_sequence(self.numbered(roman=True)))),
            (3, self.without_repeats(self.in_sequence(self.numbered(roman=False)))),
            (2, self.capitals()),
            (2, self.titles()),
        )
        part_places = {part.at for part in parts}
        for enough, family in families:
            inside = [each for each in family if each.at not in part_places]
            if len(inside) >= enough and len(inside) > len(parts):
                return inside, parts
        return (parts, []) if len(parts) >= 2 else ([], parts)

    # Candidates

    def labelled(self, at: int) -> Found | None:
        """“CHAPTER I”, with the title on the same line, on the next, or after an empty line."""
        chunk = self.chunks[at]
        first = chunk.lines[0].strip()
        split = split_heading(first)
        if split.kind not in ("chapter", "part") or len(first) > LONGEST_LINE + 20:
            return None
        alone = split.title == first
        if alone and len(chunk.lines) > 1:
            return self.with_rest(at, split, first)
        if not chunk.is_short or (not alone and self.is_prose(chunk, split.title)):
            return None
        split = split_heading(chunk.text)
        return Found(at, split.kind, chunk.text, split)

    def with_rest(self, at: int, split: Split, first: str) -> Found | None:
        """The label stands on the first line of a longer chunk: what follows is a title, or already the text."""
        chunk = self.chunks[at]
        rest = Chunk(chunk.lines[1:], 0)
        if rest.is_short and self.may_be_title(rest) and len(rest.lines) <= 2:
            title = rest.text
            return Found(at, split.kind, f"{first}: {title}", Split(split.kind, split.number, title, split.word))
        return Found(at, split.kind, first, split, rest=chunk.lines[1:])

    def is_prose(self, chunk: Chunk, title: str) -> bool:
        lower = sum(word[:1].islower() for word in title.split())
        return (chunk.ends_sentence and not chunk.is_capitals and lower > 5) or len(title) > 140

    def may_be_title(self, chunk: Chunk) -> bool:
        if not chunk.is_short or len(chunk.lines) > 2 or BARE.match(chunk.text):
            return False
        if split_heading(chunk.text).kind in ("chapter", "part"):
            return False
        if chunk.is_capitals:
            return True
        return not chunk.ends_sentence and not OPENS_SPEECH.match(chunk.text) and chunk.words <= MOST_WORDS

    def with_titles(self, found: list[Found]) -> list[Found]:
        """Numbers that stand alone take the next chunk as their title, if most of them have one that looks like it."""
        bare = [each for each in found if each.split.title == each.text and each.rest is None]
        fit = [each for each in bare if each.at + 1 < len(self.chunks) and self.is_title_after(each)]
        if not fit or len(fit) < 0.6 * len(bare):
            return found
        for each in fit:
            title = self.chunks[each.at + 1].text
            each.split = Split(each.split.kind, each.split.number, title, each.split.word)
            each.text, each.span = f"{each.text}: {title}", 2
        return found

    def is_title_after(self, found: Found) -> bool:
        """A short line, itself followed by text."""
        at = found.at + 1
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return (
            self.may_be_title(self.chunks[at])
            and after is not None
            and not self.may_be_title(after)
            and not after.indent
        )

    def bare(self) -> list[Found]:
        return [
            Found(at, "number", chunk.text, split_heading(chunk.text))
            for at, chunk in enumerate(self.chunks)
            if len(chunk.lines) == 1 and BARE.match(chunk.text)
        ]

    def numbered(self, roman: bool) -> list[Found]:
        """“I.  BOURGEOIS AND PROLETARIANS”: capitals over up to three lines, or one line that is no sentence."""
        found = []
        for at, chunk in enumerate(self.chunks):
            match = NUMBERED.match(chunk.text)
            if not match or not chunk.is_short or match["number"].isdigit() == roman:
                continue
            title = Chunk([match["title"]], 0)
            if title.is_capitals or (len(chunk.lines) == 1 and not chunk.ends_sentence and chunk.words <= MOST_WORDS):
                found.append(Found(at, "number", chunk.text, Split("number", match["number"], match["title"].strip())))
        return found

    def capitals(self) -> list[Found]:
        found = []
        for at, chunk in enumerate(self.chunks):
            if at and chunk.is_short and chunk.is_capitals and chunk.words <= 16 and self.has_text_after(at):
                found.append(Found(at, "", chunk.text, split_heading(chunk.text)))
        return found

    def titles(self) -> list[Found]:
        """A short line alone, without a full stop, before a paragraph."""
        return [
            Found(at, "", chunk.text, split_heading(chunk.text))
            for at, chunk in enumerate(self.chunks)
            if self.is_title_line(chunk) and self.has_text_after(at)
        ]

    def is_title_line(self, chunk: Chunk) -> bool:
        text = chunk.text
        if len(chunk.lines) > 1 or len(text) > LONGEST_LINE or chunk.ends_sentence or OPENS_SPEECH.match(text):
            return False
        if not text[0].isalnum() or text[0].islower() or chunk.indent > 8:
            return False
        if any("\u3040" <= letter <= "\u9fff" for letter in text):
            return len(text) <= 15
        return chunk.words <= MOST_WORDS

    def has_text_after(self, at: int) -> bool:
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return after is not None and not self.is_title_line(after) and not after.is_capitals

    # Choosing among them

    def in_sequence(self, found: list[Found]) -> list[Found]:
        """Only numbers that count on from the one before, or begin again at 1."""
        kept: list[Found] = []
        last = 0
        for each in found:
            value = number_value(each.split.number)
            if value is not None and (value == last + 1 or (value == 1 and last > 1) or (value == 0 and not kept)):
                kept.append(each)
                last = value
        return kept

    def without_repeats(self, found: list[Found]) -> list[Found]:
        """Without a contents list that carries no title: headings with no text, that come again later."""
        kept = []
        last = {_label(each): index for index, each in enumerate(found)}
        for index, each in enumerate(found):
            following = found[index + 1].at if index + 1 < len(found) else len(self.chunks)
            words = sum(chunk.words for chunk in self.chunks[each.at + each.span : following]) + len(each.rest or [])
            if words >= 8 or last[_label(each)] == index:
                kept.append(each)
        return kept

    def add_named(self, levels: dict[int, tuple[int, Found]]) -> None:
        """PREFACE, Introduction, EPILOGUE, standing alone."""
        for at, chunk in enumerate(self.chunks):
            if at in levels or len(chunk.lines) > 1 or chunk.words > 5 or re.search(r"\bby\b", chunk.text, re.I):
                continue
            text = chunk.text.rstrip(".:")
            if (NAMED_ALONE.match(text) or is_notes(text)) and (
                chunk.is_capitals or text.istitle() or chunk.words == 1
            ):
                levels[at] = (2, Found(at, "named", text, split_heading(text)))

    def add_sections(self, levels: dict[int, tuple[int, Found]]) -> None:
        """Lines of the other families are headings inside the chapters."""
        taken = {at + step for at, (_, found) in levels.items() for step in range(found.span)}
        first = min(levels)
        others = [*self.numbered(roman=False), *self.numbered(roman=True), *self.lettered(), *self.capitals()]
        for each in others:
            if each.at > first and each.at not in taken and each.at not in levels:
                levels[each.at] = (3, each)

    def lettered(self) -> list[Found]:
        found = []
        for at, chunk in enumerate(self.chunks):
            match = LETTERED.match(chunk.text)
            if match and len(chunk.lines) == 1 and not chunk.ends_sentence and chunk.words <= MOST_WORDS:
                found.append(Found(at, "", chunk.text, Split("", "", chunk.text)))
        return found


def _label(found: Found) -> tuple[str, str]:
    if found.split.word or found.split.number:
        return found.split.word.lower(), found.split.number.lower()
    return "", plain_letters(found.text)
