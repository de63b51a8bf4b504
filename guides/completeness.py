"""What is missing in a guide: `faults` forbid publishing, `gaps` are worth a look."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from guides.models import Guide, Question

CHOICE_KINDS = (Question.Kind.CHOICE, Question.Kind.POLL)


@dataclass(frozen=True)
class Gap:
    """What is missing, and where one would mend it: on the page of a section, or at a field of the guide."""

    words: str
    section: int | None = None
    field: str = ""

    def __str__(self) -> str:
        return self.words


def faults(guide: Guide) -> list[str]:
    return [gap.words for gap in _faults(guide)]


def _faults(guide: Guide) -> list[Gap]:
    questions = Question.objects.current().filter(section__guide=guide, kind__in=CHOICE_KINDS)
    short = questions.annotate(number=Count("choices")).filter(number__lt=2).select_related("section")
    short = short.order_by("section__position", "position")
    words = _("Section %(section)d, question %(question)d needs at least two choices.")
    return [
        Gap(words % {"section": question.section.position, "question": question.position}, question.section_id)
        for question in short
    ]


def gaps(guide: Guide) -> list[Gap]:
    """In the order of the guide. Seven queries, whatever its size."""
    return [*_faults(guide), *_of_guide(guide), *_of_sections(guide), *_of_chapters(guide)]


def _of_guide(guide: Guide) -> list[Gap]:
    missing = []
    if not guide.blurb:
        missing.append(Gap(_("There is no blurb for the catalogue."), field="blurb"))
    if not guide.why:
        missing.append(Gap(_("It does not say why one should read the text."), field="why"))
    if not guide.text.published_at:
        missing.append(Gap(_("The text itself is not published."), field="text"))
    if not guide.tags.exists():
        missing.append(Gap(_("It has no topics, so nobody finds it on a topic page."), field="tags"))
    return missing


def _of_sections(guide: Guide) -> list[Gap]:
    current = Q(questions__retired_at=None) & Q(questions__isnull=False)
    sections = guide.sections.annotate(
        asked=Count("questions", filter=current, distinct=True),
        core=Count("questions", filter=current & Q(questions__is_core=True), distinct=True),
        read=Count("chapters", distinct=True),
    ).order_by("position", "pk")
    missing = [] if sections else [Gap(_("It has no sections."), field="sections-group")]
    for section in sections:
        place = {"section": section.position}
        if not section.asked:
            missing.append(Gap(_("Section %(section)d has no question.") % place, section.pk))
        elif not section.core:
            missing.append(Gap(_("Section %(section)d has no core question.") % place, section.pk))
        if not (section.read or section.reading or section.pages):
            missing.append(Gap(_("Section %(section)d does not say what to read.") % place, section.pk))
    return missing


def _of_chapters(guide: Guide) -> list[Gap]:
    """Only of guides that name chapters at all: others say what to read in words."""
    chapters = guide.text.chapters.annotate(used=Count("sections", filter=Q(sections__guide=guide)))
    chapters = chapters.order_by("position", "pk")
    if not any(chapter.used for chapter in chapters):
        return []
    return [
        Gap(_("Chapter “%(chapter)s” is in no section.") % {"chapter": chapter.label}, field="sections-group")
        for chapter in chapters
        if not chapter.used
    ]
