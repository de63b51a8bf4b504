from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guides.cards import path_card
from guides.models import ReadingPath
from guides.paths import listed_paths, steps_of
from guides.views.access import kept_private


@login_not_required
@require_safe
def path_list(request: HttpRequest) -> HttpResponse:
    return render(request, "guides/path_list.html", {"paths": listed_paths()})


@login_not_required
@require_safe
def path_detail(request: HttpRequest, path: str) -> HttpResponse:
    found = get_object_or_404(ReadingPath.objects.visible_to(request.user), slug=path)
    steps = steps_of(found)
    card = path_card(found, steps) if found.is_published else None
    response = render(request, "guides/path_detail.html", {"path": found, "steps": steps, "card": card})
    return response if found.is_published else kept_private(response)
