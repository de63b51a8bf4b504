import datetime
import re
import uuid

import pytest
from django.utils import timezone

from groups.models import Group, Progress, Reading
from tests.factories import at, make_answer, make_group, make_guide, make_meeting, make_reading, make_user, membership
from tests.pages import html_of

ZONE = "Europe/Lisbon"


def new_reading(client, group, guide, **data):
    fields = {"guide": guide.slug, "time": "19:30", "length": 90, "rhythm": 14, "per_meeting": 1, "key": uuid.uuid4()}
    return client.post(f"/groups/{group.slug}/readings/new/", fields | data)


class TestReadingNew:
    def test_an_organizer_gives_their_own_guide_for_groups_to_a_group_they_facilitate(self, as_user, organizer, member):
        theirs, guide = make_group(organizer), make_guide(by=organizer, audience="groups", title="For one group")
        foreign = make_guide(audience="groups")
        client = as_user(organizer)
        assert "For one group" in client.get(f"/groups/{theirs.slug}/readings/new/").content.decode()
        assert as_user(member).get(guide.get_absolute_url()).status_code == 404
        assert new_reading(as_user(organizer), theirs, guide).status_code == 302
        assert list(theirs.guides.all()) == [guide]
        assert new_reading(as_user(organizer), theirs, foreign).status_code == 422

    def test_who_only_facilitates_is_offered_nobodys_guide_for_groups(self, as_user, group, facilitator, organizer):
        guide = make_guide(by=organizer, audience="groups")
        guide.editors.add(facilitator)  # as one who was an organizer once
        assert new_reading(as_user(facilitator), group, guide).status_code == 422
        assert not Reading.objects.filter(guide=guide).exists()

    def test_all_dates_are_made(self, as_user, group, facilitator, organizer):
        guide = make_guide(by=organizer, sections=5)
        response = new_reading(as_user(facilitator), group, guide, first_date="2027-03-04", per_meeting=2, place="Here")
        reading = Reading.objects.get()
        assert response["Location"] == reading.get_absolute_url()
        starts = [meeting.starts_at for meeting in reading.meetings.all()]
        assert starts == [at(2027, 3, 4, 19, 30), at(2027, 3, 18, 19, 30), at(2027, 4, 1, 19, 30)]
        assert [meeting.sections.count() for meeting in reading.meetings.all()] == [2, 2, 1]

    def test_without_dates_everybody_reads_at_their_own_pace(self, as_user, group, guide, facilitator):
        client = as_user(facilitator)
        new_reading(client, group, guide)
        reading = Reading.objects.get()
        assert not reading.meetings.exists()
        assert "No meeting is planned." in html_of(client.get(reading.get_absolute_url()))

    def test_a_double_click_begins_one_reading(self, as_user, group, guide, facilitator):
        client, key = as_user(facilitator), uuid.uuid4()
        for _ in range(2):
            new_reading(client, group, guide, key=key, first_date="2027-03-04")
        assert Reading.objects.get().meetings.count() == 2

    def test_days_to_skip_push_the_rest_on(self, as_user, group, guide, facilitator):
        new_reading(
            as_user(facilitator), group, guide, first_date="2027-03-04", rhythm=7, skip="2027-03-11, 2027-03-18"
        )
        days = [meeting.starts_at.date().day for meeting in Reading.objects.get().meetings.all()]
        assert days == [4, 25]

    def test_days_can_be_ticked_among_the_dates(self, as_user, group, guide, facilitator):
        client, asked = as_user(facilitator), {"first_date": "2027-03-04", "rhythm": 7, "skip": "2027-03-11"}
        html = html_of(new_reading(client, group, guide, do="preview", without=["2027-03-18"], **asked))
        assert 'value="2027-03-11, 2027-03-18"' in html
        new_reading(client, group, guide, without=["2027-03-18"], **asked)
        assert [one.starts_at.date().day for one in Reading.objects.get().meetings.all()] == [4, 25]

    def test_guides_are_offered_by_their_books(self, as_user, group, guide, facilitator):
        html = html_of(as_user(facilitator).get(f"/groups/{group.slug}/readings/new/"))
        assert f"{guide.text.title}, {guide.text.author_line}: {guide.title}" in html

    def test_who_is_alone_is_shown_how_to_invite(self, as_user, guide, stranger):
        group = make_group(stranger)
        client = as_user(stranger)
        page = html_of(client.get(new_reading(client, group, guide)["Location"]))
        assert f'<a href="/groups/{group.slug}/invitations/">Invite those who read with you</a>' in page

    def test_the_same_guide_again_has_an_address_of_its_own(self, as_user, group, reading, guide, facilitator):
        new_reading(as_user(facilitator), group, guide)
        assert {one.slug for one in group.readings.all()} == {guide.slug, f"{guide.slug}-2"}

    @pytest.mark.parametrize("slug", ["settings", "members", "threads", "readings"])
    def test_no_guide_takes_an_address_that_leads_elsewhere(self, as_user, group, facilitator, organizer, slug):
        guide = make_guide(by=organizer, slug=slug)
        client = as_user(facilitator)
        response = new_reading(client, group, guide)
        assert response["Location"].endswith(f"/{slug}-2/")
        assert client.get(response["Location"]).status_code == 200

    def test_a_guide_for_one_group_is_for_it_alone(self, as_user, group, facilitator, stranger, organizer):
        guide = make_guide(by=organizer, audience="groups")
        group.guides.add(guide)
        other = make_group(stranger)
        assert new_reading(as_user(stranger), other, guide).status_code == 422
        assert new_reading(as_user(facilitator), group, guide).status_code == 302

    @pytest.mark.parametrize("kind", [{"published": False}, {"audience": "groups"}])
    def test_other_guides_cannot_be_begun(self, as_user, group, facilitator, organizer, kind):
        assert new_reading(as_user(facilitator), group, make_guide(by=organizer, **kind)).status_code == 422
        assert not Reading.objects.exists()

    def test_members_begin_nothing(self, as_user, group, guide, member):
        assert new_reading(as_user(member), group, guide).status_code == 403
        assert not Reading.objects.exists()


