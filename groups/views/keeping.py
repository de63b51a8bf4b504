from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.kept import words_of


def keeping_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who is refused while writing (removed, or the group was closed) gets their own words back, to copy them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refusal:
            words = words_of(request)
            if not words.strip():
                raise
            is_missing = isinstance(refusal, Http404)
            context = {"words": words, "is_missing": is_missing}
            return render(request, "groups/words_kept.html", context, status=404 if is_missing else 403)

    return guarded
