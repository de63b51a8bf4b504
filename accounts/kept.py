"""Words that were sent after the session had ended. They wait until the same person has signed in again.

A view takes part with `@keeps_words`, its form with a hidden field `writer` (templates/_writer.html), and the page of
the form fills it from `take`. Nothing is sent again by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

KEY = "words_kept"
LONGEST = 500_000  # of what was sent, in characters


@dataclass
class Kept:
    data: QueryDict
    at: dict  # the arguments of its address


def keeps_words(anchor: str = "") -> Callable:
    """`anchor` is where on the page the form stands, made from the arguments of the address: “q{pk}”."""

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.anchor_of_words = anchor  # type: ignore[attr-defined]
        return view

    return mark


class KeepingLoginRequired(LoginRequiredMiddleware):
    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponseRedirect:
        anchor = getattr(view_func, "anchor_of_words", None)
        if request.method != "POST" or "HX-Request" in request.headers:
            return super().handle_no_permission(request, view_func)
        if anchor is None:  # the address of an act is no page: back to where its button stood
            return redirect_to_login(_page(request), reverse("account_login"))
        if _keep(request):
            messages.info(request, _("You have been signed out. What you wrote is kept; sign in and it is back."))
        place = anchor.format(**request.resolver_match.kwargs)
        return redirect_to_login(_page(request) + (f"#{place}" if place else ""), reverse("account_login"))


def words_of(request: HttpRequest) -> str:
    """What was written in the large box of a form, to give it back where it cannot be taken."""
    return request.POST.get("body") or request.POST.get("minutes", "")


def _keep(request: HttpRequest) -> bool:
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    data, writer = sent.urlencode(), sent.get("writer", "")
    if not writer or len(data) > LONGEST:
        return False
    found = request.resolver_match
    request.session[KEY] = {"route": found.view_name, "at": found.kwargs, "data": data, "writer": writer}
    return True


def _page(request: HttpRequest) -> str:
    """Where the form stood."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return "/"
    parts = urlsplit(came_from)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def take(request: HttpRequest, *routes: str, **at) -> Kept | None:
    """What was sent to one of the routes with these arguments; given once, and to nobody but who wrote it."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    if kept["writer"] != str(request.user.pk):
        del request.session[KEY]
        return None
    if kept["route"] not in routes or any(str(kept["at"].get(name)) != str(value) for name, value in at.items()):
        return None
    del request.session[KEY]
    return Kept(QueryDict(kept["data"]), kept["at"])
