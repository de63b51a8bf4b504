from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from discussions.access import is_closed_to, thread_or_404
from discussions.models import Block, Post, ReadMark, Thread
from discussions.views.page import posts_between
from groups.models import Membership
from groups.queries.viewer import Viewer

POSTS_PER_PAGE = 40


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Everything new in all of one's groups, oldest first, as one would read it."""
    related = "author__user", "thread__reading__group", "thread__section"
    posts = _unseen(request.user).select_related(*related)
    page = Paginator(posts.order_by("posted_at", "pk"), POSTS_PER_PAGE).get_page(request.GET.get("page"))
    Block.cover_titles((post.thread for post in page), request.user.pk)
    latest = max((post.pk for post in page), default=0)
    return render(request, "discussions/news.html", {"pager": page, "latest": latest})


@require_POST
def news_read(request: HttpRequest) -> HttpResponse:
    """Everything up to the latest post that the page showed counts as read."""
    upto = request.POST.get("upto", "")
    if upto.isdecimal() and len(upto) < 19:
        ReadMark.see_all(_read_up_to(int(upto), request.user))
    return redirect("discussions:news")


def _read_up_to(upto: int, user) -> list[tuple[Membership, int, int]]:
    """Triples for ReadMark.see_all. Where a thread was put together with another, its numbers do not follow the order
    of time: a mark stays before the first post that is still to be read.
    """
    memberships = {membership.group_id: membership for membership in Membership.objects.active().filter(user=user)}
    furthest: dict[int, tuple[Membership, int, int]] = {}
    left = set()
    posts = _unseen(user).order_by("number")
    for pk, group, thread, number in posts.values_list("pk", "group", "thread", "number"):
        if pk > upto:
            left.add(thread)
        elif thread not in left:
            furthest[thread] = memberships[group], thread, number
    return list(furthest.values())


def _unseen(user):
    viewer = Viewer.everywhere(user)
    return Post.objects.readable_by(viewer).unseen_by(viewer)


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
