from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.access import membership_or_404, planning_or_403, reading_or_404, writing_or_403
from groups.forms import MeetingForm
from groups.models import Attendance, Meeting, Reading


@require_safe
def meeting_list(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    meetings = place.meetings.prefetch_related("sections")
    left_out = place.sections_left_out() if meetings and not place.is_paused else []
    context: dict[str, object] = {"group": place.group, "reading": place, "membership": membership}
    context |= {"meetings": meetings, "left_out": left_out}
    return render(request, "groups/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    _membership, place = planning_or_403(request.user, group, reading)
    form = MeetingForm(request.POST if request.method == "POST" else None, reading=place)
    if request.method == "POST" and form.is_valid():
        form.add()
        return redirect("groups:meeting_list", group, reading)
    context = {"group": place.group, "reading": place, "form": form}
    return render(request, "groups/meeting_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    _membership, place = planning_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    form = MeetingForm(request.POST if request.method == "POST" else None, reading=place, meeting=meeting)
    changed = False
    if request.method == "POST" and form.is_valid():
        if form.change():
            messages.success(request, _moved(meeting, place, form.cleaned_data["following"] == "yes"))
            return redirect("groups:meeting_list", group, reading)
        changed = True
        meeting.refresh_from_db()
        form.over_what_is_there()
    context = {"group": place.group, "reading": place, "form": form, "meeting": meeting, "changed": changed}
    return render(request, "groups/meeting_edit.html", context, status=409 if changed else 422 if form.errors else 200)


@require_POST
def meeting_cancel(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    _membership, place = planning_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    if request.POST.get("hold"):
        meeting.hold_after_all()
        messages.success(request, _("The meeting takes place after all."))
    else:
        meeting.cancel()
        messages.success(request, _("The meeting was cancelled."))
    return redirect("groups:meeting_list", group, reading)


@require_POST
def attendance_set(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    reply = request.POST.get("reply")
    if reply not in Attendance.Reply:
        raise BadRequest
    if meeting.is_past or meeting.is_cancelled:
        raise PermissionDenied
    Attendance.objects.update_or_create(meeting=meeting, membership=membership, defaults={"reply": reply})
    about = meeting.sections.first() if request.POST.get("back") == "meeting" else None
    page = reverse("groups:meeting_detail", args=[group, reading, about.slug]) if about else place.get_absolute_url()
    return redirect(f"{page}#{'coming' if about else 'meet'}")


def _meeting_or_404(reading: Reading, pk: int) -> Meeting:
    meeting = get_object_or_404(reading.meetings, pk=pk)
    meeting.reading = reading
    return meeting


def _moved(meeting: Meeting, reading: Reading, with_following: bool) -> str:
    """In the time of the group, in which it was typed."""
    starts = meeting.starts_at.astimezone(reading.group.zone)
    words = (
        _("The meeting is on %(day)s at %(time)s (%(zone)s). Those after it moved by as much.")
        if with_following
        else _("The meeting is on %(day)s at %(time)s (%(zone)s).")
    )
    return words % {
        "day": date_format(starts, "WEEKDAY_FORMAT"),
        "time": date_format(starts, "TIME_FORMAT"),
        "zone": reading.group.time_zone,
    }
