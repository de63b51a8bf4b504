from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.access import facilitator_or_403, leading_facilitator_or_403, listed_group_or_404
from groups.forms import JoinForm, JoinReplyForm
from groups.models import JoinRequest
from groups.models.joining import JoinRefused
from groups.views.listed import listed_page


@require_POST
def join_request_new(request: HttpRequest, group: str) -> HttpResponse:
    """Ask a group that can be found. Who is refused finds the reason and their own line on the same page."""
    place = listed_group_or_404(group)
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            asked = JoinRequest.ask(place, request.user, form.cleaned_data["line"])
        except JoinRefused as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("groups:join_request_detail", asked.pk)
    return render(request, "groups/listed_group.html", listed_page(request, place, form), status=422)


@require_safe
def join_request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one's own request stands."""
    asked = get_object_or_404(_own(request), pk=pk)
    return render(request, "groups/join_request_detail.html", {"asked": asked, "group": asked.group})


@require_POST
def join_request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(_own(request), pk=pk)
    if asked.withdraw():
        messages.success(request, _("You have taken your request back."))
    return redirect("groups:join_request_detail", pk)


def _own(request: HttpRequest):
    return JoinRequest.objects.filter(user_id=request.user.pk).select_related("group", "answered_by__user")


@require_safe
def join_request_list(request: HttpRequest, group: str) -> HttpResponse:
    membership = facilitator_or_403(request.user, group)
    requests = membership.group.join_requests
    context = {
        "group": membership.group,
        "membership": membership,
        "waiting": requests.open().select_related("user", "invitation"),
        "answered": requests.answered().select_related("user", "answered_by__user").order_by("-asked_at")[:20],
        "form": JoinReplyForm(),
    }
    return render(request, "groups/join_request_list.html", context)


@require_POST
def join_request_accept(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    return _answer(request, group, pk, JoinRequest.accept, _("%(name)s is now a member."))


@require_POST
def join_request_decline(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    return _answer(request, group, pk, JoinRequest.decline, _("%(name)s is told that you declined."))


def _answer(request: HttpRequest, group: str, pk: int, act, done: str) -> HttpResponse:
    """The second of two facilitators is told that it was answered."""
    membership = leading_facilitator_or_403(request.user, group)
    asked = get_object_or_404(membership.group.join_requests.select_related("group", "user"), pk=pk)
    form = JoinReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reply"])))
        return redirect("groups:join_request_list", group)
    try:
        act(asked, membership, form.cleaned_data["reply"])
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done % {"name": asked.user})
    return redirect("groups:join_request_list", group)
