import zoneinfo
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _


def reader(get_response: Callable[[HttpRequest], HttpResponse]):
    """Show times and words as the reader has them, and keep pages made for one person out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            user = request.user
            with timezone.override(zoneinfo.ZoneInfo(user.time_zone)), translation.override(user.known_language):
                response = get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return get_response(request)

    return middleware


def second_factor(get_response: Callable[[HttpRequest], HttpResponse]):
    """Nobody works at the organizers' desk with a password alone: they are led to where a second step is set up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.STAFF_NEED_SECOND_FACTOR and request.path.startswith(reverse("admin:index")):
            user = request.user
            if user.is_authenticated and user.is_staff and not is_mfa_enabled(user):
                messages.info(request, _("The organizers’ desk asks for a second step at sign-in. Choose one here."))
                return redirect("mfa_index")
        return get_response(request)

    return middleware
