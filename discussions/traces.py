"""Where posts stood before they were moved to another thread."""

import itertools
from dataclasses import dataclass

from discussions.models import MovedPost, Post, Thread
from groups.models import Membership


@dataclass
class Trace:
    """Posts that stood here one after another and went together; `thread` is None where its title is not to be told."""

    numbers: list[int]
    thread: Thread | None

    @property
    def number(self) -> int:
        return self.numbers[0]


def with_traces(posts: list[Post], thread: Thread, membership: Membership, first: int, last: int) -> list[Post | Trace]:
    """The posts and, between them, the traces of those numbered from `first` to `last` that were moved away."""
    moves = thread.moved_posts.filter(number__range=(first, last)).exclude(post__thread=thread).select_related("post")
    traces = _together(list(moves), thread, membership)
    return sorted([*posts, *traces], key=lambda entry: entry.number)


def _together(moves: list[MovedPost], thread: Thread, membership: Membership) -> list[Trace]:
    ids = {move.post.thread_id for move in moves}
    threads = Thread.objects.visible_to(membership).with_blocked(membership).in_bulk(ids) if ids else {}
    for found in threads.values():
        found.reading = thread.reading
    runs = itertools.groupby(enumerate(moves), key=lambda pair: (pair[1].post.thread_id, pair[1].number - pair[0]))
    return [Trace([move.number for _at, move in run], threads.get(pk)) for (pk, _start), run in runs]
