"""Search in what groups wrote: threads, posts and shared answers, for members, as far as each may read it.

Nothing here asks whose group it is: the rows come from `readable_by`, `uncovered` and `visible_to` alone.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from discussions.models import Post, Thread
from discussions.queries import any_of
from groups.models import Answer, Membership, Reading
from texts.markdown import plain
from texts.search import Hit

CONFIG = "english"
START, STOP = "\ue000", "\ue001"  # of a found word; private characters, which nobody types


def search_threads(query: str, memberships: Iterable[Membership], limit: int) -> list[Hit]:
    mine = any_of(Thread.objects.uncovered(membership) for membership in memberships)
    threads = Thread.objects.filter(mine).select_related("reading__group", "reading__guide", "section")
    found = _ranked(threads, query, "title").annotate(headline=_headline("title", query, whole=True))
    return [_hit(thread, thread, _("Thread")) for thread in found[:limit]]


def search_posts(query: str, memberships: Iterable[Membership], limit: int) -> list[Hit]:
    mine = any_of(Post.objects.readable_by(membership) for membership in memberships)
    posts = Post.objects.filter(mine).select_related("thread__reading__group", "thread__reading__guide", "author__user")
    found = _ranked(posts, query, "body").annotate(headline=_headline("body_html", query))
    return [_hit(post, post.thread, _("Post"), str(post.author)) for post in found[:limit]]


def search_answers(query: str, memberships: Iterable[Membership], limit: int) -> list[Hit]:
    """One's own are found by their author too, as long as they are a member."""
    mine = any_of(Answer.objects.visible_to(membership) for membership in memberships)
    answers = (
        Answer.objects.filter(mine)
        .with_words()
        .select_related("reading__group", "reading__guide", "question__section", "author__user")
    )
    found = _ranked(answers, query, "body").annotate(headline=_headline("body_html", query))
    return [_answer_hit(answer) for answer in found[:limit]]


def _ranked(rows: QuerySet, query: str, column: str) -> QuerySet:
    vector, wanted = SearchVector(column, config=CONFIG), SearchQuery(query, config=CONFIG, search_type="websearch")
    found = rows.annotate(vector=vector).filter(vector=wanted).annotate(rank=SearchRank(F("vector"), wanted))
    return found.order_by("-rank", "-pk")


def _headline(column: str, query: str, whole: bool = False) -> SearchHeadline:
    wanted = SearchQuery(query, config=CONFIG, search_type="websearch")
    shape = {"highlight_all": True} if whole else {"max_words": 34, "min_words": 16, "max_fragments": 1}
    return SearchHeadline(column, wanted, config=CONFIG, start_sel=START, stop_sel=STOP, **shape)


def _hit(row: Any, thread: Thread, *kind: str) -> Hit:
    is_post = row is not thread
    address = thread.url_of("post_detail", row.number) if is_post else thread.get_absolute_url()
    words = plain(row.headline) if is_post else row.headline
    return Hit(thread.title, address, _where(thread.reading, *kind), snippet_of(words), row.rank)


def _answer_hit(answer: Any) -> Hit:
    title, reading = plain(answer.question.prompt_html).split("\n")[0], answer.reading
    kind, snippet = _where(reading, _("Answer"), str(answer.author)), snippet_of(plain(answer.headline))
    return Hit(title, reading.question_url(answer.question), kind, snippet, answer.rank)


def _where(reading: Reading, *kind: str) -> str:
    return ", ".join([*kind, reading.group.name, reading.guide.title])


def snippet_of(headline: str) -> SafeString:
    """Of plain text. Safe HTML with <mark> around what was found, whatever stood in the words."""
    return mark_safe(_marked(escape(headline, quote=False)))  # noqa: S308 escaped here


def _marked(text: str) -> str:
    """Only whole pairs become marks, so that the HTML is well-formed if somebody did type those characters."""
    before, *rest = text.split(START)
    parts = [before.replace(STOP, "")]
    for piece in rest:
        word, stop, after = piece.partition(STOP)
        parts.append(f"<mark>{word}</mark>{after.replace(STOP, '')}" if stop else word)
    return "".join(parts)
