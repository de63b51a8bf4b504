"""Terms and people of a guide, linked where a section first names them. Nothing of it is stored."""

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape
from typing import Any

from django.db.models import Q

from guides.models import Person, Question, Section, Term
from texts.writers.plain import HAN_AND_KANA, SOUTH_EAST_ASIAN

Note = Term | Person
Piece = tuple[Any, str]  # a row and the name of its field with safe HTML

LEAD = ("before", "key_ideas")
AFTER_LEAD = ("misunderstandings", "today")
LAST = ("supplementary",)
SHORTEST_SURNAME = 4
TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
CLOSED = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}


def explain(
    section: Section, questions: Iterable[Question], notes: Iterable[Note], questions_first: bool = False
) -> list[Note]:
    """Link the words of a section to their explanations, in the order of the page; which were linked.

    Changes the HTML of these rows in memory: a save builds it anew from its source.
    """
    asked: list[Piece] = [(question, f"{name}_html") for question in questions for name in ("prompt", "hint")]
    own = {name: (section, f"{name}_html") for name in (*LEAD, *AFTER_LEAD, *LAST)}
    after = [own[name] for name in AFTER_LEAD]
    middle = [*asked, *after] if questions_first else [*after, *asked]
    told = [note for note in notes if note.name and note.description]
    return link_first(told, [*(own[name] for name in LEAD), *middle, *(own[name] for name in LAST)])


def notes_for(section: Section) -> list[Note]:
    """Of the section and of the whole guide; what the section says comes before the guide's. Two queries."""
    here = Q(section=section) | Q(section=None)
    kinds: tuple[type[Term] | type[Person], ...] = (Term, Person)
    found = [note for kind in kinds for note in kind.objects.filter(here, guide=section.guide_id)]
    return sorted(found, key=lambda note: note.section_id is None)


def of_section(notes: Iterable[Note], kind: type[Note]) -> list[Note]:
    return [note for note in notes if note.section_id and isinstance(note, kind)]


def link_first(notes: Sequence[Note], pieces: Iterable[Piece]) -> list[Note]:
    names = _names(notes)
    if not names:
        return []
    pattern = re.compile("|".join(map(_pattern, sorted(names, key=len, reverse=True))), re.IGNORECASE)
    linked: dict[str, Note] = {}

    def link(match: re.Match) -> str:
        note = _meant(names, match[0])
        if note is None or note.anchor in linked:
            return match[0]
        linked[note.anchor] = note
        return f'<a class="explained" href="#{note.anchor}" id="at-{note.anchor}">{match[0]}</a>'

    for row, field in pieces:
        setattr(row, field, _in_text(getattr(row, field), lambda text: pattern.sub(link, text)))
    return list(linked.values())


def _names(notes: Sequence[Note]) -> dict[str, Note]:
    """By every way in which a note may be named; a surname only where one person has it."""
    names: dict[str, Note] = {}
    for note in notes:
        for name in re.split(r"\s*[/;]\s*", re.sub(r"\s*\([^)]*\)", "", note.name)):
            if name.strip():
                names.setdefault(_key(name), note)
    surnames: dict[str, list[Note]] = {}
    for note in notes:
        *first, last = note.name.split() or [""]
        if isinstance(note, Person) and first and len(last) >= SHORTEST_SURNAME and last.isalpha() and last.istitle():
            surnames.setdefault(_key(last), []).append(note)
    alone = {name: bearers[0] for name, bearers in surnames.items() if len({note.name for note in bearers}) == 1}
    return alone | names


def _meant(names: dict[str, Note], words: str) -> Note | None:
    """A plural or a genitive means the same; a person is written with a capital."""
    key = _key(unescape(words))
    note = next((names[form] for form in (key, *_without_ending(key)) if form in names), None)
    return None if isinstance(note, Person) and words[:1].islower() else note


def _without_ending(key: str) -> list[str]:
    return [key.removesuffix(ending) for ending in ("'s", "'", "es", "s") if key.endswith(ending)]


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).lower()


def _pattern(key: str) -> str:
    """As it stands in HTML, with either apostrophe and any space; whole words where the script has words."""
    words = re.escape(escape(key, quote=False)).replace(r"\ ", r"\s+").replace("'", "['’]")
    if HAN_AND_KANA.search(key) or SOUTH_EAST_ASIAN.search(key):
        return words
    return rf"(?<![\w&#]){words}(?:['’]s|es|s)?(?!\w)"


def _in_text(html: str, change) -> str:
    """`change` applied to the text outside of links, code and headings."""
    pieces, closed = TAG.split(html), 0
    for place, piece in enumerate(pieces):
        if place % 2:
            name = re.match(r"</?\s*([a-z0-9]+)", piece)
            if name and name[1] in CLOSED:
                closed += -1 if piece.startswith("</") else 1
        elif not closed:
            pieces[place] = change(piece)
    return "".join(pieces)
