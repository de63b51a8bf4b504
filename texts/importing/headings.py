"""Where to cut a document that has headings but no table of contents to trust."""

import re
from bisect import bisect_right
from collections import Counter
from itertools import takewhile

from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.flow import Item
from texts.importing.naming import Mark, PartNames
from texts.importing.sentences import gettext_noop, say
from texts.importing.title_page import FEWEST_WORDS, OWN_TEXT, is_title, title_heading
from texts.importing.titles import is_bare, is_contents, is_front_matter, is_notes, number_value
from texts.writers.plain import count_words

LONG_CHAPTER = 15_000
SUBSECTIONS = 3
SHORTEST_SUBSECTION = 500
PATTERN_LENGTH = 200


def cut_by_headings(book: Book, items: list[Item], cut: Cut, chapter_level: int = 0) -> list[Mark]:
    """`chapter_level` is where chapters are, if the reader of the format knows it for certain."""
    if cut.how == "whole":
        return [Mark(0, book.title or "Text")]
    if cut.how == "pattern":
        return _with_opening([at for at, item in enumerate(items) if _matches(item, cut.pattern)], items)
    outline = _Outline(book, items)
    return outline.marks(cut.level) if cut.how == "level" else outline.found(chapter_level)


def _matches(item: Item, pattern: str) -> bool:
    if len(pattern) > PATTERN_LENGTH:
        raise ImportRefused(say(gettext_noop("The pattern is too long.")))
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ImportRefused(say(gettext_noop("The pattern cannot be read: %(why)s."), why=str(error))) from error
    text = item.text
    return bool(text) and len(text) <= PATTERN_LENGTH and bool(compiled.match(text))


def _with_opening(starts: list[int], items: list[Item]) -> list[Mark]:
    marks = [Mark(at, items[at].text, split=items[at].split, from_heading=True) for at in starts]
    if not marks or marks[0].at > 0:
        marks.insert(0, Mark(0, opening=bool(marks)))
    return marks


def drop_sections(book: Book, items: list[Item]) -> list[Item]:
    """Without contents lists and imprints, each from its heading to the next that cannot belong to it.

    Notes among them stay: they are fetched by their references.
    """
    kept: list[Item] = []
    dropping, listing = 0, False
    for at, item in enumerate(items):
        if item.is_heading and dropping and (listing or item.level <= dropping or item.heading_split().kind):
            dropping = 0
        if item.is_heading and not dropping:
            listing = is_contents(item.text)
            front = is_front_matter(item.text)
            if listing or (front and is_front_matter(item.text, _words_below(items, at))):
                dropping = item.level
                left = "" if listing else item.text[:80]
                book.notices += [say(gettext_noop("Left out: “%(chapter)s”."), chapter=left)] if left else []
        if not dropping or type(item.block).__name__ == "Note":
            kept.append(item)
    return kept


def _words_below(items: list[Item], at: int) -> int:
    below = takewhile(lambda item: not (item.is_heading and item.level <= items[at].level), items[at + 1 :])
    return sum(count_words(item.text) for item in below)


