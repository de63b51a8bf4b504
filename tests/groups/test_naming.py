"""The name one goes by in a group that allows another than that of the account."""

import pytest
from django.urls import reverse

from groups.models import Group
from tests.factories import make_answer, make_thread, membership


@pytest.fixture
def allows(group):
    def set_to(value):
        Group.objects.filter(pk=group.pk).update(pseudonyms=value)

    return set_to


def go_by(client, group, name):
    return client.post(reverse("groups:member_name", args=[group.slug]), {"pseudonym": name})


class TestMemberName:
    def test_is_there_only_where_the_group_allows_it(self, as_user, group, member, allows):
        assert go_by(as_user(member), group, "Owl").status_code == 404
        allows("secret")
        assert go_by(as_user(member), group, "Owl").status_code == 302
        assert membership(group, member).name == "Owl"

    def test_nobody_sees_the_other_name_anywhere(self, as_user, reading, question, member, newcomer, allows):
        allows("secret")
        go_by(as_user(member), reading.group, "Owl")
        make_answer(reading, question, member, "Mine")
        make_answer(reading, question, newcomer, "Mine too")
        thread = make_thread(reading, member, "A thread")
        section = reading.section_url(question.section)
        pages = [
            *(reverse(f"groups:{name}", args=[reading.group.slug]) for name in ("group_detail", "member_list")),
            *(
                section,
                thread.get_absolute_url(),
                reverse("discussions:thread_list", args=[reading.group.slug, reading.slug]),
            ),
        ]
        for page in pages:
            words = as_user(newcomer).get(page).content.decode()
            assert "Owl" in words, page
            assert "Nadia" not in words, page

    @pytest.mark.parametrize(("value", "told"), [("known", True), ("secret", False)])
    def test_facilitators_know_it_if_the_group_says_so(
        self, as_user, group, member, facilitator, newcomer, allows, value, told
    ):
        allows(value)
        go_by(as_user(member), group, "Owl")
        members = reverse("groups:member_list", args=[group.slug])
        assert ("Nadia Member" in as_user(facilitator).get(members).content.decode()) is told
        assert "Nadia Member" not in as_user(newcomer).get(members).content.decode()

    @pytest.mark.parametrize("name", ["ben newcomer", "OWL"])
    def test_is_nobody_elses_there(self, as_user, group, member, newcomer, facilitator, allows, name):
        allows("known")
        go_by(as_user(facilitator), group, "Owl")
        reply = go_by(as_user(member), group, name)
        assert reply.status_code == 422
        assert "goes by this name" in reply.content.decode()
        assert membership(group, member).pseudonym == ""

    def test_stays_when_the_group_allows_no_new_ones_and_can_be_given_up(self, as_user, group, member, allows):
        allows("known")
        go_by(as_user(member), group, "Owl")
        allows("none")
        assert membership(group, member).name == "Owl"
        go_by(as_user(member), group, "")
        assert membership(group, member).name == "Nadia Member"
