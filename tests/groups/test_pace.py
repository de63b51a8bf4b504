"""Late joiners, catching up, and pausing."""

import datetime

import pytest
from django.utils import timezone

from groups.models import Progress, StartingPoint
from tests.factories import make_group, make_guide, make_question, make_reading, make_user, membership
from tests.pages import html_of

ZONE = "Europe/Lisbon"


@pytest.fixture
def latecomer(under_way):
    user = make_user("Late Joiner")
    under_way.group.admit(user)
    return user


def own_row(client, reading):
    return html_of(client.get(reading.get_absolute_url())).split("<tbody>")[1].split("</tr>")[0]


class TestStartSet:
    def choose(self, client, reading, section):
        return client.post(f"{reading.get_absolute_url()}start/", {"section": section})

    def test_who_joins_late_begins_where_the_group_is(self, as_user, under_way, latecomer, member):
        row = own_row(as_user(latecomer), under_way)
        assert (row.count("Before they began"), row.count("Not begun")) == (2, 3)
        row = own_row(as_user(member), under_way)
        assert (row.count("Before they began"), row.count("Not begun")) == (0, 5)

    def test_they_can_count_from_the_beginning_and_take_that_back(self, as_user, under_way, latecomer):
        client = as_user(latecomer)
        self.choose(client, under_way, "section-1")
        assert own_row(client, under_way).count("Not begun") == 5
        self.choose(client, under_way, "")
        assert own_row(client, under_way).count("Not begun") == 3
        assert not StartingPoint.objects.exists()

    def test_a_member_rejoins_at_this_week(self, as_user, under_way, member):
        client = as_user(member)
        assert "Rejoin at section 3" in html_of(client.get(f"{under_way.get_absolute_url()}catch-up/"))
        self.choose(client, under_way, "section-3")
        assert own_row(client, under_way).count("Before they began") == 2
        page = html_of(client.get(f"{under_way.get_absolute_url()}catch-up/"))
        assert "Rejoin at" not in page
        assert "As it was when I joined" in page

    def test_it_is_a_matter_of_this_reading_alone(self, as_user, under_way, guide, member):
        other = make_guide(sections=2)
        assert self.choose(as_user(member), under_way, other.sections.last().slug + "x").status_code == 404
        assert not StartingPoint.objects.exists()

    def test_what_one_has_read_stays_read(self, as_user, under_way, member):
        Progress.finish(under_way, under_way.guide.sections.first(), membership(under_way.group, member))
        client = as_user(member)
        self.choose(client, under_way, "section-3")
        assert own_row(client, under_way).count("Before they began") == 1

    def test_who_begins_later_is_not_counted_as_behind(self, as_user, under_way, latecomer, member):
        html = html_of(as_user(member).get(f"{under_way.get_absolute_url()}section-1/"))
        assert "0 of 2 have read it." not in html
        assert "2 have not begun" in html  # facilitator and member; the latecomer not


class TestCatchUp:
    def test_it_shows_ideas_and_core_questions_of_what_is_past_and_unread(self, as_user, under_way, member):
        first, second, third = under_way.guide.sections.all()[:3]
        for section in (first, second, third):
            section.key_ideas = f"The idea of {section.slug}"
            section.save()
        make_question(first, 2, prompt="A question for those with time", is_core=False)
        Progress.finish(under_way, second, membership(under_way.group, member))
        html = html_of(as_user(member).get(f"{under_way.get_absolute_url()}catch-up/"))
        assert "The idea of section-1" in html
        assert "What is question 1 of Section title 1" in html
        assert "for those with time" not in html
        assert "The idea of section-2" not in html
        assert "The idea of section-3" not in html

    def test_what_is_caught_up_with_goes_and_one_stays_on_the_page(self, as_user, under_way, member):
        client, url = as_user(member), f"{under_way.get_absolute_url()}catch-up/"
        data = {"state": "read", "next": "catch_up"}
        for slug in ("section-1", "section-2"):
            assert client.post(f"{under_way.get_absolute_url()}{slug}/progress/", data)["Location"] == url
        assert "There is nothing to catch up with." in html_of(client.get(url))


