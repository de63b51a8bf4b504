"""The sheet of a meeting: what was shared, question by question, in the order of the evening."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from groups.models import Answer, Attendance, Duty, Meeting, Membership, Progress, Reading
from groups.queries.group import shown_name
from groups.sheets.bringing import Brought, NotClear, brought, not_clear
from groups.sheets.prepare import QuestionSheet, Tally
from groups.sheets.voices import voices
from guides.models import Question
from texts.models import Chapter

WELCOME = CLOSING = 10  # minutes
USUAL = 15
POLL = 10
NAMED = 8  # of more members who have not answered, only the number is said at first
ASKED = 12  # words of a question that its line in the minutes begins with
SHOWN_AT_FIRST = 20  # answers to one question; the others fold, except on paper


@dataclass
class Item:
    number: int  # within its section
    name: str  # with the section, if the evening has several
    question: Question
    answers: list[Answer]
    passed: list[str]
    missing: list[str]
    minutes: int
    unclear: list[str] = field(default_factory=list)  # who has not understood the question
    starts_at: datetime.datetime | None = None

    @property
    def voices(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.body]

    @property
    def first_voices(self) -> list[Answer]:
        return self.voices[:SHOWN_AT_FIRST]

    @property
    def more_voices(self) -> list[Answer]:
        return self.voices[SHOWN_AT_FIRST:]

    @property
    def tally(self) -> Tally | None:
        """The most chosen first; nobody's choice is marked as their own on a sheet for the table."""
        tally = QuestionSheet(self.number, self.question, others=self.answers).tally
        if tally:
            tally.bars.sort(key=lambda bar: -bar.votes)
        return tally

    @property
    def agreement(self) -> float:
        """The share of the largest choice, from 0 to 1; 1 if nobody has chosen."""
        tally = self.tally
        return tally.bars[0].votes / tally.voters if tally and tally.voters else 1.0

    @property
    def names_missing(self) -> bool:
        return len(self.missing) <= NAMED


