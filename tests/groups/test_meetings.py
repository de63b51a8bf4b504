import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.models import Answer, Attendance, Draft, Unclear
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
from tests.groups.sheet import sheet_url
from tests.pages import html_of


@pytest.fixture
def meeting(reading, section):
    return make_meeting(reading, section)


class TestMeetingDetail:
    def test_all_that_was_shared_is_collated_by_question(
        self, as_user, reading, section, question, meeting, member, newcomer, facilitator
    ):
        make_answer(reading, question, member, "What she thinks")
        make_answer(reading, question, newcomer, "For your eyes", audience="facilitators")
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        assert "What she thinks" in html
        assert "For your eyes" in html
        assert "For facilitators only: not to be read out" in html

    def test_it_goes_into_ones_calendar(self, as_user, reading, section, meeting, member, facilitator):
        for user in (member, facilitator):
            html = html_of(as_user(user).get(sheet_url(reading, section)))
            assert (
                f'href="{reverse("notices:meeting_calendar", args=[reading.group.slug, reading.slug, meeting.pk])}"'
                in html
            )

    def test_drafts_are_not_on_it(self, as_user, reading, section, question, meeting, member, facilitator):
        Draft.keep(reading, question, membership(reading.group, member), "Half a thought")
        assert "Half a thought" not in html_of(as_user(facilitator).get(sheet_url(reading, section)))

    def test_it_names_who_has_not_answered_and_who_passed(
        self, as_user, reading, section, question, meeting, member, newcomer, facilitator
    ):
        make_answer(reading, question, member)
        Answer.pass_on(reading, question, membership(reading.group, newcomer))
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        assert f"Not yet: {facilitator.name}." in html
        assert f"Passed: {newcomer.name}." in html

    def test_notes_and_the_guides_answers_are_there(self, as_user, reading, section, question, meeting, facilitator):
        question.facilitator_note, question.model_answer = "Let Ben begin", "What the guide says"
        question.save()
        section.facilitator_notes = "Keep the window open"
        section.save()
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        for words in ("Let Ben begin", "What the guide says", "Keep the window open"):
            assert words in html

    def test_a_divided_choice_comes_first(self, as_user, reading, section, meeting, member, newcomer, facilitator):
        agreed = make_question(section, 8, choices=["A", "B"])
        divided = make_question(section, 9, choices=["A", "B"])
        for user, label in ((member, "A"), (newcomer, "B")):
            make_answer(reading, agreed, user, choices=[agreed.choices.first()])
            make_answer(reading, divided, user, choices=[divided.choices.get(label=label)])
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        places = [html.index(f'id="q{question.pk}"') for question in (divided, agreed, section.questions.first())]
        assert places == sorted(places)

    def test_who_chose_what_is_on_no_sheet(self, as_user, reading, section, meeting, member, facilitator):
        question = make_question(section, 9, choices=["A", "B"])
        make_answer(reading, question, member, choices=[question.choices.first()])
        Answer.objects.update(body="", body_html="")
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        item = html.split(f'id="q{question.pk}"')[1].split("</li>\n")[0]
        assert member.name not in item.split("Not yet")[0]

    def test_times_follow_from_the_minutes(self, as_user, reading, section, question, facilitator):
        question.minutes = 30
        question.save()
        starts = timezone.now().replace(hour=19, minute=0, second=0) + timezone.timedelta(days=3)
        reading.meetings.create(starts_at=starts, ends_at=starts + timezone.timedelta(hours=2)).sections.add(section)
        html = html_of(as_user(facilitator).get(sheet_url(reading, section)))
        assert [time in html for time in ("19:00", "19:10", "19:40")] == [True] * 3

    def test_members_see_the_plan_and_no_answers(self, as_user, reading, section, question, meeting, member, newcomer):
        meeting.notes = "Put Tomás near the microphone"
        meeting.save()
        question.facilitator_note, question.model_answer = "Let Ben begin", "What the guide says"
        question.save()
        make_answer(reading, question, member, "What she thinks")
        html = html_of(as_user(newcomer).get(sheet_url(reading, section)))
        assert question.prompt in html
        for words in ("What she thinks", "microphone", "Let Ben begin", "What the guide says", "Not yet"):
            assert words not in html

    def test_everybody_reads_where_it_is(self, as_user, reading, section, meeting, member, facilitator):
        meeting.place, meeting.link = "At Ruth’s", "https://meet.example.org/thursday"
        meeting.save()
        for user in (member, facilitator):
            html = html_of(as_user(user).get(sheet_url(reading, section)))
            assert "At Ruth’s" in html
            assert 'href="https://meet.example.org/thursday"' in html

    @pytest.mark.parametrize(("days", "words"), [(3, "1 is coming"), (-3, "1 meant to come")])
    def test_who_comes_is_said_of_what_is_to_come(self, as_user, reading, section, member, days, words):
        meeting = make_meeting(reading, section, days=days)
        Attendance.objects.create(meeting=meeting, membership=membership(reading.group, member), reply="yes")
        assert words in html_of(as_user(member).get(sheet_url(reading, section)))

    def test_without_a_meeting_it_says_so(self, as_user, reading, section, member):
        assert "No meeting is planned." in html_of(as_user(member).get(sheet_url(reading, section)))

    def test_the_next_of_two_meetings_is_shown(self, as_user, reading, section, member):
        make_meeting(reading, section, days=-7)
        coming = make_meeting(reading, section, days=3)
        html = html_of(as_user(member).get(sheet_url(reading, section)))
        assert f"{coming.starts_at.day} {coming.starts_at:%B}" in html


