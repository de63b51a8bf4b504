from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from discussions.access import reading_with_member_or_404
from discussions.feed import feed_of
from discussions.models import FeedToken


@require_safe
def feed_address(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    return _page(request, group, reading)


@require_POST
def feed_make(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """The page shows the address this once: only its hash is kept."""
    membership, found = reading_with_member_or_404(request.user, group, reading)
    token = FeedToken.make(found, membership)
    return _page(request, group, reading, settings.SITE_URL + reverse("discussions:reading_feed", args=[token]))


@require_POST
def feed_revoke(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, found = reading_with_member_or_404(request.user, group, reading)
    FeedToken.revoke(found, membership)
    messages.success(request, _("The address no longer works."))
    return redirect("discussions:feed_address", group, reading)


def _page(request: HttpRequest, group: str, reading: str, address: str = "") -> HttpResponse:
    membership, found = reading_with_member_or_404(request.user, group, reading)
    token = FeedToken.objects.live().filter(reading=found, membership=membership).first()
    context = {"reading": found, "token": token, "address": address}
    return render(request, "discussions/feed_address.html", context)


@login_not_required
@conditional_page
@require_safe
def reading_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For feed readers, which cannot sign in. Whoever has left the group finds nothing here."""
    known = FeedToken.objects.for_token(token)
    if known is None:
        raise Http404
    known.reading.group = known.membership.group
    feed = feed_of(known.reading, known.membership, request.path)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
