"""Erase an account. The row of the person stays without anything of theirs, because others' words hang on it."""

import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from discussions.models import Block, FeedToken, Post, PostDraft, PostRevision, Reaction, ReadMark, Report, Thread
from groups.models import (
    Answer,
    Attendance,
    BroughtPassage,
    Draft,
    Duty,
    Group,
    Invitation,
    Membership,
    Progress,
    StartingPoint,
    Unclear,
)
from notices.models import CalendarToken, Mail, Notice, Preference


def to_hand_over(user) -> list[Group]:
    """Groups that would be left with members and without a facilitator."""
    others = Membership.objects.active().filter(group=OuterRef("pk")).exclude(user=user)
    mine = Membership.objects.active().facilitators().filter(group=OuterRef("pk"), user=user)
    left = Group.objects.filter(Exists(mine), Exists(others))
    return list(left.filter(~Exists(others.facilitators())).order_by("name"))


def counts(user) -> dict[str, int]:
    """What there is to go or to stay."""
    return {
        "answers": Answer.objects.filter(author__user=user, passed_at=None).count(),
        "posts": Post.objects.filter(author__user=user, deleted_at=None).count(),
        "drafts": sum(model.objects.filter(author__user=user).count() for model in (Draft, PostDraft)),
    }


@transaction.atomic
def erase(user: User, keep_words: bool) -> None:
    """All or nothing. Raises ValidationError while a group or the site would be left without somebody."""
    groups = Group.objects.filter(memberships__user=user).order_by("pk")
    list(Group.objects.select_for_update().filter(pk__in=groups.values("pk")).order_by("pk"))
    user = User.objects.select_for_update().get(pk=user.pk)
    if to_hand_over(user) or user.is_last_host:
        raise ValidationError(_("Hand over first what only you look after."))
    _forget_reading(user)
    if not keep_words:
        _take_words_out(user)
    _leave(user)
    forget_account(user)
    empty(user)


def _forget_reading(user) -> None:
    for drafts in (Draft, PostDraft):
        drafts.objects.filter(author__user=user).delete()
    for model in (Progress, StartingPoint, Attendance, BroughtPassage, Duty, Unclear, ReadMark, FeedToken):
        model.objects.filter(membership__user=user).delete()
    Block.objects.filter(Q(by__user=user) | Q(whom__user=user)).delete()
    for model in (CalendarToken, Preference):
        model.objects.filter(user=user).delete()
    Notice.objects.filter(recipient=user).delete()
    Mail.objects.filter(recipient=user).delete()
    user.join_requests.all().delete()
    user.reading_places.all().delete()
    user.reader_editions.all().delete()
    user.import_jobs.all().delete()


def _take_words_out(user) -> None:
    """Posts lose their words and keep their place where others talk too; so do threads, under another title."""
    Answer.objects.filter(author__user=user).delete()
    Reaction.objects.filter(membership__user=user).delete()
    Report.objects.filter(by__user=user).delete()
    begun = Thread.objects.filter(author__user=user)
    others = Post.objects.filter(thread=OuterRef("pk")).exclude(author__user=user)
    begun.filter(~Exists(others)).delete()
    begun.update(title=_("A thread begun by a former member"))
    posts = Post.objects.filter(author__user=user, deleted_at=None)
    PostRevision.objects.filter(post__author__user=user).delete()
    Reaction.objects.filter(post__in=posts).delete()
    Report.objects.open().filter(post__in=posts).update(settled_at=timezone.now(), outcome="deleted")
    posts.update(body="", body_html="", deleted_at=timezone.now())


def _leave(user) -> None:
    """A group in which nobody else ever was goes too; one that everybody has left is archived."""
    for membership in Membership.objects.filter(user=user).select_related("group", "user"):
        others = membership.group.memberships.exclude(user=user)
        if not others.exists():
            membership.group.delete()
        else:
            _leave_one(membership, alone=not others.active().exists())
    invitations = Invitation.objects.filter(created_by__user=user)
    invitations.filter(revoked_at=None).update(revoked_at=timezone.now())
    invitations.update(note="", email="")
    Invitation.objects.filter(email__iexact=user.email).delete()


def _leave_one(membership: Membership, alone: bool) -> None:
    now = timezone.now()
    if alone and membership.group.archived_at is None:
        membership.group.archived_at = now
        membership.group.save(update_fields=["archived_at"])
    if membership.is_active:
        membership.left_at = now
    membership.removed_reason = membership.pseudonym = ""
    membership.save(update_fields=["left_at", "removed_reason", "pseudonym"])


def forget_account(user) -> None:
    user.end_sessions()
    for model in (EmailAddress, Authenticator):
        model.objects.filter(user=user).delete()
    about_them = ContentType.objects.get_for_model(User)
    entries = LogEntry.objects.filter(content_type=about_them, object_id=str(user.pk))
    entries.update(object_repr=_("A former member"))  # what hosts did stays written down
    user.guides.clear()
    user.groups.clear()
    user.user_permissions.clear()


def empty(user: User) -> None:
    nobody = User(pk=user.pk, date_joined=user.date_joined, is_active=False)
    nobody.name = _("A former member")
    nobody.email = f"{uuid.uuid4().hex}@erased.invalid"
    nobody.set_unusable_password()
    nobody.save(force_update=True)
