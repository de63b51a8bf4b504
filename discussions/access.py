"""Who gets to a thread. What a stranger may not know is not found; what is covered may be known of, and not read."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from discussions.models import MovedPost, Post, Thread
from groups.access import membership_or_404, reading_or_404
from groups.models import Membership, Reading

ABOUT = ["section", "question__section", "answer__author__user", "chapter__text", "author__user", "settled_by__author"]


def reading_with_member_or_404(user, group: str, reading: str) -> tuple[Membership, Reading]:
    membership = membership_or_404(user, group)
    return membership, reading_or_404(membership, reading)


def thread_or_404(user, group: str, reading: str, thread: int) -> tuple[Membership, Thread]:
    """The thread with its guard (see ThreadQuerySet.with_guard), covered or not."""
    membership = membership_or_404(user, group)
    threads = Thread.objects.filter(group=membership.group_id, reading__slug=reading, merged_into=None)
    found = threads.with_guard(membership).with_seen(membership).select_related("reading__guide", *ABOUT)
    thread = get_object_or_404(found, pk=thread)
    thread.reading.group = membership.group
    membership.reading = thread.reading
    return membership, thread


def merged_or_404(user, group: str, reading: str, thread: int) -> Thread:
    """The thread that another was merged into."""
    place = {"group": membership_or_404(user, group).group_id, "reading__slug": reading}
    gone = Thread.objects.filter(**place, merged_into__isnull=False).select_related("merged_into__reading__group")
    into = get_object_or_404(gone, pk=thread).merged_into
    assert into is not None
    return into


def moved_post_or_404(user, group: str, reading: str, thread: int, number: int) -> Post:
    """A post by the number that it had in another thread."""
    place = {"group": membership_or_404(user, group).group_id, "thread__reading__slug": reading, "thread": thread}
    moves = MovedPost.objects.filter(**place).select_related("post__thread__reading__group")
    return get_object_or_404(moves, number=number).post


def is_closed_to(thread: Thread, membership: Membership) -> bool:
    """Whether its words are withheld. A strict guard does not open; for facilitators every guard does."""
    if thread.is_covered:
        return True
    strict = membership.group.spoiler_guard == "strict" and not membership.is_facilitator
    return thread.is_ahead and (strict or not thread.is_opened)


def open_thread_or_403(user, group: str, reading: str, thread: int) -> tuple[Membership, Thread]:
    """For every address that shows or changes words of a thread. Facilitators come in: they look after it."""
    membership, found = thread_or_404(user, group, reading, thread)
    if is_closed_to(found, membership) and not membership.is_facilitator:
        raise PermissionDenied
    return membership, found


def writable_thread_or_403(user, group: str, reading: str, thread: int) -> tuple[Membership, Thread]:
    membership, found = open_thread_or_403(user, group, reading, thread)
    if not membership.can_write:
        raise PermissionDenied
    return membership, found


def facilitated_thread_or_403(user, group: str, reading: str, thread: int) -> tuple[Membership, Thread]:
    membership, found = writable_thread_or_403(user, group, reading, thread)
    if not membership.is_facilitator:
        raise PermissionDenied
    return membership, found


def post_or_404(thread: Thread, number: int) -> Post:
    """A post with its words or its trace."""
    post = get_object_or_404(thread.posts.select_related("author__user"), number=number)
    post.thread = thread
    return post


def readable_post_or_404(thread: Thread, number: int, membership: Membership) -> Post:
    """A post whose words the member may see now."""
    posts = thread.posts.select_related("author__user").with_veil(membership)
    post = get_object_or_404(posts, number=number)
    post.thread = thread
    if post.withholds_words_from(membership):
        raise Http404
    return post


def own_post_or_403(thread: Thread, number: int, membership: Membership) -> Post:
    post = post_or_404(thread, number)
    if post.author_id != membership.pk:
        raise PermissionDenied
    return post
