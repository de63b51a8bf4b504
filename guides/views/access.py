"""Which guide a visitor may read, and in which edition."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from guides.models import Guide, Section

PUBLIC, MEMBER, FACILITATOR = "public", "member", "facilitator"


def guide_or_404(request: HttpRequest, slug: str, guides: QuerySet | None = None) -> Guide:
    """A draft is not found by the public, as if it had never been there. `guides` says what to bring along."""
    visible = (Guide.objects.all() if guides is None else guides).visible_to(request.user)
    return get_object_or_404(visible.select_related("text", "derived_from"), slug=slug)


def section_or_404(request: HttpRequest, guide: str, section: str) -> Section:
    found = get_object_or_404(
        Section.objects.select_related("guide__text").prefetch_related("guide__text__authorships__author"),
        guide__slug=guide,
        slug=section,
        guide__in=Guide.objects.visible_to(request.user),
    )
    return found


def edition_of(request: HttpRequest) -> str:
    """`?edition=facilitator` with notes and model answers, `?edition=member`: for organizers."""
    edition = request.GET.get("edition", PUBLIC)
    if edition == PUBLIC:
        return PUBLIC
    if edition not in (MEMBER, FACILITATOR) or not request.user.is_staff:
        raise Http404
    return edition


def unshared(response: HttpResponse, guide: Guide, edition: str = PUBLIC) -> HttpResponse:
    """Drafts and facilitators' editions stay out of every cache and search engine."""
    return response if is_open(guide, edition) else kept_private(response)


def is_open(guide: Guide, edition: str = PUBLIC) -> bool:
    """Whether the page is the same for everybody in the world."""
    return edition == PUBLIC and guide.is_open


def kept_private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
