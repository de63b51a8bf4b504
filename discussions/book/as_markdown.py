import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from discussions.book.work import Chapter, Minutes, Talk, Voice, Work


def markdown(work: Work) -> Iterator[str]:
    """Piece by piece: the front, each chapter, the end. What somebody said is quoted, so that it stays theirs."""
    yield _joined([f"# {_line(work.guide)}", _line(work.text), _line(work.group)])
    for chapter in work.chapters:
        yield _joined(_chapter(chapter))
    if work.ends_with_the_whole:
        yield _joined([f"## {_('About the whole book')}", *_talks(work.talks), *_minutes(work.minutes)])


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.number}. {_line(chapter.title)}"
    for asked in chapter.questions:
        yield f"### {_line(asked.prompt)}"
        yield "\n".join(f"- {_line(choice)}: {count}" for choice, _votes, count in asked.counts())
        yield from _voices(asked.voices)
    yield from _talks(chapter.talks)
    yield from _minutes(chapter.minutes)


def _talks(talks: Iterable[Talk]) -> Iterator[str]:
    for talk in talks:
        yield f"### {_('Talk:')} {_line(talk.title)}"
        yield from _voices(talk.voices)


def _minutes(minutes: Iterable[Minutes]) -> Iterator[str]:
    for one in minutes:
        yield f"### {_line(one.title)}"
        yield _quoted(one.body)


def _voices(voices: Iterable[Voice]) -> Iterator[str]:
    for voice in voices:
        yield f"**{_line(voice.who)}**, {voice.when}:"
        yield _quoted(voice.body)


def _quoted(body: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in body.strip().splitlines())


def _line(words: str) -> str:
    """One line that stays text: names and titles are not Markdown."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(words.split()))


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in lines if line) + "\n\n"
