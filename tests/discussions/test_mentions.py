import uuid

import pytest
from django.urls import reverse

from discussions.mentions import names
from notices.looking import look
from notices.models import Mark, Notice
from tests.factories import make_group, make_reading, make_thread, make_user, membership


@pytest.mark.parametrize(
    ("body", "name", "named"),
    [
        ("@Nadia, is it so?", "Nadia Haddad", True),
        ("@nadia haddad said", "Nadia Haddad", True),
        ("@Nadia\u00a0Haddad said", "Nadia Haddad", True),
        ("(@Nadia)", "Nadia Haddad", True),
        ("ask @Nadiane", "Nadia Haddad", False),
        ("nadia@nadia.example", "Nadia Haddad", False),
        ("Nadia said", "Nadia Haddad", False),
        ("> @Nadia, is it so?\n\nNo.", "Nadia Haddad", False),
        ("> No.\n\n@Nadia, is it so?", "Nadia Haddad", True),
        ("@Zoe\u0308 Ba\u0308r", "Zoë Bär", True),
        ("@Anne Marie O’Neill: yes", "Anne Marie O’Neill", True),
        ("你好@王芳你说", "王芳", True),
        ("@ليلى شكرا", "ليلى حداد", True),
        ("@नादिया", "नाद", False),
        ("@.*", "Nadia", False),
        ("@A|B", "A|B", True),
        ("@", "Nadia", False),
    ],
)
def test_a_name_counts_behind_its_sign(body, name, named):
    assert names(body, name) is named


@pytest.fixture
def looked(db):
    Mark.objects.create(name="look")


class TestTwoHundred:
    def test_each_is_told_once_and_the_page_stands(self, as_user, reading, member, looked):
        people = [make_user(f"Person {number} Of Many") for number in range(200)]
        for person in people:
            reading.group.admit(person)
        body = " ".join(f"@{person.name}" for person in people * 2)
        make_thread(reading, member, body=body)
        look()
        told = Notice.objects.filter(kind="mention").values_list("recipient", flat=True)
        assert sorted(told) == sorted(person.pk for person in people)

    def test_strangers_with_that_name_hear_nothing(self, reading, member, stranger, looked):
        make_thread(reading, member, body=f"@{stranger.name}")
        look()
        assert not Notice.objects.filter(recipient=stranger).exists()


class TestNameList:
    def names(self, client, reading):
        return client.get(reverse("discussions:name_list", args=[reading.group.slug, reading.slug])).json()["names"]

    def test_it_has_the_other_members_of_this_group_and_nobody_else(
        self, as_user, reading, guide, member, newcomer, facilitator, stranger
    ):
        make_reading(make_group(stranger), guide)
        assert self.names(as_user(member), reading) == sorted([newcomer.name, facilitator.name])
        membership(reading.group, newcomer).leave()
        assert self.names(as_user(member), reading) == [facilitator.name]

    def test_the_boxes_know_where_to_ask(self, as_user, thread, member, reading):
        address = reverse("discussions:name_list", args=[reading.group.slug, reading.slug])
        own = thread.url_of("post_edit", 1)
        new = reverse("discussions:thread_new", args=[reading.group.slug, reading.slug])
        for page in (thread.get_absolute_url(), own, new):
            assert f'data-mentions="{address}"' in as_user(member).get(page).content.decode()

    def test_a_mention_needs_no_script(self, as_user, thread, newcomer, member, looked):
        as_user(newcomer).post(thread.url_of("post_new"), {"body": f"@{member.name}?", "key": uuid.uuid4()})
        look()
        assert Notice.objects.get(recipient=member).kind == "mention"
