from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.sheets.front import front
from groups.sheets.mine import desk


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page; for those who are signed in, their own desk."""
    if request.user.is_authenticated:
        return render(request, "groups/home.html", {"desk": desk(request.user)})
    return render(request, "groups/front.html", {"front": front()})
