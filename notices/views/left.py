"""A group that one has left, or was removed from: one's own words in it, and nothing else of it."""

import zoneinfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from groups.models import Answer, Draft, Membership, Progress
from notices.export.archive import archive
from notices.export.gather import gather, of_group


def _left(request: HttpRequest):
    gone = Membership.objects.exclude(left_at=None, removed_at=None).filter(user_id=request.user.pk)
    return gone.select_related("group", "user", "removed_by__user")


def _left_or_404(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(_left(request), pk=pk)


@require_safe
def left_list(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/left_list.html", {"memberships": _left(request).order_by("-pk")})


@require_safe
def left_group(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _left_or_404(request, pk)
    words = of_group(gather(request.user), membership.group)
    context = {"membership": membership, "group": membership.group, "posts": words["posts"].count()}
    context |= {kind: words[kind] for kind in ("answers", "drafts", "progress")}
    context["host_address"] = settings.SERVER_EMAIL
    return render(request, "notices/left_group.html", context)


@require_safe
def left_words(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Everything one wrote in that group, as a file."""
    membership = _left_or_404(request, pk)
    words = of_group(gather(request.user), membership.group)
    pieces = archive(request.user, zoneinfo.ZoneInfo(membership.user.time_zone), words)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-words.zip"'
    return response


@require_POST
def left_answer_delete(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    membership = _left_or_404(request, pk)
    get_object_or_404(Answer.objects.filter(author=membership), pk=answer).delete()
    messages.success(request, _("Your answer is deleted."))
    return redirect("notices:left_group", pk)


@require_POST
def left_draft_delete(request: HttpRequest, pk: int, draft: int) -> HttpResponse:
    membership = _left_or_404(request, pk)
    get_object_or_404(Draft.objects.filter(author=membership), pk=draft).delete()
    messages.success(request, _("Your draft is deleted."))
    return redirect("notices:left_group", pk)


@require_POST
def left_progress_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Sent twice, the second finds nothing to do."""
    Progress.objects.filter(membership=_left_or_404(request, pk)).delete()
    messages.success(request, _("What you said you have read is forgotten."))
    return redirect("notices:left_group", pk)
