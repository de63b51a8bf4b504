import uuid

import pytest

from groups.models import Group, Progress
from tests.factories import make_thread, membership


@pytest.fixture
def thread(reading, member):
    """Begun by `member` about nothing in particular, nobody has replied."""
    return make_thread(reading, member, "Whose story is it?")


@pytest.fixture
def ahead(reading, facilitator):
    """Begun by `facilitator` about the last section, which nobody has read."""
    return make_thread(reading, facilitator, "On the ice", "He dies there.", section=reading.guide.sections.last())


@pytest.fixture
def reply():
    def write(thread, user, body="A reply.", **options):
        return thread.reply(membership(thread.reading.group, user), body, uuid.uuid4(), **options)

    return write


@pytest.fixture
def guard(reading):
    def set_to(value):
        Group.objects.filter(pk=reading.group_id).update(spoiler_guard=value)

    return set_to


@pytest.fixture
def has_read(reading):
    """Mark sections as read by somebody, up to and with a position."""

    def mark(user, position):
        for section in reading.guide.sections.filter(position__lte=position):
            Progress.finish(reading, section, membership(reading.group, user))

    return mark
