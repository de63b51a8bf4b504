"""The words as Markdown for people: one page per reading, by section and question, then the talk."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Pages:
    def __init__(self, words: dict, zone: ZoneInfo):
        self.words, self.zone = words, zone

    def all(self) -> Iterator[tuple[str, str]]:
        """Pairs of file name and Markdown, one for each reading in which the person left a word."""
        by_reading: dict = defaultdict(lambda: defaultdict(list))
        readings = {}
        for kind in ("answers", "drafts", "drafts_of_talk", "threads", "progress", "passages", "unclear"):
            for row in self.words[kind]:
                readings[row.reading_id] = row.reading
                by_reading[row.reading_id][kind].append(row)
        for row in self.words["posts"]:
            readings[row.thread.reading_id] = row.thread.reading
            by_reading[row.thread.reading_id]["posts"].append(row)
        for pk, reading in readings.items():
            page = "\n\n".join(self._page(reading, by_reading[pk])) + "\n"
            yield f"{reading.group.slug}/{reading.slug}.md", page

    def _page(self, reading, words: dict) -> Iterator[str]:
        yield f"# {reading.guide.title}"
        yield reading.group.name
        questions = sorted(words["answers"] + words["drafts"], key=_in_the_guide)
        for section, rows in itertools.groupby(questions, key=lambda row: row.question.section):
            yield f"## {section.title}"
            for row in rows:
                yield from self._draft(row) if hasattr(row, "saved_at") else self._answer(row)
        yield from self._talk(words["posts"], {thread.pk: thread for thread in words["threads"]})
        yield from self._drafts_of_talk(words["drafts_of_talk"])
        yield from self._passages(words["passages"])
        yield from self._unclear(words["unclear"])
        yield from self._progress(words["progress"])

    def _answer(self, row) -> Iterator[str]:
        yield f"### {_one_line(row.prompt)}"
        if row.is_pass:
            yield _("Passed on %(day)s.") % {"day": self._day(row.passed_at)}
            return
        yield from self._choices(row)
        if row.was_changed:
            yield _("First wording, %(day)s:") % {"day": self._day(row.shared_at)}
            yield _quoted(row.first_body)
            yield _("Later, %(day)s:") % {"day": self._day(row.edited_at or row.shared_at)}
        else:
            yield _("Shared on %(day)s:") % {"day": self._day(row.shared_at)}
        if row.body:
            yield _quoted(row.body)

    def _draft(self, row) -> Iterator[str]:
        yield f"### {_one_line(row.question.prompt)}"
        yield _("Draft, never shared, %(day)s:") % {"day": self._day(row.saved_at)}
        yield from self._choices(row)
        if row.body:
            yield _quoted(row.body)

    def _choices(self, row) -> Iterator[str]:
        if labels := [choice.label for choice in row.choices.all()]:
            yield "\n".join(f"- {label}" for label in labels)

    def _drafts_of_talk(self, rows: list) -> Iterator[str]:
        for row in rows:
            yield f"## {row.title or _('A reply')}"
            yield _("Draft, never shared, %(day)s:") % {"day": self._day(row.saved_at)}
            yield _quoted(row.body)

    def _passages(self, rows: list) -> Iterator[str]:
        if rows:
            yield f"## {_('Passages I brought')}"
            yield "\n".join(f"- {row.where}: {row.why}" if row.why else f"- {row.where}" for row in rows)

    def _unclear(self, rows: list) -> Iterator[str]:
        if rows:
            yield f"## {_('What was not clear to me')}"
            yield "\n".join(f"- {_what(row)}" for row in rows)

    def _talk(self, posts: list, own_threads: dict) -> Iterator[str]:
        if not posts:
            return
        yield f"## {_('In threads')}"
        by_thread = defaultdict(list)
        for post in posts:
            by_thread[post.thread_id].append(post)
        for thread, rows in by_thread.items():
            own = own_threads.get(thread)
            yield f"### {own.title}" if own else f"### {_('In a thread begun by somebody else')} ({thread})"
            for post in rows:
                yield _("Post %(number)d, %(day)s:") % {"number": post.number, "day": self._day(post.posted_at)}
                yield _quoted(post.body)

    def _progress(self, rows: list) -> Iterator[str]:
        if rows:
            yield f"## {_('What I read')}"
            yield "\n".join(f"- {row.section.title}: {self._when_read(row)}" for row in rows)

    def _when_read(self, row) -> str:
        if row.read_at:
            return _("read on %(day)s") % {"day": self._day(row.read_at)}
        return _("begun on %(day)s") % {"day": self._day(row.begun_at)}

    def _day(self, moment) -> str:
        return date_format(moment.astimezone(self.zone), "DATE_FORMAT")


def _in_the_guide(row) -> tuple:
    question = row.question
    return (question.section.position, question.section_id, question.position, question.pk)


def _what(row) -> str:
    return _one_line(row.question.prompt) if row.question else row.where or row.section.title


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in words.strip().splitlines())
