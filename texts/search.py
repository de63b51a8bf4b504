"""Search over the published texts: their titles and authors, and every chapter. See migration 0002_search."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from texts.markdown import BAD_CHARACTERS
from texts.models import Chapter, Text
from texts.snippets import closest, excerpt, paragraph_at, window
from texts.writers.plain import HAN_AND_KANA, SOUTH_EAST_ASIAN

QUERY_LENGTH = 200
EXCLUDED = re.compile(r'(?<!\S)-(?:"[^"]*"?|\S+)')
STRAIGHT = dict.fromkeys(map(ord, "“”„‟«»「」『』"), '"')
RANKED = 500
LIKE_TITLE = 0.5
LETTERS_OF_A_TITLE = 3
MARKS = "\x02", "\x03"
HEADLINE = f"StartSel={MARKS[0]}, StopSel={MARKS[1]}, HighlightAll=true"
UNSPACED = re.compile(f"(-?)((?:{HAN_AND_KANA.pattern}|{SOUTH_EAST_ASIAN.pattern})+)")
LEXEME = re.compile(r"'((?:[^']|'')+)'")
SNIPPET, SNIPPET_UNSPACED = 240, 100

IN_WORDS = """websearch_to_tsquery(rg_config(%s), %s)"""
TEXTS = """
SELECT t.id, strict_word_similarity(q.words, unaccent(lower(concat_ws(' ', t.title, t.subtitle, a.names)))) AS likeness
FROM (SELECT unaccent(lower(%s)) AS words) AS q, texts_text t
LEFT JOIN LATERAL (
  SELECT string_agg(p.name, ' ') AS names FROM texts_authorship s JOIN texts_author p ON p.id = s.author_id
  WHERE s.text_id = t.id
) AS a ON true
WHERE t.published_at <= statement_timestamp()
ORDER BY likeness DESC, t.id LIMIT 50
"""
CHAPTERS = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
found AS MATERIALIZED (
  SELECT id, text_id, position, search FROM texts_chapter WHERE search @@ (SELECT query FROM asked)
),
matching AS MATERIALIZED (
  SELECT * FROM found WHERE text_id IN (SELECT id FROM texts_text WHERE published_at <= statement_timestamp())
  LIMIT {ranked}
)
SELECT id, ts_rank(search, asked.query, 1) AS rank FROM matching, asked
ORDER BY rank DESC, text_id, position LIMIT %s OFFSET %s
"""
LANGUAGES = "SELECT DISTINCT language FROM texts_text WHERE published_at <= statement_timestamp()"
QUERIED = """
SELECT c.id, c.plain, c.html, querytree(websearch_to_tsquery(rg_config(t.language), %s)), t.language
FROM texts_chapter c JOIN texts_text t ON t.id = c.text_id WHERE c.id = ANY(%s)
"""
HEADLINES = """
SELECT ts_headline(config, part, websearch_to_tsquery(config, %s), %s)
FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS row (part, language, place), rg_config(language) AS config
ORDER BY place
"""


@dataclass(frozen=True)
class Hit:
    """`kind` says in words what it is and where: “Chapter, Frankenstein”; `snippet` is safe HTML with <mark>."""

    title: str
    url: str
    kind: str
    snippet: SafeString
    rank: float


def search_texts(query: str, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Texts whose title or author is like the query, then chapters that hold its words, the best first.

    Words in "quotation marks" are a phrase, a word after a minus must not occur, `or` is between two ways.
    """
    query = tidy(query)
    if not query:
        return []
    texts = _texts(query)
    shown = texts[offset : offset + limit]
    return shown + _chapters(query, limit - len(shown), max(0, offset - len(texts)))


def tidy(query: str) -> str:
    """With the quotation marks that Postgres knows: telephones write others. Nothing if it only says what to leave out:
    almost all of a library is without some word.
    """
    query = " ".join(query.replace("\x00", "").translate(STRAIGHT).split())[:QUERY_LENGTH]
    return query if any(map(str.isalnum, EXCLUDED.sub("", query))) else ""


@contextmanager
def by_index() -> Iterator[CursorWrapper]:
    """A cursor for which tables are searched by their indexes: a search vector lies outside its row, so that going
    through all rows is much slower than it looks to the planner.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield cursor
        cursor.execute("SET LOCAL enable_seqscan = on")


def _texts(query: str) -> list[Hit]:
    words = EXCLUDED.sub(" ", query).replace('"', " ").strip()
    if not UNSPACED.search(words) and sum(map(str.isalnum, words)) < LETTERS_OF_A_TITLE:
        return []
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [words])
        likeness = {pk: value for pk, value in cursor.fetchall() if value >= LIKE_TITLE}
    if not likeness:
        return []
    found = Text.objects.with_authors().in_bulk(likeness)
    return [_text_hit(found[pk], likeness[pk]) for pk in likeness if pk in found]


def _text_hit(text: Text, rank: float) -> Hit:
    about = [str(text.get_kind_display()), text.author_line, text.written]
    snippet = SafeString(escape(text.blurb[:300]))
    return Hit(text.title, text.get_absolute_url(), ", ".join(filter(None, about)), snippet, 1 + rank)


