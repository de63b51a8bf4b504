"""What a group shared in one reading, in the order of the guide: for a book of it, never for one member's eyes.

Left out: drafts, passes, who chose what, what was hidden or is for facilitators only, notes, progress, addresses.
"""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from discussions.models import Post, Thread
from groups.models import Answer, Reading
from guides.models import Question, Section


@dataclass
class Voice:
    who: str
    when: str
    body: str  # Markdown
    html: str


@dataclass
class Asked:
    """Who chose what is said nowhere: of choices there are the sums, of answers those with words."""

    prompt: str
    voices: list[Voice] = field(default_factory=list)
    votes: list[tuple[str, int]] = field(default_factory=list)  # of choices; two may read alike
    voters: int = 0

    def counts(self) -> Iterator[tuple[str, int, str]]:
        """Each choice with its votes, as a number and in words."""
        for choice, votes in self.votes:
            yield choice, votes, _("%(votes)d of %(voters)d") % {"votes": votes, "voters": self.voters}


@dataclass
class Talk:
    title: str
    voices: list[Voice]


@dataclass
class Minutes:
    when: str
    body: str  # Markdown
    html: str

    @property
    def title(self) -> str:
        return _("Minutes of %(day)s") % {"day": self.when}


@dataclass
class Chapter:
    number: int
    title: str
    questions: list[Asked]
    talks: list[Talk]
    minutes: list[Minutes]  # of the meetings that ended with it


@dataclass
class Work:
    group: str
    guide: str
    text: str
    language: str
    chapters: list[Chapter]
    talks: list[Talk]  # about the whole book
    minutes: list[Minutes]  # of meetings about none of its sections

    @property
    def ends_with_the_whole(self) -> bool:
        return bool(self.talks or self.minutes)

    @property
    def is_empty(self) -> bool:
        return not (self.chapters or self.ends_with_the_whole)


def work_of(reading: Reading, until: datetime.datetime) -> Work:
    """What was shared until then, in nine queries. Sections in which nothing was shared are left out."""
    day = _day(reading)
    asked = _asked(_answers(reading).filter(shared_at__lte=until), day)
    talks = _talks(_posts(reading).filter(posted_at__lte=until), day)
    minutes = _minutes(_meetings(reading).filter(minutes_shared_at__lte=until), day)
    sections = reading.guide.sections.only("guide", "position", "title").order_by("position")
    chapters = [
        Chapter(section.position, section.title, asked[section.pk], talks[section.pk], minutes[section.pk])
        for section in sections
        if section.pk in {*asked, *talks, *minutes}
    ]
    guide, whole = reading.guide, (talks[None], minutes[None])
    return Work(reading.group.name, guide.title, guide.text.title, guide.language, chapters, *whole)


def size(reading: Reading) -> int:
    """How many answers, posts and minutes; three queries."""
    return _answers(reading).count() + _posts(reading).count() + _meetings(reading).count()


def sections_of(reading: Reading) -> int:
    return Section.objects.filter(guide=reading.guide_id).count()


def state_of(reading: Reading, until: datetime.datetime) -> str:
    """Fingerprint of what was shared until then and still is: another, if a word of it was changed or taken back."""
    person = "author__user__name", "author__pseudonym"
    answers = _answers(reading).filter(shared_at__lte=until).order_by("pk")
    posts = _posts(reading).filter(posted_at__lte=until).order_by("pk")
    meetings = _meetings(reading).filter(minutes_shared_at__lte=until).order_by("pk")
    rows = [
        *answers.values_list("pk", "edited_at", *person),
        *posts.values_list("pk", "edited_at", "thread__title", *person),
        *meetings.values_list("pk", "minutes_version", "starts_at"),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _answers(reading: Reading):
    shared = Answer.objects.filter(reading=reading, audience=Answer.Audience.GROUP, hidden_at=None)
    return shared.with_words()


def _posts(reading: Reading):
    return Post.objects.filter(thread__reading=reading, hidden_at=None, deleted_at=None)


def _meetings(reading: Reading):
    """Whose minutes every member can read."""
    return reading.meetings.filter(cancelled_at=None, minutes_shared_at__isnull=False).exclude(minutes="")


def _day(reading: Reading):
    zone = reading.group.zone

    def day(moment: datetime.datetime) -> str:
        return date_format(moment.astimezone(zone), "DATE_FORMAT")

    return day


def _asked(answers, day) -> dict[int, list[Asked]]:
    given = defaultdict(list)
    for answer in answers.select_related("author__user").prefetch_related("choices"):
        given[answer.question_id].append(answer)
    asked = defaultdict(list)
    questions = Question.objects.filter(pk__in=given).order_by("section__position", "position", "pk")
    for question in questions.prefetch_related("choices"):
        asked[question.section_id].append(_asked_once(question, given[question.pk], day))
    return asked


def _asked_once(question: Question, answers: list[Answer], day) -> Asked:
    asked = Asked(_words(question.prompt_html))
    for answer in answers:
        if answer.body:
            asked.voices.append(Voice(answer.author.name, day(answer.shared_at), answer.body, answer.body_html))
    chosen = [[choice.pk for choice in answer.choices.all()] for answer in answers]
    if offered := list(question.choices.all()):
        asked.votes = [(choice.label, sum(choice.pk in ones for ones in chosen)) for choice in offered]
        asked.voters = sum(map(bool, chosen))
    return asked


def _minutes(meetings, day) -> dict[int | None, list[Minutes]]:
    """By the last section of each meeting."""
    minutes = defaultdict(list)
    for meeting in meetings.order_by("starts_at").prefetch_related("sections"):
        sections = [section.pk for section in meeting.sections.all()]
        about = sections[-1] if sections else None
        minutes[about].append(Minutes(day(meeting.starts_at), meeting.minutes, meeting.minutes_html))
    return minutes


def _words(html: str) -> str:
    """For a heading: one line, without marks."""
    return " ".join(unescape(strip_tags(html)).split())


def _talks(posts, day) -> dict[int | None, list[Talk]]:
    voices = defaultdict(list)
    for post in posts.select_related("author__user").order_by("number"):
        voices[post.thread_id].append(Voice(post.author.name, day(post.posted_at), post.body, post.body_html))
    talks = defaultdict(list)
    for thread in _in_order(Thread.objects.filter(pk__in=voices)):
        talks[thread.section_id].append(Talk(thread.title, voices[thread.pk]))
    return talks


def _in_order(threads) -> Iterable[Thread]:
    return threads.only("title", "section", "begun_at").order_by("begun_at", "pk")
