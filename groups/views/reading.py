from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
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
    form = NewReadingForm(posted, by=membership, initial=NewReadingForm.asked_for(request.GET))
    context: dict[str, Any] = {"group": membership.group, "form": form}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("do") != "preview":
            reading = form.begin(membership)
            messages.success(request, _begun(reading))
            return redirect(reading)
        context["dates"] = form.dates()
    return render(request, "groups/reading_new.html", context, status=422 if form.errors else 200)


def _begun(reading: Reading) -> str | SafeString:
    if not reading.group.has_one_member:
        return _("The reading has begun. The group sees it now.")
    address = reverse("groups:invitation_list", args=[reading.group.slug])
    words = _("The reading has begun, and nobody else is here yet."), _("Invite those who read with you")
    return format_html('{} <a href="{}">{}</a>', words[0], address, words[1])


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