class TestReadingNewPreview:
    def test_the_dates_are_shown_before_anything_is_kept(self, as_user, group, facilitator):
        guide = make_guide(sections=3)
        Group.objects.filter(pk=group.pk).update(time_zone=ZONE)
        data = {
            "guide": guide.slug, "first_date": "2027-03-18", "time": "19:30", "length": 90, "rhythm": 7,
            "per_meeting": 1, "skip": "2027-03-20 to 2027-03-27", "key": uuid.uuid4(),
        }  # fmt: skip
        client, url = as_user(facilitator), f"/groups/{group.slug}/readings/new/"
        html = html_of(client.post(url, data | {"do": "preview"}))
        assert not Reading.objects.exists()
        for day in ("Thursday 18 March 2027", "Thursday 1 April 2027", "Thursday 8 April 2027"):
            assert day in html
        assert html.count("19:30 to 21:00") == 3
        client.post(url, data)
        kept = [meeting.starts_at for meeting in Reading.objects.get().meetings.all()]
        assert kept == [at(2027, 3, 18, 19, 30, ZONE), at(2027, 4, 1, 19, 30, ZONE), at(2027, 4, 8, 19, 30, ZONE)]

    @pytest.mark.parametrize(
        "wrong", [{"skip": "Christmas"}, {"skip": "2027-01-01 to 2199-12-31"}, {"first_date": "9999-12-30"}]
    )
    def test_nonsense_comes_back_filled_in(self, as_user, group, guide, facilitator, wrong):
        data = {"guide": guide.slug, "first_date": "2027-03-18", "time": "19:30", "length": 90, "rhythm": 7}
        data |= {"per_meeting": 1, "key": uuid.uuid4(), "place": "The library"} | wrong
        response = as_user(facilitator).post(f"/groups/{group.slug}/readings/new/", data)
        assert response.status_code == 422
        assert "The library" in html_of(response)
        assert not Reading.objects.exists()


