from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from discussions.models import Post, Thread
from discussions.models.post import POSTS_PER_PAGE
from groups.access import open_reading_or_404


@login_not_required
@require_safe
def open_thread(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """A thread of a public group, for anybody: words and, if the group says so, names."""
    place = open_reading_or_404(group, reading)
    threads = Thread.objects.open_to_all(place.group).filter(reading=place)
    found = get_object_or_404(threads.select_related("section", "question"), pk=thread)
    posts = Post.objects.open_to_all(place.group).filter(thread=found).select_related("author__user")
    page = Paginator(posts.order_by("number"), POSTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"group": place.group, "reading": place, "thread": found, "pager": page}
    return render(request, "discussions/open_thread.html", context)
