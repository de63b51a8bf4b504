"""Facilitators take threads apart and put them together."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from discussions.access import facilitated_thread_or_403, post_or_404
from discussions.forms import MergeForm, SplitForm
from discussions.models import Thread
from discussions.models.reshaping import merge, split

OFFERED_POSTS = 50


@require_http_methods(["GET", "HEAD", "POST"])
def thread_split(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    """From the post with this number on, or only some of the posts from there."""
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    post_or_404(thread, number)
    later = thread.posts.filter(number__gte=max(number, 2)).order_by("number").select_related("author__user")
    sections = thread.reading.guide.sections.all()
    initial = {"section": thread.section.slug if thread.section else ""}
    form = SplitForm(request.POST or None, initial=initial, posts=later[:OFFERED_POSTS], sections=sections)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data
        numbers = words["posts"] or (list(later.values_list("number", flat=True)) if words["all_later"] else [])
        try:
            return redirect(split(thread, membership, numbers, words["title"], words["section"], words["key"]))
        except ValidationError as refusal:
            form.add_error("posts", refusal)
    context = {"thread": thread, "form": form, "reading": thread.reading, "number": number}
    return render(request, "discussions/thread_split.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def thread_merge(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    membership, thread = facilitated_thread_or_403(request.user, group, reading, thread)
    others = Thread.objects.visible_to(membership).filter(reading=thread.reading).exclude(pk=thread.pk)
    form = MergeForm(request.POST or None, threads=others.select_related("section"))
    if form.is_bound and form.is_valid():
        try:
            merge(thread, form.cleaned_data["into"], membership)
            form.cleaned_data["into"].reading = thread.reading
            return redirect(form.cleaned_data["into"])
        except ValidationError as refusal:
            form.add_error("into", refusal)
    context = {"thread": thread, "form": form, "reading": thread.reading, "has_others": others.exists()}
    return render(request, "discussions/thread_merge.html", context, status=422 if form.errors else 200)
