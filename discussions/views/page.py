"""One page of a thread, the same for reading it, for a reply that was refused and for a preview."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.kept import Kept, take
from discussions.forms import MoveForm, PostForm
from discussions.models import ModerationEntry, Post, PostDraft, ReadMark, Thread
from discussions.models.post import POSTS_PER_PAGE
from discussions.quoting import quoted_post
from discussions.traces import with_traces
from groups.models import Membership
from texts.markdown import render as render_markdown


def show_thread(
    request: HttpRequest,
    membership: Membership,
    thread: Thread,
    form: PostForm | None = None,
    page: int = 1,
    status: int = 200,
) -> HttpResponse:
    """Without a form the box holds one's draft. Marks as read what the page shows."""
    draft = thread.drafts.filter(author=membership).first()
    form = form or PostForm(initial=_begun(request, membership, thread, draft))
    span = (page - 1) * POSTS_PER_PAGE + 1, page * POSTS_PER_PAGE
    posts = posts_between(thread, membership, *span)
    context = {
        "membership": membership,
        "thread": thread,
        "reading": thread.reading,
        "posts": with_traces(posts, thread, membership, *span),
        "moved": thread.moved_posts.count(),
        "first_new": first_new(posts, thread, membership),
        "form": form,
        "draft": draft,
        "preview": preview_of(form),
        "pause": ModerationEntry.pause_of(membership),
        "may_reply": membership.can_write and (thread.closed_at is None or membership.is_facilitator),
        "may_remove": membership.can_write and thread.may_be_removed_by(membership),
        "pager": Paginator(range(thread.pages), 1).page(page),
        "move_form": move_form(thread) if membership.is_facilitator else None,
    }
    if posts:
        ReadMark.see(thread, membership, posts[-1].number)
    return render(request, "discussions/thread_detail.html", context, status=status)


def _begun(request: HttpRequest, membership: Membership, thread: Thread, draft: PostDraft | None) -> dict:
    """What the box holds: what was sent after the session had ended; or the draft, and then what is to be quoted."""
    if kept := take(request, "discussions:post_new", group=membership.group.slug, thread=thread.pk):
        return put_back(request, kept)
    quotation = _quotation(request, membership, thread)
    if draft is None:
        return {"body": quotation}
    return {"body": "\n\n".join(filter(None, [draft.body, quotation])), "speaks_of_later": draft.speaks_of_later}


def put_back(request: HttpRequest, kept: Kept) -> dict:
    """The words for the form, and a message that says where they come from."""
    messages.warning(
        request, _("You had been signed out. What you wrote is back; nothing of it was saved or posted yet.")
    )
    return kept.data.dict() | {"speaks_of_later": "speaks_of_later" in kept.data}


def _quotation(request: HttpRequest, membership: Membership, thread: Thread) -> str:
    """What ?quote=7 puts into the box; nothing for a post whose words are withheld."""
    number = request.GET.get("quote", "")
    if not number.isdecimal() or len(number) > 9:
        return ""
    post = thread.posts.with_veil(membership).select_related("author__user").filter(number=number).first()
    if post is None or post.hidden_at or post.withholds_words_from(membership):
        messages.warning(request, _("The post that you meant to quote is no longer here."))
        return ""
    return quoted_post(post, request.build_absolute_uri(thread.url_of("post_detail", post.number)))


def posts_between(thread: Thread, membership: Membership, first: int, last: int) -> list[Post]:
    """The posts numbered from `first` to `last`, both included, each with `is_withheld`."""
    posts = list(
        thread.posts.filter(number__range=(first, last)).for_page(membership).with_veil(membership).order_by("number")
    )
    for post in posts:
        post.thread = thread
        post.is_withheld = post.withholds_words_from(membership)
    return posts


def first_new(posts: list[Post], thread: Thread, membership: Membership) -> int:
    """Number of the post above which “New since you were here” stands; 0 for none, or when all of it is new."""
    if not thread.seen_number:  # a mark without a number remembers only that they chose to read ahead
        return 0
    unread = (post for post in posts if post.number > thread.seen_number and not (post.is_gone or post.is_blocked))
    return next((post.number for post in unread if post.author_id != membership.pk), 0)


def preview_of(form) -> str:
    """Safe HTML of what was typed, if a look at it was asked for and there is something to see."""
    if not form.is_bound or form.data.get("do") != "preview" or not form.is_valid():
        return ""
    return render_markdown(form.cleaned_data["body"])


def move_form(thread: Thread) -> MoveForm:
    initial = {"section": thread.section.slug if thread.section else ""}
    return MoveForm(initial=initial, sections=thread.reading.guide.sections.all())


def page_number(request: HttpRequest, pages: int) -> int:
    """The page asked for, or the nearest there is."""
    asked = request.GET.get("page", "1")
    return min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 7 else 1
