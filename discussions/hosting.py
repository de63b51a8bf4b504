"""What superusers do with words of members: read, leave or delete them for a reason, each time with an entry that the
group's members can read and one in the admin's own history, in the same transaction. They find them by an address.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _

from discussions.models import ModerationEntry, Post, Thread
from discussions.models.moderation import Act
from groups.models import Answer

KINDS: dict[str, Any] = {"answer": Answer, "thread": Thread, "post": Post}
NAMES = {"answer": _("answer"), "thread": _("thread"), "post": _("post")}
NO_PLACE = _("Give the address of a thread, or of a section of a group’s reading, as the browser shows it.")


@dataclass(frozen=True)
class Found:
    """Where words are, without the words."""

    kind: str
    pk: int
    author: str
    at: Any
    number: int | None = None

    @property
    def name(self) -> str:
        return str(NAMES[self.kind])

    @property
    def url(self) -> str:
        return reverse("admin:discussions_words_read", args=[self.kind, self.pk])


def found_at(address: str) -> list[Found]:
    """What stands at an address of the site. Raises ValidationError."""
    try:
        at = resolve(urlsplit(address.strip()).path)
    except (Resolver404, ValueError):
        raise ValidationError(NO_PLACE) from None
    place = {"reading__group__slug": at.kwargs.get("group"), "reading__slug": at.kwargs.get("reading")}
    found: list[Found] = []
    if at.app_name == "discussions" and "thread" in at.kwargs:
        found = _in_thread(
            Thread.objects.filter(pk=at.kwargs["thread"], **place).select_related("author__user").first()
        )
    elif at.app_name == "groups" and "section" in at.kwargs:
        found = _in_section(Answer.objects.filter(question__section__slug=at.kwargs["section"], **place))
    if not found:
        raise ValidationError(NO_PLACE)
    return found


def _in_thread(thread: Thread | None) -> list[Found]:
    if thread is None:
        return []
    posts = thread.posts.filter(deleted_at=None).select_related("author__user").order_by("number")
    return [
        Found("thread", thread.pk, str(thread.author), thread.begun_at),
        *(Found("post", post.pk, str(post.author), post.posted_at, post.number) for post in posts),
    ]


def _in_section(answers) -> list[Found]:
    shared = answers.with_words().select_related("author__user", "question").order_by("question__position", "shared_at")
    return [Found("answer", one.pk, str(one.author), one.shared_at, one.question.position) for one in shared]


@transaction.atomic
def read(kind: str, thing: Any, host, reason: str) -> None:
    """Write down that it was read: before it is shown."""
    _record(Act.HOST_READ, kind, thing, host, reason)


def words_of(kind: str, thing: Any) -> list[tuple[str, str]]:
    """Pairs of who wrote and safe HTML; of a thread all its posts."""
    if kind != "thread":
        return [(str(thing.author), thing.body_html)]
    posts = thing.posts.filter(deleted_at=None).select_related("author__user").order_by("number")
    return [(str(post.author), post.body_html) for post in posts]


@transaction.atomic
def delete(kind: str, thing: Any, host, reason: str) -> None:
    """A post leaves its place behind; a thread goes with all its posts."""
    _record(Act.HOST_DELETED, kind, thing, host, reason)
    if kind == "post":
        thing.delete_words()
    else:
        thing.delete()


@transaction.atomic
def leave(kind: str, thing: Any, host, reason: str) -> None:
    """A post that was reported stays as it is; the reports about it are settled."""
    _record(Act.REPORT_DISMISSED, kind, thing, host, reason)
    thing.settle_reports(None, "dismissed")


def _record(act: Act, kind: str, thing: Any, host, reason: str) -> None:
    reading = thing.thread.reading_id if kind == "post" else thing.reading_id
    authors = {thing.author_id}
    if kind == "thread":
        authors |= set(thing.posts.filter(deleted_at=None).values_list("author", flat=True))
    for author in sorted(authors):
        ModerationEntry.record_host(act, reading, author, reason)
    LogEntry.objects.create(
        user=host,
        content_type=ContentType.objects.get_for_model(KINDS[kind]),
        object_id=thing.pk,
        object_repr=f"{NAMES[kind]} {thing.pk}",
        action_flag=DELETION if act == Act.HOST_DELETED else CHANGE,
        change_message=reason,
    )
