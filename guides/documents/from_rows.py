import json
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects

from guides.documents.spans import expand, spans_of, words
from guides.fileformat.document import (
    ChapterSpan,
    Entry,
    GuideDocument,
    Part,
    PassageDocument,
    QuestionDocument,
    SectionDocument,
    TextReference,
)
from guides.models import Guide, Question

GUIDE_FIELDS = (
    *("title", "subtitle", "slug", "level", "licence", "credits", "blurb"),
    *("why", "about_author", "how_to_use", "preparatory", "further"),
)
SECTION_FIELDS = (
    *("title", "pages", "minutes", "aim", "before", "key_ideas"),
    *("misunderstandings", "today", "supplementary", "facilitator_notes"),
)
QUESTION_FIELDS = (
    *("prompt", "kind", "is_core", "minutes", "reveal", "first_paragraph", "last_paragraph", "reference"),
    *("one_of", "hint", "model_answer", "facilitator_note", "key"),
)


def document_of(guide: Guide) -> GuideDocument:
    """The whole guide as it stands, notes for facilitators and retired questions with it. A fixed number of queries."""
    guide = _with_everything(guide)
    rest = kept(guide)
    chapters = list(guide.text.chapters.all())
    return GuideDocument(
        **{name: getattr(guide, name) for name in GUIDE_FIELDS},
        text=_text_reference(guide, rest),
        language=rest.get("language") or guide.language,
        derived_from=_derived_from(guide, rest),
        tags=_tags(guide, rest),
        audience=guide.audience_note,
        timeline=_entries(guide.events.all()),
        people=_entries(person for person in guide.people.all() if person.section_id is None),
        terms=_entries(term for term in guide.terms.all() if term.section_id is None),
        sections=[_section(section, chapters) for section in guide.sections.all()],
        extra=rest.get("front_matter", {}),
        extra_parts=_parts(rest),
    )


def public_edition(document: GuideDocument) -> GuideDocument:
    """The same without what only facilitators see, and without questions that are retired."""
    sections = [
        replace(
            section,
            facilitator_notes="",
            questions=[
                replace(question, model_answer="", facilitator_note="")
                for question in section.questions
                if not question.retired
            ],
        )
        for section in document.sections
    ]
    return replace(document, sections=sections)


def _with_everything(guide: Guide) -> Guide:
    """A copy read anew: nothing that was prefetched earlier for something else."""
    guide = Guide.objects.select_related("text", "derived_from").get(pk=guide.pk)
    questions = Question.objects.select_related("chapter").prefetch_related("choices")
    prefetch_related_objects(
        [guide],
        *("text__chapters", "text__authorships__author", "tags", "events", "people", "terms"),
        *("sections__chapters", "sections__people", "sections__terms", "sections__passages__chapter"),
        Prefetch("sections__questions", questions),
    )
    return guide


def _text_reference(guide: Guide, rest: dict) -> str | TextReference:
    reference = rest.get("text")
    if reference and reference["title"] == guide.text.title:
        return TextReference(**reference)
    return guide.text.slug


def _derived_from(guide: Guide, rest: dict) -> str:
    if guide.derived_from:
        return urljoin(settings.SITE_URL, guide.derived_from.get_absolute_url())
    return guide.derived_from_url or rest.get("derived_from", "")


def _tags(guide: Guide, rest: dict) -> list[str]:
    """In the order of the file, as long as they are the same."""
    names = sorted(tag.name for tag in guide.tags.all())
    as_in_the_file = rest.get("tags", [])
    same = {name.casefold() for name in names} == {name.casefold() for name in as_in_the_file}
    return as_in_the_file if same else names


def _entries(notes) -> list[Entry]:
    return [Entry(note.name, note.when, note.description) for note in notes]


def _parts(rest: dict) -> list[Part]:
    return [Part(title, text) for title, text in rest.get("parts", [])]


def _section(section, chapters: list) -> SectionDocument:
    rest = kept(section)
    given = [ChapterSpan(*span) for span in rest.get("read", [])]
    there = list(section.chapters.all())
    spans = given if given and set(expand(given, chapters)) == set(there) else spans_of(there, chapters)
    is_made = spans is given and section.reading == words(given, chapters)
    return SectionDocument(
        **{name: getattr(section, name) for name in SECTION_FIELDS},
        reading=spans,
        reading_note="" if is_made else section.reading,
        paragraphs=_paragraphs(section),
        people=_entries(section.people.all()),
        terms=_entries(section.terms.all()),
        passages=[_passage(passage) for passage in section.passages.all()],
        questions=[_question(question) for question in section.questions.all()],
        extra=rest.get("keys", {}),
        extra_parts=_parts(rest),
    )


def _paragraphs(section) -> tuple[int, int] | None:
    if section.first_paragraph is None:
        return None
    return section.first_paragraph, section.last_paragraph or section.first_paragraph


def _passage(passage) -> PassageDocument:
    names = ("quotation", "first_paragraph", "last_paragraph", "reference")
    chapter = passage.chapter.slug if passage.chapter else ""
    return PassageDocument(chapter=chapter, **{name: getattr(passage, name) for name in names})


def _question(question: Question) -> QuestionDocument:
    rest = kept(question)
    return QuestionDocument(
        **{name: getattr(question, name) for name in QUESTION_FIELDS},
        chapter=_chapter(question, rest),
        choices=[choice.label for choice in question.choices.all()],
        retired=question.retired_at is not None,
        extra=rest.get("settings", []),
    )


def _chapter(question: Question, rest: dict) -> str:
    """As the file had it (nothing, or a chapter that is not there), unless somebody has chosen another since."""
    chapter = question.chapter.slug if question.chapter else ""
    said, resolved = rest.get("chapter", [chapter, chapter])
    return said if resolved == chapter else chapter


def keep(row, **values: Any) -> None:
    """Remember what is not empty, instead of what was remembered before."""
    given = {name: value for name, value in values.items() if value not in (None, [], {})}
    row.extra = {"kept": json.dumps(given, default=str)} if given else {}


def kept(row) -> dict[str, Any]:
    return json.loads(row.extra.get("kept") or "{}")
