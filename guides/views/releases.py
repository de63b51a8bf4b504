from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guides.differences import differences
from guides.documents import public_edition
from guides.fileformat.document import FormatError
from guides.fileformat.parse import parse
from guides.fileformat.write import write
from guides.views.access import guide_or_404, unshared


@login_not_required
@require_safe
def release_list(request: HttpRequest, guide: str) -> HttpResponse:
    found = guide_or_404(request, guide)
    releases = found.releases.defer("document").select_related("released_by")
    context = {"guide": found, "releases": releases}
    return unshared(render(request, "guides/release_list.html", context), found)


@login_not_required
@require_safe
def release_detail(request: HttpRequest, guide: str, number: int) -> HttpResponse:
    """What a release changed, line by line, against the one before."""
    found = guide_or_404(request, guide)
    release = get_object_or_404(found.releases, number=number)
    before = found.releases.filter(number__lt=number).first()
    context = {
        "guide": found,
        "release": release,
        "before": before,
        "differences": differences(public_words(before.document), public_words(release.document)) if before else [],
    }
    return unshared(render(request, "guides/release_detail.html", context), found)


def public_words(document: str) -> str:
    """A release without what only facilitators see; nothing, if it cannot be told apart."""
    try:
        return write(public_edition(parse(document).document))
    except FormatError:
        return ""
