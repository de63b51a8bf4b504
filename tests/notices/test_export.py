import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discussions.models import PostDraft
from groups.models import Answer, Draft, JoinRequest, Progress
from notices.models import Preference
from tests.factories import (
    make_answer,
    make_group,
    make_question,
    make_reading,
    make_text,
    make_thread,
    make_user,
    membership,
)
from texts.shelf import hold_edition, keep_place


@pytest.fixture
def words(reading, section, question, member):
    """One of each."""
    make_answer(reading, question, member, "Before the evening")
    make_answer(reading, question, member, "After the evening")
    theirs = membership(reading.group, member)
    Draft.keep(reading, section.questions.last(), theirs, "Only for me")
    PostDraft.keep(reading, theirs, "", None, title="Half a title", body="Half a post")
    Progress.finish(reading, section, theirs)
    return make_thread(reading, member, "Which edition?", "The cheap one.")


def archive_of(client):
    response = client.post(reverse("notices:export"))
    file = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert file.testzip() is None
    return {name: file.read(name).decode() for name in file.namelist()}


class TestExport:
    def test_the_page_explains_and_makes_nothing(self, as_user, member):
        assert "JSON" in as_user(member).get(reverse("notices:export")).text

    def test_people_read_a_page_for_each_reading(self, as_user, member, reading, words):
        page = archive_of(as_user(member))[f"{reading.group.slug}/{reading.slug}.md"]
        for part in [
            "Before the evening",
            "After the evening",
            "Only for me",
            "Half a post",
            "Which edition?",
            "The cheap one.",
        ]:
            assert part in page
        assert page.index("Before the evening") < page.index("After the evening")
        assert "Section title 1" in page

    def test_programs_read_the_same(self, as_user, member, words):
        data = json.loads(archive_of(as_user(member))["words.json"])
        assert data["answers"][0]["first_wording"] == "Before the evening"
        assert data["answers"][0]["answer"] == "After the evening"
        assert data["drafts"][0]["draft"] == "Only for me"
        assert data["drafts_of_talk"][0]["title"] == "Half a title"
        assert data["posts"][0]["post"] == "The cheap one."
        assert data["threads"][0]["title"] == "Which edition?"
        assert data["progress"][0]["read_at"]
        assert data["profile"]["email"] == member.email

    def test_the_edition_one_holds_and_where_one_was_in_a_text_are_in_it(self, as_user, member, words):
        text = make_text("The Sea", chapters=1)
        hold_edition(member, text, text.editions.create(name="Penguin"))
        keep_place(member, text.chapters.get(), 3)
        profile = json.loads(archive_of(as_user(member))["words.json"])["profile"]
        assert profile["editions"] == [{"text": "The Sea", "edition": "Penguin"}]
        assert profile["places"][0]["paragraph"] == 3

    def test_wishes_about_mail_and_requests_to_join_are_in_it(self, as_user, member, reading, words):
        elsewhere = make_group(make_user())
        JoinRequest.objects.create(group=elsewhere, user=member, line="I read slowly")
        Preference.objects.create(user=member, reading=reading, rhythm="never")
        Preference.objects.create(user=member, group=reading.group, rhythm="weekly")
        data = json.loads(archive_of(as_user(member))["words.json"])
        assert data["requests"][0]["line"] == "I read slowly"
        assert sorted(wish["mail"] for wish in data["mail_wishes"]) == ["never", "weekly"]

    def test_it_works_after_leaving(self, as_user, member, reading, words):
        membership(reading.group, member).leave()
        assert "After the evening" in archive_of(as_user(member))["words.json"]

    def test_others_words_stay_out(self, as_user, member, newcomer, facilitator, reading, question, words):
        make_answer(reading, question, newcomer, "Somebody else’s answer")
        theirs = make_thread(reading, newcomer, "Somebody else’s title", "Somebody else’s post")
        theirs.reply(membership(reading.group, member), "My reply", theirs.key)
        whole = "".join(archive_of(as_user(member)).values())
        assert "My reply" in whole
        assert "Somebody else" not in whole.replace("somebody else", "")

    def test_one_person_in_two_groups_takes_both(self, as_user, member, stranger, guide, question, words):
        other = make_reading(make_group(stranger, member), guide)
        make_answer(other, question, member, "In the other group")
        assert len([name for name in archive_of(as_user(member)) if name.count("/") == 1]) == 2

    def test_a_pass_and_a_choice_are_words_too(self, as_user, member, reading, section):
        Answer.pass_on(reading, section.questions.first(), membership(reading.group, member))
        choice = make_question(section, 9, choices=["Yes", "No"])
        Answer.share(reading, choice, membership(reading.group, member), "", [choice.choices.first()])
        files = archive_of(as_user(member))
        assert "- Yes" in files[f"{reading.group.slug}/{reading.slug}.md"]
        assert [entry["passed"] for entry in json.loads(files["words.json"])["answers"]] == [True, False]

    def test_somebody_who_wrote_nothing_gets_an_empty_one(self, as_user, stranger):
        assert set(archive_of(as_user(stranger))) == {"README.md", "words.json"}

    def test_many_words_cost_no_more_queries(self, as_user, member, reading, section, words):
        client = as_user(member)
        with CaptureQueriesContext(connection) as few:
            archive_of(client)
        for number in range(10, 40):
            make_answer(reading, make_question(section, number), member)
            make_thread(reading, member)
        with CaptureQueriesContext(connection) as many:
            archive_of(client)
        assert len(many) == len(few), [query["sql"][:150] for query in many]

    def test_it_is_closed_to_those_not_signed_in(self, client):
        assert client.post(reverse("notices:export")).status_code == 302
