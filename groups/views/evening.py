import datetime
import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kept import keeps_words, take
from groups.access import leading_or_403, membership_or_404, reading_or_404, section_or_404, writing_or_403
from groups.forms import AgendaForm, DutyForm, MinutesForm, PassageForm
from groups.models import Meeting, Membership, Reading
from groups.sheets.bringing import brought
from groups.sheets.evening import Evening, Item, evening, proposed_minutes
from groups.sheets.on_paper import on_paper
from groups.sheets.overview import replies_to
from groups.views.keeping import keeping_words
from guides.models import Section
from texts.paper import pdf_response


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
    return evening_of(membership, place, _meeting_about(place, about), about)


def evening_of(
    membership: Membership, reading: Reading, meeting: Meeting | None, section: Section | None = None
) -> dict:
    """What the pages of a meeting need; without `section` they are those of its first."""
    return {
        "group": reading.group,
        "reading": reading,
        "membership": membership,
        "section": section or (meeting.sections.all()[0] if meeting else None),
        "meeting": meeting,
        "plan": evening(reading, meeting, membership) if meeting else None,
    }


@require_safe
def meeting_detail(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """Facilitators get the sheet with everything that was shared, members the plan and the minutes."""
    membership = membership_or_404(request.user, group)
    context = _context(membership, reading, section)
    if context["meeting"] is None:
        return render(request, "groups/meeting_none.html", context)
    return meeting_page(request, context | _put_back(request, context))


def _put_back(request: HttpRequest, context: dict) -> dict:
    """A form as it was sent after the session had ended."""
    meeting, membership = context["meeting"], context["membership"]
    at = {"group": context["group"].slug, "reading": context["reading"].slug}
    if kept := take(request, "groups:passage_bring", **at, pk=meeting.pk):
        return {"passage_form": PassageForm(kept.data, meeting=meeting, membership=membership), "came_back": "passage"}
    at["section"] = context["section"].slug
    if meeting.lets_write_minutes(membership) and (kept := take(request, "groups:minutes_set", **at)):
        return {"form": MinutesForm(kept.data, instance=meeting), "came_back": "minutes"}
    return {}


def meeting_page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    """Also where something could not be taken and is shown again, as one of the forms in `context`."""
    membership, meeting = context["membership"], context["meeting"]
    forms: dict = {
        "passage_form": PassageForm(meeting=meeting, membership=membership),
        "duty_form": DutyForm(meeting=meeting, by=membership),
        "replies": replies_to(meeting, membership),
    }
    if membership.is_facilitator or meeting.lets_write_minutes(membership):
        forms["form"] = MinutesForm(instance=meeting)
        if not meeting.minutes:
            forms["form"].initial["minutes"] = proposed_minutes(context["plan"])
    page = "meeting_detail" if membership.is_facilitator else "meeting_plan"
    return render(request, f"groups/{page}.html", forms | context, status=status)


def _for_facilitators(request: HttpRequest, group: str, reading: str, section: str) -> dict:
    membership = membership_or_404(request.user, group)
    if request.method not in ("GET", "HEAD"):
        membership, _place = leading_or_403(request.user, group, reading)
    if not membership.is_facilitator:
        raise PermissionDenied
    context = _context(membership, reading, section)
    if context["meeting"] is None:
        raise Http404
    return context


def _for_minutes(request: HttpRequest, group: str, reading: str, section: str) -> dict:
    membership, _place = writing_or_403(request.user, group, reading)
    context = _context(membership, reading, section)
    meeting = context["meeting"]
    if meeting is None or not meeting.lets_write_minutes(membership):
        raise PermissionDenied
    return context


@require_safe
def meeting_agenda(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """The running order alone, for a sheet that is open; 304 while nothing has changed."""
    context = _for_facilitators(request, group, reading, section)
    response = render(request, "groups/_agenda.html", context)
    mark = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = mark
    return get_conditional_response(request, etag=mark, response=response) or response


@keeps_words()
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    context = _for_facilitators(request, group, reading, section)
    plan: Evening = context["plan"]
    is_sent = request.method == "POST"
    kept = None if is_sent else take(request, "groups:agenda_edit", group=group, reading=reading, section=section)
    form = AgendaForm(
        request.POST if is_sent else kept.data if kept else None,
        instance=context["meeting"],
        planned=[(item.name, item.question, item.minutes) for item in plan.planned],
        spare=[(item.name, item.question, item.minutes) for item in plan.spare],
    )
    stored = None
    if is_sent and form.is_valid():
        if form.save_unless_changed():
            return redirect("groups:meeting_detail", group, reading, section)
        stored = form.over_what_is_there()
    status = 409 if stored is not None else 422 if form.errors else 200
    context |= {"form": form, "stored": stored, "came_back": kept}
    return render(request, "groups/agenda_edit.html", context, status=status)


@keeps_words("minutes")
@keeping_words
@require_POST
def minutes_set(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """Keep the minutes as a draft among those who may write them, or share them with the group."""
    context = _for_minutes(request, group, reading, section)
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
    return meeting_page(request, context, status=409 if conflict else 422)


@require_POST
def minutes_draft(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """Saves itself while they are written. What is shared already changes by saving it only: 409, as for the second
    of two who write. No page leads here: what is wrong is said in plain text, for the script to show.
    """
    context = _for_minutes(request, group, reading, section)
    meeting: Meeting = context["meeting"]
    form = MinutesForm(request.POST, instance=meeting)
    if not form.is_valid():
        words = " ".join(message for messages_ in form.errors.values() for message in messages_)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    if meeting.minutes_shared_at or not form.save_unless_changed():
        return HttpResponse(status=409)
    state = {"meeting": meeting, "version": meeting.minutes_version, "saved": timezone.now()}
    return render(request, "groups/_minutes_state.html", state)


@require_safe
def meeting_print(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    context = _for_facilitators(request, group, reading, section)
    context["plan"].brought = brought(context["meeting"], with_text=True)
    return render(request, "groups/meeting_print.html", context | {"printed_at": timezone.now(), "on_paper": True})


@require_safe
def meeting_pdf(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    context = _for_facilitators(request, group, reading, section)
    plan, meeting = context["plan"], context["meeting"]
    plan.brought = brought(meeting, with_text=True)
    day = timezone.localtime(meeting.starts_at).date().isoformat()
    return pdf_response(request, on_paper(plan, context["reading"], timezone.now()), f"{group}-{day}")


@require_safe
def meeting_present(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """A screen across the room: `q` counts from 1 in the order of the evening; passages of members come last."""
    context = _for_facilitators(request, group, reading, section)
    plan: Evening = context["plan"]
    screens = [*plan.items, *([None] if plan.brought else [])]
    asked = request.GET.get("q", "1")
    at = int(asked) if asked.isascii() and asked.isdigit() else 0
    if not 1 <= at <= max(len(screens), 1):
        raise Http404
    item = screens[at - 1] if screens else None
    context |= {"item": item, "before": at - 1, "after": at + 1 if at < len(screens) else 0, "last": len(screens)}
    context["before_item"] = screens[at - 2] if at > 1 else None
    context["after_item"] = screens[at] if context["after"] else None
    if item:
        context |= _on_screen(context["section"], item)
    elif plan.brought:
        context["brought"] = brought(context["meeting"], with_text=True)
    return render(request, "groups/meeting_present.html", context)


def _on_screen(section: Section, item: Item) -> dict:
    """What goes with the question: until when, and a passage it is about."""
    first = item.question.first_paragraph
    passages = section.passages.filter(first_paragraph=first).select_related("chapter__text")
    return {
        "ends_at": item.starts_at and item.starts_at + datetime.timedelta(minutes=item.minutes),
        "passage": passages.first() if first else None,
    }
