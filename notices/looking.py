"""What is new for whom: looks through the rooms below since the last look and makes notices, each one once."""

import datetime
import itertools
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from discussions.mentions import names
from discussions.models import ModerationEntry, Post, Report
from discussions.queries import blocked
from groups.models import Answer, Meeting, Membership, Opening
from guides.models import Question
from notices import inviting, meetings
from notices.models import Mark, Notice

OVERLAP = datetime.timedelta(minutes=5)  # a row is stamped before it is committed: the last minutes are read again
BATCH = 500
Kind = Notice.Kind


@transaction.atomic
def look(now: datetime.datetime | None = None) -> None:
    """Safe to repeat and to interrupt: what was told before is not told again."""
    now = now or timezone.now()
    Mark.objects.get_or_create(name="look")
    mark = Mark.objects.select_for_update().get(name="look")
    since = mark.at - OVERLAP
    for membership in _memberships(since, now).iterator():
        _make(_news_for(membership, since, now))
    _make(meetings.changes(now) + meetings.near(mark.at, now))
    _make(inviting.requests(since) + inviting.answers(since))
    _make(inviting.invitations(since) + inviting.removals(since))
    inviting.owe_invitations(since)
    mark.at = now
    mark.save(update_fields=["at"])


def _make(notices: Iterable[Notice]) -> None:
    """A batch at a time: after a long pause there may be more news than fit into memory."""
    left = iter(notices)
    while batch := list(itertools.islice(left, BATCH)):
        Notice.objects.bulk_create(batch, ignore_conflicts=True)


def _memberships(since: datetime.datetime, now: datetime.datetime):
    """Active members of groups in which anything has happened."""
    groups = set(Post.objects.filter(posted_at__gte=since).values_list("group", flat=True))
    groups |= set(Answer.objects.filter(shared_at__gte=since).values_list("group", flat=True))
    groups |= set(Opening.objects.filter(opened_at__gte=since).values_list("reading__group", flat=True))
    groups |= set(_begun(since, now).values_list("reading__group", flat=True))
    groups |= set(Report.objects.filter(reported_at__gte=since).values_list("post__group", flat=True))
    groups |= set(ModerationEntry.objects.filter(at__gte=since).values_list("reading__group", flat=True))
    members = Membership.objects.active().filter(group__in=groups, group__archived_at=None)
    return members.select_related("group", "user")


def _news_for(membership: Membership, since: datetime.datetime, now: datetime.datetime) -> Iterator[Notice]:
    since = max(since, membership.joined_at)
    yield from _of_posts(membership, since)
    openings = list(_of_openings(membership, since, now))
    yield from openings
    yield from _of_answers(membership, since, {(one.reading_id, one.question_id) for one in openings})
    yield from _of_moderation(membership, since)


def _of_posts(membership: Membership, since: datetime.datetime) -> Iterator[Notice]:
    wrote = Post.objects.filter(thread=OuterRef("thread"), author=membership)
    posts = Post.objects.readable_by(membership).unseen_by(membership).filter(posted_at__gte=since)
    concerned = Q(number=1) | Q(is_mine=True) | Q(thread__author=membership) | Q(body__regex="[@＠﹫]")
    posts = posts.annotate(is_mine=Exists(wrote)).filter(concerned).select_related("thread")
    for post in posts.defer("body_html").iterator(BATCH):
        kind = _kind_of(post, membership)
        if kind:
            yield _notice(membership, kind, f"post {post.pk}", post.thread.reading_id, post.posted_at, post=post)


def _kind_of(post, membership: Membership) -> str | None:
    if names(post.body, membership.name):
        return Kind.MENTION
    if post.number == 1:
        return Kind.THREAD
    return Kind.REPLY if post.is_mine or post.thread.author_id == membership.pk else None


def _of_answers(membership: Membership, since: datetime.datetime, opened: set) -> Iterator[Notice]:
    """One by one, apart from those of questions that were opened as a whole."""
    answers = Answer.objects.visible_to(membership).with_words().filter(shared_at__gte=since, group=membership.group_id)
    others = answers.exclude(author=membership).exclude(author__in=blocked(membership))
    for answer in others.only("reading", "question", "shared_at").iterator(BATCH):
        if (answer.reading_id, answer.question_id) not in opened:
            yield _notice(
                membership, Kind.ANSWER, f"answer {answer.pk}", answer.reading_id, answer.shared_at, answer=answer
            )


def _of_openings(membership: Membership, since: datetime.datetime, now: datetime.datetime) -> Iterator[Notice]:
    """Facilitators have read the answers before. Whether there is anything to read is asked when it is told."""
    if membership.is_facilitator:
        return
    for opening in Opening.objects.filter(reading__group=membership.group_id, opened_at__gte=since):
        yield _opened(membership, opening.question_id, opening.reading_id, opening.opened_at)
    begun = _begun(since, now).filter(reading__group=membership.group_id)
    waiting = Question.objects.current().filter(reveal=Question.Reveal.AT_MEETING, section__meetings__in=begun)
    meetings_of = "section__meetings__reading", "section__meetings__starts_at"
    for question, reading, at in waiting.values_list("pk", *meetings_of).distinct():
        yield _opened(membership, question, reading, at)


def _opened(membership: Membership, question: int, reading: int, at: datetime.datetime) -> Notice:
    return _notice(membership, Kind.OPENED, f"question {question} in {reading}", reading, at, question_id=question)


def _begun(since: datetime.datetime, now: datetime.datetime):
    return Meeting.objects.filter(starts_at__gte=since, starts_at__lte=now, cancelled_at=None)


def _of_moderation(membership: Membership, since: datetime.datetime) -> Iterator[Notice]:
    if membership.is_facilitator:
        reports = Report.objects.open().filter(Q(post__group=membership.group_id), reported_at__gte=since)
        for report in reports.for_facilitator(membership).exclude(by=membership).select_related("post__thread"):
            reading = report.post.thread.reading_id
            yield _notice(membership, Kind.REPORT, f"report {report.pk}", reading, report.reported_at, report=report)
    for entry in ModerationEntry.objects.filter(whom=membership, at__gte=since).exclude(by=membership):
        yield _notice(membership, Kind.MODERATION, f"entry {entry.pk}", entry.reading_id, entry.at, entry=entry)


def _notice(membership: Membership, kind: str, about: str, reading_id: int, at: datetime.datetime, **refers) -> Notice:
    """`at`: when the thing happened, not when it was found."""
    to = {"recipient_id": membership.user_id, "reading_id": reading_id}
    return Notice(kind=kind, about=about, made_at=at, **to, **refers)
