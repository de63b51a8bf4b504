from urllib.parse import urljoin, urlsplit

import segno
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from guides.models import Guide, Question
from guides.views.access import edition_of, guide_or_404, section_or_404, unshared
from guides.views.guide import CHAPTERS
from guides.views.section import BODIES, questions_of, with_chapters

QUESTIONS = Prefetch(
    "questions",
    Question.objects.current().select_related("chapter__text").defer(*BODIES).prefetch_related("choices"),
    to_attr="asked",
)


@login_not_required
@require_safe
def section_print(request: HttpRequest, guide: str, section: str) -> HttpResponse:
    """The handout, made to be written on."""
    found, edition = section_or_404(request, guide, section), edition_of(request)
    found = with_chapters(found)
    vars(found)["asked"] = list(questions_of(found))  # as QUESTIONS does for many
    context = {
        "guide": found.guide,
        "section": found,
        "section_count": found.guide.sections.count(),
        "edition": edition,
        "is_large": "large" in request.GET,
        **address("guides:section_short", found.pk),
    }
    return unshared(render(request, "guides/section_print.html", context), found.guide, edition)


@login_not_required
@require_safe
def guide_print(request: HttpRequest, guide: str) -> HttpResponse:
    """The whole guide as a booklet with its contents."""
    found, edition = guide_or_404(request, guide), edition_of(request)
    sections = found.sections.prefetch_related(CHAPTERS, QUESTIONS, "terms", "people", "passages__chapter__text")
    context = {
        "guide": Guide.objects.filter(pk=found.pk).for_catalogue().get(),
        "sections": sections,
        "terms": found.terms.filter(section=None),
        "people": found.people.filter(section=None),
        "events": found.events.all(),
        "edition": edition,
        "is_large": "large" in request.GET,
        **address("guides:guide_short", found.pk),
    }
    return unshared(render(request, "guides/guide_print.html", context), found, edition)


def address(name: str, pk: int) -> dict[str, str]:
    """The short address in words, and as a QR code (an SVG without styles of its own)."""
    url = urljoin(settings.SITE_URL, reverse(name, args=[pk]))
    parts = urlsplit(url)
    return {"address": f"{parts.netloc}{parts.path}", "code": qr_code(url)}


def qr_code(url: str) -> SafeString:
    drawn = segno.make(url, micro=False).svg_inline(
        border=2, svgclass="code", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308  our own address, drawn as squares