class TestMeetingAgenda:
    def test_an_open_sheet_asks_and_hears_only_what_is_new(
        self, as_user, reading, section, question, meeting, member, facilitator
    ):
        client, url = as_user(facilitator), sheet_url(reading, section, "agenda/")
        mark = client.get(url).headers["ETag"]
        again = client.get(url, headers={"If-None-Match": mark})
        assert (again.status_code, again.content) == (304, b"")
        answer = make_answer(reading, question, member, "What she thinks")
        fresh = client.get(url, headers={"If-None-Match": mark})
        assert "What she thinks" in html_of(fresh)
        answer.take_back()
        assert "What she thinks" not in html_of(client.get(url, headers={"If-None-Match": fresh.headers["ETag"]}))


class TestAgendaEdit:
    def data(self, section, meeting, **changes):
        rows = {"welcome": "", "closing": "", "notes": "", "version": meeting.version}
        for place, question in enumerate(section.questions.all(), 1):
            rows |= {f"place_{question.pk}": place, f"minutes_{question.pk}": 10}
        return rows | changes

    def test_order_minutes_and_words_are_kept(self, as_user, reading, section, meeting, facilitator):
        first, second = section.questions.all()
        data = self.data(section, meeting, **{f"place_{first.pk}": 9, f"minutes_{second.pk}": 25, "notes": "Window"})
        client = as_user(facilitator)
        client.post(sheet_url(reading, section, "edit/"), data)
        meeting.refresh_from_db()
        assert meeting.agenda == [[second.pk, 25], [first.pk, 10]]
        assert "Window" in html_of(client.get(sheet_url(reading, section)))

    def test_it_says_how_many_minutes_there_are(self, as_user, reading, section, meeting, facilitator):
        meeting.ends_at = meeting.starts_at + timezone.timedelta(minutes=75)
        meeting.save()
        html = html_of(as_user(facilitator).get(sheet_url(reading, section, "edit/")))
        assert "The meeting has 75 minutes; 20 of them" in html

    def test_no_minutes_leave_a_question_for_later(self, as_user, reading, section, meeting, facilitator):
        first, second = section.questions.all()
        client = as_user(facilitator)
        client.post(sheet_url(reading, section, "edit/"), self.data(section, meeting, **{f"minutes_{first.pk}": 0}))
        meeting.refresh_from_db()
        assert meeting.agenda == [[second.pk, 10]]
        assert "if there is time" in html_of(client.get(sheet_url(reading, section)))

    def test_the_second_to_save_gets_both(self, as_user, reading, section, meeting, facilitator):
        client, url = as_user(facilitator), sheet_url(reading, section, "edit/")
        client.post(url, self.data(section, meeting, notes="What Ruth wrote"))
        response = client.post(url, self.data(section, meeting, notes="What Jonas wrote"))
        assert response.status_code == 409
        assert "What Ruth wrote" in response.content.decode()
        assert "What Jonas wrote" in response.content.decode()
        meeting.refresh_from_db()
        assert meeting.notes == "What Ruth wrote"

    def test_of_another_order_the_second_sees_what_it_is(self, as_user, reading, section, meeting, facilitator):
        first, second = section.questions.all()
        client, url = as_user(facilitator), sheet_url(reading, section, "edit/")
        turned = {f"place_{first.pk}": 2, f"place_{second.pk}": 1, f"minutes_{first.pk}": 25}
        client.post(url, self.data(section, meeting, **turned))
        response = client.post(url, self.data(section, meeting))
        assert response.status_code == 409
        assert "Question 2, 10 minutes<br>Question 1, 25 minutes" in response.text

    def test_a_meeting_that_moved_is_no_change_of_the_plan_nor_the_plan_of_its_day(
        self, as_user, reading, section, meeting, facilitator
    ):
        client, plan = as_user(facilitator), self.data(section, meeting, notes="Window")
        meeting.move(meeting.starts_at + datetime.timedelta(days=1), meeting.ends_at + datetime.timedelta(days=1))
        assert client.post(sheet_url(reading, section, "edit/"), plan).status_code == 302
        meeting.refresh_from_db()
        assert (meeting.notes, meeting.version) == ("Window", 2)

    def test_minutes_that_save_themselves_are_no_change_of_the_plan(
        self, as_user, reading, section, meeting, facilitator
    ):
        client = as_user(facilitator)
        plan, other_minutes = self.data(section, meeting, notes="Window"), {"minutes": "We met twice.", "version": 2}
        client.post(sheet_url(reading, section, "minutes/draft/"), {"minutes": "We met.", "version": 1})
        assert client.post(sheet_url(reading, section, "edit/"), plan).status_code == 302
        assert client.post(sheet_url(reading, section, "minutes/draft/"), other_minutes).status_code == 200
        meeting.refresh_from_db()
        assert (meeting.notes, meeting.minutes) == ("Window", "We met twice.")
        assert (meeting.version, meeting.plan_version, meeting.minutes_version) == (1, 2, 3)


