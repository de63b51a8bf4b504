"""What the members of a group can read of its moderation: the entries of a reading and, from the group’s own record,
who was removed, in the order of time.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, QuerySet, Value
from django.utils.translation import gettext as _

from discussions.models import ModerationEntry, Thread
from groups.models import Membership, Reading


@dataclass
class Removal:
    """As a ModerationEntry for the page."""

    whom: Membership

    @property
    def at(self) -> datetime.datetime | None:
        return self.whom.removed_at

    @property
    def reason(self) -> str:
        return self.whom.removed_reason

    @property
    def sentence(self) -> str:
        who = self.whom.removed_by or _("The site’s host")
        return _("%(who)s removed %(whom)s from the group.") % {"who": who, "whom": self.whom}


def places_in_log(reading: Reading) -> QuerySet:
    """Triples of moment, key and whether it is a removal, the latest first."""
    removed = Membership.objects.filter(group=reading.group_id, removed_at__isnull=False).order_by()
    removals = removed.values_list("removed_at", "pk", Value(True, BooleanField()))
    entries = ModerationEntry.objects.filter(reading=reading).order_by()
    acts = entries.values_list("at", "pk", Value(False, BooleanField()))
    return acts.union(removals, all=True).order_by("-at", "-pk")


def entries_at(places: Iterable[tuple], reading: Reading, membership: Membership) -> list[ModerationEntry | Removal]:
    """A thread that is not for the member’s eyes is not named."""
    places = list(places)
    gone = [pk for _at, pk, is_removal in places if is_removal]
    removed = Membership.objects.select_related("user", "removed_by__user").in_bulk(gone)
    related = "by__user", "whom__user", "question__section"
    acts = ModerationEntry.objects.select_related(*related).in_bulk(
        [pk for _at, pk, is_removal in places if not is_removal]
    )
    named = Thread.objects.visible_to(membership).with_blocked(membership).filter(reading=reading)
    shown = named.in_bulk({entry.thread_id for entry in acts.values()})
    for entry in acts.values():
        entry.shown_thread = shown.get(entry.thread_id)
        if entry.shown_thread:
            entry.shown_thread.reading = reading
    return [Removal(removed[pk]) if is_removal else acts[pk] for _at, pk, is_removal in places]
