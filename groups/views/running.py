"""How a reading is run: pause, go on, finish, put away, read again."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.access import leading_facilitator_or_403, leading_or_403, planning_or_403, reading_or_404
from groups.forms.running import AgainForm, PauseForm, ResumeForm, as_the_last_time, can_begin_again
from groups.models import Membership, Reading


@require_safe
def reading_edit(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership = leading_facilitator_or_403(request.user, group)
    return _page(request, membership, reading_or_404(membership, reading))


def _page(request: HttpRequest, membership: Membership, reading: Reading, **forms) -> HttpResponse:
    """One page of small forms; the one that was sent comes back as it was filled in."""
    today = timezone.localdate(timezone=reading.group.zone)
    context = {
        "group": reading.group,
        "reading": reading,
        "membership": membership,
        "can_begin_again": can_begin_again(reading),
        "pause_form": PauseForm(today=today),
        "resume_form": ResumeForm(today=today),
        "again_form": AgainForm(reading=reading),
    }
    return render(request, "groups/reading_edit.html", context | forms, status=422 if forms else 200)


@require_POST
def reading_pause(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, place = planning_or_403(request.user, group, reading)
    form = PauseForm(request.POST, today=timezone.localdate(timezone=place.group.zone))
    if not form.is_valid():
        return _page(request, membership, place, pause_form=form)
    day = form.cleaned_data["until"]
    place.pause(day)
    if day:
        messages.success(
            request, _("The reading pauses; you go on from %(day)s.") % {"day": date_format(day, "WEEKDAY_DATE_FORMAT")}
        )
    else:
        messages.success(request, _("The reading pauses. The meetings to come wait until you go on."))
    return redirect(place)


@require_POST
def reading_resume(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """Go on with what is paused, or with what was finished."""
    membership, place = _leading_even_if_put_away(request, group, reading)
    if place.is_finished:
        place.resume()
    elif place.is_paused:
        form = ResumeForm(request.POST, today=timezone.localdate(timezone=place.group.zone))
        if not form.is_valid():
            return _page(request, membership, place, resume_form=form)
        place.end_pause(form.cleaned_data["until"])
    messages.success(request, _("You go on with this reading."))
    return redirect(place)


def _leading_even_if_put_away(request: HttpRequest, group: str, reading: str) -> tuple[Membership, Reading]:
    membership = leading_facilitator_or_403(request.user, group)
    return membership, reading_or_404(membership, reading)


@require_POST
def reading_finish(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    _membership, place = leading_or_403(request.user, group, reading)
    place.finish()
    messages.success(request, _("This reading is finished. Everything in it stays readable."))
    return redirect(place)


@require_POST
def reading_archive(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """Put a reading away, or take it out again."""
    _membership, place = _leading_even_if_put_away(request, group, reading)
    if request.POST.get("open"):
        place.take_out()
        messages.success(request, _("The reading is taken out again; members can write in it."))
    else:
        place.archive()
        messages.success(request, _("The reading is put away. It can be read; nothing more is written in it."))
    return redirect(place)


@require_POST
def reading_again(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """On to the dates of another reading of the same guide. People and answers of this one stay with it."""
    membership, place = _leading_even_if_put_away(request, group, reading)
    if not can_begin_again(place):
        raise PermissionDenied
    form = AgainForm(request.POST, reading=place)
    if not form.is_valid():
        return _page(request, membership, place, again_form=form)
    next_group = form.group_for(membership)
    address = reverse("groups:reading_new", args=[next_group.slug])
    return redirect(f"{address}?{urlencode(as_the_last_time(place))}")
