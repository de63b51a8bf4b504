from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.naming import site_name
from groups.access import membership_or_404, reading_or_404
from notices.calendars import calendar_response, meetings_of, readings_for
from notices.models import CalendarToken


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return _calendar_page(request)


@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """The page shows the address this once: only its hash is kept."""
    wanted = request.POST.get("reading", "")
    readings = {str(reading.pk): reading for reading in readings_for(request.user)}
    if wanted and wanted not in readings:
        raise Http404
    made, token = CalendarToken.make(request.user, readings.get(wanted))
    return _calendar_page(request, made, settings.SITE_URL + reverse("notices:calendar_feed", args=[token]))


@require_POST
def calendar_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(CalendarToken.objects.live(), pk=pk, user=request.user).revoke()
    messages.success(request, _("The address no longer works."))
    return redirect("notices:calendar")


def _calendar_page(request: HttpRequest, made: CalendarToken | None = None, address: str = "") -> HttpResponse:
    tokens = CalendarToken.objects.live().filter(user=request.user)
    live = {token.reading_id: token for token in tokens}
    rows = [{"reading": None, "token": live.get(None)}]
    rows += [{"reading": reading, "token": live.get(reading.pk)} for reading in readings_for(request.user)]
    context = {"rows": rows, "made": made, "address": address}
    context["app_address"] = "webcal://" + address.partition("://")[2]
    return render(request, "notices/calendar.html", context)


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which cannot sign in. Whoever has left the group finds nothing here."""
    known = CalendarToken.objects.for_token(token)
    readings = list(known.readings()) if known else []
    if known is None or (known.reading_id and not readings):
        raise Http404
    name = known.reading.guide.title if known.reading else site_name()
    return calendar_response(meetings_of(readings), name, "reading", known.user)


@require_safe
def meeting_calendar(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    meetings = meetings_of([reading_or_404(membership, reading)])
    found = [meeting for meeting in meetings if meeting.pk == pk]
    if not found:
        raise Http404
    return calendar_response(found, found[0].reading.guide.title, f"meeting-{pk}", membership.user)