def _chapters(query: str, limit: int, offset: int) -> list[Hit]:
    if limit <= 0:
        return []
    words, pairs, runs = parted(query)
    with by_index() as cursor:
        sql, values = _tsquery(cursor, words, pairs)
        cursor.execute(CHAPTERS.format(query=sql, ranked=RANKED), [*values, limit, offset])
        ranks = dict(cursor.fetchall())
        found = _headlines(cursor, list(ranks), words) if words and ranks else {}
    fields = ["part", "number", "title", "slug", "text__title", "text__slug", *([] if words else ["plain", "html"])]
    chapters = Chapter.objects.select_related("text").only(*fields).in_bulk(ranks)
    return [
        _chapter_hit(chapters[pk], rank, *(found.get(pk) or _run(chapters[pk], runs))) for pk, rank in ranks.items()
    ]


def parted(query: str) -> tuple[str, str, list[str]]:
    """What can be asked in words, a tsquery of pairs of letters for the rest, and the runs of such letters."""
    wanted, runs = [], []
    for minus, run in UNSPACED.findall(query):
        pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
        wanted.append(f"{'!' if minus else ''}({' & '.join(pairs)})")
        runs += [] if minus else [run]
    return UNSPACED.sub(" ", query).replace('""', "").strip(), " & ".join(wanted), runs


def _tsquery(cursor, words: str, pairs: str) -> tuple[str, list[str]]:
    if words:
        cursor.execute(LANGUAGES)
    return tsquery(words, pairs, [language for (language,) in cursor.fetchall()] if words else [])


def tsquery(words: str, pairs: str, languages: Sequence[str]) -> tuple[str, list[str]]:
    """SQL and its values. Each language asks with its own stems, only in what is written in it."""
    pieces, values = [], []
    if words:
        languages = languages or ["und"]
        each = f"(CASE numnode({IN_WORDS}) WHEN 0 THEN ''::tsquery ELSE %s::tsquery && {IN_WORDS} END)"
        pieces.append("(" + " || ".join([each] * len(languages)) + ")")
        for language in languages:
            values += [language, words, f"'§{language}'", language, words]
    if pairs:
        pieces.append("%s::tsquery")
        values.append(pairs)
    return " && ".join(pieces) or "''::tsquery", values


def _headlines(cursor, ids: list[int], words: str) -> dict[int, tuple[SafeString, str]]:
    """Snippet and paragraph. Marked in a window of each chapter only: marking goes through every word."""
    cursor.execute(QUERIED, [words, ids])
    windows, paragraphs = [], {}
    for pk, plain, html, tree, language in cursor.fetchall():
        best = closest(plain, LEXEME.findall(tree))
        windows.append((pk, window(plain, best), language))
        paragraphs[pk] = "" if best is None else paragraph_at(html, plain, best)
    lines = _marked_lines(cursor, words, [(part, language) for _pk, part, language in windows])
    return {pk: (line, paragraphs[pk]) for (pk, *_part), line in zip(windows, lines, strict=True) if line}


def headlines(query: str, parts: Sequence[tuple[str, str]]) -> list[SafeString]:
    """Of each text, with its language, the line in which the words stand, marked."""
    words, _pairs, runs = parted(query)
    if not words:
        return [around(text, runs) for text, _language in parts]
    with connection.cursor() as cursor:
        return _marked_lines(cursor, words, parts)


def _marked_lines(cursor, words: str, parts: Sequence[tuple[str, str]]) -> list[SafeString]:
    texts, languages = (
        [BAD_CHARACTERS.sub("", text) for text, _language in parts],
        [language for _text, language in parts],
    )
    cursor.execute(HEADLINES, [words, HEADLINE, texts, languages])
    return [marked(excerpt(line, SNIPPET, *MARKS)) for (line,) in cursor.fetchall()]


def _run(chapter: Chapter, runs: list[str]) -> tuple[SafeString, str]:
    """Snippet and paragraph where a script has no words for Postgres to mark."""
    if not runs:
        return SafeString(""), ""
    return around(chapter.plain, runs), paragraph_at(chapter.html, chapter.plain, _first(chapter.plain, runs))


def marked(line: str) -> SafeString:
    """Escaped first, then marked: control characters cannot stand in a text."""
    safe = escape(" ".join(line.split())).replace(MARKS[0], "<mark>").replace(MARKS[1], "</mark>")
    return mark_safe(safe)  # noqa: S308


def _first(plain: str, runs: list[str]) -> int:
    return next((place for run in runs if (place := plain.find(run)) >= 0), 0)


def around(plain: str, runs: list[str]) -> SafeString:
    at = _first(plain, runs)
    line = plain[max(0, at - SNIPPET) : at + 2 * SNIPPET]
    any_run = "|".join(map(re.escape, sorted(runs, key=len, reverse=True)))
    line = re.sub(any_run, lambda run: f"{MARKS[0]}{run[0]}{MARKS[1]}", line) if runs else line
    return marked(excerpt(line, SNIPPET_UNSPACED, *MARKS))


def _chapter_hit(chapter: Chapter, rank: float, snippet: SafeString, paragraph: str) -> Hit:
    url = reverse("texts:chapter_detail", args=[chapter.text.slug, chapter.slug]) + paragraph
    kind = _("Chapter, %(text)s") % {"text": chapter.text.title}
    kind += f", ¶{paragraph.removeprefix('#p')}" if paragraph else ""
    return Hit(chapter.label, url, kind, snippet, rank)
