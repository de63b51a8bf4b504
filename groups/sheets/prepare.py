"""One section for one member: their own answers, and of the others' what is open to them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from groups.models import Answer, Draft, Membership, Opening, Reading
from groups.sheets.voices import Told, told_about, voices
from guides.kept_sections import KeptSection
from guides.models import Choice, Question, Section

OPENED_BY_OTHERS = (Question.Reveal.AT_MEETING, Question.Reveal.BY_FACILITATOR)
MANY = 20  # answers to one question, or names; of more, some at first and all of them on asking
SHOWN_AT_FIRST = 10


@dataclass
class Bar:
    choice: Choice
    votes: int
    is_own: bool


@dataclass
class Tally:
    bars: list[Bar]
    voters: int

    @property
    def width(self) -> int:
        """Of the drawing of a bar, in votes; a drawing has at least some width."""
        return max(self.voters, 1)


@dataclass
class QuestionSheet:
    """A question with everything about it that the member may see."""

    number: int
    question: Question
    own: Answer | None = None
    draft: Draft | None = None
    others: list[Answer] = field(default_factory=list)  # others’ that are printed; those to a choice all
    given: int = 0  # how many of the others’ answers are open to the member
    spoken: int = 0  # how many of these have words; bare choices are in the tally
    passed: list[str] = field(default_factory=list)  # names of others, where it is open that they did
    waiting: list[str] = field(default_factory=list)  # names of those whose answers are not open yet
    has_met: bool = False  # a meeting about the section has begun
    is_opened: bool = False  # a facilitator opened everybody's answers
    is_edited: bool = False  # the member asked to change what they shared
    is_unclear: bool = False  # the member said so
    unclear_to: list[str] = field(default_factory=list)  # for facilitators, who else said so
    sees_early: bool = False  # a facilitator, who may read before answering
    typed: str | None = None  # what came in and could not be taken; it stays in the box
    chosen: set[int] = field(default_factory=set)
    came_back: bool = False  # it had been sent after the session ended
    errors: list[str] = field(default_factory=list)
    is_whole: bool = False  # all answers and names were asked for
    is_first_open: bool = False  # the first on the page that nobody has answered

    @property
    def words(self) -> str:
        """What stands in the box."""
        if self.typed is not None:
            return self.typed
        if self.draft:
            return self.draft.body
        return self.own.body if self.own else ""

    @property
    def ticked(self) -> set[int]:
        if self.typed is not None:
            return self.chosen
        source = self.draft or self.own
        return {choice.pk for choice in source.choices.all()} if source else set()

    @property
    def shows_box(self) -> bool:
        return self.own is None or self.own.is_pass or self.is_edited or self.typed is not None

    @property
    def has_unshared_change(self) -> bool:
        return bool(self.draft and self.own and not self.own.is_pass)

    @property
    def printed(self) -> list[Answer]:
        """Answers with words, one’s own first."""
        own = [] if self.own is None or self.own.is_pass or self.shows_box else [self.own]
        return own + self.some_of([answer for answer in self.others if answer.body])

    def some_of(self, rows: list) -> list:
        return rows if self.is_whole or len(rows) <= MANY else rows[:SHOWN_AT_FIRST]

    @property
    def names_waiting(self) -> list[str]:
        return self.some_of(self.waiting)

    @property
    def is_folded(self) -> bool:
        return not self.is_whole and self.spoken > MANY

    @property
    def is_closed(self) -> bool:
        """There is something to see, and it is not open to the member yet."""
        return bool(self.waiting)

    @property
    def is_answered(self) -> bool:
        return self.own is not None

    @cached_property
    def tally(self) -> Tally | None:
        if not self.question.has_choices or not (self.others or self.own_choices):
            return None
        answers = [*self.others, *([self.own] if self.own_choices else [])]
        votes = Counter(choice.pk for answer in answers for choice in answer.choices.all())
        bars = [Bar(choice, votes[choice.pk], choice.pk in self.own_choices) for choice in self.question.choices.all()]
        return Tally(bars, len(answers))

    @cached_property
    def own_choices(self) -> set[int]:
        return {choice.pk for choice in self.own.choices.all()} if self.own and not self.own.is_pass else set()

    @property
    def shows_model_answer(self) -> bool:
        """After one’s own answer, and not before the others’ answers are open."""
        rule = self.question.reveal
        waits = rule == Question.Reveal.BY_FACILITATOR or (rule == Question.Reveal.AT_MEETING and not self.has_met)
        return bool(self.question.model_answer) and self.is_answered and (self.is_opened or not waits)


@dataclass
class Sheet:
    kept: KeptSection
    questions: list[QuestionSheet]

    @property
    def section(self) -> Section:
        return self.kept.section

    @property
    def answered(self) -> int:
        return sum(entry.is_answered for entry in self.questions)

    @property
    def shared(self) -> int:
        """One’s own answers that have words."""
        return sum(entry.own is not None and not entry.own.is_pass for entry in self.questions)

    def encourage(self) -> None:
        """To be the first, once on the page."""
        for entry in self.questions:
            if not (entry.own or entry.given or entry.passed or entry.waiting):
                entry.is_first_open = True
                return

    def of(self, question: Question) -> QuestionSheet:
        return next(entry for entry in self.questions if entry.question.pk == question.pk)


def prepare(
    reading: Reading,
    kept: KeptSection,
    membership: Membership,
    also: int | None = None,
    only: Question | None = None,
    whole: str = "",
) -> Sheet:
    """Eight queries at most. `also` is a question to show even if it is no longer asked.

    With `only`, what others said comes for this question alone. `whole`: the key of one that shows all of it.
    """
    questions = kept.questions
    answers = Answer.objects.filter(reading=reading, question__in=questions)
    if only:
        answers = answers.filter(Q(question=only) | Q(author=membership))
    told = told_about(answers, membership)
    drafts = _drafts(reading, questions, membership)
    opened = _opened(reading, questions)
    met = _has_met(reading, kept.section, questions)
    mine = {*drafts, also, *(one.question for one in told if one.author == membership.pk)}
    asked = [question for question in questions if not question.retired_at or question.pk in mine]
    entries = [
        QuestionSheet(
            number,
            question,
            draft=drafts.get(question.pk),
            has_met=met,
            is_opened=question.pk in opened,
            is_whole=str(question.pk) == whole,
        )
        for number, question in enumerate(asked, 1)
    ]
    _hear(entries, told, membership)
    return Sheet(kept, entries)


def _opened(reading: Reading, questions: list[Question]) -> set[int]:
    """Asked only where it changes what is shown."""
    waiting = [question for question in questions if question.reveal in OPENED_BY_OTHERS]
    openings = Opening.objects.filter(reading=reading, question__in=waiting)
    return set(openings.values_list("question", flat=True)) if waiting else set()


def _has_met(reading: Reading, section: Section, questions: list[Question]) -> bool:
    if not any(question.reveal == Question.Reveal.AT_MEETING for question in questions):
        return False
    return reading.meetings.filter(sections=section, starts_at__lte=timezone.now(), cancelled_at=None).exists()


def _hear(entries: list[QuestionSheet], told: list[Told], membership: Membership) -> None:
    """What everybody said, with the words of those answers alone that are printed."""
    by_question, wanted = defaultdict(list), [one.pk for one in told if one.author == membership.pk]
    for one in told:
        if one.author != membership.pk:
            by_question[one.question].append(one)
    for entry in entries:
        others = by_question[entry.question.pk]
        given = [one for one in others if one.is_open and not one.has_passed]
        spoken = [one for one in given if one.has_words]
        entry.given, entry.spoken = len(given), len(spoken)
        entry.passed = [one.name for one in others if one.is_open and one.has_passed]
        entry.waiting = sorted((one.name for one in others if not one.is_open and not one.has_passed), key=str.casefold)
        printed = given if entry.question.has_choices else entry.some_of(spoken)
        wanted += [one.pk for one in printed]
    words = voices(Answer.objects.filter(pk__in=wanted), [entry.question for entry in entries])
    for entry in entries:
        here = [answer for answer in words if answer.question_id == entry.question.pk]
        entry.own = next((answer for answer in here if answer.author_id == membership.pk), None)
        entry.others = [answer for answer in here if answer.author_id != membership.pk]
        entry.sees_early = membership.is_facilitator and entry.own is None


def _drafts(reading: Reading, questions: list[Question], membership: Membership) -> dict[int, Draft]:
    drafts = Draft.objects.filter(reading=reading, question__in=questions, author=membership)
    return {draft.question_id: draft for draft in drafts.prefetch_related("choices")}
