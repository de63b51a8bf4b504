"""Two accounts of one person become one. Nothing they wrote is lost, and nobody sees more of it than before."""

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from discussions.models import Post, PostDraft, ReadMark
from groups.models import Answer, Draft, Group, Membership, Progress
from notices.erasing import empty, forget_account

OF_THE_ACCOUNT = (EmailAddress, Authenticator, UserSession)  # these end with it
OF_AN_ANSWER = ("audience", "body", "first_body", "shared_at", "edited_at", "passed_at", "hidden_at", "hidden_by_id")


def counts_of(user: User) -> dict[str, int]:
    """Numbers for the host’s page."""
    return {
        "groups": Membership.objects.filter(user=user).count(),
        "answers": Answer.objects.filter(author__user=user).count(),
        "posts": Post.objects.filter(author__user=user, deleted_at=None).count(),
    }


@transaction.atomic
def merge(gone: User, kept: User) -> None:
    """All or nothing. Raises ValidationError for a host’s account, which is no duplicate to be swept away."""
    groups = Group.objects.filter(memberships__user__in=[gone, kept]).values("pk")
    list(Group.objects.select_for_update().filter(pk__in=groups).order_by("pk"))
    list(User.objects.select_for_update().filter(pk__in=[gone.pk, kept.pk]).order_by("pk"))
    if gone.is_superuser or gone.pk == kept.pk or not kept.is_active:
        raise ValidationError(_("This account cannot be merged into that one."))
    theirs = {membership.group_id: membership for membership in Membership.objects.filter(user=kept)}
    for membership in Membership.objects.filter(user=gone):
        if twin := theirs.get(membership.group_id):
            _merge_memberships(membership, twin)
    _move_everything(gone, kept, leave=OF_THE_ACCOUNT)
    kept.guides.add(*gone.guides.all())
    forget_account(gone)
    empty(gone)


def _merge_memberships(gone: Membership, kept: Membership) -> None:
    """In one group: a member if either is, a facilitator if either active one is, since the earlier day."""
    _move_everything(gone, kept)
    if gone.is_active:
        is_facilitator = gone.is_facilitator or (kept.is_active and kept.is_facilitator)
        kept.role = Membership.Role.FACILITATOR if is_facilitator else Membership.Role.MEMBER
        kept.left_at = kept.removed_at = kept.removed_by = None
        kept.removed_reason = ""
    kept.joined_at = min(gone.joined_at, kept.joined_at)
    kept.save()
    gone.delete()


def _move_everything(gone: Any, kept: Any, leave: tuple = ()) -> None:
    for relation in gone._meta.related_objects:
        model, field = relation.related_model, relation.field.name
        if relation.many_to_many or model in leave:
            continue
        rows = model._base_manager.filter(**{field: gone})
        try:
            with transaction.atomic():
                rows.update(**{field: kept})
        except IntegrityError:
            for row in rows.order_by("pk"):
                _move_one(row, field, kept)


def _move_one(row: Any, field: str, kept: Any) -> None:
    """Where the kept one has such a row already, the two become one."""
    same = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            same.update(**{field: kept})
    except IntegrityError:
        combine = COMBINED.get(type(row), _drop)
        combine(row, kept)
        same.delete()


def _drop(row: Any, kept: Any) -> None:
    """Marks, wishes and the like are there once. Raises ValidationError rather than drop what somebody typed."""
    typed = (f for f in row._meta.concrete_fields if f.get_internal_type() == "TextField")
    if any(getattr(row, field.name) for field in typed):
        raise ValidationError(_("Both accounts wrote in the same place. One of them has to take it back first."))


def _combine_answers(row: Any, kept: Membership) -> None:
    """Shared with the same people, they stand below each other; otherwise the second is a draft of its author’s."""
    twin = Answer.objects.get(reading=row.reading_id, question=row.question_id, author=kept)
    if row.is_pass:
        return
    if twin.is_pass:
        for name in OF_AN_ANSWER:
            setattr(twin, name, getattr(row, name))
        twin.choices.set(row.choices.all())
        twin.first_choices.set(row.first_choices.all())
        twin.save()
    elif twin.audience == row.audience and not (twin.hidden_at or row.hidden_at):
        twin.body, twin.edited_at = _joined(twin.body, row.body), timezone.now()
        twin.save()
    else:
        _add_to_draft(row, kept)


def _combine_drafts(row: Any, kept: Membership) -> None:
    _add_to_draft(row, kept)


def _add_to_draft(row: Any, kept: Membership) -> None:
    where = {"reading_id": row.reading_id, "question_id": row.question_id, "author": kept}
    draft = Draft.objects.filter(**where).first() or Draft(**where, group_id=row.group_id)
    draft.body = _joined(draft.body, row.body)
    draft.save()
    draft.choices.add(*row.choices.all())


def _combine_post_drafts(row: Any, kept: Membership) -> None:
    twin = PostDraft.objects.get(author=kept, place=row.place, reading=row.reading_id)
    twin.body = _joined(twin.body, "" if row.title == twin.title else row.title, row.body)
    twin.save()


def _combine_progress(row: Any, kept: Membership) -> None:
    twin: Any = Progress.objects.get(reading=row.reading_id, section=row.section_id, membership=kept)
    twin.begun_at = min(filter(None, [twin.begun_at, row.begun_at]), default=None)
    twin.read_at = min(filter(None, [twin.read_at, row.read_at]), default=None)
    twin.save()


def _combine_read_marks(row: Any, kept: Membership) -> None:
    twin = ReadMark.objects.get(thread=row.thread_id, membership=kept)
    twin.number = max(twin.number, row.number)
    twin.save()


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


COMBINED: dict[type, Callable[[Any, Any], None]] = {
    Answer: _combine_answers,
    Draft: _combine_drafts,
    PostDraft: _combine_post_drafts,
    Progress: _combine_progress,
    ReadMark: _combine_read_marks,
}
