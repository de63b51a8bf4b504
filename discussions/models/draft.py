import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from discussions.models.post import LONGEST_POST, Post
from groups.models import Group, Membership, Reading


class PostDraftQuerySet(models.QuerySet):
    def of(self, reading: Reading, membership: Membership):
        return self.filter(reading=reading, author=membership)


class PostDraft(models.Model):
    """A reply, or a new thread, as far as it is typed. Nobody but its author ever sees it, not even a superuser.

    `place`: “thread=12” for a reply, “section=one” or “question=7” for a new thread, empty for the whole book. It stays
    when the thread is deleted, and with it the words.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="+", editable=False)
    reading = models.ForeignKey(Reading, models.CASCADE, related_name="post_drafts")
    author = models.ForeignKey(Membership, models.CASCADE, related_name="post_drafts")
    place = models.CharField(max_length=400, blank=True)
    thread = models.ForeignKey("Thread", models.SET_NULL, null=True, related_name="drafts")
    title = models.CharField(_("title"), max_length=200, blank=True)
    section = models.ForeignKey("guides.Section", models.SET_NULL, null=True, related_name="+")
    body = models.TextField(max_length=LONGEST_POST, blank=True)
    speaks_of_later = models.BooleanField(default=False)
    is_question = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = PostDraftQuerySet.as_manager()
    shown_thread: Any  # `thread` or None, for those who may know its title

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "author", "place"], name="one_post_draft_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"  # never the words: this may end in a log

    @property
    def is_reply(self) -> bool:
        return self.place.startswith("thread=")

    @staticmethod
    def place_in(thread) -> str:
        return f"thread={thread.pk}"

    def joined_by(self, body: str) -> str:
        """Both texts, one after the other; where one holds the other, that one."""
        if self.body in body:
            return body
        return self.body if body in self.body else f"{self.body}\n\n{body}"

    @classmethod
    def keep(
        cls, reading: Reading, author: Membership, place: str, key: uuid.UUID | None, **words
    ) -> "PostDraft | None":
        """Save what was typed; an empty draft is none, and what was posted under this key is no longer one."""
        mine: dict[str, Any] = {"reading": reading, "author": author, "place": place}
        posted = key is not None and Post.objects.filter(author=author, key=key).exists()
        if posted or not (words.get("body", "").strip() or words.get("title", "").strip()):
            cls.objects.filter(**mine).delete()
            return None
        draft, _created = cls.objects.update_or_create(**mine, defaults=words | {"group_id": reading.group_id})
        return draft
