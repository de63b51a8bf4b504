"""Chapters of a text and the spans in which a file names them. `chapters` are all of the text, in order."""

from collections.abc import Sequence

from guides.fileformat.document import ChapterSpan
from texts.models import Chapter


def resolve(span: ChapterSpan, chapters: Sequence[Chapter]) -> list[Chapter]:
    """The chapters from the first to the last; none if one of the two is not there or they run backwards."""
    places = {chapter.slug: place for place, chapter in enumerate(chapters)}
    if span.first not in places or span.last not in places:
        return []
    return list(chapters[places[span.first] : places[span.last] + 1])


def expand(spans: Sequence[ChapterSpan], chapters: Sequence[Chapter]) -> list[Chapter]:
    return [chapter for span in spans for chapter in resolve(span, chapters)]


def spans_of(some: Sequence[Chapter], chapters: Sequence[Chapter]) -> list[ChapterSpan]:
    """Chapters that follow one another become one span."""
    wanted = {chapter.pk for chapter in some}
    runs: list[list[Chapter]] = []
    following = False
    for chapter in chapters:
        if chapter.pk not in wanted:
            following = False
            continue
        if not following:
            runs.append([])
        runs[-1].append(chapter)
        following = True
    return [ChapterSpan(run[0].slug, run[-1].slug) for run in runs]


def words(spans: Sequence[ChapterSpan], chapters: Sequence[Chapter]) -> str:
    """What a reader can make of spans that name chapters we do not have; empty when we have them all."""
    if all(resolve(span, chapters) for span in spans):
        return ""
    labels = {chapter.slug: chapter.label for chapter in chapters}
    return ", ".join(
        " – ".join(labels.get(slug, slug.replace("-", " ")) for slug in dict.fromkeys((span.first, span.last)))
        for span in spans
    )
