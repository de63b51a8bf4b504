"""One section for one member: their own answers, and of the others' what is open to them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from groups.access import light_chapters
from groups.models import Answer, Draft, Membership, Opening, Reading
from groups.queries.answer import AnswerQuerySet
from groups.queries.group import shown_name
from groups.sheets.voices import voices
from guides.models import Choice, Question, Section

OPENED_BY_OTHERS = (Question.Reveal.AT_MEETING, Question.Reveal.BY_FACILITATOR)
SHOWN_AT_FIRST = 20  # answers to one question; all of them on asking


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
    others: list[Answer] = field(default_factory=list)  # what is open to the member, one's own apart
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

    @cached_property
    def voices(self) -> list[Answer]:
        """Others' answers that have words; bare choices are in the tally."""
        return [answer for answer in self.others if answer.body]

    @property
    def shown(self) -> list[Answer]:
        return self.voices if self.is_whole else self.voices[:SHOWN_AT_FIRST]

    @property
    def names_waiting(self) -> list[str]:
        return self.waiting if self.is_whole else self.waiting[:SHOWN_AT_FIRST]

    @property
    def is_folded(self) -> bool:
        return len(self.shown) < len(self.voices)

    @cached_property
    def given(self) -> list[Answer]:
        return [answer for answer in self.others if not answer.is_pass]

    @cached_property
    def passed(self) -> list[Answer]:
        return [answer for answer in self.others if answer.is_pass]

    @property
    def is_closed(self) -> bool:
        """There is something to see, and it is not open to the member yet."""
        return bool(self.waiting)

    @property
    def is_answered(self) -> bool:
        return self.own is not None

    @cached_property
    def tally(self) -> Tally | None:
        if not self.question.has_choices or not (self.given or self.own_choices):
            return None
        answers = [*self.given, *([self.own] if self.own_choices else [])]
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
    section: Section
    questions: list[QuestionSheet]

    @property
    def answered(self) -> int:
        return sum(entry.is_answered for entry in self.questions)

    @property
    def shared(self) -> int:
        """One’s own answers that have words."""
        return sum(entry.own is not None and not entry.own.is_pass for entry in self.questions)

    def encourage(self) -> None:
        """To be the first, once on the page."""
        first = next((entry for entry in self.questions if not (entry.own or entry.others or entry.waiting)), None)
        if first:
            first.is_first_open = True

    def of(self, question: Question) -> QuestionSheet:
        return next(entry for entry in self.questions if entry.question.pk == question.pk)


def prepare(
    reading: Reading, section: Section, membership: Membership, also: int | None = None, only: Question | None = None
) -> Sheet:
    """Twelve queries at most. `also` is a question to show even if it is no longer asked.

    With `only`, what others said comes for this question alone.
    """
    questions = _questions(section)
    answers = Answer.objects.filter(reading=reading, question__in=questions)
    if only:
        answers = answers.filter(Q(question=only) | Q(author=membership))
    own, others = _own_and_others(answers, questions, membership)
    drafts = _drafts(reading, questions, membership)
    closed = [question for question in ([only] if only else questions) if question.pk not in others]
    waiting = _waiting(answers, membership, closed)
    opened = _opened(reading, questions)
    met = _has_met(reading, section, questions)
    mine = {*own, *drafts, also}
    entries = [
        QuestionSheet(
            number,
            question,
            own=own.get(question.pk),
            draft=drafts.get(question.pk),
            others=others[question.pk],
            waiting=waiting[question.pk],
            has_met=met,
            is_opened=question.pk in opened,
            sees_early=membership.is_facilitator and question.pk not in own,
        )
        for number, question in enumerate((one for one in questions if not one.retired_at or one.pk in mine), 1)
    ]
    return Sheet(section, entries)


def _questions(section: Section) -> list[Question]:
    """Those that were taken out too: they stay for those who wrote to them."""
    questions = list(section.questions.order_by("position", "pk"))
    here = {chapter.pk: chapter for chapter in section.chapters.all()}
    for question in questions:
        question.section = section
        if question.chapter_id in here:
            question.chapter = here[question.chapter_id]
    elsewhere = [question for question in questions if question.chapter_id and question.chapter_id not in here]
    prefetch_related_objects(elsewhere, Prefetch("chapter", light_chapters()))
    prefetch_related_objects([question for question in questions if question.has_choices], "choices")
    return questions


def _opened(reading: Reading, questions: list[Question]) -> set[int]:
    """Asked only where it changes what is shown."""
    waiting = [question for question in questions if question.reveal in OPENED_BY_OTHERS]
    openings = Opening.objects.filter(reading=reading, question__in=waiting)
    return set(openings.values_list("question", flat=True)) if waiting else set()


def _has_met(reading: Reading, section: Section, questions: list[Question]) -> bool:
    if not any(question.reveal == Question.Reveal.AT_MEETING for question in questions):
        return False
    return reading.meetings.filter(sections=section, starts_at__lte=timezone.now(), cancelled_at=None).exists()


def _own_and_others(answers: AnswerQuerySet, questions: list[Question], membership: Membership) -> tuple[dict, dict]:
    own, others = {}, defaultdict(list)
    for answer in voices(answers.visible_to(membership), questions):
        if answer.author_id == membership.pk:
            own[answer.question_id] = answer
        else:
            others[answer.question_id].append(answer)
    return own, others


def _drafts(reading: Reading, questions: list[Question], membership: Membership) -> dict[int, Draft]:
    drafts = Draft.objects.filter(reading=reading, question__in=questions, author=membership)
    return {draft.question_id: draft for draft in drafts.prefetch_related("choices")}


def _waiting(answers: AnswerQuerySet, membership: Membership, closed: list[Question]) -> dict[int, list[str]]:
    """Names of those whose answers are not open to the member. Answers to a question open all together."""
    waiting: dict[int, list[str]] = defaultdict(list)
    if not closed:
        return waiting
    announced = answers.announced_to(membership).filter(question__in=closed).exclude(author=membership)
    rows = announced.order_by(shown_name("author__"), "author").values_list("question", shown_name("author__"))
    for question, name in rows:
        waiting[question].append(name)
    return waiting
