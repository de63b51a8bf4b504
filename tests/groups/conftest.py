"""The reading that several files here begin with."""

import datetime

import pytest
from django.utils import timezone

from tests.factories import make_group, make_guide, make_meeting, make_reading


@pytest.fixture
def under_way(facilitator, member, organizer):
    """Five sections, the third comes next; the member was there from the beginning."""
    guide = make_guide(by=organizer, sections=5, questions=1)
    reading = make_reading(make_group(facilitator, member), guide)
    for days, section in zip((-15, -8, 6, 13, 20), guide.sections.all(), strict=True):
        make_meeting(reading, section, days=days)
    reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=30))
    return reading
