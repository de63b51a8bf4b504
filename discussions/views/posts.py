from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kept import keeps_words, take
from discussions.access import (
    is_closed_to,
    merged_or_404,
    moved_post_or_404,
    open_thread_or_403,
    own_post_or_403,
    post_or_404,
    readable_post_or_404,
    reading_with_member_or_404,
    thread_or_404,
    writable_thread_or_403,
)
from discussions.forms import PostEditForm, PostForm, ReasonForm
from discussions.models import Post, Reaction, ReadMark, Thread
from discussions.views.meanwhile import refuse_what_changed
from discussions.views.page import preview_of, put_back, show_thread
from groups.models import Membership
from groups.views.keeping import keeping_words


@keeps_words()
@require_POST
def post_new(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """Where the reply can no longer be posted, it stays in its box and the page says what has happened."""
    try:
        membership, found = writable_thread_or_403(request.user, group, reading, thread)
    except Http404:
        return _gone(request, group, reading, thread)
    form = PostForm(request.POST)
    if form.data.get("do") == "preview" or not form.is_valid():
        return show_thread(request, membership, found, form, found.pages)
    try:
        refuse_what_changed(form.cleaned_data, found)
        return redirect(_reply(form.cleaned_data, membership, found))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return show_thread(request, membership, found, form, found.pages, status=409)
    except Thread.DoesNotExist:
        return _gone(request, group, reading, thread)


def _reply(words: dict, membership: Membership, thread: Thread) -> Post:
    later = words["speaks_of_later"]
    post = thread.reply(membership, words["body"], words["key"], speaks_of_later=later)
    post.thread = thread
    return post


def _gone(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """The thread was deleted or merged meanwhile: what was typed for it is given back."""
    membership, place = reading_with_member_or_404(request.user, group, reading)
    try:
        into = merged_or_404(request.user, group, reading, thread)
        return _elsewhere(request, *thread_or_404(request.user, group, reading, into.pk))
    except Http404:
        context = {"membership": membership, "reading": place, "mine": request.POST.get("body", "")}
        return render(request, "discussions/thread_gone.html", context, status=404)


def _elsewhere(request: HttpRequest, membership: Membership, into: Thread) -> HttpResponse:
    if is_closed_to(into, membership):
        raise Http404
    form = PostForm(request.POST)
    if form.is_valid():
        form.add_error(None, _("The thread was put together with this one while you were writing. Post it here?"))
    return show_thread(request, membership, into, form, into.pages, status=409)


@require_safe
def post_detail(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    """The lasting address of a post leads to its page, wherever that is by now; or to the guard of its thread."""
    try:
        membership, found = thread_or_404(request.user, group, reading, thread)
        post = post_or_404(found, number)
    except Http404:
        post = moved_post_or_404(request.user, group, reading, thread, number)
        membership, found = thread_or_404(request.user, group, reading, post.thread_id)
        post.thread = found
    return redirect(found if is_closed_to(found, membership) else post)


@keeps_words()
@keeping_words
@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    post = own_post_or_403(thread, number, membership)
    if post.is_gone or (thread.closed_at and not membership.is_facilitator):
        raise PermissionDenied
    initial = {"body": post.body, "speaks_of_later": post.speaks_of_later, "version": post.version}
    if kept := take(request, "discussions:post_edit", group=group, thread=thread.pk, number=number):
        initial |= put_back(request, kept)
    form = PostEditForm(request.POST or None, initial=initial)
    if form.is_bound and form.data.get("do") != "preview" and form.is_valid():
        words = form.cleaned_data
        if post.edit(words["body"], words["version"], words["speaks_of_later"]):
            return redirect(post)
        return _conflict(request, thread, post, words["body"])
    context = {"thread": thread, "post": post, "form": form, "reading": thread.reading, "preview": preview_of(form)}
    return render(request, "discussions/post_edit.html", context)


def _conflict(request: HttpRequest, thread: Thread, post: Post, mine: str) -> HttpResponse:
    now = thread.posts.filter(pk=post.pk).values_list("body", flat=True).first() or ""
    both = {"mine": mine, "theirs": now, "back": thread.url_of("post_edit", post.number)}
    return render(request, "409.html", both, status=409)


@require_safe
def post_history(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = open_thread_or_403(request.user, group, reading, thread)
    post = readable_post_or_404(thread, number, membership)
    context = {"thread": thread, "post": post, "revisions": post.revisions.all(), "reading": thread.reading}
    return render(request, "discussions/post_history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def post_delete(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    """One's own words, or as a facilitator somebody else's, with a reason."""
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    post = post_or_404(thread, number)
    own = post.author_id == membership.pk
    if post.deleted_at or not (own or membership.is_facilitator):
        raise PermissionDenied
    if own and number == 1 and thread.only_its_author_wrote():
        return redirect(thread.url_of("thread_delete"))
    form = None if own else ReasonForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        post.remove(membership, form.cleaned_data["reason"] if form else "")
        messages.success(request, _("The post was deleted."))
        return redirect(thread.url_from(number))
    return render(request, "discussions/post_delete.html", {"thread": thread, "post": post, "form": form})


@require_POST
def post_unread(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = open_thread_or_403(request.user, group, reading, thread)
    ReadMark.unsee(thread, membership, post_or_404(thread, number).number)
    messages.success(request, _("“%(title)s” is marked as new from post %(number)d on.") % _named(thread, number))
    return redirect("discussions:thread_list", group, reading)


@require_POST
def post_react(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    post = readable_post_or_404(thread, number, membership)
    given = "give" in request.POST
    kind = request.POST.get("give" if given else "withdraw")
    if kind not in Reaction.Kind.values:
        raise Http404
    if post.author_id == membership.pk:
        raise PermissionDenied
    Reaction.put(post, membership, kind, given)
    return redirect(post)


@require_POST
def post_settle(request: HttpRequest, group: str, reading: str, thread: int, number: int) -> HttpResponse:
    """This reply settled the question; or not, after all (given=0)."""
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    if thread.author_id != membership.pk and not membership.is_facilitator:
        raise PermissionDenied
    post = get_object_or_404(thread.posts.filter(deleted_at=None, hidden_at=None), number=number)
    thread.settle(post if request.POST.get("given") == "1" else None)
    return redirect(thread.url_from(number))


def _named(thread: Thread, number: int) -> dict:
    return {"title": thread.shown_title, "number": number}
