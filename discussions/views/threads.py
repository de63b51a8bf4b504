from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kept import keeps_words, take
from discussions.access import (
    is_closed_to,
    merged_or_404,
    reading_with_member_or_404,
    thread_or_404,
    writable_thread_or_403,
)
from discussions.forms import FilterForm, ReasonForm, ThreadForm, TitleForm
from discussions.models import ModerationEntry, PostDraft, ReadMark, Report, Thread
from discussions.queries import furthest_section, sections_without_talk
from discussions.subject import Subject, subject_of
from discussions.views.page import page_number, preview_of, put_back, show_thread
from groups.models import Membership, Reading

THREADS_PER_PAGE = 30


@require_safe
def thread_list(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    form = FilterForm(request.GET or None, sections=reading.guide.sections.all())
    wishes = form.cleaned_data if form.is_valid() else {}
    threads = Thread.objects.for_list(membership).filter(reading=reading).chosen(membership, **wishes)
    context = {
        "membership": membership,
        "reading": reading,
        "form": form,
        "is_filtered": any(wishes.get(name) for name in ("section", "show")),
        "query": _kept(request),
        "pager": Paginator(threads, THREADS_PER_PAGE).get_page(request.GET.get("page")),
        "drafts": _drafts(reading, membership),
        "offered": sections_without_talk(reading, membership) if membership.can_write else [],
        "reports": Report.objects.open().of(reading).for_facilitator(membership).count()
        if membership.is_facilitator
        else 0,
    }
    return render(request, "discussions/thread_list.html", context)


def _drafts(reading: Reading, membership: Membership) -> list[PostDraft]:
    """One's own, latest first; the titles of threads that a strict guard holds back are not told."""
    drafts = list(PostDraft.objects.of(reading, membership).select_related("thread", "section"))
    threads = Thread.objects.visible_to(membership).with_blocked(membership)
    shown = threads.in_bulk({draft.thread_id for draft in drafts}) if drafts else {}
    for draft in drafts:
        draft.shown_thread = shown.get(draft.thread_id)
        if draft.thread:
            draft.thread.reading = reading
    return drafts


def _kept(request: HttpRequest) -> str:
    """The filters, for the addresses of other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{query.urlencode()}&" if query else ""


@keeps_words()
@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, reading = reading_with_member_or_404(request.user, group, reading)
    if not membership.can_write:
        raise PermissionDenied
    subject = subject_of(request.GET, reading, membership)
    if request.method == "POST":
        form = _thread_form(reading, subject, request.POST)
        if form.data.get("do") != "preview" and form.is_valid():
            try:
                return redirect(_begin(form.cleaned_data, reading, membership, subject))
            except ValidationError as refusal:
                return show_new_thread(request, membership, reading, subject, 409, refusal)
    return show_new_thread(request, membership, reading, subject)


def show_new_thread(
    request: HttpRequest,
    membership: Membership,
    reading: Reading,
    subject: Subject,
    status: int = 200,
    refusal: ValidationError | None = None,
) -> HttpResponse:
    """The form with what was sent and why it was refused, or with one's draft, or with the passage as a quotation."""
    draft = PostDraft.objects.of(reading, membership).filter(place=subject.place).select_related("section").first()
    if request.method == "POST":
        form = _thread_form(reading, subject, request.POST)
        if refusal:
            form.add_error(None, refusal)
    else:
        kept = take(request, "discussions:thread_new", group=membership.group.slug, reading=reading.slug)
        begun = put_back(request, kept) if kept else _begun(draft, subject, reading, request)
        form = _thread_form(reading, subject, initial=begun)
    context = {"membership": membership, "reading": reading, "subject": subject, "form": form, "draft": draft}
    context |= {"preview": preview_of(form), "pause": ModerationEntry.pause_of(membership)}
    return render(request, "discussions/thread_new.html", context, status=status)


def _thread_form(reading: Reading, subject: Subject, data=None, initial=None) -> ThreadForm:
    sections = None if subject.is_fixed else reading.guide.sections.all()
    return ThreadForm(data, initial=initial, sections=sections)


def _begun(draft: PostDraft | None, subject: Subject, reading: Reading, request: HttpRequest) -> dict:
    if draft is None:
        section, body = subject.section, subject.quotation(reading, request.build_absolute_uri)
        begun = {"section": section.slug if section else "", "body": body}
        is_first = section and not subject.is_fixed and not reading.threads.filter(section=section).exists()
        return begun | ({"title": section.title} if is_first else {})
    words = {"title": draft.title, "body": draft.body, "is_question": draft.is_question}
    return words | {"section": draft.section.slug if draft.section else ""}


def _begin(words: dict, reading: Reading, membership: Membership, subject: Subject) -> Thread:
    about = subject.about()
    if "section" in words:
        about["section"] = words["section"]
    thread = Thread.begin(reading, membership, words["title"], words["body"], words["key"], **about)
    PostDraft.objects.of(reading, membership).filter(place=subject.place).delete()
    if words["is_question"] and thread.asked_at is None:
        thread.ask(True)
    return thread


@require_safe
def thread_detail(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    try:
        membership, found = thread_or_404(request.user, group, reading, thread)
    except Http404:
        return redirect(merged_or_404(request.user, group, reading, thread))
    if is_closed_to(found, membership):
        return _guard(request, membership, found)
    return show_thread(request, membership, found, page=page_number(request, found.pages))


@require_POST
def thread_ahead(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """Read it before one has come that far; or cover it again (given=0)."""
    membership, found = thread_or_404(request.user, group, reading, thread)
    if found.is_ahead:
        ReadMark.read_ahead(found, membership, request.POST.get("given") == "1")
    return redirect(found)


def _guard(request: HttpRequest, membership: Membership, thread: Thread) -> HttpResponse:
    strict = membership.group.spoiler_guard == "strict" and not membership.is_facilitator
    mine = furthest_section(thread.reading, membership)
    context = {
        "membership": membership,
        "thread": thread,
        "reading": thread.reading,
        "mine": mine,
        "back_url": thread.reading.section_url(mine) if mine else "../",
        "opens": thread.is_ahead and not thread.is_covered and not strict,
        "is_untold": thread.is_ahead and strict,
    }
    return render(request, "discussions/thread_guard.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def thread_edit(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    """Another title: by who began it, or a facilitator."""
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    if thread.author_id != membership.pk and not membership.is_facilitator:
        raise PermissionDenied
    form = TitleForm(request.POST or None, initial={"title": thread.title, "version": thread.version})
    if form.is_bound and form.is_valid():
        if thread.rename(membership, form.cleaned_data["title"], form.cleaned_data["version"]):
            return redirect(thread)
        now = Thread.objects.values_list("title", flat=True).get(pk=thread.pk)
        both = {"mine": form.cleaned_data["title"], "theirs": now, "back": thread.url_of("thread_edit")}
        return render(request, "409.html", both, status=409)
    return render(request, "discussions/thread_edit.html", {"thread": thread, "form": form, "reading": thread.reading})


@require_http_methods(["GET", "HEAD", "POST"])
def thread_delete(request: HttpRequest, group: str, reading: str, thread: int) -> HttpResponse:
    membership, thread = writable_thread_or_403(request.user, group, reading, thread)
    if not thread.may_be_removed_by(membership):
        raise PermissionDenied
    form = None if thread.author_id == membership.pk else ReasonForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            thread.remove(membership, form.cleaned_data["reason"] if form else "")
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
            return redirect(thread)
        messages.success(request, _("The thread was deleted."))
        return redirect("discussions:thread_list", group, reading)
    return render(
        request, "discussions/thread_delete.html", {"thread": thread, "form": form, "reading": thread.reading}
    )


@require_safe
def name_list(request: HttpRequest, group: str, reading: str) -> JsonResponse:
    """Names of the other members, for completing them after an @."""
    membership, _reading = reading_with_member_or_404(request.user, group, reading)
    others = membership.group.memberships.active().others(membership).select_related("user")
    return JsonResponse({"names": sorted({other.name for other in others})})
