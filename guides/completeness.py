"""What is missing in a guide: `faults` forbid publishing, `gaps` are worth a look."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from guides.models import Guide, Question

CHOICE_KINDS = (Question.Kind.CHOICE, Question.Kind.POLL)


def faults(guide: Guide) -> list[str]:
    questions = Question.objects.current().filter(section__guide=guide, kind__in=CHOICE_KINDS)
    short = questions.annotate(number=Count("choices")).filter(number__lt=2).select_related("section")
    short = short.order_by("section__position", "position")
    return [
        _("Section %(section)d, question %(question)d needs at least two choices.")
        % {"section": question.section.position, "question": question.position}
        for question in short
    ]


def gaps(guide: Guide) -> list[str]:
    """In the order of the guide. Seven queries, whatever its size."""
    return [*faults(guide), *_of_guide(guide), *_of_sections(guide), *_of_chapters(guide)]


def _of_guide(guide: Guide) -> list[str]:
    missing = []
    if not guide.blurb:
        missing.append(_("There is no blurb for the catalogue."))
    if not guide.why:
        missing.append(_("It does not say why one should read the text."))
    if not guide.text.published_at:
        missing.append(_("The text itself is not published."))
    if not guide.tags.exists():
        missing.append(_("It has no topics, so nobody finds it on a topic page."))
    return missing


def _of_sections(guide: Guide) -> list[str]:
    current = Q(questions__retired_at=None) & Q(questions__isnull=False)
    sections = guide.sections.annotate(
        asked=Count("questions", filter=current, distinct=True),
        core=Count("questions", filter=current & Q(questions__is_core=True), distinct=True),
        read=Count("chapters", distinct=True),
    ).order_by("position", "pk")
    missing = [] if sections else [_("It has no sections.")]
    for section in sections:
        place = {"section": section.position}
        if not section.asked:
            missing.append(_("Section %(section)d has no question.") % place)
        elif not section.core:
            missing.append(_("Section %(section)d has no core question.") % place)
        if not (section.read or section.reading or section.pages):
            missing.append(_("Section %(section)d does not say what to read.") % place)
    return missing


def _of_chapters(guide: Guide) -> list[str]:
    """Only of guides that name chapters at all: others say what to read in words."""
    chapters = guide.text.chapters.annotate(used=Count("sections", filter=Q(sections__guide=guide)))
    chapters = chapters.order_by("position", "pk")
    if not any(chapter.used for chapter in chapters):
        return []
    return [
        _("Chapter “%(chapter)s” is in no section.") % {"chapter": chapter.label}
        for chapter in chapters
        if not chapter.used
    ]
