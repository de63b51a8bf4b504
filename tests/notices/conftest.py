import datetime

import pytest
from django.utils import timezone

from notices.bundling import bundle
from notices.looking import look
from notices.models import Mail, Notice, Preference
from notices.sending import send
from tests.notices.stage import Stage


@pytest.fixture
def looked(db):
    """The worker has looked before: only what comes now is new."""
    look()
    Notice.objects.all().delete()


@pytest.fixture
def wants(reading):
    def set_rhythm(user, rhythm, **fields):
        Preference.objects.update_or_create(user=user, reading=reading, defaults={"rhythm": rhythm, **fields})

    return set_rhythm


@pytest.fixture
def stage(reading, newcomer, member, facilitator):
    reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=30))
    look()
    Notice.objects.all().delete()
    for user, rhythm in ((newcomer, "daily"), (member, "never"), (facilitator, "never")):
        Preference.objects.create(user=user, reading=reading, rhythm=rhythm, week_letter=False)
    return Stage(reading, newcomer, member, facilitator)


def told(user):
    """Kinds of a person's notices that still stand."""
    return sorted(Notice.objects.standing(user).values_list("kind", flat=True))


def post_out(later=datetime.timedelta(days=1, hours=1)):
    """A day later: what was new is bundled and every owed mail is tried once."""
    look()
    bundle(timezone.now() + later)
    for pk in Mail.objects.filter(sent_at=None).values_list("pk", flat=True):
        send(pk)
