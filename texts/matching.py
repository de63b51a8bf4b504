"""Which chapter of a text is which in a corrected file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Protocol

from texts.importing.titles import number_value, plain_letters, split_heading

ALIKE = 0.5
RUN = 4
SHARED_BY_AT_MOST = 8


class Heading(Protocol):
    part: str
    number: str
    title: str


def match(old: Sequence[Heading], new: Sequence[Heading], old_words: Callable, new_words: Callable) -> dict[int, int]:
    """Positions in `new` to positions in `old`: by the paragraphs, so that whatever hangs on a chapter stays with its
    words when numbers shift or titles change places; by part, number and title; by number and title; by title; by
    “Chapter IV”, whether that is the number or the title, or written “Chapter 4”; by what is left of the words. Those
    that say the same under the same heading are paired in their order.
    """
    found: dict[int, int] = {}
    _pair_by_paragraphs(old, new, old_words, new_words, found)
    for key in (_whole, _number_and_title, _title, _label, _bare_number):
        _pair(old, new, key, found)
    _pair_by_words(old, new, old_words, new_words, found)
    return found


def _pair_by_paragraphs(old, new, old_words: Callable, new_words: Callable, found: dict[int, int]) -> None:
    before = [_paragraphs(old_words(chapter)) for chapter in old]
    holding = defaultdict(list)
    for at, paragraphs in enumerate(before):
        for paragraph in paragraphs:
            holding[paragraph].append(at)
    pairs = []
    for at, chapter in enumerate(new):
        now = _paragraphs(new_words(chapter))
        where = [holding[each] for each in now if each in holding and len(holding[each]) <= SHARED_BY_AT_MOST]
        for other, shared in Counter(place for places in where for place in places).items():
            is_renamed = _whole(chapter) != _whole(old[other])
            share = shared / (len(now | before[other]) if is_renamed else min(len(now), len(before[other])))
            if share >= ALIKE:
                pairs.append((-share, is_renamed, at, other))
    taken: set[int] = set()
    for *_order, at, other in sorted(pairs):
        if at not in found and other not in taken:
            found[at] = other
            taken.add(other)


def _paragraphs(text: str) -> set[int]:
    return {hash(letters) for line in text.splitlines() if (letters := plain_letters(line))}


def _whole(chapter: Heading) -> Hashable:
    return (plain_letters(chapter.part), plain_letters(chapter.number), plain_letters(chapter.title))


def _number_and_title(chapter: Heading) -> Hashable:
    return (plain_letters(chapter.number), plain_letters(chapter.title))


def _title(chapter: Heading) -> Hashable:
    return plain_letters(chapter.title)


def _label(chapter: Heading) -> Hashable:
    return (plain_letters(chapter.number + chapter.title),)


def _bare_number(chapter: Heading) -> Hashable:
    label = chapter.title or chapter.number
    split = split_heading(label)
    is_bare = plain_letters(split.title) in (plain_letters(label), plain_letters(split.number))
    value = number_value(split.number) if is_bare else None
    return (split.word.casefold(), value) if value is not None else ()


def _pair(old: Sequence[Heading], new: Sequence[Heading], key: Callable, found: dict[int, int]) -> None:
    waiting = defaultdict(list)
    for at, chapter in enumerate(old):
        if at not in found.values() and any(key(chapter)):
            waiting[key(chapter)].append(at)
    for at, chapter in enumerate(new):
        if at not in found and waiting[key(chapter)]:
            found[at] = waiting[key(chapter)].pop(0)


def _pair_by_words(old, new, old_words: Callable, new_words: Callable, found: dict[int, int]) -> None:
    left = {at: runs(old_words(chapter)) for at, chapter in enumerate(old) if at not in found.values()}
    if not left:
        return
    for at, chapter in enumerate(new):
        if at in found or not left:
            continue
        these = runs(new_words(chapter))
        best = max(left, key=lambda other: alike(left[other], these))
        if alike(left[best], these) >= ALIKE:
            found[at] = best
            del left[best]


def runs(text: str) -> set[Hashable]:
    """Runs of four words, or of four characters where a script has no spaces."""
    words = text.casefold().split()
    units = words if len(words) * 20 > len(text) else [letter for letter in text if letter.isalnum()]
    return {tuple(units[at : at + RUN]) for at in range(max(1, len(units) - RUN + 1))} if units else set()


def alike(one: set, other: set) -> float:
    """Share of the runs that both have, 0 to 1."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0
