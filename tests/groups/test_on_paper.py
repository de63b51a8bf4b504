"""The sheet of an evening as PDF."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Draft
from groups.sheets.evening import evening
from groups.sheets.on_paper import on_paper
from tests import factories
from texts import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(reading, section):
    return factories.make_meeting(reading, section, place="At Ruth’s", notes="Begin with *Tomás*.")


@pytest.fixture
def address(meeting, reading, section):
    return reverse("groups:meeting_pdf", args=[reading.group.slug, reading.slug, section.slug])


def sheet(reading, meeting):
    membership = reading.group.memberships.filter(role="facilitator").first()
    return on_paper(evening(reading, meeting, membership), reading, timezone.now())


def html_of(client, address):
    return client.get(address).content.decode()


class TestMeetingPdf:
    def test_facilitators_get_it_and_no_cache_keeps_it(self, as_user, facilitator, address):
        response = as_user(facilitator).get(address)
        assert response.status_code == 200
        assert response.content.startswith(b"%PDF-")
        assert response["Cache-Control"] == "private, no-store"

    def test_members_and_strangers_do_not(self, client, as_user, member, stranger, organizer, address, monkeypatch):
        monkeypatch.setattr(paper, "pdf", lambda sheet, size: pytest.fail("set for nobody"))
        assert client.get(address).status_code == 302
        assert as_user(member).get(address).status_code == 403
        assert as_user(stranger).get(address).status_code == 404
        assert as_user(organizer).get(address).status_code == 404

    def test_it_has_what_was_shared_and_no_draft(self, reading, meeting, question, member, newcomer):
        Draft.keep(reading, question, factories.membership(reading.group, newcomer), "Half a thought")
        factories.make_answer(reading, question, member, "Because of the *cold*.")
        words = json.dumps(sheet(reading, meeting).body)
        assert "cold" in words
        assert "Half a thought" not in words
        assert member.name in words
        assert "At Ruth" in words

    def test_it_says_when_it_is_and_who_does_what(self, reading, meeting, member):
        meeting.duties.create(membership=factories.membership(reading.group, member), name="Keeps the time")
        words = json.dumps(sheet(reading, meeting).body)
        assert f"Keeps the time: {member.name}." in words
        assert f"{timezone.localtime(meeting.starts_at):%H:%M} to {timezone.localtime(meeting.ends_at):%H:%M}" in words

    def test_a_question_has_one_name_on_paper_and_on_every_page(self, as_user, facilitator, reading, meeting, section):
        at = [reading.group.slug, reading.slug, section.slug]
        pages = [reverse(f"groups:{name}", args=at) for name in ("meeting_detail", "meeting_print")]
        for several in (False, True):
            meeting.sections.set(reading.guide.sections.all() if several else [section])
            who = reading.group.memberships.filter(role="facilitator").first()
            names = [item.name for item in evening(reading, meeting, who).items]
            assert names[0].startswith("Section" if several else "Question")
            shown = [json.dumps(sheet(reading, meeting).body), *(html_of(as_user(facilitator), page) for page in pages)]
            assert not [name for name in names for words in shown if name not in words]

    def test_no_question_begins_at_the_foot_of_a_page_and_goes_on_overleaf(self, reading, meeting, question):
        """A heading stays with what follows it: so nothing but headings stands before the question itself."""
        nodes = [node for node in sheet(reading, meeting).body if node["is"] != "terms"]
        at = next(place for place, node in enumerate(nodes) if question.prompt in json.dumps(node))
        assert [node["is"] for node in nodes[at - 1 : at + 1]] == ["heading", "heading"]
        assert "minutes" in nodes[at - 1]["content"][0]

    def test_who_has_not_answered_stands_with_the_tally(self, reading, meeting, section, member, newcomer):
        question = factories.make_question(section, 9, ["Yes", "No"])
        factories.make_answer(reading, question, member, choices=[question.choices.first()])
        kept = [node["body"] for node in sheet(reading, meeting).body if node["is"] == "together"]
        [[tally, state]] = kept
        assert [bar["votes"] for bar in tally["choices"]] == [1, 0]
        assert newcomer.name in state["content"][0]
