from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.sheets.mine import desk
from groups.sheets.path import ways


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/home.html", {"desk": desk(request.user)})


@require_safe
def path(request: HttpRequest) -> HttpResponse:
    return render(request, "groups/path.html", {"ways": ways(request.user)})
