"""The headings of a title page: which is the title of the whole, and which are only lines around it."""

import re
from itertools import pairwise

from texts.blocks import Heading, Paragraph
from texts.importing.book import Book
from texts.importing.bylines import authors_in
from texts.importing.flow import Item
from texts.importing.titles import is_contents, same, split_heading
from texts.writers.plain import count_words

OWN_TEXT = 50
FEWEST_WORDS = 20
LONGEST = 300
OR = re.compile(r"^(?:or|oder|ou|ossia|of|eller)\b[\s,:;]*(.*)$", re.IGNORECASE)


def is_title(book: Book, text: str) -> bool:
    """Whether a line says the title, with the subtitle or without."""
    return bool(book.title) and (same(text, book.title) or same(text, f"{book.title} {book.subtitle}"))


def demote_lines(book: Book, items: list[Item]) -> None:
    """What stands above the list of contents in large type is no chapter: series, author, publisher, year."""
    contents = next((at for at, item in enumerate(items) if is_contents(item.text)), 0)
    if items and isinstance(items[contents].block, Paragraph) and is_contents(items[contents].text):
        items[contents].block = Paragraph(())
    heads = [at for at in range(contents) if items[at].is_heading]
    if _words(items[:contents]) > LONGEST:
        return
    later = {item.heading_split().word.lower() for item in items[contents:] if item.is_heading}
    for head, end in pairwise([*heads, contents]):
        item, word = items[head], items[head].heading_split().word.lower()
        title = is_title(book, item.text) or (not book.title and head == heads[0])
        part = word in later - {""}
        if isinstance(item.block, Heading) and not title and not part and _words(items[head + 1 : end]) < OWN_TEXT:
            item.block = Paragraph(item.block.content)


def take_subtitle(book: Book, lines: list[str]) -> None:
    """“or, the Modern Prometheus” right below the title, or “OR,” and the rest below that; a line between the title and
    “by Jane Roe”.
    """
    below = lines[1:] if lines and (is_title(book, lines[0]) or not book.title) else []
    if book.subtitle or not below:
        return
    found = OR.match(below[0])
    if found and found[1]:
        book.subtitle = below[0]
    elif len(below) > 1 and found:
        book.subtitle = f"{below[0].strip(' ,;:')}, {below[1]}"
    elif len(below) > 1 and authors_in(below[1]) and not split_heading(below[0]).kind and " by " not in below[0]:
        book.subtitle = below[0]


def _words(items: list[Item]) -> int:
    return sum(count_words(item.text) for item in items if not item.is_heading)


def title_heading(book: Book, items: list[Item]) -> int | None:
    """The heading that is the title of the whole: the first, if it says the title, is alone on its level, or has next
    to no text and stands over numbered chapters or over parts.
    """
    heads = [at for at, item in enumerate(items) if item.is_heading]
    if not heads or items[heads[0]].heading_split().kind in ("chapter", "part"):
        return None
    first = items[heads[0]]
    alone = sum(items[at].level <= first.level for at in heads) == 1 and len(heads) > 1
    fits = alone or is_title(book, first.text) or _stands_over_parts(items) or _stands_over_numbers(items, heads)
    return heads[0] if fits else None


def _stands_over_numbers(items: list[Item], heads: list[int]) -> bool:
    """All headings on the level of the first, but for a preface and the like, are numbered."""
    if len(heads) < 3 or _words(items[heads[0] + 1 : heads[1]]) >= FEWEST_WORDS:
        return False
    if items[heads[0]].heading_split().kind:
        return False
    kinds = [items[at].heading_split().kind for at in heads[1:] if items[at].level <= items[heads[0]].level]
    return kinds.count("chapter") + kinds.count("number") >= 2 and "" not in kinds


def _stands_over_parts(items: list[Item]) -> bool:
    """Whether the first heading is a title on the level of the parts: another follows at once, then a deeper one."""
    heads = [item for item in items if item.is_heading]
    if len(heads) < 4 or items[items.index(heads[0]) + 1] is not heads[1] or heads[0].heading_split().kind:
        return False
    level = heads[0].level
    return heads[1].level == level < heads[2].level and any(head.level == level for head in heads[3:])
