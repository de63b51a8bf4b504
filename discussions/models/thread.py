import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.queries import PostQuerySet, ThreadQuerySet
from groups.models import Answer, Group, Membership, Reading
from texts.fields import MarkdownField

LONGEST_POST = 20_000


class Thread(models.Model):
    """Talk of a reading: about a section, a question, one shared answer, a paragraph, or nothing in particular."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="threads")
    section = models.ForeignKey(
        "guides.Section", models.SET_NULL, null=True, blank=True, related_name="threads", verbose_name=_("section")
    )
    question = models.ForeignKey("guides.Question", models.SET_NULL, null=True, blank=True, related_name="threads")
    answer = models.ForeignKey(Answer, models.SET_NULL, null=True, blank=True, related_name="threads")
    chapter = models.ForeignKey("texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="threads")
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    author = models.ForeignKey(Membership, models.CASCADE, related_name="threads")
    begun_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    post_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post_at", "-pk"]
        indexes = [models.Index(fields=["reading", "-last_post_at"], name="threads_latest_first")]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="thread_begun_once"),
            models.CheckConstraint(condition=~Q(title=""), name="thread_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        reading = self.reading
        return reverse("discussions:thread_detail", args=[reading.group.slug, reading.slug, self.pk])

    @property
    def reply_count(self) -> int:
        return max(self.post_count - 1, 0)

    @classmethod
    @transaction.atomic
    def begin(cls, reading: Reading, author: Membership, title: str, body: str, key: uuid.UUID, **about) -> "Thread":
        """Thread and first post. The same key from the same author gives the same thread again."""
        thread, created = cls.objects.get_or_create(
            author=author, key=key, defaults={"reading": reading, "group_id": reading.group_id, "title": title, **about}
        )
        if created:
            thread.reply(author, body, key)
        return thread

    @transaction.atomic
    def reply(self, author: Membership, body: str, key: uuid.UUID, **options) -> "Post":
        """The same key from the same author gives the same post again. Raises ValidationError on a closed thread."""
        locked = Thread.objects.select_for_update().get(pk=self.pk)
        known = Post.objects.filter(author=author, key=key).first()
        if known:
            return known
        if locked.closed_at and not author.is_facilitator:
            raise ValidationError(
                _("This thread was closed while you were writing. Your words are still here: copy them.")
            )
        now = timezone.now()
        post = locked.posts.create(
            author=author,
            group_id=self.group_id,
            body=body,
            key=key,
            number=locked.post_count + 1,
            posted_at=now,
            **options,
        )
        locked.post_count, locked.last_post_at = post.number, now
        locked.save(update_fields=["post_count", "last_post_at"])
        self.post_count, self.last_post_at = locked.post_count, now
        return post

    def close(self) -> None:
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])

    def reopen(self) -> None:
        self.closed_at = None
        self.save(update_fields=["closed_at"])

    def only_its_author_wrote(self) -> bool:
        return not self.posts.exclude(author=self.author).exists()


class Post(models.Model):
    """`number` counts from 1 within the thread and never changes: it is the address of the post."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Membership, models.CASCADE, related_name="posts")
    body = MarkdownField(_("post"), max_length=LONGEST_POST, blank=True)
    speaks_of_later = models.BooleanField(_("speaks of something further on"), default=False)
    posted_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number"),
            models.UniqueConstraint(fields=["author", "key"], name="post_written_once"),
            models.CheckConstraint(
                condition=~Q(body="") | Q(deleted_at__isnull=False), name="post_has_words_until_deleted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}, {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#r{self.number}"

    @property
    def is_gone(self) -> bool:
        return self.deleted_at is not None or self.hidden_at is not None

    @transaction.atomic
    def edit(self, body: str, version: int) -> bool:
        """Change one's words, keeping the earlier ones. False if they were changed elsewhere since `version`."""
        locked = Post.objects.select_for_update().get(pk=self.pk)
        if locked.version != version:
            return False
        if locked.body != body:
            locked.revisions.create(body=locked.body)
            locked.body, locked.edited_at, locked.version = body, timezone.now(), version + 1
            locked.save(update_fields=["body", "body_html", "edited_at", "version"])
        return True

    @transaction.atomic
    def delete_words(self) -> None:
        """Take one's words out. The place of the post stays, so that replies keep making sense."""
        self.revisions.all().delete()
        self.body, self.deleted_at = "", timezone.now()
        self.save(update_fields=["body", "body_html", "deleted_at"])

    def hide(self, by: Membership) -> None:
        self.hidden_at, self.hidden_by = timezone.now(), by
        self.save(update_fields=["hidden_at", "hidden_by"])

    def restore(self) -> None:
        self.hidden_at = self.hidden_by = None
        self.save(update_fields=["hidden_at", "hidden_by"])


class PostRevision(models.Model):
    """Earlier words of a post, for everybody who can read the post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    body = MarkdownField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.post_id}, {self.replaced_at:%Y-%m-%d}"


class ReadMark(models.Model):
    """How far a member has read in a thread, and whether they chose to read ahead of themselves."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="read_marks")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks")
    number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now)
    ahead_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "thread"], name="one_mark_per_thread")]

    def __str__(self) -> str:
        return f"{self.membership_id}, {self.thread_id}: {self.number}"
