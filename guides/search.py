"""Search over published guides, their sections and their questions. See migration 0002_search."""

from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.models import Guide, Question, Section
from texts.markdown import plain
from texts.search import Hit, headlines, parted, tidy, tsquery

GUIDE_WORTH, SECTION_WORTH, QUESTION_WORTH = 1.5, 1.2, 1.0
FOUND = """
WITH asked AS MATERIALIZED (SELECT {query} AS query),
public AS MATERIALIZED (
  SELECT id FROM guides_guide
  WHERE published_at <= statement_timestamp() AND withdrawn_at IS NULL AND audience = 'everyone'
)
SELECT kind, id, rank FROM (
  SELECT 'guide' AS kind, g.id, ts_rank(g.search, asked.query, 1) * {guide} AS rank FROM guides_guide g, asked
  WHERE g.search @@ asked.query AND g.id IN (SELECT id FROM public)
  UNION ALL
  SELECT 'section', s.id, ts_rank(s.search, asked.query, 1) * {section} FROM guides_section s, asked
  WHERE s.search @@ asked.query AND s.guide_id IN (SELECT id FROM public)
  UNION ALL
  SELECT 'question', q.id, ts_rank(q.search, asked.query, 1) * {question}
  FROM guides_question q JOIN guides_section s ON s.id = q.section_id, asked
  WHERE q.search @@ asked.query AND q.retired_at IS NULL AND s.guide_id IN (SELECT id FROM public)
) AS found ORDER BY rank DESC, kind, id LIMIT %s OFFSET %s
"""


def search_guides(query: str, limit: int = 20, offset: int = 0) -> list[Hit]:
    """The best first."""
    query = tidy(query)
    return _hits(query, _found(query, limit, offset)) if query and limit > 0 else []


def _found(query: str, limit: int, offset: int) -> list[tuple[str, int, float]]:
    words, pairs, _runs = parted(query)
    languages = (
        list(Guide.objects.published().order_by().values_list("language", flat=True).distinct()) if words else []
    )
    asked, values = tsquery(words, pairs, languages)
    worth = {"guide": GUIDE_WORTH, "section": SECTION_WORTH, "question": QUESTION_WORTH}
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(query=asked, **worth), [*values, limit, offset])
        return cursor.fetchall()


def _hits(query: str, found: list[tuple[str, int, float]]) -> list[Hit]:
    """A fixed number of queries: one for each kind, one for the snippets."""
    rows = {kind: _rows(kind, [pk for of, pk, _rank in found if of == kind]) for kind in {of for of, *_rest in found}}
    known = [(kind, rows[kind][pk], rank) for kind, pk, rank in found if pk in rows[kind]]
    snippets = headlines(query, [(words_of(row), guide_of(row).language) for _kind, row, _rank in known])
    return [_hit(kind, row, rank, snippet) for (kind, row, rank), snippet in zip(known, snippets, strict=True)]


def _rows(kind: str, ids: list[int]) -> dict:
    if kind == "guide":
        return Guide.objects.with_size().select_related("text").in_bulk(ids)
    if kind == "section":
        return Section.objects.select_related("guide__text").in_bulk(ids)
    return Question.objects.numbered().select_related("section__guide__text").in_bulk(ids)


def guide_of(row: Guide | Section | Question) -> Guide:
    if isinstance(row, Question):
        return row.section.guide
    return row.guide if isinstance(row, Section) else row


def words_of(row: Guide | Section | Question) -> str:
    if isinstance(row, Question):
        return plain(row.prompt_html)
    if isinstance(row, Section):
        html = (row.before_html, row.key_ideas_html, row.misunderstandings_html, row.today_html)
        return "\n".join([row.aim, *map(plain, html)])
    return "\n".join([row.blurb, *map(plain, (row.why_html, row.about_author_html, row.audience_note_html))])


def _hit(kind: str, row, rank: float, snippet: SafeString) -> Hit:
    text = guide_of(row).text.title
    if kind == "guide":
        count = row.section_count
        words = ngettext("Guide to %(text)s, %(count)d section", "Guide to %(text)s, %(count)d sections", count)
        return Hit(row.title, row.get_absolute_url(), words % {"text": text, "count": count}, snippet, rank)
    if kind == "section":
        return Hit(row.title, row.get_absolute_url(), _("Section, %(text)s") % {"text": text}, snippet, rank)
    where = {"text": text, "number": row.section.position}
    title = plain(row.prompt_html).split("\n")[0]
    title = title if len(title) <= 120 else f"{title[:119]}…"
    url = f"{row.section.get_absolute_url()}#q{row.number}"
    return Hit(title, url, _("Question, %(text)s, section %(number)d") % where, snippet, rank)
