"""The world as a fixture: built once for a module, taken back at its end, like the changes of each test."""

import logging

import pytest
from django.db import transaction

from tests.matrix.knocking import Knocker, rows
from tests.matrix.world import build


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            world = build()
            world.client = Knocker()
            world.rows, world.nothing, world.seen = rows(), {}, {}
            yield world
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def world(built, db, settings):
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    logging.disable(logging.WARNING)  # thousands of refusals
    yield built
    logging.disable(logging.NOTSET)
