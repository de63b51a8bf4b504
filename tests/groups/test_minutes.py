"""The minutes of an evening: proposed, saved, shared, and written over by nobody."""

import re

import pytest

from groups.models import Attendance
from tests.factories import make_meeting, membership
from tests.groups.sheet import sheet_url
from tests.pages import html_of

ROLE = "Writes the minutes"


@pytest.fixture
def meeting(reading, section):
    return make_meeting(reading, section)


class TestMinutesSet:
    def save(self, client, reading, section, meeting, do, words="We agreed on nothing."):
        data = {"minutes": words, "do": do, "version": meeting.minutes_version}
        return client.post(sheet_url(reading, section, "minutes/"), data)

    def test_they_are_proposed_from_the_plan(self, as_user, reading, section, meeting, member, facilitator):
        Attendance.objects.create(meeting=meeting, membership=membership(reading.group, member), reply="yes")
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        assert f"Present: {member.name}." in html
        assert "Left open:" in html

    def test_a_proposed_line_says_which_question_it_is_about(self, as_user, reading, guide, section, facilitator):
        question = section.questions.first()
        question.prompt = "Why does *he* run & hide?"
        question.save()
        other = guide.sections.exclude(pk=section.pk).first()
        meeting = make_meeting(reading, section)
        address = sheet_url(reading, section)
        minutes = as_user(facilitator).get(address).context["form"].initial["minutes"]
        assert "Question 1 (Why does he run & hide?):" in minutes
        meeting.sections.add(other)
        minutes = as_user(facilitator).get(address).context["form"].initial["minutes"]
        assert f"Section {section.position}, question 1 (Why does he run & hide?):" in minutes

    def test_a_draft_is_for_facilitators(self, as_user, reading, section, meeting, member, facilitator):
        self.save(as_user(facilitator), reading, section, meeting, "draft")
        assert "We agreed on nothing." not in html_of(as_user(member).get(sheet_url(reading, section)))

    def test_shared_they_are_for_the_group(self, as_user, reading, section, meeting, member, facilitator):
        self.save(as_user(facilitator), reading, section, meeting, "share")
        assert "We agreed on nothing." in html_of(as_user(member).get(sheet_url(reading, section)))

    def test_the_second_to_save_gets_both(self, as_user, reading, section, meeting, facilitator):
        client = as_user(facilitator)
        self.save(client, reading, section, meeting, "draft", "What Ruth wrote")
        response = self.save(client, reading, section, meeting, "share", "What Jonas wrote")
        assert response.status_code == 409
        assert "What Ruth wrote" in response.content.decode()
        assert "What Jonas wrote" in response.content.decode()
        assert 'data-draft-url=""' in response.content.decode()  # nothing is replaced before one has compared
        meeting.refresh_from_db()
        assert meeting.minutes == "What Ruth wrote"
        assert meeting.minutes_shared_at is None

    def test_the_browser_cuts_nothing_off_what_is_pasted(self, as_user, reading, section, meeting, facilitator):
        client = as_user(facilitator)
        for page in ("", "edit/"):
            for box in re.findall(r"<textarea[^>]*>", html_of(client.get(sheet_url(reading, section, page)))):
                assert "maxlength" not in box

    def test_words_too_many_come_back(self, as_user, reading, section, meeting, facilitator):
        response = self.save(as_user(facilitator), reading, section, meeting, "draft", "word " * 5000)
        assert response.status_code == 422
        assert "word " * 5000 in response.content.decode()
        assert "This is longer than it can be here (20000 characters)." in response.content.decode()


