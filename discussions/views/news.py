from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from discussions.access import is_closed_to, thread_or_404
from discussions.models import Post, ReadMark, Thread
from discussions.queries import any_of
from discussions.views.page import posts_between
from groups.models import Membership

POSTS_PER_PAGE = 40


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Everything new in all of one's groups, oldest first, as one would read it."""
    posts = _unseen(_memberships(request.user)).for_page().select_related("thread__reading__group", "thread__section")
    page = Paginator(posts.order_by("posted_at", "pk"), POSTS_PER_PAGE).get_page(request.GET.get("page"))
    latest = max((post.pk for post in page), default=0)
    return render(request, "discussions/news.html", {"pager": page, "latest": latest})


@require_POST
def news_read(request: HttpRequest) -> HttpResponse:
    """Everything up to the latest post that the page showed counts as read."""
    upto = request.POST.get("upto", "")
    if upto.isdecimal() and len(upto) < 19:
        memberships = {membership.group_id: membership for membership in _memberships(request.user)}
        unseen = _unseen(list(memberships.values())).filter(pk__lte=int(upto)).order_by("number")
        furthest = {post.thread_id: post for post in unseen}
        ReadMark.see_all((memberships[post.group_id], thread, post.number) for thread, post in furthest.items())
    return redirect("discussions:news")


def _memberships(user) -> list[Membership]:
    return list(Membership.objects.active().filter(user=user).select_related("group"))


def _unseen(memberships: list[Membership]):
    return Post.objects.filter(any_of(Post.objects.readable_by(one).unseen_by(one) for one in memberships))


@require_safe
def thread_news(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """For an open page: how many posts came after ?after=, or with ?show=1 those posts; 304 if nothing did."""
    membership, thread = thread_or_404(request.user, group, reading, thread)
    if is_closed_to(thread, membership):
        raise PermissionDenied
    after = request.GET.get("after", "")
    after = int(after) if after.isdecimal() and len(after) < 9 else 0
    mark = f'"{thread.pk}-{thread.last_number}-{after}"'
    unchanged = request.headers.get("If-None-Match") == mark and "show" not in request.GET
    response = HttpResponseNotModified() if unchanged else _fresh(request, membership, thread, after)
    response["ETag"], response["Cache-Control"] = mark, "private, no-cache"
    return response


def _fresh(request: HttpRequest, membership: Membership, thread: Thread, after: int) -> HttpResponse:
    posts = posts_between(thread, membership, after + 1, min(thread.last_number, after + POSTS_PER_PAGE))
    fresh = [post for post in posts if not (post.is_gone or post.is_blocked)]
    context = {"thread": thread, "reading": thread.reading, "membership": membership, "posts": fresh, "after": after}
    if request.GET.get("show") == "1" and posts:
        ReadMark.see(thread, membership, posts[-1].number)
    shown = "posts" if request.GET.get("show") == "1" else "count"
    return render(request, f"discussions/thread_news.html#{shown}", context)
