from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from groups.queries.viewer import Viewer


class AnswerQuerySet(models.QuerySet):
    """The reveal rule. Every page, mail, feed, search, count and export that shows answers comes through here."""

    def visible_to(self, viewer):
        """One's own; and of one's group what the question's reveal rule opens.

        Facilitators read what is shared as soon as it is shared, so that they can prepare the evening: that is what
        “shared with facilitators” and the meeting sheet promise. Words hidden by a facilitator are seen by their
        author and by facilitators.
        """
        return self.filter(self._visible_to(Viewer.of(viewer)))

    def _visible_to(self, viewer: Viewer) -> Q:
        shared = Q(group__in=viewer.followed, audience="group", hidden_at=None)
        own = Q(author__in=viewer.memberships)
        return own | Q(group__in=viewer.led) | (shared & self._opened_to(viewer))

    def _opened_to(self, viewer: Viewer | None) -> Q:
        """None: to anybody."""
        reading = self.model._meta.get_field("reading").related_model._meta
        openings, meetings = (reading.get_field(name).related_model.objects for name in ("openings", "meetings"))
        answers = AnswerQuerySet(self.model).filter(reading=OuterRef("reading"), question=OuterRef("question"))
        by_answering = Q(Exists(answers.filter(author__in=viewer.memberships))) if viewer else Q(pk__in=[])
        opened = openings.filter(reading=OuterRef("reading"), question=OuterRef("question"))
        met = meetings.filter(
            reading=OuterRef("reading"),
            sections=OuterRef("question__section"),
            starts_at__lte=timezone.now(),
            cancelled_at=None,
        )
        return (
            Q(question__reveal="open")
            | Q(Exists(opened))
            | (Q(question__reveal="after_answer") & by_answering)
            | (Q(question__reveal="at_meeting") & Q(Exists(met)))
        )

    def open_to_all(self, group):
        """What anybody may read of a public group: shared since it opened, under a rule that asks nothing of readers.

        Answers that open by answering stay closed until a facilitator opens them: else a member could read them
        signed out.
        """
        if "answers" not in group.opened:
            return self.none()
        shared = self.filter(group=group, audience="group", hidden_at=None, shared_at__gte=group.answers_open_at)
        return shared.with_words().filter(self._opened_to(None), question__retired_at=None)

    def announced_to(self, membership):
        """That somebody has answered, never what: what the membership could read once it is open to them.

        For names on folded slips, marks and counts. Take no words from these rows.
        """
        return self._known_to(membership).with_words()

    def with_openness(self, membership):
        """All that the membership may know of; adds `is_open`, where it may read the words too."""
        opens = When(self._visible_to(Viewer.of(membership)), then=Value(True))
        return self._known_to(membership).annotate(is_open=Case(opens, default=Value(False)))

    def _known_to(self, membership):
        in_group = self.filter(group=membership.group_id)
        if membership.is_facilitator:
            return in_group
        return in_group.filter(Q(author=membership) | Q(audience="group", hidden_at=None))

    def with_words(self):
        return self.filter(passed_at=None)
