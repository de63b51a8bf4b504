import uuid
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from discussions.models import FeedToken
from tests.factories import make_answer, make_group, make_guide, make_reading, make_thread, membership

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def address(reading, newcomer):
    return reverse("discussions:reading_feed", args=[FeedToken.make(reading, membership(reading.group, newcomer))])


def titles(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(response.content).iter(f"{ATOM}entry")]


def act(client, name, reading):
    return client.post(reverse(f"discussions:{name}", args=[reading.group.slug, reading.slug]))


class TestTheAddress:
    def test_it_is_shown_once_and_kept_as_a_hash(self, as_user, client, reading, member):
        page = act(as_user(member), "feed_make", reading)
        address = page.context["address"]
        assert address in page.content.decode()
        token = address.rsplit("/", 1)[1].removesuffix(".atom")
        assert FeedToken.objects.get().token_hash != token
        page = as_user(member).get(reverse("discussions:feed_address", args=[reading.group.slug, reading.slug]))
        assert token not in page.content.decode()
        client.logout()
        assert client.get(address).status_code == 200

    def test_a_new_one_ends_the_old_and_revoking_ends_both(self, as_user, client, reading, newcomer, address):
        new = act(as_user(newcomer), "feed_make", reading).context["address"]
        client.logout()
        assert (client.get(address).status_code, client.get(new).status_code) == (404, 200)
        act(as_user(newcomer), "feed_revoke", reading)
        client.logout()
        assert client.get(new).status_code == 404

    def test_anothers_is_not_touched(self, as_user, client, reading, member, address):
        act(as_user(member), "feed_revoke", reading)
        client.logout()
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize("gone", ["left", "deactivated"])
    def test_it_ends_with_the_membership(self, client, reading, newcomer, address, gone):
        if gone == "left":
            membership(reading.group, newcomer).leave()
        else:
            newcomer.is_active = False
            newcomer.save()
        assert client.get(address).status_code == 404

    def test_a_guessed_one_is_not_found(self, client, db):
        assert client.get(reverse("discussions:reading_feed", args=["x" * 32])).status_code == 404


class TestTheFeed:
    def test_it_has_posts_and_answers_of_this_reading_the_latest_first(
        self, client, address, reading, question, member, newcomer, group, stranger
    ):
        make_answer(reading, question, newcomer)
        thread = make_thread(reading, member, "Whose story?")
        thread.reply(membership(group, newcomer), "His.", uuid.uuid4())
        make_thread(make_reading(group, make_guide(), slug="other"), member, "Of another reading")
        make_thread(make_reading(make_group(stranger), reading.guide), stranger, "Of another group")
        assert titles(client, address) == [
            "Ben Newcomer in “Whose story?”",
            "Whose story?",
            "Ben Newcomer answered: What is question 1 of Section title 1 about?",
        ]

    def test_the_reveal_rule_holds_when_it_is_fetched(self, client, address, reading, question, member, newcomer):
        make_answer(reading, question, member)
        assert titles(client, address) == []
        make_answer(reading, question, newcomer)
        assert len(titles(client, address)) == 2

    def test_so_do_hiding_and_deleting(self, client, address, thread, facilitator):
        assert len(titles(client, address)) == 1
        thread.posts.get().hide(membership(thread.group, facilitator))
        assert titles(client, address) == []

    def test_nothing_new_costs_no_words(self, client, address, thread):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_characters_that_xml_forbids_break_nothing(self, client, address, reading, member):
        make_thread(reading, member, "A \x01 title & <more>", "Words \x0b ]]> &amp; <b>")
        assert titles(client, address) == ["A  title & <more>"]
