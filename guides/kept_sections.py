"""What a guide says in a section, kept in each process until the library changes: it is the same for all who read it.

Everybody’s requests share these rows, so that nobody may change them.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from guides import changes
from guides.glossary import Note, explain, notes_for, of_section
from guides.models import Passage, Person, Question, Section, Term
from texts.models import Chapter

CHAPTERS = Chapter.objects.select_related("text").without_bodies()
KEPT = 128  # sections in each process
ORDER = ("position", "pk")


@dataclass(frozen=True)
class KeptSection:
    section: Section  # with its guide and the text of that; of chapters everything but their bodies
    siblings: list[Section]  # all sections of the guide, in order, with no more than their titles
    questions: list[Question]  # in order, with choices and chapters; those that are no longer asked too
    passages: list[Passage]
    people: list[Note]
    terms: list[Note]
    explained: list[Note]  # that its words are linked to


def kept_section(guide: int, slug: str, links: bool = True) -> KeptSection:
    """One query while nothing changes. With `links`, words lead to what explains them. Raises Section.DoesNotExist."""
    return _kept(changes.state(), guide, slug, links)


@lru_cache(maxsize=KEPT)
def _kept(_state: str, guide: int, slug: str, links: bool) -> KeptSection:
    sections = Section.objects.select_related("guide__text").prefetch_related(Prefetch("chapters", CHAPTERS))
    section = sections.get(guide=guide, slug=slug)
    questions = list(section.questions.order_by(*ORDER))
    for question in questions:
        question.section = section
    passages = list(section.passages.all())
    prefetch_related_objects([one for one in questions if one.has_choices], "choices")
    placed: list[Any] = [*questions, *passages]
    prefetch_related_objects([one for one in placed if one.chapter_id], Prefetch("chapter", CHAPTERS))
    notes = notes_for(section)
    asked = [question for question in questions if not question.retired_at]
    explained = explain(section, asked, notes, questions_first=True) if links else []
    siblings = list(Section.objects.filter(guide=guide).only("guide", "position", "title", "slug").order_by(*ORDER))
    for sibling in siblings:
        sibling.guide = section.guide
    people, terms = of_section(notes, Person), of_section(notes, Term)
    return KeptSection(section, siblings, questions, passages, people, terms, explained)
