"""Everything one person wrote, from every group they are or were in: theirs alone, whatever the reveal rule says."""

from django.db.models import QuerySet

from discussions.models import Block, Post, PostDraft, PostRevision, Reaction, Report, Thread
from groups.models import (
    Answer,
    Attendance,
    BroughtPassage,
    Draft,
    Duty,
    JoinRequest,
    Membership,
    Progress,
    StartingPoint,
    Unclear,
)
from notices.models import Preference


def gather(user) -> dict[str, QuerySet]:
    """Rows by kind, with what their records name. One query each, and one for the choices of answers and drafts."""
    reading = "reading__group", "reading__guide"
    question = "question__section"
    meeting = "meeting__reading__group", "meeting__reading__guide"
    return {
        "memberships": Membership.objects.filter(user=user).select_related("group").order_by("joined_at"),
        "answers": Answer.objects.filter(author__user=user)
        .select_related(*reading, question)
        .prefetch_related("choices", "first_choices"),
        "drafts": Draft.objects.filter(author__user=user)
        .select_related(*reading, question)
        .prefetch_related("choices")
        .order_by("pk"),
        "drafts_of_talk": PostDraft.objects.filter(author__user=user)
        .select_related(*reading, "section")
        .order_by("pk"),
        "threads": Thread.objects.filter(author__user=user).select_related(*reading, "section").order_by("begun_at"),
        "posts": Post.objects.filter(author__user=user, deleted_at=None)
        .select_related("thread__reading__group", "thread__reading__guide", "thread__section", "thread__author")
        .order_by("posted_at"),
        "earlier_posts": PostRevision.objects.filter(post__author__user=user).order_by("replaced_at"),
        "reactions": Reaction.objects.filter(membership__user=user).select_related("post"),
        "reports": Report.objects.filter(by__user=user),
        "progress": Progress.objects.filter(membership__user=user).select_related(*reading, "section").order_by("pk"),
        "unclear": Unclear.objects.filter(membership__user=user)
        .select_related(*reading, "section", "question", "chapter")
        .defer("chapter__source", "chapter__html", "chapter__plain"),
        "passages": BroughtPassage.objects.filter(membership__user=user)
        .select_related(*reading, "meeting", "chapter")
        .defer("chapter__source", "chapter__html", "chapter__plain"),
        "roles": Duty.objects.filter(membership__user=user).select_related(*meeting),
        "replies": Attendance.objects.filter(membership__user=user)
        .select_related(*meeting)
        .order_by("meeting__starts_at"),
        "starting_points": StartingPoint.objects.filter(membership__user=user).select_related(*reading, "section"),
        "blocks": Block.objects.filter(by__user=user).select_related("group", "whom__user"),
        "requests": JoinRequest.objects.filter(user=user).select_related("group").order_by("asked_at"),
        "mail_wishes": Preference.objects.filter(user=user).select_related(*reading, "group"),
    }


WAYS_TO_GROUP = ("group", "membership", "post", "reading", "by")


def of_group(words: dict[str, QuerySet], group) -> dict[str, QuerySet]:
    """Of what `gather` found, what was written in one group."""
    return {kind: rows.filter(**{_way_to_group(rows.model): group}) for kind, rows in words.items()}


def _way_to_group(model) -> str:
    names = {field.name for field in model._meta.get_fields()}
    way = next(way for way in WAYS_TO_GROUP if way in names)
    return way if way == "group" else f"{way}__group"
