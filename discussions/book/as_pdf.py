from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from discussions.book.work import Chapter, Minutes, Talk, Voice, Work
from texts.writers import typst
from texts.writers.typst import Node, Paper, Sheet


def pdf(work: Work, paper: Paper) -> bytes:
    """Raises texts.writers.typst.PdfFailed."""
    body = [typst.title(work.guide), typst.paragraph(work.text, "standfirst"), typst.paragraph(work.group, "meta")]
    body += [typst.contents()] if len(work.chapters) > 1 else []
    for chapter in work.chapters:
        body += _chapter(chapter)
    if work.ends_with_the_whole:
        body += [typst.heading(1, _("About the whole book")), *_talks(work.talks), *_minutes(work.minutes)]
    return typst.pdf(Sheet(work.guide, work.language, body, head=[work.group], head_end=work.text), paper)


def _chapter(chapter: Chapter) -> Iterator[Node]:
    yield typst.heading(1, f"{chapter.number}. {chapter.title}")
    for asked in chapter.questions:
        yield typst.heading(2, asked.prompt)
        if asked.votes:
            yield typst.tally(asked.counts(), asked.voters)
        yield from _voices(asked.voices)
    yield from _talks(chapter.talks)
    yield from _minutes(chapter.minutes)


def _talks(talks: Iterable[Talk]) -> Iterator[Node]:
    for talk in talks:
        yield typst.heading(2, f"{_('Talk:')} {talk.title}")
        yield from _voices(talk.voices)


def _minutes(minutes: Iterable[Minutes]) -> Iterator[Node]:
    for one in minutes:
        yield typst.heading(2, one.title)
        yield from typst.prose(one.html)


def _voices(voices: Iterable[Voice]) -> Iterator[Node]:
    for voice in voices:
        yield typst.voice(voice.who, typst.prose(voice.html), voice.when)
