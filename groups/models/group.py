import datetime
import uuid
import zoneinfo
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_time_zone
from groups.models.addresses import RESERVED_FOR_GROUPS
from groups.queries.group import GroupQuerySet, MembershipQuerySet, shown_name
from texts.fields import MarkdownField
from texts.languages import LANGUAGES
from texts.naming import free_address

TIME_TO_OBJECT = datetime.timedelta(days=30)
OPENABLE = ("answers", "threads", "names")


class Group(models.Model):
    class Openness(models.TextChoices):
        PRIVATE = "private", _("Private: only members know that it exists")
        LISTED = (
            "listed",
            _("Listed: people can find it and ask to join; what is said stays inside"),
        )
        PUBLIC = "public", _("Public: anybody may read what you choose below; only members write")

    class SpoilerGuard(models.TextChoices):
        OFF = "off", _("Nothing is covered")
        ON = "on", _("Talk about later sections is covered until one opens it")
        STRICT = "strict", _("Talk about later sections stays closed until one has read that far")

    class ProgressView(models.TextChoices):
        NAMES = "names", _("By name: everybody sees how far everybody is, unless one keeps it to oneself")
        NUMBERS = "numbers", _("In numbers: how many have read a section, never who; for facilitators neither")

    class Pseudonyms(models.TextChoices):
        NONE = "none", _("Everybody goes by the name of their account")
        KNOWN = "known", _("Members may go by another name; facilitators see who it is")
        SECRET = "secret", _("Members may go by another name, for facilitators too")

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=120, unique=True, allow_unicode=True)
    about = MarkdownField(_("about the group"), max_length=2_000, blank=True)
    house_rules = MarkdownField(_("house rules"), max_length=5_000, blank=True)
    openness = models.CharField(_("who can see it"), max_length=7, choices=Openness, default=Openness.PRIVATE)
    takes_members = models.BooleanField(_("people can ask to join"), default=True)
    language = models.CharField(_("language"), max_length=12, choices=LANGUAGES, default="en")
    answers_open_at = models.DateTimeField(null=True, blank=True, editable=False)
    threads_open_at = models.DateTimeField(null=True, blank=True, editable=False)
    names_open_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_indexed = models.BooleanField(_("search engines may list it"), default=False)
    spoiler_guard = models.CharField(
        _("talk about what is still to come"), max_length=6, choices=SpoilerGuard, default=SpoilerGuard.ON
    )
    progress_view = models.CharField(
        _("how far we are"), max_length=7, choices=ProgressView, default=ProgressView.NAMES
    )
    pseudonyms = models.CharField(_("names"), max_length=6, choices=Pseudonyms, default=Pseudonyms.NONE)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_time_zone])
    guides = models.ManyToManyField(
        "guides.Guide", blank=True, related_name="groups", verbose_name=_("guides for this group only")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="groups_founded")
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    deletes_at = models.DateTimeField(null=True, blank=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["created_by", "key"], name="group_founded_once"),
            models.CheckConstraint(condition=~Q(slug__in=sorted(RESERVED_FOR_GROUPS)), name="group_address_is_free"),
            models.CheckConstraint(
                condition=Q(openness="public")
                | Q(answers_open_at=None, threads_open_at=None, names_open_at=None, is_indexed=False),
                name="only_a_public_group_is_open",
            ),
            models.CheckConstraint(
                condition=Q(deletes_at=None) | Q(archived_at__isnull=False), name="closed_before_it_is_deleted"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("groups:group_detail", args=[self.slug])

    @cached_property
    def has_one_member(self) -> bool:
        """Somebody reads alone: pages speak of no others."""
        return self.memberships.active().count() == 1

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @classmethod
    @transaction.atomic
    def found(cls, by, key: uuid.UUID, name: str, **fields) -> "Group":
        """A new group with its founder as facilitator. The same key of the same person gives the same group again."""
        slug = free_address(cls.objects, name, "group", RESERVED_FOR_GROUPS)
        fields |= {"name": name, "slug": slug, "time_zone": by.time_zone}
        group, created = cls.objects.get_or_create(created_by=by, key=key, defaults=fields)
        if created:
            group.admit(by, role=Membership.Role.FACILITATOR)
        return group

    @property
    def is_public(self) -> bool:
        """A closed group is open to its members only."""
        return self.is_listed and self.openness == self.Openness.PUBLIC

    @property
    def is_listed(self) -> bool:
        return self.openness != self.Openness.PRIVATE and self.archived_at is None

    @property
    def can_be_asked(self) -> bool:
        return self.is_listed and self.takes_members

    @property
    def opened(self) -> set[str]:
        """Which of OPENABLE anybody may read."""
        return {name for name in OPENABLE if self.is_public and getattr(self, f"{name}_open_at")}

    def open_to_all(self, names: Collection[str]) -> None:
        """What anybody may read from now on. What was written before stays inside: it was meant for the group.

        Saves nothing.
        """
        for name in OPENABLE:
            since = getattr(self, f"{name}_open_at") or timezone.now()
            setattr(self, f"{name}_open_at", since if self.is_public and name in names else None)
        self.is_indexed = self.is_indexed and self.is_public

    def archive(self) -> None:
        self.archived_at = self.archived_at or timezone.now()
        self.save(update_fields=["archived_at"])

    def reopen(self) -> None:
        self.archived_at = self.deletes_at = None
        self.save(update_fields=["archived_at", "deletes_at"])

    def plan_deletion(self) -> None:
        """Closed now and deleted later, so that everybody can take their words away, or object."""
        now = timezone.now()
        self.archived_at = self.archived_at or now
        self.deletes_at = self.deletes_at or now + TIME_TO_OBJECT
        self.save(update_fields=["archived_at", "deletes_at"])

    def admit(self, user, role: str = "member", name: str = "") -> "Membership":
        """Let somebody in, or back in after leaving. A removed member's way back is a personal invitation."""
        membership, _created = self.memberships.get_or_create(user=user, defaults={"role": role})
        if not membership.is_active:
            membership.left_at = membership.removed_at = membership.removed_by = None
            membership.removed_reason = ""
            membership.role = role
            membership.joined_at = timezone.now()
            membership.save()
        return membership


class Membership(models.Model):
    """A person's place in a group. It stays after they have left: their words hang on it."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("facilitator")
        MEMBER = "member", _("member")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="removals")
    removed_reason = models.CharField(max_length=500, blank=True)
    progress_hidden_at = models.DateTimeField(null=True, blank=True)
    pseudonym = models.CharField(_("the name you go by here"), max_length=60, blank=True)
    muted_until = models.DateTimeField(null=True, blank=True)  # reads and prepares, writes in no thread

    objects = MembershipQuerySet.as_manager()
    reading: Any = None  # the Reading whose page it is, set by groups.access.reading_or_404

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = [shown_name(), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="one_membership_per_person"),
            models.UniqueConstraint(
                "group", Lower("pseudonym"), condition=~Q(pseudonym=""), name="one_pseudonym_per_person"
            ),
            models.UniqueConstraint(fields=["id", "group"], name="membership_with_group"),  # for composite foreign keys
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(removed_at__isnull=True), name="left_or_removed_not_both"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.pseudonym or str(self.user)

    @property
    def is_active(self) -> bool:
        return self.left_at is None and self.removed_at is None

    @property
    def is_facilitator(self) -> bool:
        return self.is_active and self.role == self.Role.FACILITATOR

    @property
    def is_only_facilitator(self) -> bool:
        """One query for facilitators, none for others."""
        others = Membership.objects.active().facilitators().filter(group=self.group_id).exclude(pk=self.pk)
        return self.is_facilitator and not others.exists()

    @property
    def can_write(self) -> bool:
        """Where they are: in their group, and in `reading` if that is set."""
        in_closed_reading = self.reading is not None and self.reading.is_archived
        return self.is_active and self.group.archived_at is None and not in_closed_reading

    @property
    def is_muted(self) -> bool:
        return self.muted_until is not None and self.muted_until > timezone.now()

    @property
    def hides_progress(self) -> bool:
        return self.progress_hidden_at is not None

    def leave(self) -> None:
        self.left_at = timezone.now()
        self._save_keeping_a_facilitator("left_at")

    def remove(self, by: "Membership | None", reason: str) -> None:
        """`by` is nobody of the group when a superuser does it in the admin."""
        self.removed_at = timezone.now()
        self.removed_by = by
        self.removed_reason = reason
        self._save_keeping_a_facilitator("removed_at", "removed_by", "removed_reason")

    def change_role(self, role: str) -> None:
        self.role = role
        self._save_keeping_a_facilitator("role")

    def mute(self, until: datetime.datetime | None) -> None:
        """They write in no thread until then; None ends it."""
        self.muted_until = until
        self.save(update_fields=["muted_until"])

    def hide_progress(self, hidden: bool) -> None:
        self.progress_hidden_at = timezone.now() if hidden else None
        self.save(update_fields=["progress_hidden_at"])

    @transaction.atomic
    def _save_keeping_a_facilitator(self, *fields: str) -> None:
        """Two at once are put in order by the lock on the group; the second is refused."""
        Group.objects.select_for_update().get(pk=self.group_id)
        self.save(update_fields=fields)
        if not Membership.objects.active().facilitators().filter(group=self.group_id).exists():
            raise ValidationError(_("A group needs a facilitator. Hand the role over to somebody first."))
