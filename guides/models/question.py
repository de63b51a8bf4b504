import secrets

from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.models.span import check_span
from guides.queries import QuestionQuerySet
from texts.fields import MarkdownField


def new_key() -> str:
    return secrets.token_hex(6)


class Question(models.Model):
    class Kind(models.TextChoices):
        FACTUAL = "factual", _("What does the text say")
        INTERPRETIVE = "interpretive", _("What does it mean")
        EVALUATIVE = "evaluative", _("What do we think of it")
        APPLY = "apply", _("What follows for us")
        DEFINE = "define", _("Define a term")
        PASSAGE = "passage", _("Explain a passage")
        CHOICE = "choice", _("Choose one")
        POLL = "poll", _("Choose any number")

    class Reveal(models.TextChoices):
        OPEN = "open", _("at once")
        AFTER_ANSWER = "after_answer", _("after one’s own")
        AT_MEETING = "at_meeting", _("at the meeting")
        BY_FACILITATOR = "by_facilitator", _("when the facilitator opens them")

    section = models.ForeignKey("Section", models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(_("position"), default=0)
    key = models.CharField(max_length=100, default=new_key, editable=False)  # lasting name in the open file format
    prompt = MarkdownField(_("question"), max_length=5_000)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INTERPRETIVE)
    is_core = models.BooleanField(_("core"), default=True, help_text=_("Optional questions are for those with time."))
    one_of = models.CharField(
        _("one of"), max_length=60, blank=True, help_text=_("Questions with the same word here: answer one of them.")
    )
    minutes = models.PositiveSmallIntegerField(_("minutes of talk"), null=True, blank=True)
    chapter = models.ForeignKey(
        "texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="questions", verbose_name=_("chapter")
    )
    first_paragraph = models.PositiveIntegerField(_("from paragraph"), null=True, blank=True)
    last_paragraph = models.PositiveIntegerField(_("to paragraph"), null=True, blank=True)
    reference = models.CharField(_("passage, in words"), max_length=300, blank=True)
    hint = MarkdownField(_("hint"), max_length=2_000, blank=True)
    model_answer = MarkdownField(_("model answer"), max_length=20_000, blank=True)
    facilitator_note = MarkdownField(_("for the facilitator"), max_length=5_000, blank=True)
    reveal = models.CharField(_("others’ answers open"), max_length=14, choices=Reveal, default=Reveal.AFTER_ANSWER)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()
    hint_html: str
    model_answer_html: str
    facilitator_note_html: str
    prompt_html: str  # built by MarkdownField, as all of the kind

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "position"],
                name="one_question_per_position",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two questions have the same position."),
            ),
            models.UniqueConstraint(fields=["section", "key"], name="one_question_per_key"),
            models.CheckConstraint(
                condition=~Q(prompt=""),
                name="question_has_a_prompt",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(last_paragraph__isnull=True) | Q(last_paragraph__gte=F("first_paragraph")),
                name="question_paragraphs_run_forwards",
                violation_error_message=_("The last paragraph lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.prompt[:80]

    def clean(self) -> None:
        check_span(self.first_paragraph, self.last_paragraph, self.chapter)

    def retire(self, position: int | None = None) -> None:
        """Keep it for those who have answered, and ask nobody else."""
        self.retired_at = self.retired_at or timezone.now()
        self.position = self.position if position is None else position
        self.save(update_fields=["retired_at", "position"])

    def restore(self) -> None:
        self.retired_at = None
        self.save(update_fields=["retired_at"])

    @property
    def is_held(self) -> bool:
        """Whether what people wrote hangs on it, so that it cannot be deleted."""
        return self.pk is not None and Question.objects.held().filter(pk=self.pk).exists()

    @property
    def has_choices(self) -> bool:
        return self.kind in (self.Kind.CHOICE, self.Kind.POLL)

    @property
    def passage_line(self) -> str:
        """Where to look, in words: “Paragraphs 1 to 3”, or the organizer's own."""
        if not self.first_paragraph:
            return self.reference
        if not self.last_paragraph or self.last_paragraph == self.first_paragraph:
            return str(_("Paragraph %(first)d")) % {"first": self.first_paragraph}
        return str(_("Paragraphs %(first)d to %(last)d")) % {
            "first": self.first_paragraph,
            "last": self.last_paragraph,
        }

    @property
    def passage_url(self) -> str:
        if self.chapter is None or not self.chapter.paragraphs:
            return ""
        anchor = f"#p{self.first_paragraph}" if self.first_paragraph else ""
        return self.chapter.get_absolute_url() + anchor


class Choice(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    position = models.PositiveIntegerField(_("position"), default=0)
    label = models.CharField(_("choice"), max_length=500)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["question_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "position"],
                name="one_choice_per_position",
                deferrable=Deferrable.DEFERRED,
                violation_error_message=_("Two choices have the same position."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
