from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from discussions.access import (
    facilitated_thread_or_403,
    post_or_404,
    readable_post_or_404,
    reading_with_member_or_404,
    writable_thread_or_403,
)
from discussions.forms import MoveForm, ReasonForm
from discussions.log import entries_at, places_in_log
from discussions.models import Report

ENTRIES_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def post_report(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    post = readable_post_or_404(thread, number, membership)
    if post.author_id == membership.pk:
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        about_us = post.author.is_facilitator
        _keep_report(post, membership, form.cleaned_data["reason"], about_us)
        by_hosts = _("Thank you. The site’s hosts will read it. The post stays until then.")
        thanks = by_hosts if about_us else _("Thank you. A facilitator will read it. The post stays until then.")
        messages.success(request, thanks)
        return redirect(post)
    return render(request, "discussions/post_report.html", {"thread": thread, "post": post, "form": form})


def _keep_report(post, membership, reason: str, about_us: bool) -> None:
    """A second report of the same member changes nothing while the first is open. One about a facilitator goes to the
    site’s hosts at once.
    """
    try:
        with transaction.atomic():
            post.reports.create(by=membership, reason=reason, escalated_at=timezone.now() if about_us else None)
    except IntegrityError:
        return


@require_http_methods(["GET", "HEAD", "POST"])
def post_hide(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    post = post_or_404(thread, number)
    if post.is_gone:
        return redirect(post)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        post.hide(membership, form.cleaned_data["reason"])
        return redirect(post)
    return render(request, "discussions/post_hide.html", {"thread": thread, "post": post, "form": form})


@require_POST
def post_restore(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    post = post_or_404(thread, number)
    if post.hidden_at:
        post.restore(membership)
    return redirect(post)


@require_POST
def thread_close(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    if thread.closed_at is None:
        thread.close(membership)
    return redirect(thread)


@require_POST
def thread_reopen(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    if thread.closed_at:
        thread.reopen(membership)
    return redirect(thread)


@require_POST
def thread_pin(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """Keep it first in the list; or no longer (given=0)."""
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    pinned = request.POST.get("given") == "1"
    if pinned != bool(thread.pinned_at):
        thread.pin(membership, pinned)
    return redirect(thread)


@require_POST
def thread_move(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    form = MoveForm(request.POST, sections=thread.reading.guide.sections.all())
    if not form.is_valid():
        messages.error(request, _("The guide has no such section."))
    elif form.cleaned_data["section"] != thread.section:
        thread.move(membership, form.cleaned_data["section"])
    return redirect(thread)


@require_POST
def thread_ask(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """It is a question; or not (given=0)."""
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    if thread.author_id != membership.pk and not membership.is_facilitator:
        raise PermissionDenied
    thread.ask(request.POST.get("given") == "1")
    return redirect(thread)


@require_safe
def report_list(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """What waits for the facilitators."""
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    if not membership.is_facilitator:
        raise PermissionDenied
    reports = (
        Report.objects.open()
        .of(reading)
        .for_facilitator(membership)
        .select_related("by__user", "post__author__user", "post__thread")
    )
    for report in reports:
        report.post.thread.reading = reading
    return render(request, "discussions/report_list.html", {"reading": reading, "reports": reports})


@require_POST
def report_dismiss(request: HttpRequest, group: str, reading: str, report: int) -> HttpResponse:
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    if not (membership.is_facilitator and membership.can_write):
        raise PermissionDenied
    reports = Report.objects.of(reading).for_facilitator(membership).select_related("post__thread", "post__author")
    report = get_object_or_404(reports, pk=report)
    if report.settled_at is None:
        report.dismiss(membership)
    return redirect("discussions:report_list", group, reading.slug)


@require_safe
def moderation_log(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """What facilitators did, for every member."""
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    page = Paginator(places_in_log(reading), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"reading": reading, "pager": page, "entries": entries_at(page, reading, membership)}
    return render(request, "discussions/moderation_log.html", context)
