from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.kept import keeps_words
from groups.access import kept_section_or_404, leading_or_403, question_or_404, writing_or_403
from groups.forms import AnswerForm
from groups.models import Answer, Draft, Membership, Opening, Reading
from groups.sheets.prepare import Sheet, prepare
from groups.views.keeping import keeping_words
from groups.views.section import question_alone, section_page
from guides.models import Question


@keeps_words("q{pk}")
@keeping_words
@require_POST
def answer_draft(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    question = question_or_404(place, section, pk)
    form = AnswerForm(request.POST, question)
    if not form.is_valid():
        return _again(request, place, question, membership, form)
    data = form.cleaned_data
    draft = Draft.keep(place, question, membership, data["body"], data["choices"])
    if _is_in_place(request) and "HX-Target" not in request.headers:  # saves itself
        return render(request, "groups/_save_state.html", {"draft": draft})
    return _done(request, place, question, membership, _("Draft saved. Only you can see it.") if draft else "")


@keeps_words("q{pk}")
@keeping_words
@require_POST
def answer_share(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    membership, place = writing_or_403(request.user, group, reading)
    question = question_or_404(place, section, pk)
    form = AnswerForm(request.POST, question)
    if not form.is_valid():
        return _again(request, place, question, membership, form)
    data = form.cleaned_data
    try:
        Answer.share(place, question, membership, data["body"], data["choices"], data["audience"])
    except ValidationError as nothing:
        form.add_error(None, nothing)
        return _again(request, place, question, membership, form)
    if _is_in_place(request):
        sheet = _alone(place, question, membership)
        words = _what_opened(place, sheet.of(question).given)
        return question_alone(request, place, membership, sheet, question, words)
    others = Answer.objects.visible_to(membership).filter(reading=place, question=question).exclude(author=membership)
    return _done(request, place, question, membership, _what_opened(place, others.with_words().count()))


@keeps_words("q{pk}")
@keeping_words
@require_POST
def answer_pass(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    """Words that were in the box stay as a draft."""
    membership, place = writing_or_403(request.user, group, reading)
    question = question_or_404(place, section, pk)
    form = AnswerForm(request.POST, question)
    if not form.is_valid():
        return _again(request, place, question, membership, form)
    Draft.keep(place, question, membership, form.cleaned_data["body"], form.cleaned_data["choices"])
    Answer.pass_on(place, question, membership)
    return _done(request, place, question, membership)


@require_POST
def answer_take_back(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    """Sent twice, the second finds nothing to do."""
    membership, place = writing_or_403(request.user, group, reading)
    question = question_or_404(place, section, pk)
    answer = Answer.objects.filter(reading=place, question=question, author=membership).first()
    if answer:
        answer.take_back()
    words = _("Taken back. It is a draft again; only you can see it.") if answer else ""
    return _done(request, place, question, membership, words)


@require_POST
def answer_open(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    membership, place = leading_or_403(request.user, group, reading)
    question = question_or_404(place, section, pk)
    Opening.objects.get_or_create(reading=place, question=question, defaults={"opened_by": membership})
    words = _("Everybody in the group can now read the answers to this question.")
    return _done(request, place, question, membership, words)


def _is_in_place(request: HttpRequest) -> bool:
    """Sent by a script of a page that stays open."""
    return "HX-Request" in request.headers


def _done(
    request: HttpRequest, reading: Reading, question: Question, membership: Membership, words: str = ""
) -> HttpResponse:
    """Back to the question; a page that runs scripts gets the question alone."""
    if _is_in_place(request):
        sheet = _alone(reading, question, membership)
        return question_alone(request, reading, membership, sheet, question, words)
    if words:
        messages.success(request, words)
    return redirect(reading.question_url(question))


def _alone(reading: Reading, question: Question, membership: Membership) -> Sheet:
    kept = kept_section_or_404(reading, question.section.slug, membership)
    return prepare(reading, kept, membership, also=question.pk, only=question)


def _what_opened(reading: Reading, count: int) -> str:
    """`count` others’ answers."""
    if not count:
        return _("Your answer is kept.") if reading.group.has_one_member else _("Shared.")
    sentence = ngettext(
        "Shared. You can now read the other answer.", "Shared. You can now read the %(count)d other answers.", count
    )
    return sentence % {"count": count}


def _again(
    request: HttpRequest, reading: Reading, question: Question, membership: Membership, form: AnswerForm
) -> HttpResponse:
    """The typed words in their box again, and what is wrong beside them."""
    if _is_in_place(request):
        sheet = _alone(reading, question, membership)
    else:
        kept = kept_section_or_404(reading, question.section.slug, membership)
        sheet = prepare(reading, kept, membership, also=question.pk)
    entry = sheet.of(question)
    entry.typed, entry.chosen = form.typed, form.chosen
    entry.errors = [error for errors in form.errors.values() for error in errors]
    if _is_in_place(request):
        return question_alone(request, reading, membership, sheet, question)
    return render(request, "groups/section_detail.html", section_page(reading, membership, sheet), status=422)
