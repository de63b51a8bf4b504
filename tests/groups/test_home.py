import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Progress
from tests.factories import (
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_question,
    make_reading,
    make_user,
    membership,
)
from tests.pages import html_of


class TestFrontPage:
    def test_it_shows_the_library_and_its_topics(self, client, guide):
        guide.tags.add("Exile")
        html = html_of(client.get("/"))
        assert guide.text.title in html
        assert "Exile" in html

    def test_a_real_question_stands_on_the_leaf(self, client, guide):
        assert guide.sections.first().questions.first().prompt in html_of(client.get("/"))

    def test_best_one_of_a_passage_that_it_is_about(self, client, guide):
        section, chapter = guide.sections.last(), guide.text.chapters.first()
        section.passages.create(quotation="Words of another place", chapter=chapter, first_paragraph=9)
        section.passages.create(quotation="The words themselves", chapter=chapter, first_paragraph=3)
        make_question(section, 7, prompt="What do they mean?", chapter=chapter, first_paragraph=2, last_paragraph=4)
        html = html_of(client.get("/"))
        assert "What do they mean?" in html
        assert "The words themselves" in html
        assert "Words of another place" not in html

    @pytest.mark.parametrize("kind", [{"published": False}, {"audience": "groups"}])
    def test_what_is_not_for_everybody_is_not_on_it(self, client, organizer, kind):
        guide = make_guide(by=organizer, title="Kept back", **kind)
        guide.tags.add("Secrecy")
        html = html_of(client.get("/"))
        for words in ("Kept back", guide.text.title, "Secrecy", guide.sections.first().title):
            assert words not in html

    def test_an_empty_library_says_so(self, client, db):
        assert "The library is empty." in html_of(client.get("/"))

    def test_nothing_of_a_group_is_on_it(self, client, group, reading, question, member):
        make_answer(reading, question, member, "Said among us")
        html = html_of(client.get("/"))
        assert "Said among us" not in html
        assert group.name not in html

    def test_more_guides_cost_the_same(self, client, organizer):
        counts = []
        for many in (2, 10):
            for _ in range(many):
                make_guide(by=organizer).tags.add("Exile")
            with CaptureQueriesContext(connection) as seen:
                client.get("/")
            counts.append(len(seen))
        assert counts[0] == counts[1]


@pytest.mark.parametrize("address", ["/", "/groups/"])
class TestMyDesk:
    def test_it_says_when_and_what_and_what_is_mine_to_do(self, as_user, reading, section, question, member, address):
        make_meeting(reading, section, days=1)
        client = as_user(member)
        html = html_of(client.get(address))
        assert section.title in html
        assert "Yours to do: read it, 2 questions." in html
        Progress.finish(reading, section, membership(reading.group, member))
        make_answer(reading, question, member)
        assert "Read; 1 question is open." in html_of(client.get(address))
        make_answer(reading, section.questions.last(), member)
        assert "You are ready." in html_of(client.get(address))

    def test_without_dates_it_is_the_first_section_not_read(self, as_user, reading, section, member, address):
        Progress.finish(reading, section, membership(reading.group, member))
        html = html_of(as_user(member).get(address))
        assert reading.guide.sections.last().title in html
        assert section.title not in html

    def test_who_is_in_no_group_is_told_what_to_do(self, as_user, stranger, address):
        assert "You are not in a group yet." in html_of(as_user(stranger).get(address))

    def test_groups_one_has_left_are_gone(self, as_user, group, member, address):
        membership(group, member).leave()
        assert group.name not in html_of(as_user(member).get(address))


class TestCost:
    def test_many_groups_cost_what_one_does(self, client, member):
        client.force_login(member)
        counts = []
        for many in (1, 8):
            for _ in range(many):
                reading = make_reading(make_group(make_user(), member), make_guide(sections=3))
                reading.plan(timezone.now() + datetime.timedelta(days=1), 7, datetime.timedelta(hours=1), 1)
            with CaptureQueriesContext(connection) as seen:
                assert client.get("/groups/").status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1] < 16


def test_my_groups_are_for_those_who_are_signed_in(client, db):
    assert client.get("/groups/")["Location"].startswith("/accounts/login/")
