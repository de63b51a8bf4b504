from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.access import membership_or_404, reading_or_404, section_or_404, writing_or_403
from groups.models import StartingPoint
from groups.sheets.catching_up import shorts
from groups.sheets.course import course


@require_safe
def catch_up(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    way = course(place, membership)
    context = {"group": place.group, "reading": place, "membership": membership, "course": way, "shorts": shorts(way)}
    return render(request, "groups/catch_up.html", context)


@require_POST
def start_set(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """From which section a member counts. Without one, what follows from when they joined."""
    membership, place = writing_or_403(request.user, group, reading)
    slug = request.POST.get("section", "")
    section = section_or_404(place, slug) if slug else None
    StartingPoint.choose(place, membership, section)
    if section:
        messages.success(request, _("You now count from “%(section)s”.") % {"section": section.title})
    else:
        messages.success(request, _("You count from where you joined."))
    return redirect("groups:catch_up", group, reading)
