"""The guide on paper for a group that reads it, also when it is in no library; facilitators may have it with notes."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from groups.access import membership_or_404, reading_or_404, section_or_404
from groups.models import Membership, Reading
from guides.views.access import FACILITATOR, PUBLIC, kept_private
from guides.views.files import booklet_file, handout_file
from guides.views.paper import booklet_page, handout_page


@require_safe
def booklet_print(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    place, edition = _asked(request, group, reading)
    places = {"pdf": reverse("groups:booklet_pdf", args=[group, reading]), "back": place.get_absolute_url()}
    return kept_private(booklet_page(request, place.guide, edition, places))


@require_safe
def booklet_pdf(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    place, edition = _asked(request, group, reading)
    return kept_private(booklet_file(request, place.guide, edition))


@require_safe
def handout_print(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    place, edition = _asked(request, group, reading)
    about = section_or_404(place, section)
    pdf = reverse("groups:handout_pdf", args=[group, reading, section])
    return kept_private(handout_page(request, about, edition, {"pdf": pdf, "back": place.section_url(about)}))


@require_safe
def handout_pdf(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    place, edition = _asked(request, group, reading)
    return kept_private(handout_file(request, section_or_404(place, section), edition))


def _asked(request: HttpRequest, group: str, reading: str) -> tuple[Reading, str]:
    membership = membership_or_404(request.user, group)
    return reading_or_404(membership, reading), _edition(request, membership)


def _edition(request: HttpRequest, membership: Membership) -> str:
    """`?edition=facilitator`: with notes and model answers."""
    if request.GET.get("edition") != FACILITATOR:
        return PUBLIC
    if not membership.is_facilitator:
        raise PermissionDenied
    return FACILITATOR
