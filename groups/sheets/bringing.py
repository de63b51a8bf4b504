"""What members bring to an evening, and what they have not understood."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from groups.access import light_chapters
from groups.models import BroughtPassage, Meeting, Membership, Reading, Unclear
from texts.models import Chapter
from texts.passages import paragraphs

LONGEST = 5  # paragraphs of a passage that are printed; of more, only where they are


@dataclass
class Brought:
    passage: BroughtPassage
    html: str = ""


def brought(meeting: Meeting, with_text: bool = False) -> list[Brought]:
    """Passages in the order of the book. Two queries, and one more for the words of the text."""
    chapters = {chapter.pk: chapter for chapter in _chapters(meeting, with_text)}
    found = []
    for passage in meeting.brought_passages.of_members().select_related("membership__user"):
        passage.chapter = chapters.get(passage.chapter_id)
        found.append(Brought(passage, _text(passage) if with_text else ""))
    return sorted(found, key=lambda one: one.passage.place_in_book)


def _chapters(meeting: Meeting, with_text: bool):
    named = meeting.brought_passages.values("chapter")
    chapters = Chapter.objects.select_related("text") if with_text else light_chapters()
    return chapters.filter(pk__in=named)


def _text(passage: BroughtPassage) -> str:
    first = passage.first_paragraph
    last = passage.last_paragraph or first
    if passage.chapter is None or first is None or last is None or last - first >= LONGEST:
        return ""
    return paragraphs(passage.chapter.html, first, last)


@dataclass
class NotClear:
    """Marks that the viewer may see: one’s own, and for facilitators everybody’s."""

    own: list[Unclear] = field(default_factory=list)
    by_question: dict[int, list[Unclear]] = field(default_factory=lambda: defaultdict(list))  # others’
    elsewhere: list[Unclear] = field(default_factory=list)  # others’, of paragraphs and of sections

    @property
    def own_questions(self) -> set[int | None]:
        return {mark.question_id for mark in self.own}

    @property
    def own_section(self) -> bool:
        return any(mark.question_id is None and mark.chapter_id is None for mark in self.own)

    @property
    def own_paragraphs(self) -> list[Unclear]:
        return [mark for mark in self.own if mark.chapter_id]


def open_marks(reading: Reading, viewer: Membership, **chosen) -> list[tuple[Unclear, list[str]]]:
    """What is marked in a whole reading, with the names of those whom the viewer may know of. One query."""
    marks = Unclear.objects.visible_to(viewer).filter(reading=reading, **chosen).defer(*_bodies())
    related = "membership__user", "membership__group", "chapter__text", "section", "question"
    by_thing: dict[tuple, list[Unclear]] = defaultdict(list)
    for mark in sorted(marks.select_related(*related), key=_in_the_book):
        by_thing[mark.section_id, mark.question_id, mark.chapter_id, mark.paragraph].append(mark)
    return [(marks[0], [mark.membership.name for mark in marks]) for marks in by_thing.values()]


def _bodies() -> list[str]:
    return [f"chapter__{name}" for name in ("source", "html", "plain")]


def not_clear(reading: Reading, sections: list, viewer: Membership) -> NotClear:
    """One query; five with marks, however many."""
    marks = list(Unclear.objects.visible_to(viewer).filter(reading=reading, section__in=sections))
    people = Prefetch("membership", Membership.objects.select_related("user").order_by())
    prefetch_related_objects(marks, people, Prefetch("chapter", light_chapters()))
    by_pk, found = {section.pk: section for section in sections}, NotClear()
    for mark in marks:
        mark.section = by_pk[mark.section_id]
        if mark.membership_id == viewer.pk:
            found.own.append(mark)
        elif mark.question_id:
            found.by_question[mark.question_id].append(mark)
        else:
            found.elsewhere.append(mark)
    found.elsewhere.sort(key=_in_the_book)
    return found


def _in_the_book(mark: Unclear) -> tuple:
    chapter = mark.chapter.position if mark.chapter else 0
    return mark.section.position, mark.question_id or 0, chapter, mark.paragraph or 0, mark.marked_at
