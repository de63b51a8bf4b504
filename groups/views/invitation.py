from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.access import leading_facilitator_or_403
from groups.forms import InvitationChangeForm, InvitationForm, JoinForm
from groups.models import Invitation, JoinRequest, Reading
from groups.models.invitation import InvitationRefused
from groups.sheets.overview import upcoming


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_list(request: HttpRequest, group: str) -> HttpResponse:
    """Making one shows its link once, in the answer to the form and nowhere else."""
    membership = leading_facilitator_or_403(request.user, group)
    form = InvitationForm(request.POST or None)
    context: dict[str, Any] = {"group": membership.group, "membership": membership, "form": form}
    if request.method == "POST" and form.is_valid():
        invitation, token = Invitation.make(membership, form.lifetime, **form.fields_of_invitation)
        link = request.build_absolute_uri(reverse("groups:invitation_detail", args=[token]))
        context |= {"made": invitation, "link": link, "token": token, "form": InvitationForm()}
        context["drawing"] = _drawing(link)
    invitations = membership.group.invitations.select_related("created_by__user")
    context["invitations"] = invitations.usable()
    context["lapsed"] = invitations.lapsed()
    return render(request, "groups/invitation_list.html", context, status=422 if context["form"].errors else 200)


def _drawing(link: str) -> str:
    """The link as a square to photograph, drawn with paths alone: our policy lets no style in."""
    return segno.make(link, error="m").svg_inline(scale=5, border=2, omitsize=True, svgclass=None, lineclass=None)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_edit(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    """The link itself stays: it may hang on a wall, or lie in somebody’s mail."""
    membership = leading_facilitator_or_403(request.user, group)
    invitation = get_object_or_404(membership.group.invitations.unrevoked(), pk=pk)
    form = InvitationChangeForm(request.POST or None, invitation=invitation)
    if form.is_bound and form.is_valid() and form.save_or_refuse():
        messages.success(request, _("The invitation was changed. Its link is the same."))
        return redirect("groups:invitation_list", group)
    context = {"group": membership.group, "membership": membership, "invitation": invitation, "form": form}
    return render(request, "groups/invitation_edit.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_revoke(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    membership = leading_facilitator_or_403(request.user, group)
    invitation = get_object_or_404(membership.group.invitations, pk=pk)
    invitation.revoke()
    messages.success(request, _("The link no longer works."))
    return redirect("groups:invitation_list", group)


@login_not_required
@require_safe
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.objects.usable().select_related("created_by__user").for_token(token)
    if invitation is None:
        return _refusal(request)
    return _not_to_be_passed_on(render(request, "groups/invitation_detail.html", _page(invitation, token)))


def _page(invitation: Invitation, token: str) -> dict:
    reading = Reading.objects.current().filter(group=invitation.group).select_related("guide__text").first()
    coming = list(upcoming([reading])) if reading else []
    return {
        "invitation": invitation,
        "group": invitation.group,
        "reading": reading,
        "meeting": coming[0] if coming else None,
        "last_meeting": coming[-1] if len(coming) > 1 else None,
        "coming": coming,
        "members": invitation.group.memberships.active().count(),
        "token": token,
        "form": JoinForm() if invitation.needs_approval else None,
    }


@login_not_required
@require_safe
def invitation_poster(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation on paper, for a wall."""
    invitation = Invitation.objects.usable().select_related("created_by__user").for_token(token)
    if invitation is None:
        return _refusal(request)
    link = request.build_absolute_uri(reverse("groups:invitation_detail", args=[token]))
    context = _page(invitation, token) | {"link": link, "drawing": _drawing(link)}
    return _not_to_be_passed_on(render(request, "groups/invitation_poster.html", context))


@require_POST
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Who joins is led to where the group is reading now."""
    line = JoinForm(request.POST)
    try:
        joined = Invitation.accept(token, request.user, line.cleaned_data["line"] if line.is_valid() else "")
    except InvitationRefused:
        return _refusal(request)
    if isinstance(joined, JoinRequest):
        return redirect("groups:join_request_detail", joined.pk)
    messages.success(request, _("You are now a member of “%(group)s”.") % {"group": joined.group})
    return redirect(joined.group)


def _refusal(request: HttpRequest) -> HttpResponse:
    return _not_to_be_passed_on(render(request, "groups/invitation_refused.html", status=404))


def _not_to_be_passed_on(response: HttpResponse) -> HttpResponse:
    """The address is a key: no page it leads to may learn it, and no cache keep it.

    With “no-referrer” browsers would send the form without its origin, and it would be refused as forged.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["Cache-Control"] = "private, no-store"
    return response
