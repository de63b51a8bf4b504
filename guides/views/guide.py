from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from guides.cards import guide_card
from guides.documents import document_of, public_edition
from guides.fileformat.write import write
from guides.models import Guide, Section
from guides.paths import places_of
from guides.topics import related
from guides.views.access import FACILITATOR, edition_of, guide_or_404, is_open, unshared
from texts.models import Chapter

BODIES = ("source", "html", "plain")
CHAPTERS = Prefetch("chapters", Chapter.objects.defer(*BODIES))


def with_guide(sections: list[Section], guide: Guide) -> list[Section]:
    for section in sections:
        section.guide = guide
    return sections


def sections_of(guide: Guide):
    """With their chapters and the number of their questions. Counting would drop the order of the model."""
    asked = Count("questions", filter=Q(questions__retired_at=None))
    return guide.sections.annotate(question_count=asked).order_by("position", "pk").prefetch_related(CHAPTERS)


@login_not_required
@require_safe
def guide_detail(request: HttpRequest, guide: str) -> HttpResponse:
    guides = Guide.objects.with_length().with_last_release().prefetch_related("text__authorships__author")
    found = guide_or_404(request, guide, guides)
    sections, topics = list(sections_of(found)), list(found.tags.order_by("name"))
    context = {
        "guide": found,
        "card": guide_card(found, with_guide(sections, found), topics) if is_open(found) else None,
        "sections": sections,
        "question_count": sum(section.question_count for section in sections),
        "topics": topics,
        "first_chapter": found.text.chapters.filter(paragraphs__gt=0).defer(*BODIES).order_by("position").first(),
        "places": places_of(found),
        "related": related(found, topics),
    }
    return unshared(render(request, "guides/guide_detail.html", context), found)


@login_not_required
@require_safe
def guide_markdown(request: HttpRequest, guide: str) -> HttpResponse:
    """The guide in the open format; what only facilitators see is left out unless they ask for their edition."""
    found, edition = guide_or_404(request, guide), edition_of(request)
    document = document_of(found)
    document = document if edition == FACILITATOR else public_edition(document)
    response = HttpResponse(write(document), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, f"{found.slug}.md") or ""
    return unshared(response, found, edition)


@login_not_required
@require_safe
def guide_short(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address on paper."""
    return redirect(get_object_or_404(Guide.objects.visible_to(request.user), pk=pk))


def neighbours(section: Section, sections: list[Section]) -> tuple[Section | None, Section | None]:
    place = next(place for place, other in enumerate(sections) if other.pk == section.pk)
    before = sections[place - 1] if place else None
    return before, sections[place + 1] if place + 1 < len(sections) else None
