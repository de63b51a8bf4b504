"""Guides as files."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from guides import sheets
from guides.models import Guide, Section
from guides.sheets.loading import on_paper, sections_on_paper
from guides.views.access import FACILITATOR, edition_of, guide_or_404, section_or_404, unshared
from texts.paper import pdf_response


@login_not_required
@require_safe
def section_pdf(request: HttpRequest, guide: str, section: str) -> HttpResponse:
    """The handout."""
    found, edition = section_or_404(request, guide, section), edition_of(request)
    return unshared(handout_file(request, found, edition), found.guide, edition)


@login_not_required
@require_safe
def guide_pdf(request: HttpRequest, guide: str) -> HttpResponse:
    """The booklet; with `form=handouts` the handouts of all sections."""
    found, edition = guide_or_404(request, guide), edition_of(request)
    return unshared(booklet_file(request, found, edition), found, edition)


def handout_file(request: HttpRequest, section: Section, edition: str) -> HttpResponse:
    """Who may see `edition` has been asked before."""
    sheet = sheets.handout(on_paper(section), section.guide.sections.count(), edition == FACILITATOR)
    return pdf_response(request, sheet, f"{section.guide.slug}-{section.slug}", is_kept=True)


def booklet_file(request: HttpRequest, guide: Guide, edition: str) -> HttpResponse:
    """As `handout_file`."""
    make = sheets.handouts if request.GET.get("form") == "handouts" else sheets.booklet
    whole = Guide.objects.for_catalogue().get(pk=guide.pk)
    return pdf_response(
        request, make(whole, sections_on_paper(whole), edition == FACILITATOR), guide.slug, is_kept=True
    )


@login_not_required
@require_safe
def guide_epub(request: HttpRequest, guide: str) -> HttpResponse:
    found, edition = guide_or_404(request, guide), edition_of(request)
    whole = Guide.objects.for_catalogue().get(pk=found.pk)
    data = sheets.epub(whole, sections_on_paper(whole), edition == FACILITATOR)
    named = content_disposition_header(True, f"{found.slug}.epub") or ""
    response = HttpResponse(data, content_type="application/epub+zip", headers={"Content-Disposition": named})
    return unshared(response, found, edition)