@dataclass
class Evening:
    meeting: Meeting
    sections: list
    planned: list[Item]
    spare: list[Item]
    replies: dict[str, list[str]]  # names by kind of reply; "" for those who have not said
    duties: list[Duty]
    brought: list[Brought]
    unclear: NotClear
    have_read: int
    closes_at: datetime.datetime
    welcome: int = WELCOME
    closing: int = CLOSING
    next_meeting: Meeting | None = None
    items: list[Item] = field(init=False)

    def __post_init__(self) -> None:
        self.items = [*self.planned, *self.spare]

    @property
    def coming(self) -> list[str]:
        return sorted([*self.replies[Attendance.Reply.YES], *self.replies[Attendance.Reply.ONLINE]])

    @property
    def who_comes(self) -> list[tuple[str, list[str]]]:
        """Kinds of reply in words with their names, those who have not said last."""
        kinds = [*Attendance.Reply.choices, ("", _("No word yet"))]
        return [(str(words), self.replies[kind]) for kind, words in kinds if self.replies[kind]]

    @property
    def minutes(self) -> int:
        return self.around + sum(item.minutes for item in self.planned)

    @property
    def length(self) -> int:
        return int(self.meeting.length.total_seconds() // 60)

    @property
    def around(self) -> int:
        return self.welcome + self.closing

    @property
    def to_spare(self) -> int:
        return self.length - self.minutes


def evening(reading: Reading, meeting: Meeting, membership: Membership) -> Evening:
    """Twelve queries at most. Answers are those that the membership may read: a facilitator, all that were shared."""
    chapters = Prefetch("chapters", Chapter.objects.without_bodies())
    sections = list(meeting.sections.prefetch_related(chapters))
    members = dict(Membership.objects.active().filter(group=reading.group_id).values_list("pk", shown_name()))
    unclear = not_clear(reading, sections, membership)
    items = _items(reading, sections, membership, members)
    for item in items:
        item.unclear = [mark.membership.name for mark in unclear.by_question[item.question.pk]]
    planned, spare = _in_order(items, meeting)
    at = meeting.starts_at + datetime.timedelta(minutes=WELCOME)
    for item in planned:
        item.starts_at = at
        at += datetime.timedelta(minutes=item.minutes)
    later = reading.meetings.filter(starts_at__gt=meeting.starts_at, cancelled_at=None)
    return Evening(
        meeting,
        sections,
        planned,
        spare,
        _replies(meeting, members),
        list(meeting.duties.of_members().select_related("membership__user")),
        brought(meeting),
        unclear,
        _have_read(reading, sections),
        at,
        next_meeting=later.prefetch_related("sections").first(),
    )


def _items(reading: Reading, sections: list, membership: Membership, members: dict[int, str]) -> list[Item]:
    by_pk = {section.pk: section for section in sections}
    questions = Question.objects.filter(section__in=sections).prefetch_related("choices")
    questions = questions.order_by("section__position", "position")
    answers, passed, authors = _answers(reading, questions, membership)
    numbers: Counter = Counter()
    items = []
    for question in questions:
        if question.retired_at and question.pk not in authors:
            continue
        question.section = by_pk[question.section_id]
        numbers[question.section_id] += 1
        missing = sorted(name for pk, name in members.items() if pk not in authors[question.pk])
        minutes = question.minutes or (POLL if question.has_choices else USUAL)
        number = numbers[question.section_id]
        name = _name(question, number, len(sections) > 1)
        items.append(Item(number, name, question, answers[question.pk], passed[question.pk], missing, minutes))
    return items


def _name(question: Question, number: int, has_several_sections: bool) -> str:
    if not has_several_sections:
        return _("Question %(number)d") % {"number": number}
    place = {"section": question.section.position, "number": number}
    return _("Section %(section)d, question %(number)d") % place


def _answers(reading: Reading, questions, membership: Membership) -> tuple[dict, dict, dict]:
    """By question: answers with words or a choice, names of those who passed, and everybody who did either."""
    answers, passed, authors = defaultdict(list), defaultdict(list), defaultdict(set)
    visible = Answer.objects.visible_to(membership).filter(reading=reading, hidden_at=None)
    for answer in voices(visible.order_by(shown_name("author__"), "pk"), questions):
        authors[answer.question_id].add(answer.author_id)
        if answer.is_pass:
            passed[answer.question_id].append(answer.author.name)
        else:
            answers[answer.question_id].append(answer)
    return answers, passed, authors


def _in_order(items: list[Item], meeting: Meeting) -> tuple[list[Item], list[Item]]:
    if not meeting.agenda:
        return _proposed(items, int(meeting.length.total_seconds() // 60) - WELCOME - CLOSING)
    by_pk = {item.question.pk: item for item in items}
    planned = []
    for pk, minutes in meeting.agenda:
        if pk in by_pk:
            item = by_pk.pop(pk)
            item.minutes = minutes
            planned.append(item)
    return planned, list(by_pk.values())


def _proposed(items: list[Item], minutes: int) -> tuple[list[Item], list[Item]]:
    """Choices open the evening, the most divided first; then core questions, as long as there is time."""
    ordered = sorted(items, key=lambda item: (not item.question.has_choices, item.agreement, not item.question.is_core))
    planned, spare = [], []
    for item in ordered:
        if item.minutes <= minutes:
            minutes -= item.minutes
            planned.append(item)
        else:
            spare.append(item)
    return planned, spare


def _replies(meeting: Meeting, members: dict[int, str]) -> dict[str, list[str]]:
    said = dict(meeting.attendances.values_list("membership", "reply"))
    replies: dict[str, list[str]] = defaultdict(list)
    for pk, name in sorted(members.items(), key=lambda one: one[1].casefold()):
        replies[said.get(pk, "")].append(name)
    return replies


def _have_read(reading: Reading, sections: list) -> int:
    shown = Progress.objects.filter(
        reading=reading,
        section__in=sections,
        read_at__isnull=False,
        membership__left_at=None,
        membership__removed_at=None,
        membership__progress_hidden_at=None,
    )
    return shown.values("membership").distinct().count()


def proposed_minutes(plan: Evening) -> str:
    """A beginning for whoever writes the minutes; every line is theirs to change."""
    lines = [_("Present: %(names)s.") % {"names": ", ".join(plan.coming)}] if plan.coming else []
    for item in plan.planned:
        asked = Truncator(strip_tags(item.question.prompt_html)).words(ASKED)
        about = {"question": item.name, "words": unescape(asked).strip(), "what": _what_was_chosen(item)}
        lines.append(_("%(question)s (%(words)s): %(what)s") % about)
    lines.append(_("Left open:"))
    if plan.next_meeting:
        lines.append(_("Next: %(what)s, %(day)s.") % _next(plan.next_meeting))
    return "\n\n".join(line.rstrip() for line in lines)


def _what_was_chosen(item: Item) -> str:
    tally = item.tally
    if not tally:
        return ""
    first = tally.bars[0]
    return _("%(votes)d of %(voters)d chose “%(choice)s”.") % {
        "votes": first.votes,
        "voters": tally.voters,
        "choice": first.choice.label,
    }


def _next(meeting: Meeting) -> dict[str, str]:
    titles = ", ".join(section.title for section in meeting.sections.all())
    return {"what": titles or _("to be agreed"), "day": date_format(localtime(meeting.starts_at), "MONTH_DAY_FORMAT")}
