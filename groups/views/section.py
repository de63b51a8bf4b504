from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.kept import Kept, take
from groups.access import membership_or_404, reading_or_404, section_or_404, writing_or_403
from groups.forms import AnswerForm, UnclearForm
from groups.models import Membership, Progress, Reading
from groups.sheets.bringing import NotClear, not_clear
from groups.sheets.course import course
from groups.sheets.marks import mark_of, standing
from groups.sheets.prepare import Sheet, give_chapters, prepare
from groups.sheets.table import table
from guides.glossary import Note, explain, notes_for, of_section
from guides.models import Person, Question, Section, Term

ANSWERING = ("groups:answer_share", "groups:answer_draft", "groups:answer_pass")


@require_safe
def section_detail(request: HttpRequest, group: str, reading: str, section: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    place = reading_or_404(membership, reading)
    kept = take(request, *ANSWERING, group=group, reading=reading, section=section)
    if kept and not membership.can_write:
        return render(request, "groups/words_kept.html", {"words": kept.data.get("body", "")}, status=403)
    also, whole = kept.at["pk"] if kept else None, request.GET.get("question", "")
    sheet = prepare(place, section_or_404(place, section), membership, also=also, whole=whole)
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
    _explain(sheet, membership, [] if membership.user.hides_explanations else notes_for(sheet.section))
    context: dict = {"reading": reading, "group": reading.group, "membership": membership, "section": sheet.section}
    context |= {"sheet": sheet, "entries": [entry], "mark": mark_of(reading, sheet.section, membership), "words": words}
    if sheet.shared <= 1:  # the first shared, or the last taken back: one sits elsewhere at the table
        known = standing(reading, membership, member=membership, section=sheet.section)
        way = course(reading, membership, known, briefly=True)
        context["table"] = table(membership, sheet.section, way, known)
    return render(request, "groups/question_alone.html", context, status=422 if entry.errors else 200)


def _explain(sheet: Sheet, membership: Membership, notes: list[Note]) -> list[Note]:
    if membership.user.hides_explanations:
        return []
    return explain(sheet.section, [entry.question for entry in sheet.questions], notes, questions_first=True)


def _mark_unclear(sheet: Sheet, unclear: NotClear) -> None:
    for entry in sheet.questions:
        entry.is_unclear = entry.question.pk in unclear.own_questions
        entry.unclear_to = [mark.membership.name for mark in unclear.by_question[entry.question.pk]]


def section_page(reading: Reading, membership: Membership, sheet: Sheet) -> dict:
    """What the page of a section needs; also where an answer could not be taken and is shown again."""
    section = sheet.section
    known = standing(reading, membership, member=membership, section=section)
    way = course(reading, membership, known, briefly=True)
    before, after = way.around(section)
    notes = notes_for(section)
    unclear = not_clear(reading, [section], membership)
    _mark_unclear(sheet, unclear)
    sheet.encourage()
    return {
        "group": reading.group,
        "reading": reading,
        "membership": membership,
        "section": section,
        "sheet": sheet,
        "explained": _explain(sheet, membership, notes),
        "people": of_section(notes, Person),
        "terms": of_section(notes, Term),
        "hides_explanations": membership.user.hides_explanations,
        "course": way,
        "step": way.step(section),
        "before": before,
        "after": after,
        "unclear": unclear,
        "unclear_form": UnclearForm(chapters=list(section.chapters.all())),
        "table": table(membership, section, way, known),
        "passages": _passages(section),
    }


def _passages(section: Section) -> list:
    passages = list(section.passages.all())
    give_chapters(passages, section)
    return passages


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
