"""The cast: `host`, `organizer`, `facilitator`, `member`, `newcomer`, `stranger`."""

import shutil
from pathlib import Path

import pytest
from django.core.cache import cache

from tests import factories
from tests.settings import CLUSTER

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


def pytest_unconfigure(config):
    if CLUSTER:
        CLUSTER.stop()
        shutil.rmtree(CLUSTER.home, ignore_errors=True)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def corpus():
    if not CORPUS.exists():
        pytest.skip("the corpus of real books is not here (../shared/corpus)")
    return CORPUS


@pytest.fixture
def host(db):
    """Looks after the accounts of the site."""
    return factories.make_user("Hanna Host", is_staff=True, is_superuser=True)


@pytest.fixture
def organizer(db):
    return factories.make_user("Olga Organizer", is_staff=True)


@pytest.fixture
def facilitator(db):
    return factories.make_user("Ruth Facilitator")


@pytest.fixture
def member(db):
    return factories.make_user("Nadia Member")


@pytest.fixture
def newcomer(db):
    """In the same group as `member`, has not written anything."""
    return factories.make_user("Ben Newcomer")


@pytest.fixture
def stranger(db):
    return factories.make_user("Sam Stranger")


@pytest.fixture
def guide(organizer):
    """Two sections, two questions each, published."""
    return factories.make_guide(by=organizer)


@pytest.fixture
def group(facilitator, member, newcomer):
    return factories.make_group(facilitator, member, newcomer)


@pytest.fixture
def reading(group, guide):
    return factories.make_reading(group, guide)


@pytest.fixture
def section(reading):
    return reading.guide.sections.first()


@pytest.fixture
def question(section):
    return section.questions.first()


@pytest.fixture
def as_user(client):
    """A client signed in as somebody: `as_user(member).get(…)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in
