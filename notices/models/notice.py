from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models import ModerationEntry, Post, Report
from groups.models import Answer, Group, Invitation, JoinRequest, Meeting, Membership, Reading
from guides.models import Question
from notices.queries import NoticeQuerySet


class Notice(models.Model):
    """Something happened that one person may want to know. It refers to the thing and keeps no words of it."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("Somebody named you")
        REPLY = "reply", _("A reply in a thread of yours")
        THREAD = "thread", _("A new thread")
        ANSWER = "answer", _("An answer you can read")
        OPENED = "opened", _("Answers were opened")
        MEETING_MOVED = "meeting_moved", _("A meeting was moved")
        MEETING_CANCELLED = "meeting_cancelled", _("A meeting was called off")
        MEETING_NEAR = "meeting_near", _("A meeting is near")
        REPORT = "report", _("A post was reported")
        MODERATION = "moderation", _("A facilitator did something about your words")
        REQUEST = "request", _("Somebody asks to join")
        REQUEST_ANSWERED = "request_answered", _("Your request was answered")
        INVITATION = "invitation", _("You are invited")
        REMOVED = "removed", _("You were removed from a group")

    URGENT = (Kind.MEETING_MOVED, Kind.MEETING_CANCELLED, Kind.MEETING_NEAR, Kind.REQUEST_ANSWERED, Kind.REMOVED)

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    reading = models.ForeignKey(Reading, models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")  # of what belongs to no reading
    kind = models.CharField(max_length=17, choices=Kind)
    about = models.CharField(max_length=80)  # names the thing, so that nobody is told of it twice: “post 12”
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, null=True, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="+")
    entry = models.ForeignKey(ModerationEntry, models.CASCADE, null=True, related_name="+")
    join_request = models.ForeignKey(JoinRequest, models.CASCADE, null=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")
    removal = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail = models.ForeignKey("Mail", models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "about"], name="told_once"),
            models.CheckConstraint(
                condition=Q(reading=None, group__isnull=False) | Q(reading__isnull=False, group=None),
                name="notice_of_a_reading_or_a_group",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-made_at"], name="notices_latest_first"),
            models.Index(fields=["made_at"], condition=Q(mail=None, seen_at=None), name="notices_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.about}"
