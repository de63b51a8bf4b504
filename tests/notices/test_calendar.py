import datetime

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from notices.models import CalendarToken
from tests.factories import at, make_group, make_meeting, make_reading, make_section, membership


@pytest.fixture
def meeting(reading, section):
    return make_meeting(reading, section, place="At Ruth’s")


def feed(client, token):
    return client.get(reverse("notices:calendar_feed", args=[token]))


def entries(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


class TestCalendarFeed:
    def test_a_calendar_program_gets_the_meetings_without_signing_in(self, client, member, meeting):
        _made, token = CalendarToken.make(member)
        response = feed(client, token)
        assert response["Content-Type"].startswith("text/calendar")
        (entry,) = entries(response)
        assert entry["LOCATION"] == "At Ruth’s"
        assert "Section title 1" in entry["SUMMARY"]
        assert entry["STATUS"] == "CONFIRMED"
        assert entry.walk("VALARM")[0]["TRIGGER"].dt == datetime.timedelta(days=-1)

    def test_one_address_per_reading_shows_that_reading_only(self, client, member, group, guide, meeting):
        other = make_reading(group, guide, slug="again")
        make_meeting(other)
        _made, token = CalendarToken.make(member, other)
        assert len(entries(feed(client, token))) == 1
        _made, token = CalendarToken.make(member)
        assert len(entries(feed(client, token))) == 2

    def test_a_wrong_token_finds_nothing(self, client, member, meeting):
        CalendarToken.make(member)
        assert feed(client, "x" * 32).status_code == 404

    def test_a_revoked_one_finds_nothing(self, client, member, meeting):
        made, token = CalendarToken.make(member)
        assert feed(client, token).status_code == 200
        made.revoke()
        assert feed(client, token).status_code == 404

    def test_a_new_address_ends_the_old_one(self, client, member, meeting):
        _made, old = CalendarToken.make(member)
        _made, new = CalendarToken.make(member)
        assert (feed(client, old).status_code, feed(client, new).status_code) == (404, 200)

    def test_the_token_is_not_kept(self, member):
        made, token = CalendarToken.make(member)
        assert token not in made.token_hash

    @pytest.mark.parametrize("way", ["leave", "removed"])
    def test_after_leaving_the_address_of_the_reading_is_gone(self, client, member, facilitator, reading, meeting, way):
        _made, one = CalendarToken.make(member, reading)
        _made, all_of_them = CalendarToken.make(member)
        assert len(entries(feed(client, all_of_them))) == 1
        theirs = membership(reading.group, member)
        theirs.leave() if way == "leave" else theirs.remove(membership(reading.group, facilitator), "")
        assert feed(client, one).status_code == 404
        assert entries(feed(client, all_of_them)) == []

    def test_a_deactivated_person_has_no_calendar(self, client, member, meeting):
        _made, token = CalendarToken.make(member)
        member.is_active = False
        member.save()
        assert feed(client, token).status_code == 404

    def test_nobody_sees_across_groups(self, client, stranger, guide, meeting):
        own = make_meeting(make_reading(make_group(stranger), guide))
        _made, token = CalendarToken.make(stranger)
        (entry,) = entries(feed(client, token))
        assert f"meeting-{own.pk}@" in entry["UID"]

    def test_lines_are_short_and_end_as_the_standard_says(self, client, member, reading):
        make_meeting(reading, make_section(reading.guide, 9, title="Ein sehr langer Titel, größer als nötig " * 5))
        _made, token = CalendarToken.make(member)
        lines = feed(client, token).content.split(b"\r\n")
        assert max(len(line) for line in lines) <= 75
        assert not any(b"\n" in line for line in lines)

    def test_a_move_keeps_the_uid_and_raises_the_sequence(self, client, member, meeting):
        _made, token = CalendarToken.make(member)
        (before,) = entries(feed(client, token))
        starts = meeting.starts_at + datetime.timedelta(days=1)
        assert meeting.rearrange(1, starts, starts + datetime.timedelta(hours=1), [], place="", link="")
        (after,) = entries(feed(client, token))
        assert before["UID"] == after["UID"]
        assert after["SEQUENCE"] > before["SEQUENCE"]

    def test_a_cancelled_meeting_says_so_and_rings_no_bell(self, client, member, meeting):
        _made, token = CalendarToken.make(member)
        (before,) = entries(feed(client, token))
        meeting.cancel()
        (entry,) = entries(feed(client, token))
        assert entry["STATUS"] == "CANCELLED"
        assert entry["SEQUENCE"] > before["SEQUENCE"]
        assert not entry.walk("VALARM")

    def test_the_hour_on_the_wall_is_right_through_the_change_of_clocks(self, client, member, group, reading):
        group.time_zone = "Europe/Lisbon"
        group.save()
        for month, day in [(10, 22), (10, 29)]:
            starts = at(2099, month, day, 19, zone="Europe/Lisbon")
            reading.meetings.create(starts_at=starts, ends_at=starts + datetime.timedelta(hours=1))
        _made, token = CalendarToken.make(member)
        calendar = icalendar.Calendar.from_ical(feed(client, token).content)
        assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Lisbon"]
        starts = [event["DTSTART"].dt for event in calendar.walk("VEVENT")]
        assert {start.hour for start in starts} == {19}
        assert len({start.utcoffset() for start in starts}) == 2

    def test_many_meetings_cost_as_many_queries_as_two(
        self, client, member, reading, section, django_assert_max_num_queries
    ):
        _made, token = CalendarToken.make(member)
        for days in range(30):
            make_meeting(reading, section, days=days + 1)
        with django_assert_max_num_queries(6):
            assert len(entries(feed(client, token))) == 30


class TestMeetingCalendar:
    def url(self, meeting):
        return reverse("notices:meeting_calendar", args=[meeting.reading.group.slug, meeting.reading.slug, meeting.pk])

    def test_a_member_takes_one_meeting(self, as_user, member, reading, meeting):
        make_meeting(reading, days=20)
        (entry,) = entries(as_user(member).get(self.url(meeting)))
        assert entry["UID"].startswith(f"meeting-{meeting.pk}@")

    def test_a_stranger_finds_nothing(self, as_user, stranger, meeting):
        assert as_user(stranger).get(self.url(meeting)).status_code == 404

    def test_a_meeting_of_another_reading_is_not_found_here(self, as_user, member, group, guide, meeting):
        meeting.reading = make_reading(group, guide, slug="again")
        assert as_user(member).get(self.url(meeting)).status_code == 404


class TestCalendar:
    def test_the_address_is_shown_once(self, as_user, member, reading, meeting):
        client = as_user(member)
        page = client.post(reverse("notices:calendar_make"), {"reading": reading.pk})
        address = page.context["address"]
        assert address in page.text
        assert client.get(address.removeprefix("http://localhost:8000")).status_code == 200
        again = client.get(reverse("notices:calendar"))
        assert address not in again.text
        assert again.context["rows"][1]["token"].reading == reading

    def test_a_reading_of_somebody_elses_group_gives_no_address(self, as_user, stranger, reading):
        assert as_user(stranger).post(reverse("notices:calendar_make"), {"reading": reading.pk}).status_code == 404
        assert not CalendarToken.objects.exists()


class TestCalendarRevoke:
    def test_one_ends_ones_own(self, as_user, member):
        made, _token = CalendarToken.make(member)
        as_user(member).post(reverse("notices:calendar_revoke", args=[made.pk]))
        assert not CalendarToken.objects.live().exists()

    def test_nobody_ends_somebody_elses(self, as_user, member, stranger):
        made, _token = CalendarToken.make(member)
        assert as_user(stranger).post(reverse("notices:calendar_revoke", args=[made.pk])).status_code == 404
        assert CalendarToken.objects.live().get().made_at <= timezone.now()
