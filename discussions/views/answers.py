"""Facilitators hide or delete an answer, with a reason that its author is told; nobody changes another’s words."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from discussions.forms import ReasonForm
from discussions.models import ModerationEntry
from discussions.models.moderation import Act
from groups.access import leading_or_403
from groups.models import Answer, Membership, Reading


def _answer_or_404(user, group: str, reading: str, section: str, pk: int) -> tuple[Membership, Reading, Answer]:
    """One that was shared with the group; what is for facilitators only nobody else sees anyway."""
    membership, place = leading_or_403(user, group, reading)
    shared = Answer.objects.visible_to(membership).with_words().filter(reading=place, audience=Answer.Audience.GROUP)
    answers = shared.select_related("question__section", "author__user", "author__group")
    answer = get_object_or_404(answers, pk=pk, question__section__slug=section)
    answer.reading = place
    return membership, place, answer


@require_http_methods(["GET", "HEAD", "POST"])
def answer_hide(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    """Its author and facilitators still read it."""
    membership, place, answer = _answer_or_404(request.user, group, reading, section, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        if answer.hidden_at is None:
            _hide(answer, membership, form.cleaned_data["reason"])
        return redirect(place.question_url(answer.question))
    context = {"reading": place, "answer": answer, "form": form, "back": place.question_url(answer.question)}
    return render(request, "discussions/answer_hide.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _hide(answer: Answer, by: Membership, reason: str) -> None:
    answer.hide(by, reason)
    ModerationEntry.record_answer(Act.ANSWER_HIDDEN, by, answer, reason)


@require_POST
def answer_restore(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    membership, place, answer = _answer_or_404(request.user, group, reading, section, pk)
    if answer.hidden_at:
        _restore(answer, membership)
    return redirect(place.question_url(answer.question))


@transaction.atomic
def _restore(answer: Answer, by: Membership) -> None:
    answer.show_again()
    ModerationEntry.record_answer(Act.ANSWER_RESTORED, by, answer)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_delete(request: HttpRequest, group: str, reading: str, section: str, pk: int) -> HttpResponse:
    """Gone for everybody; its author keeps the words as a draft that only they see."""
    membership, place, answer = _answer_or_404(request.user, group, reading, section, pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        _delete(answer, membership, form.cleaned_data["reason"])
        messages.success(request, _("The answer is deleted."))
        return redirect(place.question_url(answer.question))
    context = {"reading": place, "answer": answer, "form": form, "back": place.question_url(answer.question)}
    return render(request, "discussions/answer_delete.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _delete(answer: Answer, by: Membership, reason: str) -> None:
    ModerationEntry.record_answer(Act.ANSWER_DELETED, by, answer, reason)
    answer.take_back()