class _Outline:
    def __init__(self, book: Book, items: list[Item]) -> None:
        self.book = book
        self.items = items
        self.heads = [at for at, item in enumerate(items) if item.is_heading]
        self.splits = {at: items[at].heading_split() for at in self.heads}
        self.title_at = title_heading(book, items)
        if self.title_at is not None:
            book.title = book.title or items[self.title_at].text
        self.again = {at for at in self.heads if at != self.title_at and self._says_title_again(at)}
        self.heads = [at for at in self.heads if at != self.title_at and at not in self.again]

    def _says_title_again(self, at: int) -> bool:
        """The title stands once more above the first chapter."""
        if not is_title(self.book, self.items[at].text) or self._words_until_next(at) >= FEWEST_WORDS:
            return False
        below = self.heads[bisect_right(self.heads, at) :][:1]
        return any(self.splits[head].kind in ("chapter", "number") for head in below)

    def level_of(self, at: int) -> int:
        return self.items[at].level

    def marks(self, level: int) -> list[Mark]:
        chosen = [at for at in self.heads if self.level_of(at) == level]
        parts = [at for at in self.heads if self.level_of(at) < level]
        leaves = self._leaves(parts, chosen)
        return self._marks([*chosen, *leaves], [at for at in parts if at not in leaves])

    def found(self, level: int) -> list[Mark]:
        return self._refined(self.marks(level) if level else self._marks(*self._choose()))

    def _choose(self) -> tuple[list[int], list[int]]:
        level = self._chapter_level()
        if not level:
            return list(self.heads), []
        here = [at for at in self.heads if self.level_of(at) == level]
        like = [at for at in here if self.splits[at].kind == "chapter"]
        if 2 <= len(like) < 0.5 * len(here):
            self._say_which(level, here, like)
            here = [at for at in here if self.splits[at].kind in ("chapter", "named", "part")]
        among = {at for at in here if self.splits[at].kind == "part" and (like or self._is_bare_part(at, here))}
        over = {at for at in here if like and self._stands_over_first(at, here)}
        among |= over if len(over) >= 2 else set()
        parts = [at for at in self.heads if self.level_of(at) < level or at in among]
        below = self._titles_below_numbers(here)
        here = [at for at in here if at not in below]
        chosen = [at for at in here if at not in among and not is_notes(self.items[at].text)]
        leaves = self._leaves(parts, chosen)
        return [*chosen, *leaves], [at for at in parts if at not in leaves]

    def _is_bare_part(self, at: int, here: list[int]) -> bool:
        below = [head for head in here if head > at][:1]
        return any(self.splits[head].kind != "part" and self._words(at, head) < FEWEST_WORDS for head in below)

    def _titles_below_numbers(self, here: list[int]) -> set[int]:
        """“I” and right below it, on the same level, “The Gate”: nothing but numbers has headings without one."""
        plain = {at for at in here if not self.splits[at].kind}
        numbers = [at for at in here if self.splits[at].kind == "number" and is_bare(self.items[at].text)]
        return plain if len(numbers) >= 2 and plain <= {at + 1 for at in numbers} else set()

    def _stands_over_first(self, at: int, here: list[int]) -> bool:
        """“EPOCH THE SECOND” right above a Chapter I, with no text of its own."""
        below = [head for head in here if head > at][:1]
        first = any(number_value(self.splits[head].number) == 1 for head in below)
        return first and not self.splits[at].number and self._words(at, below[0]) < FEWEST_WORDS

    def _leaves(self, parts: list[int], chosen: list[int]) -> set[int]:
        """Headings over no chapter, but over a text of their own: a preface before the parts, an epilogue after."""
        stops = [*sorted({*parts, *self.again}), len(self.items)]
        return {
            at
            for at, end in ((at, stops[bisect_right(stops, at)]) for at in parts)
            if self._words(at, end) >= (OWN_TEXT if self.splits[at].kind == "part" else FEWEST_WORDS)
            if bisect_right(chosen, at) == bisect_right(chosen, end - 1)
        }

    def _say_which(self, level: int, here: list[int], like: list[int]) -> None:
        word = Counter(self.splits[at].word.upper() for at in like).most_common(1)[0][0]
        self.book.notices.append(
            say(
                gettext_noop(
                    "%(count)s headings of level %(level)s, of which %(alike)s begin with %(word)s: using those."
                ),
                count=len(here),
                level=level,
                alike=len(like),
                word=word,
            )
        )

    def _chapter_level(self) -> int:
        """The level of most headings like “Chapter I”; else the topmost level with two headings or more."""
        like = Counter(self.level_of(at) for at in self.heads if self.splits[at].kind == "chapter")
        if sum(like.values()) >= 2:
            return min(like, key=lambda level: (-like[level], level))
        counts = Counter(self.level_of(at) for at in self.heads if not is_notes(self.items[at].text))
        levels = sorted(level for level, count in counts.items() if count >= 2)
        if not levels:
            return min(counts, default=0)
        top, deeper = levels[0], levels[1:]
        all_parts = all(self.splits[at].kind == "part" for at in self.heads if self.level_of(at) == top)
        if deeper and ((all_parts and counts[deeper[0]] >= 2 * counts[top]) or self._are_parts(top, deeper[0])):
            return deeper[0]
        return top

    def _are_parts(self, top: int, below: int) -> bool:
        """Headings with next to no text of their own and several headings below each, but for a preface or the like."""
        tops = [at for at in self.heads if self.level_of(at) == top]
        ends = [*tops[1:], len(self.items)]
        parts = said = others = 0
        for at, end in zip(tops, ends, strict=True):
            inside = [head for head in self.heads if at < head < end and self.level_of(head) == below]
            words = [self._words_until_next(head) for head in inside]
            inner = sum(each >= FEWEST_WORDS for each in words)
            if any(words) and self.splits[at].kind == "part":
                said += 1
            elif inner >= 2 and not self.splits[at].number and self._words_until_next(at) < OWN_TEXT:
                parts += 1
            elif inner or self.splits[at].kind != "named":
                others += 1
        return said >= 2 or (parts >= 2 and not others)

    def _marks(self, chosen: list[int], parts: list[int]) -> list[Mark]:
        """A part with text of its own is a chapter too; one without is only the name over the next chapters."""
        marks: list[Mark] = []
        names = PartNames()
        pending: int | None = None
        part_heads = set(parts)
        deepest = max((self.level_of(at) for at in chosen), default=0)
        for at in sorted({*chosen, *parts, *self.again}):
            item = self.items[at]
            start = at if pending is None else pending
            if at in self.again:
                if pending is None:
                    names.leave(item.level)
                pending = start
                continue
            if at not in part_heads:
                if item.level < deepest:
                    names.leave(item.level)
                marks.append(Mark(start, item.text, names.full, self.splits[at], own=at, from_heading=True))
                pending = None
                continue
            names.take(
                self._part_name(at, {*chosen, *parts}),
                item.level,
                goes_on=pending is not None and self.splits[at].kind != "part",
            )
            pending = start
            if self._words_until_next(at) >= OWN_TEXT:
                marks.append(Mark(start, item.text, names.full, self.splits[at]))
                pending = None
        return self._opened(marks)

    def _part_name(self, at: int, taken: set[int]) -> str:
        """With the headings right below that are neither parts nor chapters: PART ONE, 1815, In Exile."""
        lines = [self.items[at].text]
        while at + 1 in self.splits and at + 1 not in taken and not is_title(self.book, self.items[at + 1].text):
            at += 1
            lines.append(self.items[at].text)
        return ": ".join([*(line.rstrip(" .:") for line in lines[:-1]), lines[-1]])

    def _opened(self, marks: list[Mark]) -> list[Mark]:
        start = 0 if self.title_at is None else self.title_at + 1
        if not marks:
            return [
                Mark(start, self.book.title or (self.items[self.title_at].text if self.title_at is not None else ""))
            ]
        if marks[0].at > start:
            marks.insert(0, Mark(start, opening=True))
        return marks

    def _words_until_next(self, at: int) -> int:
        after = bisect_right(self.heads, at)
        end = self.heads[after] if after < len(self.heads) else len(self.items)
        return self._words(at + 1, end)

    def _words(self, start: int, end: int) -> int:
        return sum(count_words(item.text) for item in self.items[start:end] if not item.is_heading)

    def _refined(self, marks: list[Mark]) -> list[Mark]:
        """A very long chapter with headings of its own is cut at them."""
        done: list[Mark] = []
        ends = [mark.at for mark in marks[1:]] + [len(self.items)]
        for mark, end in zip(marks, ends, strict=True):
            done.append(mark)
            inner = self._subsections(mark, end)
            if inner:
                name = self.items[mark.at].text
                done += [
                    Mark(at, self.items[at].text, mark.part or name, self.items[at].split, from_heading=True)
                    for at in inner
                ]
                self.book.notices.append(
                    say(
                        gettext_noop("“%(chapter)s” is very long; it was cut at its %(count)s inner headings."),
                        chapter=name[:80],
                        count=len(inner),
                    )
                )
        return done

    def _subsections(self, mark: Mark, end: int) -> list[int]:
        total = self._words(mark.at, end)
        if total < LONG_CHAPTER or mark.opening:
            return []
        inner = [at for at in self.heads if mark.at < at < end and not is_notes(self.items[at].text)]
        level = min((self.level_of(at) for at in inner if self.level_of(at) > self.level_of(mark.at)), default=0)
        inner = [at for at in inner if self.level_of(at) == level]
        return inner if len(inner) >= SUBSECTIONS and total / len(inner) >= SHORTEST_SUBSECTION else []
