from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from groups.access import leading_facilitator_or_403, membership_or_404, reading_or_404
from groups.forms import NewReadingForm
from groups.models import Membership, Reading
from groups.sheets.course import course
from groups.sheets.marks import standing
from groups.sheets.overview import replies_to
from groups.sheets.roll import roll


@require_http_methods(["GET", "HEAD", "POST"])
def reading_new(request: HttpRequest, group: str) -> HttpResponse:
    """All dates can be looked at before anything is kept. A guide and a rhythm may come with the address."""
    membership = leading_facilitator_or_403(request.user, group)
    posted = request.POST if request.method == "POST" else None
    form = NewReadingForm(posted, group=membership.group, initial=NewReadingForm.asked_for(request.GET))
    context: dict[str, Any] = {"group": membership.group, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") != "preview":
            return redirect(form.begin(membership))
        context["dates"] = form.dates()
    return render(request, "groups/reading_new.html", context, status=422 if form.errors else 200)


@require_safe
def reading_detail(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    return render(request, "groups/reading_detail.html", reading_page(request, place, membership))


def reading_page(request: HttpRequest, reading: Reading, membership: Membership) -> dict:
    known = standing(reading, membership)
    way = course(reading, membership, known)
    meeting = way.next_meeting
    return {
        "group": reading.group,
        "reading": reading,
        "membership": membership,
        "course": way,
        "meeting": meeting,
        "section": meeting.sections.all()[0] if meeting and meeting.sections.all() else None,
        "replies": replies_to(meeting, membership) if meeting else None,
        "roll": roll(reading, membership, way, known, whole=request.GET.get("names") == "all"),
    }
