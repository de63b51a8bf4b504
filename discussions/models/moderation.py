from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from groups.models import Membership, Reading


class Act(models.TextChoices):
    POST_HIDDEN = "post_hidden", _("%(who)s hid a post by %(whom)s.")
    POST_RESTORED = "post_restored", _("%(who)s showed a hidden post by %(whom)s again.")
    POST_DELETED = "post_deleted", _("%(who)s deleted a post by %(whom)s.")
    THREAD_CLOSED = "thread_closed", _("%(who)s closed a thread.")
    THREAD_REOPENED = "thread_reopened", _("%(who)s opened a thread again.")
    THREAD_PINNED = "thread_pinned", _("%(who)s put a thread first.")
    THREAD_UNPINNED = "thread_unpinned", _("%(who)s no longer keeps a thread first.")
    THREAD_SPLIT = "thread_split", _("%(who)s began a thread with posts of another.")
    THREAD_MERGED = "thread_merged", _("%(who)s put a thread by %(whom)s together with another.")
    THREAD_MOVED = "thread_moved", _("%(who)s moved a thread to another section.")
    THREAD_RENAMED = "thread_renamed", _("%(who)s changed the title of a thread by %(whom)s.")
    THREAD_DELETED = "thread_deleted", _("%(who)s deleted a thread by %(whom)s.")
    ANSWER_HIDDEN = "answer_hidden", _("%(who)s hid an answer by %(whom)s.")
    ANSWER_RESTORED = "answer_restored", _("%(who)s showed a hidden answer by %(whom)s again.")
    ANSWER_DELETED = "answer_deleted", _("%(who)s deleted an answer by %(whom)s.")
    MEMBER_WARNED = "member_warned", _("%(who)s warned %(whom)s.")
    MEMBER_MUTED = "member_muted", _("%(who)s asked %(whom)s to write in no thread for a while.")
    MEMBER_UNMUTED = "member_unmuted", _("%(who)s let %(whom)s write in threads again.")
    REPORT_ESCALATED = "report_escalated", _("%(who)s asked the site’s hosts to look at a post by %(whom)s.")
    HOST_READ = "host_read", _("%(who)s read words by %(whom)s.")
    HOST_DELETED = "host_deleted", _("%(who)s deleted words by %(whom)s.")
    REPORT_DISMISSED = "report_dismissed", _("%(who)s read a report about a post by %(whom)s and left the post.")


class ModerationEntry(models.Model):
    """What a facilitator did, to whom and why: for every member of the group, without the words it was about."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="moderation")
    act = models.CharField(max_length=16, choices=Act)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    by_host = models.BooleanField(default=False)  # a superuser, who is nobody of the group
    whom = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    thread = models.ForeignKey("Thread", models.SET_NULL, null=True, related_name="moderation")
    number = models.PositiveIntegerField(null=True)
    question = models.ForeignKey("guides.Question", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    shown_thread: Any  # `thread` or None, for those who may see it

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reading", "-at"], name="moderation_latest_first")]

    def __str__(self) -> str:
        return self.sentence

    @classmethod
    def record(cls, act: Act, by: Membership | None, thread, post=None, reason: str = "") -> None:
        """Nobody's act (of a command) is not recorded."""
        if by is None:
            return
        cls.objects.create(
            reading_id=thread.reading_id,
            act=act,
            by=by,
            whom_id=(post or thread).author_id,
            thread=None if act == Act.THREAD_DELETED else thread,
            number=post.number if post else None,
            reason=reason,
        )

    @classmethod
    def record_answer(cls, act: Act, by: Membership, answer, reason: str = "") -> None:
        about = {"reading_id": answer.reading_id, "whom_id": answer.author_id, "question_id": answer.question_id}
        cls.objects.create(act=act, by=by, reason=reason, **about)

    @classmethod
    def record_conduct(cls, act: Act, by: Membership, reading: Reading, whom: Membership, reason: str) -> None:
        cls.objects.create(act=act, by=by, reading=reading, whom=whom, reason=reason)

    @classmethod
    def record_host(cls, act: Act, reading_id: int, whom_id: int, reason: str) -> None:
        """What a superuser did with words of a group, who writes nothing there under a name."""
        cls.objects.create(act=act, by_host=True, reading_id=reading_id, whom_id=whom_id, reason=reason)

    @classmethod
    def pause_of(cls, membership: Membership) -> "ModerationEntry | None":
        """Who asked the member to pause and why, as long as it lasts."""
        if not membership.is_muted:
            return None
        return cls.objects.filter(whom=membership, act=Act.MEMBER_MUTED).select_related("by__user").first()

    @property
    def sentence(self) -> str:
        someone = _now("somebody who is gone")
        who = _now("The site’s host") if self.by_host else self.by or someone
        return Act(self.act).label % {"who": who, "whom": self.whom or someone}


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def of(self, reading: Reading):
        return self.filter(post__thread__reading=reading)

    def for_facilitator(self, membership: Membership):
        """Nobody looks after a report about themselves."""
        return self.exclude(post__author=membership)

    def for_hosts(self):
        return self.filter(escalated_at__isnull=False)


class Report(models.Model):
    """A member asks the facilitators to look at a post."""

    post = models.ForeignKey("Post", models.CASCADE, related_name="reports")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="reports")
    reason = models.CharField(_("what is wrong with it"), max_length=500)
    reported_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=9, blank=True)  # hidden, deleted, dismissed
    escalated_at = models.DateTimeField(null=True, blank=True)  # then the site’s hosts see it too

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["reported_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(settled_at__isnull=True), name="one_open_report_per_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.reported_at:%Y-%m-%d}"

    @transaction.atomic
    def escalate(self, by: Membership, reason: str) -> None:
        self.escalated_at = timezone.now()
        self.save(update_fields=["escalated_at"])
        ModerationEntry.record(Act.REPORT_ESCALATED, by, self.post.thread, self.post, reason)

    def dismiss(self, by: Membership) -> None:
        """The post stays as it is."""
        self.settled_at, self.settled_by, self.outcome = timezone.now(), by, "dismissed"
        self.save(update_fields=["settled_at", "settled_by", "outcome"])
        ModerationEntry.record(Act.REPORT_DISMISSED, by, self.post.thread, self.post)
