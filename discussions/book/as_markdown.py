import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from discussions.book.work import Chapter, Talk, Voice, Work


def markdown(work: Work) -> Iterator[str]:
    """Piece by piece: the front, each chapter, the end. What somebody said is quoted, so that it stays theirs."""
    yield _joined([f"# {_line(work.guide)}", _line(work.text), _line(work.group)])
    for chapter in work.chapters:
        yield _joined(_chapter(chapter))
    if work.talks:
        yield _joined([f"## {_('About the whole book')}", *_talks(work.talks)])


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {chapter.number}. {_line(chapter.title)}"
    for asked in chapter.questions:
        yield f"### {_line(asked.prompt)}"
        yield "\n".join(f"- {_line(choice)}: {count}" for choice, _votes, count in asked.counts())
        yield from _voices(asked.voices)
    yield from _talks(chapter.talks)


def _talks(talks: Iterable[Talk]) -> Iterator[str]:
    for talk in talks:
        yield f"### {_('Talk:')} {_line(talk.title)}"
        yield from _voices(talk.voices)


def _voices(voices: Iterable[Voice]) -> Iterator[str]:
    for voice in voices:
        yield f"**{_line(voice.who)}**, {voice.when}:"
        if voice.body.strip():
            yield "\n".join(f"> {line}".rstrip() for line in voice.body.strip().splitlines())


def _line(words: str) -> str:
    """One line that stays text: names and titles are not Markdown."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(words.split()))


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in lines if line) + "\n\n"
