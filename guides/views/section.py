from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from guides.cards import section_card
from guides.glossary import explain, notes_for
from guides.models import Guide, Section
from guides.parts import before_questions
from guides.sheets.loading import PASSAGES
from guides.views.access import FACILITATOR, edition_of, is_open, section_or_404, unshared
from guides.views.explanations import hides_explanations
from guides.views.guide import CHAPTERS, neighbours


@login_not_required
@require_safe
def section_detail(request: HttpRequest, guide: str, section: str) -> HttpResponse:
    """For reading on one's own: the questions, no answers, nothing for facilitators."""
    found, edition = section_or_404(request, guide, section), edition_of(request)
    with_chapters(found)
    sections = list(found.guide.sections.only("title", "slug", "position", "guide_id"))
    before, after = neighbours(found, sections)
    questions = list(questions_of(found))
    hides, notes = hides_explanations(request), notes_for(found)
    explained = (
        [] if hides else explain(found, questions, notes)
    )  # before the parts are taken, for it marks their words
    context = {
        "guide": found.guide,
        "section": found,
        "card": section_card(found) if is_open(found.guide, edition) else None,
        "edition": edition,
        "parts": before_questions(found, edition == FACILITATOR, notes),
        "sections": sections,
        "before": before,
        "after": after,
        "hosted": [chapter for chapter in found.chapters.all() if chapter.paragraphs],
        "explained": explained,
        "hides_explanations": hides,
        "questions": questions,
    }
    return unshared(render(request, "guides/section_detail.html", context), found.guide, edition)


@login_not_required
@require_safe
def section_short(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address on a handout."""
    visible = Section.objects.filter(guide__in=Guide.objects.visible_to(request.user)).select_related("guide")
    return redirect(get_object_or_404(visible, pk=pk))


BODIES = ("chapter__source", "chapter__html", "chapter__plain")


def with_chapters(section: Section) -> Section:
    prefetch_related_objects([section], CHAPTERS, PASSAGES)
    for chapter in section.chapters.all():
        chapter.text = section.guide.text
    return section


def questions_of(section: Section):
    questions = section.questions.current().select_related("chapter__text").defer(*BODIES).prefetch_related("choices")
    return questions
