"""Between people: what facilitators tell a member, what they pass on to the hosts, whom one does not wish to read."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from discussions.access import reading_with_member_or_404
from discussions.forms import ConductForm, ReasonForm
from discussions.models import Block, Report
from groups.access import leading_or_403
from groups.models import Membership


def member_or_404(membership: Membership, pk: int) -> Membership:
    """Somebody else of the group, former members too: their posts are still there."""
    others = Membership.objects.filter(group=membership.group_id).exclude(pk=membership.pk)
    return get_object_or_404(others.select_related("user", "group"), pk=pk)


@require_POST
def member_block(request: HttpRequest, group: str, reading: str, member: int) -> HttpResponse:
    """I do not wish to see their posts; or I do again (given=0)."""
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    whom = member_or_404(membership, member)
    given = request.POST.get("given") == "1"
    Block.put(membership, whom, given)
    if given:
        messages.success(request, _("You see no posts by %(name)s from now on. They are not told.") % {"name": whom})
    back = request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back) if inside else redirect("discussions:thread_list", group, reading.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def member_conduct(request: HttpRequest, group: str, reading: str, member: int) -> HttpResponse:
    """A word to a member that everybody can read of: a warning, or a while without writing in threads."""
    membership, reading = leading_or_403(request.user, group, reading)
    whom = member_or_404(membership, member)
    if not whom.is_active:
        raise PermissionDenied
    form = ConductForm(request.POST or None, is_muted=whom.is_muted)
    if form.is_bound and form.is_valid():
        form.carry_out(membership, whom, reading)
        messages.success(request, _("Done. %(name)s is told, and the log says so.") % {"name": whom})
        return redirect("discussions:moderation_log", group, reading.slug)
    context = {"membership": membership, "reading": reading, "whom": whom, "form": form}
    return render(request, "discussions/member_conduct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_escalate(request: HttpRequest, group: str, reading: str, report: int) -> HttpResponse:
    """Ask the site’s hosts to look at it."""
    membership, reading = leading_or_403(request.user, group, reading)
    reports = Report.objects.of(reading).open().for_facilitator(membership).filter(escalated_at=None)
    found = get_object_or_404(reports.select_related("post__thread", "post__author__user"), pk=report)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        found.escalate(membership, form.cleaned_data["reason"])
        messages.success(request, _("The site’s hosts see the report now."))
        return redirect("discussions:report_list", group, reading.slug)
    context = {"reading": reading, "report": found, "form": form}
    return render(request, "discussions/report_escalate.html", context, status=422 if form.errors else 200)
