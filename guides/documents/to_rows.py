from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from guides.documents.from_rows import GUIDE_FIELDS, SECTION_FIELDS, document_of, keep
from guides.documents.matching import match_questions, match_sections, remove_question, remove_section
from guides.documents.question_rows import check, write_question
from guides.documents.spans import expand, words
from guides.documents.spans import resolve as resolve_span
from guides.fileformat.document import Entry, GuideDocument, Problem, Report, SectionDocument
from guides.models import Guide, Section
from texts.languages import known
from texts.models import Text
from texts.naming import address, free_address

RESERVED = {"print", "history"}  # pages of a guide that are not sections


def write_guide(
    document: GuideDocument, text: Text, by, guide: Guide | None = None, warnings: list[Problem] | None = None
) -> Guide:
    """Make a guide of the document, or bring `guide` in line with it; all of it or, on FormatError, nothing.

    Questions are found again by their key, their words or their place, so that answers stay with them. What somebody
    has answered is retired, not deleted. What could not be done as the file says is added to `warnings`.
    """
    report = Report()
    with transaction.atomic():
        guide = _guide(document, text, by, guide or Guide(created_by=by), report)
        if not report.errors:
            _sections(guide, document, report)
        found = report.finish()
    if warnings is not None:
        warnings += found
    return guide


def _guide(document: GuideDocument, text: Text, by, guide: Guide, report: Report) -> Guide:
    is_new = guide.pk is None
    for name in GUIDE_FIELDS:
        if name != "slug":
            setattr(guide, name, getattr(document, name))
    guide.text = text
    guide.slug = document.slug or guide.slug or free_address(Guide.objects, document.title, "guide")
    guide.audience_note = document.audience
    guide.language = known(document.language) if document.language else text.language
    rest = _origin(guide, document) | {"language": document.language if document.language != guide.language else ""}
    keep(guide, **rest, **_unknown(document))
    check(guide, 1, report, exclude=["text", "created_by", "derived_from"])
    if Guide.objects.filter(slug=guide.slug).exclude(pk=guide.pk).exists():
        report.error(1, _("Another guide has the address “%(slug)s”.") % {"slug": guide.slug})
    if report.errors:
        return guide
    guide.version += not is_new
    guide.save()
    if is_new and by:
        guide.editors.add(by)
    guide.tags.set(document.tags)
    _notes(guide, "events", document.timeline, report)
    _notes(guide, "people", document.people, report)
    _notes(guide, "terms", document.terms, report)
    return guide


def _origin(guide: Guide, document: GuideDocument) -> dict:
    """Where it was made from: a guide of this site, an address elsewhere, or words that are kept."""
    said = document.derived_from
    guide.derived_from, guide.derived_from_url = _own_guide(said), ""
    if guide.derived_from is None and said.startswith(("https://", "http://")) and len(said) <= 200:
        guide.derived_from_url = said
    return {"derived_from": "" if guide.derived_from or guide.derived_from_url else said}


def _own_guide(address: str) -> Guide | None:
    if not address.startswith(f"{settings.SITE_URL}/"):
        return None
    try:
        match = resolve(address.removeprefix(settings.SITE_URL))
    except Resolver404:
        return None
    return Guide.objects.filter(slug=match.kwargs.get("guide", "")).first()


def _unknown(document: GuideDocument) -> dict:
    text = document.text
    is_reference = text is not None and not isinstance(text, str)
    return {
        "front_matter": document.extra,
        "parts": [[part.title, part.text] for part in document.extra_parts],
        "text": vars(text) if is_reference else None,
        "tags": document.tags,
    }


def _notes(
    guide: Guide, kind: str, entries: list[Entry], report: Report, section: Section | None = None, line: int = 0
) -> None:
    """Terms, people and dates are made anew: nothing hangs on them."""
    manager = getattr(guide, kind)
    scope = {} if kind == "events" else {"section": section}
    manager.filter(**scope).delete()
    rows = [
        manager.model(guide=guide, position=place, name=entry.name, when=entry.when, description=entry.text, **scope)
        for place, entry in enumerate(entries, 1)
    ]
    for row in rows:
        check(row, line, report, exclude=["guide", "section"])
    if not report.errors:
        manager.bulk_create(rows)


