from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groups.access import leading_facilitator_or_403, membership_or_404
from groups.forms import RemovalForm
from groups.models import Membership
from groups.sheets.overview import group_overview

PER_PAGE = 50


@require_safe
def member_list(request: HttpRequest, group: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    page = Paginator(group_overview(membership).members, PER_PAGE).get_page(request.GET.get("page"))
    context = {"group": membership.group, "membership": membership, "pager": page}
    context["is_only_facilitator"] = membership.is_only_facilitator
    removed = membership.group.memberships.exclude(removed_at=None)
    context["removed"] = removed.select_related("user", "removed_by__user").order_by("-removed_at")
    return render(request, "groups/member_list.html", context)


@require_POST
def member_role(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    facilitator = leading_facilitator_or_403(request.user, group)
    member = _member_or_404(facilitator, pk)
    role = request.POST.get("role", "")
    if role not in Membership.Role:
        raise BadRequest
    try:
        member.change_role(role)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        now = _("%(name)s is now a facilitator.") if member.is_facilitator else _("%(name)s is now a member.")
        messages.success(request, now % {"name": member.name})
    return redirect("groups:member_list", group)


@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: HttpRequest, group: str, pk: int) -> HttpResponse:
    facilitator = leading_facilitator_or_403(request.user, group)
    member = _member_or_404(facilitator, pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            member.remove(by=facilitator, reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is no longer a member.") % {"name": member.name})
            return redirect("groups:member_list", group)
    context = {"group": facilitator.group, "membership": facilitator, "member": member, "form": form}
    return render(request, "groups/member_remove.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_leave(request: HttpRequest, group: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    context = {"group": membership.group, "membership": membership}
    if request.method == "POST":
        try:
            membership.leave()
        except ValidationError:
            membership.refresh_from_db(fields=["left_at"])
            return render(request, "groups/group_leave.html", context | {"is_refused": True}, status=422)
        messages.success(request, _("You have left “%(group)s”.") % {"group": membership.group})
        return redirect("groups:home")
    return render(request, "groups/group_leave.html", context)


@require_POST
def progress_hide(request: HttpRequest, group: str) -> HttpResponse:
    membership = membership_or_404(request.user, group)
    membership.hide_progress(request.POST.get("hidden") == "yes")
    if membership.hides_progress:
        messages.success(request, _("Your progress is now seen only by you."))
    else:
        messages.success(request, _("The group sees your progress again."))
    return redirect(membership.group.get_absolute_url() + "#roll")


def _member_or_404(facilitator: Membership, pk: int) -> Membership:
    members = Membership.objects.active().select_related("user", "group")
    return get_object_or_404(members, group=facilitator.group_id, pk=pk)
