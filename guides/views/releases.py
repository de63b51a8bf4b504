from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guides.documents import changes_between, public_edition
from guides.fileformat.document import FormatError, GuideDocument
from guides.fileformat.parse import parse
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
    """What a release changed, part by part, against the one before; None, if one of them cannot be read."""
    found = guide_or_404(request, guide)
    release = get_object_or_404(found.releases, number=number)
    before = found.releases.filter(number__lt=number).first()
    old, new = public_words(before.document) if before else None, public_words(release.document)
    changes = changes_between(old, new) if old and new else None
    context = {"guide": found, "release": release, "before": before, "changes": changes}
    return unshared(render(request, "guides/release_detail.html", context), found)


def public_words(document: str) -> GuideDocument | None:
    """A release without what only facilitators see; nothing, if it cannot be told apart."""
    try:
        return public_edition(parse(document).document)
    except FormatError:
        return None
