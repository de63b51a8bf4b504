"""Search, news and notices of somebody with many groups ask the same of the database as for few."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.looking import look
from tests.factories import make_answer, make_group, make_reading, make_thread

GUARDS = ["on", "strict", "off"]


@pytest.fixture
def join(guide, facilitator, newcomer):
    """A person becomes a member, or a facilitator, of so many groups, under every guard."""

    def in_groups(user, count):
        for number in range(count):
            leads = number % 5 == 0
            people = (user, newcomer) if leads else (facilitator, user, newcomer)
            reading = make_reading(make_group(*people, spoiler_guard=GUARDS[number % 3]), guide)
            make_thread(reading, newcomer, "The glacier", f"The glacier moves @{user.name}.")
            make_answer(reading, guide.sections.first().questions.first(), newcomer, "Because of the glacier.")

    return in_groups


@pytest.mark.parametrize("page", ["search", "discussions:news", "notices:notice_list"])
def test_queries_grow_neither_in_number_nor_in_shape(as_user, join, looked, member, stranger, page):
    asked = {}
    for user, count in ((member, 3), (stranger, 18)):
        join(user, count)
        look()
        client = as_user(user)
        client.get(reverse("home"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(reverse(page), {"q": "glacier"})
        assert response.content.decode().count("lacier") >= 3
        asked[count] = [re.sub(r"\([\d, ]+\)", "(…)", query["sql"]) for query in queries]
    assert len(asked[3]) == len(asked[18])
    longest = [max(map(len, shapes)) for shapes in asked.values()]
    assert max(longest) - min(longest) < 60  # digits of single keys
