import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.access import (
    facilitator_or_403,
    leading_facilitator_or_403,
    membership_or_404,
    reading_or_404,
    section_or_404,
)
from groups.forms import AgendaForm, MinutesForm
from groups.models import Meeting, Membership, Reading
from groups.sheets.evening import Evening, evening, proposed_minutes
from guides.models import Section


def _meeting_about(reading: Reading, section: Section) -> Meeting | None:
    """The next meeting about the section; the last, if all are over."""
    meetings = list(reading.meetings.filter(sections=section, cancelled_at=None).prefetch_related("sections"))
    for meeting in meetings:
        meeting.reading = reading
    coming = [meeting for meeting in meetings if not meeting.is_past]
    return coming[0] if coming else meetings[-1] if meetings else None


def _context(membership: Membership, reading: str, section: str) -> dict:
    place = reading_or_404(membership, reading)
    about = section_or_404(place, section)
    meeting = _meeting_about(place, about)
    return {
        "group": place.group,
        "reading": place,
        "membership": membership,
        "section": about,
        "meeting": meeting,
        "plan": evening(place, meeting, membership) if meeting else None,
    }


@require_safe
def meeting_detail(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """Facilitators get the sheet with everything that was shared, members the plan and the minutes."""
    membership = membership_or_404(request.user, group)
    context = _context(membership, reading, section)
    if context["meeting"] is None:
        return render(request, "groups/meeting_none.html", context)
    if membership.is_facilitator:
        context |= _minutes(context["plan"], MinutesForm(instance=context["meeting"]))
        return render(request, "groups/meeting_detail.html", context)
    return render(request, "groups/meeting_plan.html", context)


def _minutes(plan: Evening, form: MinutesForm) -> dict:
    if not form.is_bound and not plan.meeting.minutes:
        form.initial["minutes"] = proposed_minutes(plan)
    return {"form": form}


def _for_facilitators(request: HttpRequest, group: str, reading: str, section: str) -> dict:
    find = facilitator_or_403 if request.method in ("GET", "HEAD") else leading_facilitator_or_403
    context = _context(find(request.user, group), reading, section)
    if context["meeting"] is None:
        raise Http404
    return context


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    context = _for_facilitators(request, group, reading, section)
    plan: Evening = context["plan"]
    form = AgendaForm(
        request.POST if request.method == "POST" else None,
        instance=context["meeting"],
        planned=[(item.number, item.question, item.minutes) for item in plan.planned],
        spare=[(item.number, item.question, item.minutes) for item in plan.spare],
    )
    stored = None
    if request.method == "POST" and form.is_valid():
        if form.save_unless_changed():
            return redirect("groups:meeting_detail", group, reading, section)
        stored = form.over_what_is_there()
    status = 409 if stored is not None else 422 if form.errors else 200
    return render(request, "groups/agenda_edit.html", context | {"form": form, "stored": stored}, status=status)


@require_POST
def minutes_set(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """Keep the minutes as a draft among facilitators, or share them with the group."""
    context = _for_facilitators(request, group, reading, section)
    meeting: Meeting = context["meeting"]
    form = MinutesForm(request.POST, instance=meeting)
    if form.is_valid() and form.save_unless_changed():
        shared = request.POST.get("do") == "share"
        meeting.share_minutes(shared)
        messages.success(
            request, _("The minutes are shared with the group.") if shared else _("The minutes are saved.")
        )
        return redirect(reverse("groups:meeting_detail", args=[group, reading, section]) + "#minutes")
    conflict = form.is_valid()
    context |= {"form": form, "stored": form.over_what_is_there() if conflict else None}
    return render(request, "groups/meeting_detail.html", context, status=409 if conflict else 422)


@require_safe
def meeting_print(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    context = _for_facilitators(request, group, reading, section)
    return render(request, "groups/meeting_print.html", context | {"printed_at": timezone.now()})


@require_safe
def meeting_present(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """One question for a screen across the room: `q` counts from 1 in the order of the evening."""
    context = _for_facilitators(request, group, reading, section)
    items = context["plan"].items
    asked = request.GET.get("q", "1")
    at = int(asked) if asked.isascii() and asked.isdigit() else 0
    if not 1 <= at <= max(len(items), 1):
        raise Http404
    item = items[at - 1] if items else None
    context |= {"item": item, "before": at - 1, "after": at + 1 if at < len(items) else 0}
    if item:
        context |= _on_screen(context["section"], items, at)
    return render(request, "groups/meeting_present.html", context)


def _on_screen(section: Section, items: list, at: int) -> dict:
    """What goes with the question: until when, a passage it is about, and its neighbours of the evening."""
    item = items[at - 1]
    first = item.question.first_paragraph
    return {
        "ends_at": item.starts_at and item.starts_at + datetime.timedelta(minutes=item.minutes),
        "passage": section.passages.filter(first_paragraph=first).select_related("chapter__text").first()
        if first
        else None,
        "before_item": items[at - 2] if at > 1 else None,
        "after_item": items[at] if at < len(items) else None,
    }
