import segno
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from guides.models import Guide, Section
from guides.sheets.address import short_address
from guides.sheets.loading import on_paper, sections_on_paper
from guides.views.access import FACILITATOR, edition_of, guide_or_404, section_or_404, unshared


@login_not_required
@require_safe
def section_print(request: HttpRequest, guide: str, section: str) -> HttpResponse:
    """The handout, made to be written on."""
    found, edition = section_or_404(request, guide, section), edition_of(request)
    places = {"pdf": reverse("guides:section_pdf", args=[guide, section]), "back": found.get_absolute_url()}
    return unshared(handout_page(request, found, edition, places), found.guide, edition)


@login_not_required
@require_safe
def guide_print(request: HttpRequest, guide: str) -> HttpResponse:
    """The whole guide as a booklet with its contents; with `form=handouts` the handouts of all sections."""
    found, edition = guide_or_404(request, guide), edition_of(request)
    places = {"pdf": reverse("guides:guide_pdf", args=[guide]), "back": found.get_absolute_url()}
    return unshared(booklet_page(request, found, edition, places), found, edition)


def handout_page(request: HttpRequest, section: Section, edition: str, places: dict[str, str]) -> HttpResponse:
    """`places`: where the same is as `pdf`, and the way `back`. Who may see `edition` has been asked before."""
    context = {
        "guide": section.guide,
        "section": on_paper(section),
        "section_count": section.guide.sections.count(),
        "for_facilitators": edition == FACILITATOR,
        "has_lines": edition != FACILITATOR,
        "is_large": "large" in request.GET,
        **places,
        **address("guides:section_short", section.pk),
    }
    return render(request, "guides/section_print.html", context)


def booklet_page(request: HttpRequest, guide: Guide, edition: str, places: dict[str, str]) -> HttpResponse:
    """As `handout_page`."""
    sections, is_handouts = sections_on_paper(guide), request.GET.get("form") == "handouts"
    context = {
        "guide": Guide.objects.filter(pk=guide.pk).for_catalogue().get(),
        "sections": sections,
        "sheets": [(section, address("guides:section_short", section.pk)) for section in sections],
        "for_facilitators": edition == FACILITATOR,
        "has_lines": is_handouts and edition != FACILITATOR,
        "is_handouts": is_handouts,
        "is_large": "large" in request.GET,
        **places,
        **address("guides:guide_short", guide.pk),
    }
    return render(request, "guides/guide_print.html", context)


def address(name: str, pk: int) -> dict[str, str]:
    """The short address in words, and as a QR code (an SVG without styles of its own)."""
    url, words = short_address(name, pk)
    return {"address": words, "code": qr_code(url)}


def qr_code(url: str) -> SafeString:
    drawn = segno.make(url, micro=False).svg_inline(
        border=2, svgclass="code", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308  our own address, drawn as squares
