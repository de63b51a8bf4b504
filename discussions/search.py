"""Search in what groups wrote: threads, posts and shared answers, for members, as far as each may read it.

Nothing here asks whose group it is: the rows come from `readable_by`, `uncovered` and `visible_to` alone. Each reading
is asked in the language of its text; the columns come from the migrations 0003_search.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, FloatField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from discussions.models import Block, Post, Thread
from discussions.queries import blocked
from groups.models import Answer, Reading
from groups.queries.viewer import Viewer
from texts.markdown import plain
from texts.models import Text
from texts.search import Hit, headlines, parted, tidy, tsquery


def search_threads(viewer: Viewer, query: str, limit: int, offset: int = 0) -> list[Hit]:
    mine = Thread.objects.uncovered(viewer).exclude(author__in=blocked(viewer))
    threads = Thread.objects.filter(pk__in=mine.values("pk")).select_related("reading__group", "reading__guide__text")
    found = _found(threads, query, viewer, limit, offset)
    lines = _snippets(query, [(thread.title, thread.reading) for thread in found])
    return [_hit(thread, thread, line, _("Thread")) for thread, line in zip(found, lines, strict=True)]


def search_posts(viewer: Viewer, query: str, limit: int, offset: int = 0) -> list[Hit]:
    related = "thread__reading__group", "thread__reading__guide__text", "author__user"
    found = _found(Post.objects.readable_by(viewer).select_related(*related), query, viewer, limit, offset)
    if found:
        Block.cover_titles((post.thread for post in found), viewer.user_id)
    lines = _snippets(query, [(plain(post.body_html), post.thread.reading) for post in found])
    return [_hit(post, post.thread, line, _("Post"), str(post.author)) for post, line in zip(found, lines, strict=True)]


def search_answers(viewer: Viewer, query: str, limit: int, offset: int = 0) -> list[Hit]:
    """One's own are found by their author too, as long as they are a member."""
    mine = Answer.objects.visible_to(viewer).exclude(author__in=blocked(viewer))
    related = "reading__group", "reading__guide__text", "question__section", "author__user"
    answers = mine.with_words().select_related(*related)
    found = _found(answers, query, viewer, limit, offset)
    lines = _snippets(query, [(plain(answer.body_html), answer.reading) for answer in found])
    return [_answer_hit(answer, line) for answer, line in zip(found, lines, strict=True)]


def _found(rows: QuerySet, query: str, viewer: Viewer, limit: int, offset: int) -> list[Any]:
    wanted = _wanted(tidy(query), viewer)
    if not wanted:
        return []
    column = f'"{rows.model._meta.db_table}"."search"'
    matching = rows.filter(RawSQL(f"{column} @@ %s::tsquery", [wanted], BooleanField()))  # noqa: S611 no words of people
    ranked = matching.annotate(rank=RawSQL(f"ts_rank({column}, %s::tsquery, 1)", [wanted], FloatField()))  # noqa: S611
    return list(ranked.order_by("-rank", "-pk")[offset : offset + limit])


def _wanted(query: str, viewer: Viewer) -> str:
    """The query as Postgres writes it, with the stems of every language that is read in these groups."""
    languages = (
        Text.objects.filter(guides__readings__group__in=viewer.groups).order_by().values_list("language", flat=True)
    )
    words, pairs, _runs = parted(query)
    sql, values = tsquery(words, pairs, list(languages.distinct()))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", values)
        return cursor.fetchone()[0]


def _snippets(query: str, parts: Sequence[tuple[str, Reading]]) -> list[SafeString]:
    return headlines(query, [(text, reading.guide.text.language) for text, reading in parts])


def _hit(row: Any, thread: Thread, snippet: SafeString, *kind: str) -> Hit:
    is_post = row is not thread
    address = thread.url_of("post_detail", row.number) if is_post else thread.get_absolute_url()
    return Hit(thread.shown_title, address, _where(thread.reading, *kind), snippet, row.rank)


def _answer_hit(answer: Any, snippet: SafeString) -> Hit:
    title, reading = plain(answer.question.prompt_html).split("\n")[0], answer.reading
    kind = _where(reading, _("Answer"), str(answer.author))
    return Hit(title, reading.question_url(answer.question), kind, snippet, answer.rank)


def _where(reading: Reading, *kind: str) -> str:
    return ", ".join([*kind, reading.group.name, reading.guide.title])
