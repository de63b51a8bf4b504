"""Threads taken apart and put together. Posts keep their row; where they stood, a MovedPost leads to them."""

import uuid
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from discussions.models.draft import PostDraft
from discussions.models.moderation import Act, ModerationEntry
from discussions.models.moved_post import MovedPost
from discussions.models.post import Post
from discussions.models.read_mark import ReadMark
from discussions.models.thread import Thread
from groups.models import Membership


@transaction.atomic
def split(thread: Thread, by: Membership, numbers: Collection[int], title: str, section, key: uuid.UUID) -> Thread:
    """Replies become a thread of their own, begun by who wrote the first of them. The first post stays.

    What is about somebody's answer stays covered as the answer is. Raises ValidationError if no reply is among
    `numbers`. The same key again gives the same thread.
    """
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    known = Thread.objects.filter(reading=locked.reading_id, key=key).first()
    if known:
        return known
    left = locked.posts.order_by("number")
    posts = list(left.filter(number__in=numbers).exclude(pk=left.values("pk")[:1]))
    if not posts:
        raise ValidationError(_("Choose at least one reply."))
    new = _begun_with(posts, locked, title, section, key)
    marks = _marks_after_split(locked, new, [post.number for post in posts])
    _move(posts, locked, new)
    ReadMark.objects.bulk_create(marks)
    if locked.settled_by_id in {post.pk for post in posts}:
        locked.settled_by = None
    _count(locked)
    _count(new)
    ModerationEntry.record(Act.THREAD_SPLIT, by, new)
    return new


def _begun_with(posts: Sequence[Post], old: Thread, title: str, section, key: uuid.UUID) -> Thread:
    about = {"question": old.question, "answer": old.answer, "about_answer": old.about_answer}
    kept = about if old.about_answer or section == old.section else {}
    first = posts[0]
    place = {"reading_id": old.reading_id, "group_id": old.group_id, "section": section}
    begun = {"author_id": first.author_id, "begun_at": first.posted_at, "last_number": 0, "key": key}
    return Thread.objects.create(title=title, **place, **begun, **kept)


def _marks_after_split(old: Thread, new: Thread, numbers: list[int]) -> list[ReadMark]:
    """What was read stays read. To read ahead is chosen anew."""
    read = [(mark, sum(number <= mark.number for number in numbers)) for mark in old.read_marks.all()]
    return [
        ReadMark(thread=new, membership_id=mark.membership_id, number=count, seen_at=mark.seen_at)
        for mark, count in read
        if count
    ]


@transaction.atomic
def merge(thread: Thread, into: Thread, by: Membership) -> None:
    """All posts come after those of the other thread, in their order. Raises ValidationError where that cannot be."""
    pair = Thread.objects.select_for_update().filter(pk__in=[thread.pk, into.pk], merged_into=None).order_by("pk")
    locked = {one.pk: one for one in pair}
    if len(locked) != 2 or thread.reading_id != into.reading_id:
        raise ValidationError(_("One of the two threads is no longer here."))
    source, target = locked[thread.pk], locked[into.pk]
    if source.about_answer and not _is_covered_alike(source, target):
        raise ValidationError(
            _("This thread is about somebody’s answer: it can only join another thread about the same answer.")
        )
    _keep_read(source, target)
    _move(list(source.posts.order_by("number")), source, target)
    _count(target)
    _leave(source, target)
    ModerationEntry.objects.create(
        reading_id=source.reading_id, act=Act.THREAD_MERGED, by=by, whom_id=source.author_id, thread=target
    )


def _is_covered_alike(source: Thread, target: Thread) -> bool:
    same = (source.answer_id, source.question_id) == (target.answer_id, target.question_id)
    return target.about_answer and same


def _keep_read(source: Thread, target: Thread) -> None:
    """Who has read all of both has read all of the one. Others find the posts that came as new."""
    numbers = list(source.posts.order_by("number").values_list("number", flat=True))
    read = {mark.membership_id: mark.number for mark in source.read_marks.all()}
    for mark in target.read_marks.filter(number__gte=target.last_number, membership__in=read):
        mark.number = target.last_number + sum(number <= read[mark.membership_id] for number in numbers)
        mark.save(update_fields=["number"])


def _move(posts: Sequence[Post], old: Thread, new: Thread) -> None:
    """To the end of `new`."""
    about = {"thread": old, "group_id": old.group_id}
    MovedPost.objects.bulk_create(MovedPost(number=post.number, post=post, **about) for post in posts)
    for number, post in enumerate(posts, new.last_number + 1):
        post.thread, post.number = new, number
    Post.objects.bulk_update(posts, ["thread", "number"])
    new.last_number += len(posts)


def _count(thread: Thread) -> None:
    times = thread.posts.order_by("-posted_at").values_list("posted_at", flat=True)
    thread.post_count, thread.last_post_at = len(times), times[0] if times else thread.begun_at
    thread.save(update_fields=["post_count", "last_post_at", "last_number", "settled_by"])


def _leave(source: Thread, target: Thread) -> None:
    """The row stays for its addresses; drafts of replies go along."""
    for draft in source.drafts.all():
        there = target.drafts.filter(author=draft.author_id).first()
        draft.thread, draft.place = target, PostDraft.place_in(target)
        if there:
            draft.body = there.joined_by(draft.body)
            there.delete()
        draft.save()
    source.read_marks.all().delete()
    source.merged.update(merged_into=target)
    source.merged_into, source.post_count, source.pinned_at = target, 0, None
    source.asked_at = source.settled_by = None
    source.closed_at = source.closed_at or timezone.now()
    source.save()
