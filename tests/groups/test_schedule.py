"""The dates of a reading: planned by the clock on the wall, moved, and who comes."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from groups.models import Attendance
from tests.factories import at, make_group, make_guide, make_meeting, make_reading
from tests.pages import html_of


class TestTheClockOnTheWall:
    def test_the_hour_stays_when_the_clocks_change(self, facilitator, guide):
        group = make_group(facilitator, time_zone="Europe/Lisbon")
        reading = make_reading(group, guide)
        reading.plan(at(2027, 3, 25, 19, 30, zone="Europe/Lisbon"), 7, datetime.timedelta(minutes=90), 1)
        starts = [meeting.starts_at for meeting in reading.meetings.all()]
        assert [start.astimezone(group.zone).hour for start in starts] == [19, 19]
        assert [start.astimezone(datetime.UTC).hour for start in starts] == [19, 18]

    def test_those_that_follow_keep_their_hour_too(self, facilitator, organizer):
        group = make_group(facilitator, time_zone="Europe/Lisbon")
        reading = make_reading(group, make_guide(by=organizer, sections=3))
        reading.plan(at(2027, 3, 18, 19, 30, zone="Europe/Lisbon"), 7, datetime.timedelta(minutes=90), 1)
        first = reading.meetings.first()
        starts = at(2027, 3, 19, 20, 0, zone="Europe/Lisbon")
        first.move(starts, starts + datetime.timedelta(minutes=90), following=True)
        local = [meeting.starts_at.astimezone(group.zone) for meeting in reading.meetings.all()]
        assert [(day.day, day.hour) for day in local] == [(19, 20), (26, 20), (2, 20)]
        assert {meeting.length for meeting in reading.meetings.all()} == {datetime.timedelta(minutes=90)}

    def test_on_another_day_nobody_has_said_yet_whether_they_come(self, facilitator, member, organizer):
        group = make_group(facilitator, member, time_zone="Europe/Lisbon")
        reading = make_reading(group, make_guide(by=organizer, sections=2))
        reading.plan(at(2027, 3, 18, 19, 30, zone="Europe/Lisbon"), 7, datetime.timedelta(minutes=90), 1)
        first, second = reading.meetings.all()
        for meeting in (first, second):
            meeting.attendances.create(membership=group.memberships.get(user=member), reply="yes")
        later = at(2027, 3, 18, 20, 0, zone="Europe/Lisbon")
        first.move(later, later + datetime.timedelta(minutes=90), following=True)
        assert first.attendances.exists()
        assert second.attendances.exists()
        another_day = at(2027, 3, 19, 20, 0, zone="Europe/Lisbon")
        first.move(another_day, another_day + datetime.timedelta(minutes=90))
        assert not first.attendances.exists()
        assert second.attendances.exists()

    def test_a_section_inserted_afterwards_is_named_as_in_no_meeting(self, as_user, facilitator, organizer):
        reading = make_reading(make_group(facilitator), make_guide(by=organizer, sections=2))
        reading.plan(at(2027, 3, 18, 19, 30), 7, datetime.timedelta(minutes=90), 1)
        address = reverse("groups:meeting_list", args=[reading.group.slug, reading.slug])
        assert "In no meeting:" not in as_user(facilitator).get(address).content.decode()
        reading.guide.sections.create(title="Between the two", slug="between", position=9)
        page = as_user(facilitator).get(address).content.decode()
        assert "In no meeting:" in page
        assert "Between the two" in page
        reading.pause(None)
        assert "In no meeting:" not in as_user(facilitator).get(address).content.decode()

    def test_dates_are_not_planned_twice(self, reading):
        plan = (at(2027, 3, 25, 19), 7, datetime.timedelta(hours=1), 1)
        reading.plan(*plan)
        with pytest.raises(ValidationError):
            reading.plan(*plan)


class TestSchedule:
    def edit(self, client, reading, meeting, **changes):
        starts, ends = meeting.starts_at, meeting.ends_at
        data = {
            "date": starts.date(), "begins": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}", "following": "no",
            "version": meeting.version, "place": "", "link": "",
        }  # fmt: skip
        return client.post(f"{reading.get_absolute_url()}meetings/{meeting.pk}/edit/", data | changes)

    def planned(self, reading):
        return reading.plan(at(2027, 3, 4, 19, 30), 7, datetime.timedelta(minutes=90), 1)

    def test_one_moves_and_the_rest_stays(self, as_user, reading, facilitator):
        first, second = self.planned(reading)
        self.edit(as_user(facilitator), reading, first, date="2027-03-05")
        first.refresh_from_db()
        assert first.starts_at == at(2027, 3, 5, 19, 30)
        assert reading.meetings.get(pk=second.pk).starts_at == second.starts_at

    def test_or_the_rest_follows(self, as_user, reading, facilitator):
        first, second = self.planned(reading)
        self.edit(as_user(facilitator), reading, first, date="2027-03-05", following="yes")
        assert reading.meetings.get(pk=second.pk).starts_at == at(2027, 3, 12, 19, 30)

    def test_the_second_facilitator_is_told_and_nothing_moves_twice(self, as_user, reading, facilitator):
        first, _second = self.planned(reading)
        client = as_user(facilitator)
        self.edit(client, reading, first, date="2027-03-05", following="yes")
        response = self.edit(client, reading, first, date="2027-03-06", following="yes")
        assert response.status_code == 409
        assert "Friday 5 March" in html_of(response)
        assert 'value="2027-03-06"' in html_of(response)
        days = [meeting.starts_at.day for meeting in reading.meetings.all()]
        assert days == [5, 12]

    def test_an_evening_may_end_after_midnight(self, as_user, reading, facilitator):
        first, _second = self.planned(reading)
        self.edit(as_user(facilitator), reading, first, begins="23:00", ends="00:30")
        first.refresh_from_db()
        assert first.length == datetime.timedelta(minutes=90)

    def test_one_is_cancelled_and_held_after_all(self, as_user, reading, facilitator):
        first, _second = self.planned(reading)
        client, url = as_user(facilitator), f"{reading.get_absolute_url()}meetings/{first.pk}/cancel/"
        client.post(url)
        first.refresh_from_db()
        assert first.is_cancelled
        client.post(url, {"hold": "1"})
        first.refresh_from_db()
        assert not first.is_cancelled

    def test_one_is_added(self, as_user, reading, facilitator, section):
        data = {"date": "2027-05-01", "begins": "19:00", "ends": "20:00", "sections": [section.pk]}
        as_user(facilitator).post(f"{reading.get_absolute_url()}meetings/new/", data)
        assert list(reading.meetings.get().sections.all()) == [section]

    def test_members_see_the_dates_and_change_none(self, as_user, reading, member):
        first, _second = self.planned(reading)
        client = as_user(member)
        html = html_of(client.get(f"{reading.get_absolute_url()}schedule/"))
        assert "Thursday 4 March 2027" in html
        assert "Move or change" not in html
        assert self.edit(client, reading, first, date="2027-03-05").status_code == 403
        assert client.post(f"{reading.get_absolute_url()}meetings/{first.pk}/cancel/").status_code == 403
        assert client.get(f"{reading.get_absolute_url()}meetings/new/").status_code == 403
        first.refresh_from_db()
        assert first.starts_at == at(2027, 3, 4, 19, 30)
        assert not first.is_cancelled

    def test_a_meeting_of_another_reading_is_not_found_here(self, as_user, reading, guide, facilitator, stranger):
        elsewhere = make_meeting(make_reading(make_group(stranger), guide))
        assert self.edit(as_user(facilitator), reading, elsewhere).status_code == 404


class TestAttendance:
    def reply(self, client, reading, meeting, reply):
        return client.post(f"{reading.get_absolute_url()}meetings/{meeting.pk}/reply/", {"reply": reply})

    def test_a_member_says_and_says_otherwise(self, as_user, reading, section, member):
        meeting, client = make_meeting(reading, section), as_user(member)
        self.reply(client, reading, meeting, "yes")
        assert "1 is coming." in html_of(client.get(reading.get_absolute_url()))
        self.reply(client, reading, meeting, "no")
        assert Attendance.objects.get().reply == "no"
        assert "coming." not in html_of(client.get(reading.get_absolute_url()))

    def test_nonsense_is_refused(self, as_user, reading, section, member):
        assert self.reply(as_user(member), reading, make_meeting(reading, section), "perhaps").status_code == 400

    def test_what_is_over_takes_no_reply(self, as_user, reading, section, member):
        meeting = make_meeting(reading, section, days=-2)
        assert self.reply(as_user(member), reading, meeting, "yes").status_code == 403
        assert not Attendance.objects.exists()

    def test_strangers_do_not_come(self, as_user, reading, section, stranger):
        assert self.reply(as_user(stranger), reading, make_meeting(reading, section), "yes").status_code == 404
