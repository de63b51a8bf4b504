"""A thread to take along: as Markdown and on paper, whole, with the words that its reader may see."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from discussions.access import is_closed_to, thread_or_404
from discussions.traces import with_traces
from discussions.views.page import posts_between


def _whole(user, group: str, reading: str, thread: int) -> dict:
    membership, thread = thread_or_404(user, group, reading, thread)
    if is_closed_to(thread, membership):
        raise PermissionDenied
    whole = 1, thread.last_number
    posts = with_traces(posts_between(thread, membership, *whole), thread, membership, *whole)
    return {"thread": thread, "reading": thread.reading, "membership": membership, "posts": posts}


@require_safe
def thread_markdown(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    context = _whole(request.user, group, reading, thread)
    text = render_to_string("discussions/thread.md", context, request)
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="thread-{context["thread"].pk}.md"'
    return response


@require_safe
def thread_print(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    return render(request, "discussions/thread_print.html", _whole(request.user, group, reading, thread))
