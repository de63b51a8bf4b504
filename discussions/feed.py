"""What is said in one reading as an Atom feed (RFC 4287): only what the member may read at the moment of asking."""

import datetime
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from discussions.models import Block, Post
from discussions.queries import blocked
from groups.models import Answer, Membership, Reading
from texts.markdown import BAD_CHARACTERS, plain

ENTRIES = 40


def feed_of(reading: Reading, membership: Membership, address: str) -> Atom1Feed:
    """Posts and shared answers, the latest first; `address` is the feed's own."""
    feed = Atom1Feed(
        title=_xml(f"{reading}, {reading.group}"),
        link=settings.SITE_URL + reading.get_absolute_url(),
        description=None,
        feed_url=settings.SITE_URL + address,
        feed_guid=_tag("reading", reading),
    )
    entries = sorted([*_posts(reading, membership), *_answers(reading, membership)], key=_moment, reverse=True)
    for entry in entries[:ENTRIES]:
        feed.add_item(**entry)
    return feed


def _posts(reading: Reading, membership: Membership) -> Iterator[dict]:
    posts = Post.objects.readable_by(membership).filter(thread__reading=reading)
    posts = posts.select_related("thread", "author__user").order_by("-posted_at")[:ENTRIES]
    Block.cover_titles((post.thread for post in posts), membership.user_id)
    for post in posts:
        post.thread.reading = reading
        named = {"name": post.author, "title": post.thread.shown_title}
        title = post.thread.title if post.number == 1 else _("%(name)s in “%(title)s”") % named
        yield _entry(post, "post", title, post.thread.url_of("post_detail", post.number), post.posted_at)


def _answers(reading: Reading, membership: Membership) -> Iterator[dict]:
    answers = Answer.objects.visible_to(membership).with_words().filter(reading=reading, hidden_at=None)
    answers = answers.exclude(author__in=blocked(membership))
    related = "author__user", "question__section"
    for answer in answers.select_related(*related).prefetch_related("choices").order_by("-shared_at")[:ENTRIES]:
        named = {"name": answer.author, "question": plain(answer.question.prompt_html).split("\n")[0]}
        title = _("%(name)s answered: %(question)s") % named
        yield _entry(answer, "answer", title, reading.question_url(answer.question), answer.shared_at)


def _entry(row, kind: str, title: str, path: str, at: datetime.datetime) -> dict:
    return {
        "title": _xml(title),
        "link": settings.SITE_URL + path,
        "unique_id": _tag(kind, row),
        "description": _xml(row.body_html),
        "author_name": _xml(str(row.author)),
        "pubdate": at,
        "updateddate": row.edited_at or at,
    }


def _moment(entry: dict) -> datetime.datetime:
    return entry["pubdate"]


def _tag(kind: str, row) -> str:
    """A name for good (RFC 4151), whatever its address will be."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{kind}/{row.pk}"


def _xml(text: str) -> str:
    return BAD_CHARACTERS.sub("", text)