class TestMinutesDraft:
    def save(self, client, reading, section, words, version):
        return client.post(sheet_url(reading, section, "minutes/draft/"), {"minutes": words, "version": version})

    def test_it_saves_itself_again_and_again_for_facilitators(
        self, as_user, reading, section, meeting, member, facilitator
    ):
        client = as_user(facilitator)
        for words in ("We began", "We began late."):
            meeting.refresh_from_db()
            response = self.save(client, reading, section, words, meeting.minutes_version)
            assert f'data-version="{meeting.minutes_version + 1}"' in html_of(response)
            assert "Only facilitators and whoever writes the minutes see it." in html_of(response)
        meeting.refresh_from_db()
        assert meeting.minutes == "We began late."
        assert "We began late." not in html_of(as_user(member).get(sheet_url(reading, section)))

    def test_it_writes_over_nobody(self, as_user, reading, section, meeting, facilitator):
        client, version = as_user(facilitator), meeting.minutes_version
        self.save(client, reading, section, "What Ruth wrote", version)
        assert self.save(client, reading, section, "What Jonas wrote", version).status_code == 409
        meeting.refresh_from_db()
        assert meeting.minutes == "What Ruth wrote"

    def test_the_same_again_is_saved_already(self, as_user, reading, section, meeting, facilitator):
        """The first answer was lost on its way."""
        client = as_user(facilitator)
        for _time in range(2):
            response = self.save(client, reading, section, "We met,\r\nand parted.", meeting.minutes_version)
            assert 'data-version="2"' in html_of(response)
        meeting.refresh_from_db()
        meeting.share_minutes(True)
        assert self.save(client, reading, section, meeting.minutes, 1).status_code == 409

    def test_what_is_wrong_is_said_in_plain_text(self, as_user, reading, section, meeting, facilitator):
        response = self.save(as_user(facilitator), reading, section, "word " * 5000, 1)
        assert (response.status_code, response.headers["Content-Type"]) == (422, "text/plain; charset=utf-8")
        assert response.text.startswith("This is longer than it can be here (20000 characters).")
        assert "word" not in response.text

    def test_who_may_not_gets_no_page_of_words_that_nobody_sees(
        self, as_user, reading, section, meeting, member, stranger
    ):
        for user, status in ((member, 403), (stranger, 404)):
            response = self.save(as_user(user), reading, section, "We met.", 1)
            assert (response.status_code, "We met." in response.text) == (status, False)
        meeting.refresh_from_db()
        assert meeting.minutes == ""

    def test_what_the_group_reads_does_not_change_by_itself(self, as_user, reading, section, meeting, facilitator):
        client = as_user(facilitator)
        data = {"minutes": "We met.", "do": "share", "version": meeting.minutes_version}
        client.post(sheet_url(reading, section, "minutes/"), data)
        meeting.refresh_from_db()
        assert self.save(client, reading, section, "We met, per", meeting.minutes_version).status_code == 409
        assert 'data-draft-url=""' in html_of(client.get(sheet_url(reading, section)))
        meeting.refresh_from_db()
        assert (meeting.minutes, meeting.minutes_shared_at is None) == ("We met.", False)


class TestTheRoleOfWritingThem:
    @pytest.fixture
    def writer(self, as_user, reading, meeting, member):
        client = as_user(member)
        client.post(f"/groups/{reading.group.slug}/{reading.slug}/meetings/{meeting.pk}/roles/", {"name": ROLE})
        return client

    def test_it_opens_the_box_and_shares(self, writer, as_user, reading, section, member, newcomer):
        page = html_of(writer.get(sheet_url(reading, section)))
        assert "Suggested from the plan." in page
        draft = {"minutes": "We met", "version": 1}
        assert writer.post(sheet_url(reading, section, "minutes/draft/"), draft).status_code == 200
        assert "We met" not in html_of(as_user(newcomer).get(sheet_url(reading, section)))
        shared = {"minutes": "We met.", "do": "share", "version": 2}
        assert as_user(member).post(sheet_url(reading, section, "minutes/"), shared).status_code == 302
        assert "We met." in html_of(as_user(newcomer).get(sheet_url(reading, section)))

    def test_it_opens_nothing_else(self, writer, reading, section):
        for page in ("agenda/", "edit/", "print/", "present/"):
            assert writer.get(sheet_url(reading, section, page)).status_code == 403

    def test_another_role_opens_nothing_nor_that_of_another_evening(
        self, as_user, reading, guide, section, meeting, newcomer
    ):
        theirs = membership(reading.group, newcomer)
        meeting.duties.create(membership=theirs, name="Keeps the time")
        other = make_meeting(reading, guide.sections.exclude(pk=section.pk).first())
        other.duties.create(membership=theirs, name=ROLE, is_for_minutes=True)
        data = {"minutes": "Mine", "do": "share", "version": 1}
        assert as_user(newcomer).post(sheet_url(reading, section, "minutes/"), data).status_code == 403
        assert "Suggested from the plan." not in html_of(as_user(newcomer).get(sheet_url(reading, section)))
        meeting.refresh_from_db()
        assert meeting.minutes == ""

    def test_it_ends_with_the_role_and_what_was_typed_comes_back(self, writer, reading, section, meeting):
        meeting.duties.all().delete()
        response = writer.post(
            sheet_url(reading, section, "minutes/"), {"minutes": "Mine", "do": "share", "version": 1}
        )
        assert response.status_code == 403
        assert "Mine</textarea>" in response.text