class TestTheRoll:
    def rows(self, client, reading):
        html = html_of(client.get(reading.get_absolute_url()))
        body = html.split("<tbody>")[1].split("</tbody>")[0]
        return body.split("<tr")[1:]

    def test_you_come_first_then_everybody_by_name(self, as_user, reading, member, newcomer, facilitator):
        rows = self.rows(as_user(member), reading)
        assert [name in row for name, row in zip(["You", newcomer.name, facilitator.name], rows, strict=True)] == [
            True,
            True,
            True,
        ]

    def test_many_names_are_folded_and_the_sums_count_them_all(
        self, as_user, reading, section, member, newcomer, monkeypatch
    ):
        monkeypatch.setattr("groups.sheets.roll.SHOWN_AT_FIRST", 1)
        Progress.finish(reading, section, membership(reading.group, newcomer))
        client = as_user(member)
        assert len(self.rows(client, reading)) == 1
        html = html_of(client.get(reading.get_absolute_url()))
        assert "Show all 3 names" in html
        assert re.findall(r"<td[^>]*>(\d+)</td>", html.split("<tfoot>")[1]) == ["1", "0"]
        assert html_of(client.get(reading.get_absolute_url() + "?names=all")).count('<th scope="row">') == 4

    def test_marks_say_how_far_somebody_is(self, as_user, reading, section, question, member, newcomer):
        make_answer(reading, question, newcomer)
        Progress.finish(reading, section, membership(reading.group, newcomer))
        row = self.rows(as_user(member), reading)[1]
        assert "Read, answers shared" in row
        assert "Not begun" in row

    def test_an_answer_for_facilitators_makes_no_mark_for_members(
        self, as_user, reading, section, question, member, newcomer, facilitator
    ):
        make_answer(reading, question, newcomer, audience="facilitators")
        Progress.finish(reading, section, membership(reading.group, newcomer))
        assert "answers shared" not in "".join(self.rows(as_user(member), reading))
        assert "answers shared" in "".join(self.rows(as_user(facilitator), reading))

    def test_hidden_progress_is_one_cell_and_counted_nowhere(self, as_user, reading, section, member, newcomer):
        Progress.finish(reading, section, membership(reading.group, newcomer))
        membership(reading.group, newcomer).hide_progress(True)
        html = html_of(as_user(member).get(reading.get_absolute_url()))
        assert '<td colspan="2">keeps progress private</td>' in html
        assert "has read it" not in html
        assert re.findall(r"<td[^>]*>(\d+)</td>", html.split("<tfoot>")[1]) == ["0", "0"]
        mine = self.rows(as_user(newcomer), reading)[0]
        assert "Read" in mine

    def test_the_column_of_the_next_meeting_is_marked(self, as_user, reading, member):
        last = reading.guide.sections.last()
        make_meeting(reading, last)
        html = html_of(as_user(member).get(reading.get_absolute_url()))
        assert html.index('id="now-col"') > html.index("</span>1</th>")

    def test_who_has_left_is_no_longer_on_it(self, as_user, reading, section, member, newcomer):
        Progress.finish(reading, section, membership(reading.group, newcomer))
        membership(reading.group, newcomer).leave()
        client = as_user(member)
        assert len(self.rows(client, reading)) == 2
        assert "has read it" not in html_of(client.get(reading.get_absolute_url()))


class TestFinish:
    def test_a_reading_is_finished_and_gone_on_with(self, as_user, reading, facilitator):
        client = as_user(facilitator)
        client.post(f"{reading.get_absolute_url()}finish/")
        reading.refresh_from_db()
        assert reading.is_finished
        assert "Read before" in html_of(client.get(reading.group.get_absolute_url()))
        client.post(f"{reading.get_absolute_url()}resume/")
        reading.refresh_from_db()
        assert not reading.is_finished

    @pytest.mark.parametrize("act", ["finish", "resume"])
    def test_members_do_neither(self, as_user, reading, member, act):
        assert as_user(member).post(f"{reading.get_absolute_url()}{act}/").status_code == 403
        reading.refresh_from_db()
        assert not reading.is_finished

    def test_the_next_cohort_begins_with_an_empty_sheet(self, as_user, reading, guide, question, member, facilitator):
        make_answer(reading, question, member, "Of the first round")
        reading.finish()
        new_reading(as_user(facilitator), reading.group, guide)
        again = reading.group.readings.current().get()
        html = html_of(as_user(member).get(again.section_url(question.section)))
        assert "Of the first round" not in html


class TestCost:
    def count(self, client, url):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def make(self, members, sections, facilitator):
        guide = make_guide(sections=sections, questions=1)
        group = make_group(facilitator, *[make_user() for _ in range(members)])
        reading = make_reading(group, guide)
        reading.plan(timezone.now(), 7, datetime.timedelta(hours=1), 1)
        for member in group.memberships.all():
            Progress.finish(reading, guide.sections.first(), member)
        return reading

    def test_a_large_roll_costs_what_a_small_one_does(self, client, facilitator):
        client.force_login(facilitator)
        small, large = self.make(2, 5, facilitator), self.make(59, 60, facilitator)
        for page in ("", "schedule/"):
            counts = [self.count(client, reading.get_absolute_url() + page) for reading in (small, large)]
            assert counts[0] == counts[1] < 30, page
        counts = [self.count(client, reading.group.get_absolute_url()) for reading in (small, large)]
        assert counts[0] == counts[1] < 30
