"""What anybody may find of groups: name, description, guide, rhythm, number of members, language; nothing else."""

import itertools
import statistics
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from groups.models import Group, Meeting, Reading
from guides.models import Guide

RHYTHMS = [(5, 9, _("every week")), (12, 16, _("every second week")), (19, 23, _("every third week"))]
MONTH = (25, 35)


@dataclass
class Entry:
    group: Group
    reading: Reading | None  # of a guide that anybody may see
    rhythm: str
    members: int


def listed(groups: Iterable[Group]) -> list[Entry]:
    """Three queries, however many groups there are. Groups without a reading come too."""
    groups = list(groups)
    readings: dict[int, Reading] = {}
    for reading in _readings(groups):
        readings.setdefault(reading.group_id, reading)
    rhythms = _rhythms(readings.values())
    members = _members(groups)
    return [
        Entry(group, reading, rhythms.get(reading.pk, "") if reading else "", members[group.pk])
        for group in groups
        for reading in [readings.get(group.pk)]
    ]


def _readings(groups: list[Group]):
    """A guide that was written for one group only is not named to others."""
    open_guides = Guide.objects.published().order_by().values("pk")
    return Reading.objects.current().filter(group__in=groups, guide__in=open_guides).select_related("guide__text")


def _members(groups: list[Group]) -> dict[int, int]:
    active = Q(memberships__left_at=None, memberships__removed_at=None, memberships__user__is_active=True)
    counted = Group.objects.filter(pk__in=[group.pk for group in groups]).order_by()
    return dict(counted.values_list("pk").annotate(count=Count("memberships", filter=active)))


def _rhythms(readings: Iterable[Reading]) -> dict[int, str]:
    """In words, from the days between meetings: never when or where one of them is."""
    days = defaultdict(list)
    meetings = Meeting.objects.filter(reading__in=[reading.pk for reading in readings], cancelled_at=None)
    for reading, starts_at in meetings.order_by("starts_at").values_list("reading", "starts_at"):
        days[reading].append(starts_at.date())
    return {reading: in_words(dates) for reading, dates in days.items()}


def in_words(dates: list) -> str:
    """“every second week” of days in order; nothing when there is no rhythm in them."""
    gaps = [(after - before).days for before, after in itertools.pairwise(dates)]
    if not gaps:
        return ""
    usual = statistics.median(gaps)
    if MONTH[0] <= usual <= MONTH[1]:
        return str(_("every month"))
    return next((str(words) for least, most, words in RHYTHMS if least <= usual <= most), "")
