from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.kept import Kept, take
from groups.access import kept_section_or_404, membership_or_404, reading_or_404, section_or_404, writing_or_403
from groups.forms import AnswerForm, UnclearForm
from groups.models import Membership, Progress, Reading
from groups.sheets.bringing import NotClear, not_clear
from groups.sheets.course import course
from groups.sheets.marks import mark_of, standing
from groups.sheets.prepare import Sheet, prepare
from groups.sheets.table import table
from guides.models import Question

ANSWERING = ("groups:answer_share", "groups:answer_draft", "groups:answer_pass")


@require_safe
def section_detail(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    kept = take(request, *ANSWERING, group=group, reading=reading, section=section)
    if kept and not membership.can_write:
        return render(request, "groups/words_kept.html", {"words": kept.data.get("body", "")}, status=403)
    also, whole = kept.at["pk"] if kept else None, request.GET.get("question", "")
    sheet = prepare(place, kept_section_or_404(place, section, membership), membership, also=also, whole=whole)
    if kept:
        _put_back(sheet, kept)
    for entry in sheet.questions:
        entry.is_edited = str(entry.question.pk) == request.GET.get("edit") and membership.can_write
    return render(request, "groups/section_detail.html", section_page(place, membership, sheet))


def _put_back(sheet: Sheet, kept: Kept) -> None:
    entry = next((entry for entry in sheet.questions if entry.question.pk == kept.at["pk"]), None)
    if entry:
        form = AnswerForm(kept.data, entry.question)
        entry.typed, entry.chosen, entry.came_back = form.typed, form.chosen, True


def question_alone(
    request: HttpRequest, reading: Reading, membership: Membership, sheet: Sheet, question: Question, words: str = ""
) -> HttpResponse:
    """One question for a page that is open already, with what else changes on it; `words` say what was done."""
    entry = sheet.of(question)
    _mark_unclear(sheet, not_clear(reading, [sheet.section], membership))
    context: dict = {"reading": reading, "group": reading.group, "membership": membership, "section": sheet.section}
    context |= {"sheet": sheet, "entries": [entry], "mark": mark_of(reading, sheet.section, membership), "words": words}
    if sheet.shared <= 1:  # the first shared, or the last taken back: one sits elsewhere at the table
        known = standing(reading, membership, member=membership, section=sheet.section)
        way = course(reading, membership, known, sheet.kept.siblings)
        context["table"] = table(membership, sheet.section, way, known)
    return render(request, "groups/question_alone.html", context, status=422 if entry.errors else 200)


def _mark_unclear(sheet: Sheet, unclear: NotClear) -> None:
    for entry in sheet.questions:
        entry.is_unclear = entry.question.pk in unclear.own_questions
        entry.unclear_to = [mark.membership.name for mark in unclear.by_question[entry.question.pk]]


def section_page(reading: Reading, membership: Membership, sheet: Sheet) -> dict:
    """What the page of a section needs; also where an answer could not be taken and is shown again."""
    section, kept = sheet.section, sheet.kept
    known = standing(reading, membership, member=membership, section=section)
    way = course(reading, membership, known, kept.siblings)
    before, after = way.around(section)
    unclear = not_clear(reading, [section], membership)
    _mark_unclear(sheet, unclear)
    sheet.encourage()
    return {
        "group": reading.group,
        "reading": reading,
        "membership": membership,
        "section": section,
        "sheet": sheet,
        "explained": kept.explained,
        "people": kept.people,
        "terms": kept.terms,
        "hides_explanations": membership.user.hides_explanations,
        "course": way,
        "step": way.step(section),
        "before": before,
        "after": after,
        "unclear": unclear,
        "unclear_form": UnclearForm(chapters=list(section.chapters.all())),
        "table": table(membership, section, way, known),
        "passages": kept.passages,
    }


@require_POST
def progress_mark(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    sheet = section_or_404(place, section)
    match request.POST.get("state"):
        case "begin":
            Progress.begin(place, sheet, membership)
        case "read":
            Progress.finish(place, sheet, membership)
            messages.success(request, _("Marked as read."))
        case "unread":
            Progress.begin(place, sheet, membership).reopen()
        case _:
            raise BadRequest
    if request.POST.get("next") == "catch_up":
        return redirect("groups:catch_up", group, reading)
    return redirect(place.section_url(sheet) + "#done")
