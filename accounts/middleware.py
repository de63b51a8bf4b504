import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


def reader(get_response: Callable[[HttpRequest], HttpResponse]):
    """Show times in the reader's own zone, and keep pages made for one person out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
                response = get_response(request)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        return get_response(request)

    return middleware