class TestPrintAndPresent:
    def test_the_print_has_the_answers_and_when_it_was_made(
        self, as_user, reading, section, question, meeting, member, facilitator
    ):
        make_answer(reading, question, member, "What she thinks")
        html = html_of(as_user(facilitator).get(sheet_url(reading, section, "print/")))
        assert "What she thinks" in html
        assert "As it stood on" in html

    def test_the_screen_shows_one_question_and_no_answers(
        self, as_user, reading, section, question, meeting, member, facilitator
    ):
        make_answer(reading, question, member, "What she thinks")
        html = html_of(as_user(facilitator).get(sheet_url(reading, section, "present/?q=1")))
        assert question.prompt in html
        assert "What she thinks" not in html
        assert 'rel="next"' in html
        assert 'rel="prev"' not in html

    @pytest.mark.parametrize("at", ["0", "3", "-1", "x", "99999999999999999999"])
    def test_there_is_no_other_question(self, as_user, reading, section, meeting, facilitator, at):
        response = as_user(facilitator).get(sheet_url(reading, section, f"present/?q={at}"))
        assert response.status_code == 404


FOR_FACILITATORS = ["edit/", "agenda/", "print/", "present/"]


class TestAccess:
    @pytest.mark.parametrize("page", FOR_FACILITATORS)
    def test_members_may_not(self, as_user, reading, section, meeting, member, page):
        assert as_user(member).get(sheet_url(reading, section, page)).status_code == 403

    def test_members_write_no_minutes_but_have_back_what_they_wrote_as_facilitators(
        self, as_user, reading, section, meeting, member
    ):
        data = {"minutes": "Mine", "do": "share", "version": 1}
        response = as_user(member).post(sheet_url(reading, section, "minutes/"), data)
        assert response.status_code == 403
        assert "Mine</textarea>" in response.text
        meeting.refresh_from_db()
        assert meeting.minutes == ""

    @pytest.mark.parametrize("page", ["", *FOR_FACILITATORS])
    def test_facilitators_of_other_groups_find_nothing(self, as_user, reading, guide, section, meeting, stranger, page):
        make_reading(make_group(stranger), guide)
        assert as_user(stranger).get(sheet_url(reading, section, page)).status_code == 404

    def test_the_sheet_of_one_group_has_nothing_of_the_other(
        self, as_user, reading, guide, section, question, meeting, member, stranger
    ):
        make_answer(reading, question, member, "Said in the first group")
        other = make_reading(make_group(stranger), guide)
        make_meeting(other, section)
        html = html_of(as_user(stranger).get(sheet_url(other, section)))
        assert "Said in the first group" not in html
        assert member.name not in html


def test_a_large_group_costs_what_a_small_one_does(client, facilitator):
    client.force_login(facilitator)
    counts = []
    for members, questions in ((2, 2), (40, 12)):
        reading = make_reading(
            make_group(facilitator, *[make_user() for _ in range(members)]), make_guide(sections=1, questions=questions)
        )
        section = reading.guide.sections.get()
        make_question(section, 99, choices=["A", "B"])
        meeting = make_meeting(reading, section)
        for user in [one.user for one in reading.group.memberships.all()]:
            make_answer(reading, section.questions.first(), user)
            make_answer(reading, section.questions.last(), user, choices=[section.questions.last().choices.first()])
            one = {"reading": reading, "group": reading.group, "membership": membership(reading.group, user)}
            meeting.brought_passages.create(chapter=section.chapters.first(), first_paragraph=1, **one)
            meeting.duties.create(membership=one["membership"], name="Listens")
            Unclear.mark(reading, one["membership"], section, question=section.questions.first())
            Unclear.mark(reading, one["membership"], section, chapter=section.chapters.first(), paragraph=1)
        for page in ("", "agenda/", "print/", "present/?q=1"):
            with CaptureQueriesContext(connection) as seen:
                assert client.get(sheet_url(reading, section, page)).status_code == 200
            counts.append(len(seen))
    assert counts[:4] == counts[4:]
