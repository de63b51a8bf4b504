import uuid

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.models.moderation import Act, ModerationEntry
from discussions.queries import PostQuerySet
from groups.models import Group, Membership
from texts.fields import MarkdownField

LONGEST_POST = 20_000
POSTS_PER_PAGE = 50


def page_of(number: int) -> int:
    """The page of its thread on which a post stands."""
    return (max(number, 1) - 1) // POSTS_PER_PAGE + 1


class Post(models.Model):
    """`number` counts from 1 within the thread and is never given again: it is the address of the post."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    thread = models.ForeignKey("Thread", models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Membership, models.CASCADE, related_name="posts")
    body = MarkdownField(_("post"), max_length=LONGEST_POST, blank=True)
    speaks_of_later = models.BooleanField(_("speaks of something further on"), default=False)
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()
    is_veiled: bool  # from PostQuerySet.with_veil
    is_blocked: bool
    is_moved: bool

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["thread", "number"]
        indexes = [
            models.Index(fields=["group", "-posted_at"], name="posts_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number"),
            models.UniqueConstraint(fields=["id", "group"], name="post_with_group"),  # for composite foreign keys
            models.UniqueConstraint(fields=["author", "key"], name="post_written_once"),
            models.CheckConstraint(
                condition=~Q(body="") | Q(deleted_at__isnull=False), name="post_has_words_until_deleted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}, {self.number}"

    def get_absolute_url(self) -> str:
        return self.thread.url_from(self.number)

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.hidden_at is not None

    def withholds_words_from(self, membership: Membership) -> bool:
        """Deleted for everybody; blocked by who does not wish to read its author; hidden from all but its author and
        facilitators; veiled while the guard is strict.

        Expects PostQuerySet.with_veil.
        """
        if self.deleted_at or self.is_blocked:
            return True
        if membership.is_facilitator or self.author_id == membership.pk:
            return False
        return self.hidden_at is not None or (self.is_veiled and membership.group.spoiler_guard == "strict")

    @transaction.atomic
    def edit(self, body: str, version: int, speaks_of_later: bool | None = None) -> bool:
        """Change one's words, keeping the earlier ones. False if they were changed elsewhere since `version`."""
        locked = Post.objects.select_for_update().get(pk=self.pk)
        if locked.version != version or locked.deleted_at:
            return False
        if speaks_of_later is not None and locked.speaks_of_later != speaks_of_later:
            locked.speaks_of_later = speaks_of_later
            locked.save(update_fields=["speaks_of_later"])
        if locked.body != body:
            locked.revisions.create(body=locked.body)
            locked.body, locked.edited_at, locked.version = body, timezone.now(), version + 1
            locked.save(update_fields=["body", "body_html", "edited_at", "version"])
        return True

    @transaction.atomic
    def remove(self, by: Membership, reason: str = "") -> None:
        """Delete it. Where others have written since, a trace stays, so that their words keep making sense."""
        thread = type(self.thread).objects.select_for_update().get(pk=self.thread_id)
        if by.pk != self.author_id:
            ModerationEntry.record(Act.POST_DELETED, by, thread, self, reason)
        if by.pk != self.author_id or self._others_wrote_after():
            self.delete_words(by)
            return
        self.delete()
        left = thread.posts.aggregate(latest=Max("posted_at"))["latest"]
        thread.post_count = F("post_count") - 1
        thread.last_post_at = left or thread.begun_at
        thread.save(update_fields=["post_count", "last_post_at"])

    def _others_wrote_after(self) -> bool:
        return self.thread.posts.filter(number__gt=self.number).exclude(author=self.author_id).exists()

    @transaction.atomic
    def delete_words(self, by: Membership | None = None) -> None:
        """Take the words out, earlier ones too. The place of the post stays."""
        self.revisions.all().delete()
        self.reactions.all().delete()
        self.body, self.deleted_at, self.deleted_by = "", timezone.now(), by
        self.save(update_fields=["body", "body_html", "deleted_at", "deleted_by"])
        self.settle_reports(by, "deleted")

    @transaction.atomic
    def hide(self, by: Membership, reason: str = "") -> None:
        self.hidden_at, self.hidden_by = timezone.now(), by
        self.save(update_fields=["hidden_at", "hidden_by"])
        self.settle_reports(by, "hidden")
        ModerationEntry.record(Act.POST_HIDDEN, by, self.thread, self, reason)

    @transaction.atomic
    def restore(self, by: Membership | None = None) -> None:
        self.hidden_at = self.hidden_by = None
        self.save(update_fields=["hidden_at", "hidden_by"])
        ModerationEntry.record(Act.POST_RESTORED, by, self.thread, self)

    def settle_reports(self, by: Membership | None, outcome: str) -> None:
        self.reports.open().update(settled_at=timezone.now(), settled_by=by, outcome=outcome)


class PostRevision(models.Model):
    """Earlier words of a post, for everybody who can read the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    body = MarkdownField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.replaced_at:%Y-%m-%d}"