def _sections(guide: Guide, document: GuideDocument, report: Report) -> None:
    there = list(guide.sections.prefetch_related("questions__choices", "chapters"))
    before = {section.pk: old for section, old in zip(there, document_of(guide).sections, strict=True)}
    pairs = match_sections(document.sections, there)
    chapters = list(guide.text.chapters.all())
    taken = {section.slug for section in there}
    for place, (written, section) in enumerate(pairs, 1):
        section = section or Section(guide=guide, slug=section_slug(written.title, place, taken))
        taken.add(section.slug)
        section.position = place
        section.version += section.pk is not None and written != before[section.pk]
        _section(section, written, chapters, report)
        pairs[place - 1] = (written, section)
    if not report.errors:
        _questions(pairs, chapters, report)
        kept = {section.pk for _written, section in pairs}
        gone = [section for section in there if section.pk not in kept]
        for place, section in enumerate(gone, len(pairs) + 1):
            remove_section(section, place, report)


def section_slug(title: str, place: int, taken: set[str]) -> str:
    return address(title, taken | RESERVED, f"section-{place}")


def _section(section: Section, written: SectionDocument, chapters: list, report: Report) -> None:
    for name in SECTION_FIELDS:
        setattr(section, name, getattr(written, name))
    section.first_paragraph, section.last_paragraph = written.paragraphs or (None, None)
    section.reading = written.reading_note or words(written.reading, chapters)
    for span in written.reading:
        if not resolve_span(span, chapters):
            named = span.first if span.first == span.last else f"{span.first} to {span.last}"
            report.warn(written.line, _("The text has no “%(chapters)s”; it is kept in words.") % {"chapters": named})
    keep(
        section,
        read=[[span.first, span.last] for span in written.reading],
        keys=written.extra,
        parts=[[part.title, part.text] for part in written.extra_parts],
    )
    check(section, written.line, report, exclude=["guide"])
    if report.errors:
        return
    section.save()
    section.chapters.set(expand(written.reading, chapters))
    _passages(section, written, chapters, report)
    _notes(section.guide, "people", written.people, report, section, written.line)
    _notes(section.guide, "terms", written.terms, report, section, written.line)


def _passages(section: Section, written: SectionDocument, chapters: list, report: Report) -> None:
    section.passages.all().delete()
    by_slug = {chapter.slug: chapter for chapter in chapters}
    for place, passage in enumerate(written.passages, 1):
        chapter = by_slug.get(passage.chapter)
        reference = passage.reference
        if passage.chapter and chapter is None:
            report.warn(written.line, _("The text has no “%(chapters)s”.") % {"chapters": passage.chapter})
            reference = ", ".join(filter(None, [passage.chapter.replace("-", " "), reference]))
        row = section.passages.model(
            section=section,
            position=place,
            quotation=passage.quotation,
            chapter=chapter,
            first_paragraph=passage.first_paragraph,
            last_paragraph=passage.last_paragraph,
            reference=reference,
        )
        check(row, written.line, report, exclude=["section", "chapter"])
        if not report.errors:
            row.save()


def _questions(pairs: list, chapters: list, report: Report) -> None:
    there = [question for _written, section in pairs for question in section.questions.all()]
    matched = match_questions(pairs, there)
    places: dict[int, int] = {}
    for written, section, question in matched:
        places[section.pk] = places.get(section.pk, 0) + 1
        write_question(section, written, question, places[section.pk], chapters, report)
    kept = {question.pk for _written, _section, question in matched if question}
    for question in there:
        if question.pk not in kept:
            places[question.section_id] = places.get(question.section_id, 0) + 1
            remove_question(question, places[question.section_id], report)
