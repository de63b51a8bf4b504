"""What members say before and during an evening: passages, roles, and what they do not understand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.kept import keeps_words
from groups.access import kept_section_or_404, question_or_404, section_or_404, writing_or_403
from groups.forms import DutyForm, PassageForm, UnclearForm
from groups.models import BroughtPassage, Duty, Meeting, Membership, Reading, Unclear
from groups.sheets.prepare import prepare
from groups.views.evening import evening_of, meeting_page
from groups.views.section import section_page


@require_POST
def unclear_set(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    """A question, a paragraph or the section is not clear to a member; or it is after all (given=0)."""
    membership, place = writing_or_403(request.user, group, reading)
    about = section_or_404(place, section)
    thing: dict = {"question": None, "chapter": None, "paragraph": None}
    anchor = "unclear"
    if "question" in request.POST:
        thing["question"] = question_or_404(place, about.slug, _number(request.POST["question"]))
        anchor = f"q{thing['question'].pk}"
    elif "paragraph" in request.POST:
        form = UnclearForm(request.POST, chapters=list(about.chapters.all()))
        if not form.is_valid():
            kept = kept_section_or_404(place, section, membership)
            page = section_page(place, membership, prepare(place, kept, membership))
            return render(request, "groups/section_detail.html", page | {"unclear_form": form}, status=422)
        thing |= form.cleaned_data
    if request.POST.get("given") == "0":
        Unclear.objects.filter(reading=place, membership=membership, section=about, **thing).delete()
    else:
        Unclear.mark(place, membership, about, **thing)
        messages.success(request, _("Marked. You and the facilitators see it, nobody else."))
    return redirect(f"{place.section_url(about)}#{anchor}")


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise Http404
    return int(value)


def _meeting_or_404(reading: Reading, pk: int) -> Meeting:
    """One that has a page, which is that of its first section."""
    meetings = reading.meetings.filter(sections__isnull=False).distinct().prefetch_related("sections")
    meeting = get_object_or_404(meetings, pk=pk)
    meeting.reading = reading
    if meeting.is_cancelled:
        raise PermissionDenied
    return meeting


def _page_of(meeting: Meeting, anchor: str) -> str:
    reading, section = meeting.reading, meeting.sections.all()[0]
    return reverse("groups:meeting_detail", args=[reading.group.slug, reading.slug, section.slug]) + anchor


def _drop(thing: BroughtPassage | Duty | None, membership: Membership) -> None:
    """One’s own; facilitators anybody’s. What is no longer there needs nothing."""
    if thing is None:
        return
    if thing.membership_id != membership.pk and not membership.is_facilitator:
        raise PermissionDenied
    thing.delete()


@keeps_words("passages")
@require_POST
def passage_bring(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    form = PassageForm(request.POST, meeting=meeting, membership=membership)
    if not form.is_valid():
        return meeting_page(request, evening_of(membership, place, meeting) | {"passage_form": form}, status=422)
    form.bring()
    messages.success(request, _("Your passage is on the plan."))
    return redirect(_page_of(meeting, "#passages"))


@require_POST
def passage_take_back(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    _drop(meeting.brought_passages.filter(pk=_number(request.POST.get("passage", ""))).first(), membership)
    return redirect(_page_of(meeting, "#passages"))


@require_POST
def duty_give(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    form = DutyForm(request.POST, meeting=meeting, by=membership)
    if not form.is_valid():
        return meeting_page(request, evening_of(membership, place, meeting) | {"duty_form": form}, status=422)
    form.give()
    return redirect(_page_of(meeting, "#duties"))


@require_POST
def duty_drop(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    meeting = _meeting_or_404(place, pk)
    _drop(meeting.duties.filter(pk=_number(request.POST.get("duty", ""))).first(), membership)
    return redirect(_page_of(meeting, "#duties"))
