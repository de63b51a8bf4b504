from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from discussions.access import merged_or_404, reading_with_member_or_404, writable_thread_or_403
from discussions.forms import DraftForm, PostForm
from discussions.models import PostDraft
from discussions.subject import subject_of
from discussions.views.page import show_thread
from discussions.views.threads import show_new_thread
from groups.access import writer_or_403
from groups.models import Membership, Reading
from groups.views.keeping import keeping_words


@keeping_words
@require_POST
def post_draft(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """What is in the box of a reply. A closed thread keeps it too: it may be opened again. That for a thread merged
    meanwhile goes where the thread is now, beside what was in the box there.
    """
    try:
        membership, found = writable_thread_or_403(request.user, group, reading, thread)
        there = None
    except Http404:
        into = merged_or_404(request.user, group, reading, thread)
        membership, found = writable_thread_or_403(request.user, group, reading, into.pk)
        there = found.drafts.filter(author=membership).first()
    form = _form(request, found.reading)
    if not form.is_valid():
        return show_thread(request, membership, found, PostForm(request.POST), found.pages, status=422)
    if there:
        form.cleaned_data["body"] = there.joined_by(form.cleaned_data["body"])
    draft = _keep(form, found.reading, membership, PostDraft.place_in(found), thread=found)
    return _kept(request, draft, found.url_to_reply)


@keeping_words
@require_POST
def thread_draft(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    """What is in the form of a new thread; the address says about what, as that form’s own."""
    membership = writer_or_403(request.user, group)
    _same, found = reading_with_member_or_404(request.user, group, reading)
    subject = subject_of(request.GET, found, membership)
    form = _form(request, found)
    if not form.is_valid():
        return show_new_thread(request, membership, found, subject, status=422)
    draft = _keep(form, found, membership, subject.place)
    return _kept(request, draft, f"{reverse('discussions:thread_new', args=[group, reading])}?{subject.place}")


def _form(request: HttpRequest, reading: Reading) -> DraftForm:
    return DraftForm(request.POST, sections=reading.guide.sections.all())


def _keep(form: DraftForm, reading: Reading, membership: Membership, place: str, **about) -> PostDraft | None:
    words = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    return PostDraft.keep(reading, membership, place, form.cleaned_data["key"], **words, **about)


def _kept(request: HttpRequest, draft: PostDraft | None, back: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return render(request, "groups/_save_state.html", {"draft": draft})
    if draft:
        messages.success(request, _("Draft saved. Only you can see it."))
    return redirect(back)
