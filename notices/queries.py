from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from discussions.models import Post, ReadMark
from groups.models import Answer, Invitation, JoinRequest, Membership
from groups.queries.viewer import Viewer


class NoticeQuerySet(models.QuerySet):
    """What somebody may be told, judged at the moment of asking: pages and mails come through here."""

    def standing_for(self, membership):
        """Of the member's own notices in this group those whose object they can still see."""
        return self.filter(self._still_seen(Viewer.of(membership)), recipient=membership.user_id)

    def standing(self, user):
        """Of all the groups in which the person is a member now, and what groups have to say to who is not."""
        to_person = Q(pk__in=NoticeQuerySet(self.model).to_person(user).values("pk"))
        return self.filter(self._still_seen(Viewer.everywhere(user)) | to_person, recipient=user)

    def _still_seen(self, viewer: Viewer) -> Q:
        answers = Answer.objects.visible_to(viewer)
        alike = answers.filter(reading=OuterRef("reading"), question=OuterRef("question"))
        others = alike.exclude(author__in=viewer.memberships)
        request = Q(
            kind="request",
            group__in=viewer.led,
            join_request__accepted_at=None,
            join_request__declined_at=None,
            join_request__withdrawn_at=None,
        )
        return Q(
            Q(post=None) | Q(post__in=Post.objects.readable_by(viewer).values("pk")),
            Q(answer=None) | Q(answer__in=answers.values("pk")),
            ~Q(kind="opened") | Q(Exists(others)),
            ~Q(kind__in=["meeting_moved", "meeting_near"]) | Q(meeting__cancelled_at=None),
            ~Q(kind="meeting_cancelled") | Q(meeting__cancelled_at__isnull=False),
            Q(report=None) | Q(report__settled_at=None, reading__group__in=viewer.led),
            Q(entry=None) | Q(entry__whom__in=viewer.memberships),
            (Q(group=None) & Q(reading__group__in=viewer.groups)) | request,
        )

    def to_person(self, user):
        """What needs no membership: that one is invited or was removed, and the answer to one's own request."""
        answered = JoinRequest.objects.answered().filter(user=user)
        invited = Invitation.objects.usable().filter(email__iexact=user.email)
        member = Membership.objects.active().filter(user=user).values("group")
        return self.filter(
            Q(kind="request_answered", join_request__in=answered.values("pk"))
            | Q(Q(kind="invitation", invitation__in=invited.values("pk")), ~Q(invitation__group__in=member))
            | Q(kind="removed", removal__user=user, removal__removed_at__isnull=False),
            recipient=user,
            group__archived_at=None,
        )

    def fresh(self):
        """Not marked as seen, the post not read in its thread, the meeting not over."""
        read = ReadMark.objects.filter(
            membership__user=OuterRef("recipient"),
            membership__group=OuterRef("reading__group"),
            thread=OuterRef("post__thread"),
            number__gte=OuterRef("post__number"),
        )
        ahead = Q(meeting=None) | Q(meeting__ends_at__gt=timezone.now())
        return self.filter(ahead, ~Q(Exists(read)), seen_at=None)

    def waiting(self):
        """In no mail yet."""
        return self.filter(mail=None)

    def in_words(self):
        """With everything that their sentences name."""
        return self.select_related(
            "reading__group",
            "reading__guide",
            "post__author__user",
            "post__thread__reading__group",
            "answer__author__user",
            "answer__question__section",
            "question__section",
            "meeting__reading__group",
            "entry__by__user",
            "entry__whom__user",
            "entry__thread",
            "group",
            "join_request__user",
            "invitation__created_by__user",
            "removal__removed_by__user",
        )
