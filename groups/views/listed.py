from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from groups.sheets.listed import listed


@login_not_required
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    """Groups that let themselves be found: name, guide and next meeting, nothing of what is said in them."""
    return render(request, "groups/group_list.html", {"entries": listed()})
