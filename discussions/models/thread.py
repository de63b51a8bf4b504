import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from discussions.limits import check_may_post
from discussions.models.moderation import Act, ModerationEntry
from discussions.models.post import Post, page_of
from discussions.queries import ThreadQuerySet
from groups.models import Answer, Group, Membership, Reading


class Thread(models.Model):
    """Talk of a reading: about a section, a question, one shared answer, a paragraph, or nothing in particular.

    `last_number` is the number of the latest post ever written here, `post_count` how many are still here.
    `about_answer` stays when the answer is taken back, so that words quoted from it stay covered.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="threads")
    section = models.ForeignKey(
        "guides.Section", models.SET_NULL, null=True, blank=True, related_name="threads", verbose_name=_("section")
    )
    question = models.ForeignKey("guides.Question", models.SET_NULL, null=True, blank=True, related_name="threads")
    answer = models.ForeignKey(Answer, models.SET_NULL, null=True, blank=True, related_name="threads")
    about_answer = models.BooleanField(default=False, editable=False)
    chapter = models.ForeignKey("texts.Chapter", models.SET_NULL, null=True, blank=True, related_name="threads")
    paragraph = models.PositiveIntegerField(null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    author = models.ForeignKey(Membership, models.CASCADE, related_name="threads")
    begun_at = models.DateTimeField(default=timezone.now)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_number = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("Post", models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, editable=False, related_name="merged"
    )  # then no posts are left here, and its addresses lead there
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ThreadQuerySet.as_manager()
    is_ahead: bool  # from ThreadQuerySet.with_guard
    is_opened: bool
    is_covered: bool
    is_blocked = False  # or from ThreadQuerySet.with_blocked
    seen_number: int  # from ThreadQuerySet.with_seen
    seen_at: datetime.datetime | None
    new_count: int  # from ThreadQuerySet.with_news
    first_new: int | None

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["-last_post_at", "-pk"]
        indexes = [models.Index(fields=["reading", "-last_post_at"], name="threads_latest_first")]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="thread_begun_once"),
            models.UniqueConstraint(fields=["id", "group"], name="thread_with_group"),  # for composite foreign keys
            models.CheckConstraint(condition=~Q(title=""), name="thread_has_a_title"),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | Q(asked_at__isnull=False), name="only_a_question_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url_of("thread_detail")

    @property
    def shown_title(self) -> str:
        """Not the words of somebody whom its reader does not wish to read."""
        return _now("A thread by somebody you asked not to see") if self.is_blocked else self.title

    def url_of(self, name: str, *args) -> str:
        """Address of an act or a page of this thread, by its route name."""
        reading = self.reading
        return reverse(f"discussions:{name}", args=[reading.group.slug, reading.slug, self.pk, *args])

    def url_from(self, number: int) -> str:
        """The page on which the post with this number stands, at that post."""
        return f"{self._url_of_page(page_of(number))}#r{number}"

    def url_to_quote(self, number: int) -> str:
        """The same page, at its box, with the post as a quotation in it."""
        return f"{self._url_of_page(page_of(number), quote=number)}#reply"

    @property
    def url_to_reply(self) -> str:
        """The last page, at its box."""
        return f"{self._url_of_page(self.pages)}#reply"

    def _url_of_page(self, page: int, **query) -> str:
        query |= {"page": page} if page > 1 else {}
        return f"{self.get_absolute_url()}?{urlencode(query)}" if query else self.get_absolute_url()

    @property
    def section_url(self) -> str:
        return self.reading.section_url(self.section) if self.section else ""

    @property
    def question_url(self) -> str:
        return self.reading.question_url(self.question) if self.question else ""

    @property
    def pages(self) -> int:
        return page_of(self.last_number)

    @property
    def reply_count(self) -> int:
        return max(self.post_count - 1, 0)

    @property
    def is_open_question(self) -> bool:
        return self.asked_at is not None and self.settled_by_id is None

    @classmethod
    @transaction.atomic
    def begin(cls, reading: Reading, author: Membership, title: str, body: str, key: uuid.UUID, **about) -> "Thread":
        """Thread and first post. The same key from the same author gives the same thread again."""
        defaults = {"reading": reading, "group_id": reading.group_id, "title": title, **about}
        defaults["about_answer"] = about.get("answer") is not None
        thread, created = cls.objects.get_or_create(author=author, key=key, defaults=defaults)
        if created:
            thread.reply(author, body, key)
        return thread

    @transaction.atomic
    def reply(self, author: Membership, body: str, key: uuid.UUID, **options) -> Post:
        """The same key from the same author gives the same post again.

        Raises ValidationError on a closed thread or when the author may not write now, Thread.DoesNotExist on one
        deleted meanwhile.
        """
        locked = Thread.objects.select_for_update().get(pk=self.pk, merged_into=None)
        known = Post.objects.filter(author=author, key=key).first()
        if known:
            return known
        if locked.closed_at and not author.is_facilitator:
            raise ValidationError(
                _("This thread was closed while you were writing. Your words are still here: copy them.")
            )
        check_may_post(author, Post.objects.all())
        now = timezone.now()
        number = locked.last_number + 1
        post = locked.posts.create(
            author=author, group_id=self.group_id, body=body, key=key, number=number, posted_at=now, **options
        )
        locked.last_number, locked.last_post_at = number, now
        locked.post_count += 1
        locked.save(update_fields=["last_number", "post_count", "last_post_at"])
        self.drafts.filter(author=author).delete()
        self.last_number, self.post_count, self.last_post_at = number, locked.post_count, now
        return post

    @transaction.atomic
    def rename(self, by: Membership, title: str, version: int) -> bool:
        """False, and nothing changed, if somebody else renamed it since `version`."""
        locked = Thread.objects.select_for_update().get(pk=self.pk)
        if locked.version != version:
            return False
        if locked.title != title:
            locked.title, locked.version = title, version + 1
            locked.save(update_fields=["title", "version"])
            if by.pk != self.author_id:
                ModerationEntry.record(Act.THREAD_RENAMED, by, locked)
        return True

    def ask(self, asked: bool) -> None:
        """Mark it as a question, or not; taking the mark off forgets which reply settled it."""
        self.asked_at = (self.asked_at or timezone.now()) if asked else None
        self.settled_by = self.settled_by if asked else None
        self.save(update_fields=["asked_at", "settled_by"])

    def settle(self, post: Post | None) -> None:
        self.settled_by = post
        self.asked_at = self.asked_at or timezone.now()
        self.save(update_fields=["asked_at", "settled_by"])

    @transaction.atomic
    def close(self, by: Membership | None = None, reason: str = "") -> None:
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])
        ModerationEntry.record(Act.THREAD_CLOSED, by, self, reason=reason)

    @transaction.atomic
    def reopen(self, by: Membership | None = None) -> None:
        self.closed_at = None
        self.save(update_fields=["closed_at"])
        ModerationEntry.record(Act.THREAD_REOPENED, by, self)

    @transaction.atomic
    def pin(self, by: Membership, pinned: bool) -> None:
        self.pinned_at = timezone.now() if pinned else None
        self.save(update_fields=["pinned_at"])
        ModerationEntry.record(Act.THREAD_PINNED if pinned else Act.THREAD_UNPINNED, by, self)

    @transaction.atomic
    def move(self, by: Membership, section) -> None:
        """To another section of the guide, or to the whole book."""
        self.section = section
        self.save(update_fields=["section"])
        ModerationEntry.record(Act.THREAD_MOVED, by, self)

    @transaction.atomic
    def remove(self, by: Membership, reason: str = "") -> None:
        """Delete it whole. Raises ValidationError if its author does so after others have posted."""
        locked = Thread.objects.select_for_update().get(pk=self.pk)
        if not locked.may_be_removed_by(by):
            raise ValidationError(_("Somebody has replied meanwhile. You can delete your own posts."))
        if by.pk != self.author_id:
            ModerationEntry.record(Act.THREAD_DELETED, by, self, reason=reason)
        locked.delete()

    def may_be_removed_by(self, membership: Membership) -> bool:
        return membership.is_facilitator or (membership.pk == self.author_id and self.only_its_author_wrote())

    def only_its_author_wrote(self) -> bool:
        return not self.posts.exclude(author=self.author_id).exists()
