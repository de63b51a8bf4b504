import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.models.group import Membership
from groups.models.progress import Progress
from groups.models.reading import Reading
from groups.queries.answer import AnswerQuerySet
from texts.fields import MarkdownField

LONGEST_ANSWER = 20_000


class Draft(models.Model):
    """Words nobody but their author ever sees, not even a superuser. Sharing turns them into an Answer."""

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="drafts")
    question = models.ForeignKey("guides.Question", models.PROTECT, related_name="drafts")
    author = models.ForeignKey(Membership, models.CASCADE, related_name="drafts")
    body = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    choices = models.ManyToManyField("guides.Choice", related_name="+", blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "question", "author"], name="one_draft_per_question")]

    def __str__(self) -> str:
        return f"{self.pk}"  # never the words: this may end in a log

    @classmethod
    def keep(cls, reading: Reading, question, author: Membership, body: str, choices=()) -> "Draft | None":
        """Save what was typed; an empty draft is none, nor are words that are shared already and arrive once more."""
        if (not body.strip() and not choices) or cls._is_shared(reading, question, author, body, choices):
            cls.objects.filter(reading=reading, question=question, author=author).delete()
            return None
        draft, _created = cls.objects.update_or_create(
            reading=reading,
            question=question,
            author=author,
            defaults={"body": body, "group_id": reading.group_id},
        )
        draft.choices.set(choices)
        return draft

    @staticmethod
    def _is_shared(reading: Reading, question, author: Membership, body: str, choices) -> bool:
        same = Answer.objects.with_words().filter(reading=reading, question=question, author=author, body=body).first()
        return same is not None and (not choices or set(same.choices.all()) == set(choices))


class Answer(models.Model):
    """What a member shared: words, a choice, or that they pass. The first wording stays beside later ones."""

    class Audience(models.TextChoices):
        GROUP = "group", _("The group")
        FACILITATORS = "facilitators", _("Facilitators only")

    group = models.ForeignKey("Group", models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="answers")
    question = models.ForeignKey("guides.Question", models.PROTECT, related_name="answers")
    author = models.ForeignKey(Membership, models.CASCADE, related_name="answers")
    audience = models.CharField(_("for"), max_length=12, choices=Audience, default=Audience.GROUP)
    body = MarkdownField(_("answer"), max_length=LONGEST_ANSWER, blank=True)
    first_body = MarkdownField(max_length=LONGEST_ANSWER, blank=True, editable=False)
    prompt = models.TextField(editable=False)  # as it was when answered
    choices = models.ManyToManyField("guides.Choice", related_name="answers", blank=True)
    first_choices = models.ManyToManyField("guides.Choice", related_name="+", blank=True, editable=False)
    shared_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(max_length=500, blank=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = AnswerQuerySet.as_manager()
    body_html: str  # built by MarkdownField

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["shared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "question", "author"], name="one_answer_per_question"),
            models.UniqueConstraint(fields=["author", "key"], name="answer_shared_once"),
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True) | Q(body="", first_body=""), name="a_pass_has_no_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}, {self.shared_at:%Y-%m-%d}"

    @classmethod
    @transaction.atomic
    def share(cls, reading, question, author, body: str, choices=(), audience=Audience.GROUP) -> "Answer":
        """Share, or change what was shared. Sharing the same twice changes nothing. The draft is gone afterwards.

        Raises ValidationError if there is nothing to share.
        """
        choices = list(choices)
        if question.has_choices and not choices:
            raise ValidationError(_("Choose an answer first."))
        if not question.has_choices and not body.strip():
            raise ValidationError(_("Write an answer first, or pass on this one."))
        now = timezone.now()
        answer, created = cls.objects.select_for_update().get_or_create(
            reading=reading,
            question=question,
            author=author,
            defaults={
                "group_id": reading.group_id,
                "body": body,
                "first_body": body,
                "prompt": question.prompt,
                "audience": audience,
            },
        )
        is_first = created or answer.is_pass
        if not created:
            answer._change(body, choices, audience, now)
        if choices or (question.has_choices and not created):
            answer.choices.set(choices)
        if choices and is_first:
            answer.first_choices.set(choices)
        Draft.objects.filter(reading=reading, question=question, author=author).delete()
        Progress.begin(reading, question.section, author)
        return answer

    def _change(self, body: str, choices: list, audience: str, now) -> None:
        if self.passed_at:
            self.passed_at, self.shared_at, self.first_body, self.prompt = None, now, body, self.question.prompt
        elif body != self.body or self._chose_otherwise_than(choices):
            self.edited_at = now
        self.body, self.audience = body, audience
        self.save()

    def _chose_otherwise_than(self, choices: list) -> bool:
        before = set(self.choices.values_list("pk", flat=True)) if self.question.has_choices else set()
        return {choice.pk for choice in choices} != before

    @classmethod
    def pass_on(cls, reading, question, author) -> "Answer":
        """An honest answer too: it opens the others'. A draft stays where it is."""
        answer, _created = cls.objects.get_or_create(
            reading=reading,
            question=question,
            author=author,
            defaults={"passed_at": timezone.now(), "prompt": question.prompt, "group_id": reading.group_id},
        )
        return answer

    @transaction.atomic
    def take_back(self) -> None:
        """Unshare: the words become a draft again, unless there is a newer one."""
        choices = list(self.choices.all())
        self.delete()
        if not Draft.objects.filter(reading=self.reading, question=self.question, author=self.author).exists():
            Draft.keep(self.reading, self.question, self.author, self.body, choices)

    def hide(self, by: Membership, reason: str = "") -> None:
        self.hidden_at, self.hidden_by, self.hidden_reason = timezone.now(), by, reason
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])

    def show_again(self) -> None:
        self.hidden_at, self.hidden_by, self.hidden_reason = None, None, ""
        self.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])

    @property
    def is_pass(self) -> bool:
        return self.passed_at is not None

    @property
    def was_changed(self) -> bool:
        return bool(self.first_body) and self.first_body != self.body

    @property
    def chose_otherwise(self) -> list:
        """What was chosen first, if something else is chosen now. Empty otherwise."""
        first = list(self.first_choices.all())
        return first if {choice.pk for choice in first} != {choice.pk for choice in self.choices.all()} else []

    @property
    def answered_other_wording(self) -> bool:
        """Other words; a line that breaks elsewhere is none."""
        return self.prompt.split() != self.question.prompt.split()


class Opening(models.Model):
    """A facilitator opened everybody's answers to a question."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="openings")
    question = models.ForeignKey("guides.Question", models.CASCADE, related_name="openings")
    opened_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "question"], name="opened_once")]

    def __str__(self) -> str:
        return f"{self.question_id}"