class TestReadingPause:
    @pytest.fixture
    def planned(self, facilitator, member):
        """Thursdays at 19:30 in Lisbon; the next in some days."""
        group = make_group(facilitator, member, time_zone=ZONE)
        reading = make_reading(group, make_guide(sections=4, questions=1))
        today = timezone.localdate(timezone=group.zone)
        starts = datetime.datetime.combine(today - datetime.timedelta(days=4), datetime.time(19, 30), group.zone)
        reading.plan(starts, 7, datetime.timedelta(minutes=90), 1)
        return reading

    def days(self, reading):
        """From today, of the meetings that take place."""
        zone = reading.group.zone
        today = timezone.localdate(timezone=zone)
        held = reading.meetings.filter(cancelled_at=None)
        return [(timezone.localdate(meeting.starts_at, zone) - today).days for meeting in held]

    def pause(self, client, reading, in_days=None):
        day = timezone.localdate(timezone=reading.group.zone) + datetime.timedelta(days=in_days or 0)
        return client.post(f"{reading.get_absolute_url()}pause/", {"until": day if in_days is not None else ""})

    def test_with_a_day_the_meetings_to_come_move_behind_it(self, as_user, planned, facilitator):
        versions = [meeting.version for meeting in planned.meetings.all()]
        client = as_user(facilitator)
        self.pause(client, planned, 20)
        assert self.days(planned) == [-4, 24, 31, 38]
        hours = {meeting.starts_at.astimezone(planned.group.zone).hour for meeting in planned.meetings.all()}
        assert hours == {19}
        now = [meeting.version for meeting in planned.meetings.all()]
        assert [new > old for old, new in zip(versions, now, strict=True)] == [False, True, True, True]
        assert "We go on from" in html_of(client.get(planned.get_absolute_url()))

    def test_gone_on_with_at_once_everything_is_as_it_was(self, as_user, planned, facilitator):
        client = as_user(facilitator)
        self.pause(client, planned, 20)
        client.post(f"{planned.get_absolute_url()}resume/", {"until": ""})
        assert self.days(planned) == [-4, 3, 10, 17]
        planned.refresh_from_db()
        assert planned.is_running

    def test_without_a_day_they_wait_and_open_nothing(self, as_user, planned, facilitator, member):
        client = as_user(facilitator)
        self.pause(client, planned)
        assert self.days(planned) == [-4]
        html = html_of(client.get(planned.get_absolute_url()))
        assert "When we go on is not yet known" in html
        day = timezone.localdate(timezone=planned.group.zone) + datetime.timedelta(days=8)
        client.post(f"{planned.get_absolute_url()}resume/", {"until": day})
        assert self.days(planned) == [-4, 10, 17, 24]

    def test_paused_twice_it_moves_from_where_it_was(self, as_user, planned, facilitator):
        client = as_user(facilitator)
        self.pause(client, planned, 20)
        self.pause(client, planned, 9)
        assert self.days(planned) == [-4, 10, 17, 24]

    def test_a_meeting_that_was_called_off_before_stays_so(self, as_user, planned, facilitator):
        planned.meetings.last().cancel()
        client = as_user(facilitator)
        self.pause(client, planned)
        client.post(f"{planned.get_absolute_url()}resume/", {"until": ""})
        assert self.days(planned) == [-4, 3, 10]

    @pytest.mark.parametrize("in_days", [-3, 0, 5000])
    def test_days_that_are_over_or_far_away_are_refused(self, as_user, planned, facilitator, in_days):
        assert self.pause(as_user(facilitator), planned, in_days).status_code == 422
        assert self.days(planned) == [-4, 3, 10, 17]

    def test_the_day_itself_ends_the_pause(self, planned):
        planned.pause(timezone.localdate() + datetime.timedelta(days=20))
        assert planned.is_paused
        planned.resumes_on = timezone.localdate(timezone=planned.group.zone)
        assert planned.is_running

    def test_members_pause_nothing(self, as_user, planned, member):
        assert self.pause(as_user(member), planned, 20).status_code == 403
        assert self.days(planned) == [-4, 3, 10, 17]
