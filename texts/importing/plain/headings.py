"""Which lines of a plain text are its headings: by the words and numbers in them, by the list of contents, else by
how they stand.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from texts.importing.plain.chunks import Chunk
from texts.importing.plain.contents import is_listed
from texts.importing.plain.families import (
    LONGEST_LINE,
    MANY,
    OPENS_SPEECH,
    Found,
    bare,
    capitals,
    counting,
    in_sequence,
    joined,
    lettered,
    listed_in,
    may_be_title,
    numbered,
    titles,
)
from texts.importing.titles import NAMED_ALONE, Split, is_bare, is_notes, number_value, split_heading

OUTER, PART, CHAPTER, SECTION = 1, 2, 3, 4
CLOSING = re.compile(
    r"^(?:the )?(?:epilogue|conclusion|afterword|appendi|glossary|notes?$|postscript|epilog|nachwort|anhang|postface|"
    r"epílogo|эпилог|послесловие|заключение)",
    re.IGNORECASE,
)
MOST = 0.8
LONGEST_TITLE = 140
NEXT_TO_NO_TEXT = 8
ENOUGH_TEXT = 60
ON_A_TITLE_PAGE = 30
PER_PART = 1.5


class Headings:
    def __init__(self, chunks: list[Chunk], listed: set[str], first: int) -> None:
        """`first` is where the list of contents stood; before it is the title page."""
        self.chunks = chunks
        self.listed = listed
        self.first = first

    def find(self) -> dict[int, tuple[int, Found]]:
        """Chunk index to level and heading."""
        labelled = [each for at in range(len(self.chunks)) if (each := self.labelled(at))]
        labelled = self.without_repeats(self.with_titles(self.without_title_page(labelled)))
        chapters = [each for each in labelled if each.kind == "chapter"]
        parts = [each for each in labelled if each.kind == "part"]
        if len(chapters) < 2:
            chapters, parts = self.by_shape(chapters, parts)
        levels = self.parts_by_level(parts) | {each.at: (CHAPTER, each) for each in chapters}
        if levels:
            self.add_listed(levels)
            self.add_named(levels)
            self.add_sections(levels)
        return levels

    def by_shape(self, chapters: list[Found], parts: list[Found]) -> tuple[list[Found], list[Found]]:
        """The first family of lines that there are enough of."""
        part_places = {part.at for part in parts}
        for enough, family in self.families():
            inside = [each for each in family if each.at not in part_places]
            among = [each for each in inside if parts and each.at > parts[0].at]
            if len(inside) >= enough and (not parts or len(among) >= PER_PART * len(parts)):
                return inside, parts + self.parts_above(inside)
        return (parts, []) if len(parts) >= 2 else (chapters if len(chapters) and parts else [], parts)

    def families(self) -> Iterable[tuple[int, list[Found]]]:
        listed = self.listed_headings()
        alone = self.with_titles(in_sequence(self.of_one_style(bare(self.chunks))))
        places = {place for each in alone for place in range(each.at, each.at + each.span)}
        if len(listed) >= MANY and sum(each.at in places for each in listed) < 0.5 * len(listed):
            yield MANY, [each for each in listed if each.at not in self.parts_among(listed)]
        yield MANY, self.without_repeats(alone)
        yield MANY, self.with_titles(counting(self.chunks))
        yield 2, self.without_repeats(in_sequence(list(numbered(self.chunks, roman=True))))
        yield MANY, self.without_repeats(in_sequence(list(numbered(self.chunks, roman=False))))
        yield 2, capitals(self.chunks)
        yield 2, list(titles(self.chunks))

    # Candidates

    def listed_headings(self) -> list[Found]:
        return self.without_repeats(list(listed_in(self.chunks, self.listed)), ON_A_TITLE_PAGE)

    def without_title_page(self, found: list[Found]) -> list[Found]:
        """“VOL. II.” above the list of contents is no part, unless another follows."""
        inside = {each.split.word.lower() for each in found if each.at >= self.first}
        return [each for each in found if each.at >= self.first or each.split.word.lower() in inside]

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
        if rest.is_short and may_be_title(rest) and len(rest.lines) <= 2:
            title = rest.text
            return Found(at, split.kind, joined(first, title), Split(split.kind, split.number, title, split.word))
        return Found(at, split.kind, first, split, rest=chunk.lines[1:])

    def is_prose(self, chunk: Chunk, title: str) -> bool:
        lower = sum(word[:1].islower() for word in title.split())
        return (chunk.ends_sentence and not chunk.is_capitals and lower > 5 and not is_listed(chunk, self.listed)) or (
            len(title) > LONGEST_TITLE
        )

    def of_one_style(self, found: list[Found]) -> list[Found]:
        """Chapters in Roman numbers, or in Arabic ones; the other kind stands for something else."""
        arabic = [each for each in found if each.split.number.isdigit()]
        other = [each for each in found if not each.split.number.isdigit()]
        return max(arabic, other, key=lambda each: len(in_sequence(each)))

    def with_titles(self, found: list[Found]) -> list[Found]:
        """Numbers that stand alone take the next chunk as their title, if most of them have one that looks like it."""
        alone = [each for each in found if each.is_bare and each.rest is None]
        following = [each for each in alone if each.at + 1 < len(self.chunks)]
        fit = [each for each in following if self.is_title_after(each)]
        if not fit or len(fit) < 0.6 * len(alone):
            fit = [each for each in following if self.is_line(self.chunks[each.at + 1])]
            lines = [each for each in following if self.is_line_after(each)]
            if len(alone) < MANY or len(lines) < MOST * len(alone):
                fit = [each for each in following if self.is_listed_title(each.at + 1)]
        if len(fit) >= MANY and len({self.chunks[each.at + 1].text for each in fit}) == 1:
            return found
        for each in fit:
            title = self.chunks[each.at + 1].text
            each.split = Split(each.split.kind, each.split.number, title, each.split.word)
            each.text, each.span = joined(each.text, title), 2
        return found

    def is_title_after(self, found: Found) -> bool:
        """A short line, itself followed by text."""
        at = found.at + 1
        after = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        return (
            may_be_title(self.chunks[at]) and after is not None and not may_be_title(after) and not after.indent
        ) or self.is_listed_title(at)

    def is_listed_title(self, at: int) -> bool:
        return is_listed(self.chunks[at], self.listed) and not split_heading(self.chunks[at].text).word

    def is_line_after(self, found: Found) -> bool:
        """One or two lines, which may end in a full stop where nearly all do: “Do livro.”"""
        chunk = self.chunks[found.at + 1]
        inside = re.search(r"[.!?]\W*\s", chunk.text[:-2])
        return self.is_line(chunk) and not inside and not OPENS_SPEECH.match(chunk.text)

    def is_line(self, chunk: Chunk) -> bool:
        return chunk.is_short and len(chunk.lines) <= 2 and not is_bare(chunk.text)

    # Parts

    def parts_by_level(self, parts: list[Found]) -> dict[int, tuple[int, Found]]:
        """Of parts of two kinds that follow each other at once, VOLUME I and BOOK FIRST, one is the outer."""
        starts = {each.at: each for each in parts}
        outer = {
            each.split.word.lower()
            for each in parts
            if (after := starts.get(each.at + each.span)) and after.split.word.lower() != each.split.word.lower()
        }
        inner = {
            starts[each.at + each.span].split.word.lower()
            for each in parts
            if each.split.word.lower() in outer and each.at + each.span in starts
        }
        return {each.at: (OUTER if each.split.word.lower() in outer - inner else PART, each) for each in parts}

    def parts_above(self, chapters: list[Found]) -> list[Found]:
        """Where numbers begin again, a short line above the first is the name of a part, of a story perhaps."""
        firsts = [each for each in chapters if number_value(each.split.number) == 1 and each.at]
        above = [self.chunks[each.at - 1] for each in firsts]
        named = [
            Found(each.at - 1, "part", chunk.text, split_heading(chunk.text))
            for each, chunk in zip(firsts, above, strict=True)
            if chunk.is_short and len(chunk.lines) <= 2 and (may_be_title(chunk) or chunk.words <= 4)
        ]
        return named if len(named) >= 2 and len(named) >= 0.5 * len(firsts) else self.numbered_parts(chapters)

    def numbered_parts(self, chapters: list[Found]) -> list[Found]:
        """Numbers of another style, each right above a chapter: — I — above [ 1 ]."""
        starts = {each.at for each in chapters}
        found = [each for each in bare(self.chunks) if each.at not in starts and each.at + 1 in starts]
        return in_sequence(found)

    def parts_among(self, found: list[Found]) -> set[int]:
        """Headings right above another."""
        starts = {each.at for each in found}
        return {each.at for each in found if each.at + 1 in starts}

    # Choosing among them

    def without_repeats(self, found: list[Found], enough: int = NEXT_TO_NO_TEXT) -> list[Found]:
        """Without a contents list that carries no title: headings with no text, that come again later."""
        kept: list[Found] = []
        last = {each.label: index for index, each in enumerate(found)}
        dropped: Found | None = None
        for index, (each, words) in enumerate(zip(found, self.words_below(found), strict=True)):
            in_list = dropped is not None and dropped.split.word == each.split.word != ""
            dropped = each if last[each.label] > index and words < (ENOUGH_TEXT if in_list else enough) else None
            if not dropped:
                kept.append(each)
        return kept

    def words_below(self, found: list[Found]) -> list[int]:
        """Words up to the next heading; a part right above a chapter has those of the chapter."""
        counts: list[int] = []
        below: Found | None = None
        for each in reversed(found):
            start, end = each.at + each.span, below.at if below else len(self.chunks)
            words = sum(chunk.words for chunk in self.chunks[start:end]) + len(each.rest or [])
            over = below is not None and start == end and below.split.word.lower() != each.split.word.lower()
            counts.append(counts[-1] if over and not words else words)
            below = each
        return counts[::-1]

    def add_listed(self, levels: dict[int, tuple[int, Found]]) -> None:
        """What the list of contents names is a chapter too, or a part if a chapter follows at once."""
        taken = self.taken(levels)
        found = [each for each in self.listed_headings() if each.at not in taken and not is_notes(each.text)]
        over = self.over_first_chapters(found, levels)
        for each in found:
            above = levels.get(each.at + 1, (0, None))[0]
            levels[each.at] = (PART if above == CHAPTER or each.at in over else CHAPTER, each)

    def over_first_chapters(self, found: list[Found], levels: dict[int, tuple[int, Found]]) -> set[int]:
        """Of several plays or stories in a book, the title stands above the first act of each."""
        places = sorted({*levels, *(each.at for each in found)})
        after = {at: levels.get(below, (0, None)) for at, below in pairwise(places)}
        over = {
            each.at
            for each in found
            if (below := after.get(each.at, (0, None))[1]) and number_value(below.split.number) == 1
        }
        return over if len(over) >= 2 else set()

    def add_named(self, levels: dict[int, tuple[int, Found]]) -> None:
        """PREFACE, Introduction, EPILOGUE, standing alone; what closes a book stands outside its parts, and what stands
        right below the heading of a chapter stands in it.
        """
        taken = self.taken(levels)
        below = {at + found.span for at, (level, found) in levels.items() if level == CHAPTER}
        has_parts = any(level < CHAPTER for level, _ in levels.values())
        last_chapter = max((at for at, (level, _) in levels.items() if level == CHAPTER), default=0)
        for at, chunk in enumerate(self.chunks):
            if at in taken or len(chunk.lines) > 1 or chunk.words > 5 or re.search(r"\bby\b", chunk.text, re.I):
                continue
            text = chunk.text.rstrip(".:")
            if (NAMED_ALONE.match(text) or is_notes(text)) and (
                chunk.is_capitals or text.istitle() or chunk.words == 1
            ):
                outside = has_parts and at > last_chapter and CLOSING.match(text)
                levels[at] = (
                    PART if outside else SECTION if at in below else CHAPTER,
                    Found(at, "named", text, split_heading(text)),
                )

    def add_sections(self, levels: dict[int, tuple[int, Found]]) -> None:
        """Lines of the other families are headings inside the chapters."""
        taken = self.taken(levels)
        first = min(levels)
        others = [
            *in_sequence(list(numbered(self.chunks, roman=False))),
            *in_sequence(list(numbered(self.chunks, roman=True))),
            *lettered(self.chunks),
            *capitals(self.chunks),
        ]
        for each in others:
            if each.at > first and each.at not in taken and each.at not in levels:
                levels[each.at] = (SECTION, each)

    def taken(self, levels: dict[int, tuple[int, Found]]) -> set[int]:
        return {at + step for at, (_, found) in levels.items() for step in range(found.span)}
