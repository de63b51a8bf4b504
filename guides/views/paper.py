import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from guides.models import Guide
from guides.sheets.address import short_address
from guides.sheets.loading import on_paper, sections_on_paper
from guides.views.access import edition_of, guide_or_404, section_or_404, unshared


@login_not_required
@require_safe
def section_print(request: HttpRequest, guide: str, section: str) -> HttpResponse:
    """The handout, made to be written on."""
    found, edition = section_or_404(request, guide, section), edition_of(request)
    context = {
        "guide": found.guide,
        "section": on_paper(found),
        "section_count": found.guide.sections.count(),
        "edition": edition,
        "is_large": "large" in request.GET,
        **address("guides:section_short", found.pk),
    }
    return unshared(render(request, "guides/section_print.html", context), found.guide, edition)


@login_not_required
@require_safe
def guide_print(request: HttpRequest, guide: str) -> HttpResponse:
    """The whole guide as a booklet with its contents; with `form=handouts` the handouts of all sections."""
    found, edition = guide_or_404(request, guide), edition_of(request)
    context = {
        "guide": Guide.objects.filter(pk=found.pk).for_catalogue().get(),
        "sections": sections_on_paper(found),
        "terms": found.terms.filter(section=None),
        "people": found.people.filter(section=None),
        "events": found.events.all(),
        "edition": edition,
        "is_handouts": request.GET.get("form") == "handouts",
        "is_large": "large" in request.GET,
        **address("guides:guide_short", found.pk),
    }
    return unshared(render(request, "guides/guide_print.html", context), found, edition)


def address(name: str, pk: int) -> dict[str, str]:
    """The short address in words, and as a QR code (an SVG without styles of its own)."""
    url, words = short_address(name, pk)
    return {"address": words, "code": qr_code(url)}


def qr_code(url: str) -> SafeString:
    drawn = segno.make(url, micro=False).svg_inline(
        border=2, svgclass="code", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308  our own address, drawn as squares
