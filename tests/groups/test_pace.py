"""Late joiners, catching up, pausing and putting away, reading again, alone, and what facilitators see."""

import datetime
import re
import uuid

import pytest
from django.utils import timezone

from groups.models import Answer, Group, Progress, Reading, StartingPoint
from tests.factories import (
    at,
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_question,
    make_reading,
    make_user,
    membership,
)

ZONE = "Europe/Lisbon"


def html_of(response):
    return response.content.decode()


@pytest.fixture
def under_way(facilitator, member, organizer):
    """Five sections, the third comes next; the member was there from the beginning."""
    guide = make_guide(by=organizer, sections=5, questions=1)
    reading = make_reading(make_group(facilitator, member), guide)
    for days, section in zip((-15, -8, 6, 13, 20), guide.sections.all(), strict=True):
        make_meeting(reading, section, days=days)
    reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=30))
    return reading


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


class TestReadingArchive:
    def test_it_leaves_the_page_of_the_group_and_takes_no_more_words(self, as_user, under_way, facilitator, member):
        question = under_way.guide.sections.first().questions.first()
        url = under_way.get_absolute_url()
        client = as_user(facilitator)
        client.post(f"{url}archive/")
        assert "1 reading is put away" in html_of(client.get(under_way.group.get_absolute_url()))
        client = as_user(member)
        share = f"{url}section-1/questions/{question.pk}/share/"
        response = client.post(share, {"body": "Words that must not be lost"})
        assert response.status_code == 403
        assert "Words that must not be lost" in html_of(response)
        assert not Answer.objects.exists()
        assert "Share with the group" not in html_of(client.get(f"{url}section-1/"))

    def test_taken_out_it_can_be_written_in(self, as_user, under_way, facilitator, member):
        question = under_way.guide.sections.first().questions.first()
        client, url = as_user(facilitator), under_way.get_absolute_url()
        client.post(f"{url}archive/")
        client.post(f"{url}archive/", {"open": "1"})
        client.post(f"{url}section-1/questions/{question.pk}/share/", {"body": "A late thought"})
        assert Answer.objects.get().body == "A late thought"

    def test_a_button_is_shown_only_where_it_works(self, as_user, under_way, facilitator):
        client, url = as_user(facilitator), under_way.get_absolute_url()
        assert "Move or change" in html_of(client.get(f"{url}schedule/"))
        under_way.finish()
        meeting = under_way.meetings.last()
        assert client.get(f"{url}meetings/{meeting.pk}/edit/").status_code == 403
        html = html_of(client.get(f"{url}schedule/"))
        assert "Move or change" not in html
        assert "Add a meeting" not in html
        assert "Cancel the meeting" not in html

    def test_in_a_closed_group_too(self, as_user, under_way, facilitator):
        under_way.group.archive()
        client = as_user(facilitator)
        group = under_way.group.get_absolute_url()
        pages = [group, f"{group}members/", f"{under_way.get_absolute_url()}schedule/"]
        html = "".join(html_of(client.get(page)) for page in pages)
        for word in ("Move or change", "Add a meeting", "Make a facilitator", "Invite somebody", "Begin a reading"):
            assert word not in html
        assert "Pause, finish, read again" not in html


class TestReadingAgain:
    def again(self, client, reading, **data):
        data = {"who": "same", "key": uuid.uuid4()} | data
        return client.post(f"{reading.get_absolute_url()}again/", data)

    def test_with_the_same_people_it_takes_rhythm_and_place_along(self, as_user, under_way, facilitator):
        under_way.meetings.update(place="At Ruth’s")
        client = as_user(facilitator)
        html = html_of(client.get(self.again(client, under_way)["Location"]))
        assert 'value="At Ruth’s"' in html
        assert '<option value="7" selected>' in html

    def test_the_rhythm_is_that_of_most_meetings_not_of_the_two_first(self, as_user, under_way, facilitator):
        first = under_way.meetings.first()
        first.move(first.starts_at - datetime.timedelta(days=35), first.ends_at - datetime.timedelta(days=35))
        client = as_user(facilitator)
        html = html_of(client.get(self.again(client, under_way)["Location"]))
        assert '<option value="7" selected>' in html

    def test_with_new_people_nobody_and_nothing_comes_along(self, as_user, under_way, facilitator, member):
        under_way.finish()
        key = uuid.uuid4()
        client = as_user(facilitator)
        for _ in range(2):
            self.again(client, under_way, who="new", name="Second table", key=key)
        group = Group.objects.get(name="Second table")
        assert [one.user for one in group.memberships.all()] == [facilitator]
        assert as_user(member).get(group.get_absolute_url()).status_code == 404

    def test_a_new_group_wants_a_name(self, as_user, under_way, facilitator):
        assert self.again(as_user(facilitator), under_way, who="new").status_code == 422
        assert Group.objects.count() == 1

    def test_who_came_later_is_not_on_the_roll_of_a_reading_that_is_over(self, as_user, under_way, member):
        under_way.finish()
        under_way.group.admit(make_user("Of the second round"))
        assert "Of the second round" not in html_of(as_user(member).get(under_way.get_absolute_url()))


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


class TestReadingAlone:
    def test_its_name_is_not_said_twice_and_who_invites_is_told_what_opens(self, as_user, guide, stranger):
        client = as_user(stranger)
        group = Group.objects.get(slug=client.post("/groups/alone/", {"guide": guide.slug})["Location"].split("/")[2])
        head = html_of(client.get(group.get_absolute_url())).split("</header>")[1]
        assert f"reading {guide.title}" in head
        invitations = f"{group.get_absolute_url()}invitations/"
        opens = "Whoever joins can read the answers that you finished"
        assert opens in html_of(client.get(invitations))
        group.admit(make_user("Newcomer"))
        assert opens not in html_of(client.get(invitations))

    def test_one_click_and_a_second_leads_to_the_same(self, as_user, guide, stranger):
        client = as_user(stranger)
        assert "Read it on your own" in html_of(client.get(guide.get_absolute_url()))
        first = client.post("/groups/alone/", {"guide": guide.slug})["Location"]
        assert client.post("/groups/alone/", {"guide": guide.slug})["Location"] == first
        group = Group.objects.get()
        assert (group.openness, group.memberships.count()) == ("private", 1)
        assert client.get(first).status_code == 200
        assert client.get(f"{group.get_absolute_url()}invitations/").status_code == 200

    def test_without_an_account_one_comes_back_to_it_after_signing_in(self, client, guide):
        html = html_of(client.get(guide.get_absolute_url()))
        address = f"/groups/alone/?guide={guide.slug}"
        assert address in html
        assert client.get(address).status_code == 302
        client.force_login(make_user())
        assert "You get a group of one" in html_of(client.get(address))
        assert not Group.objects.exists()

    def test_drafts_are_not_there_to_be_read(self, as_user, stranger):
        hidden = make_guide(published=False)
        assert as_user(stranger).post("/groups/alone/", {"guide": hidden.slug}).status_code == 404
        assert not Group.objects.exists()


class TestProgressInNumbers:
    def test_nobody_sees_the_rows_of_others(self, as_user, under_way, facilitator, member):
        Group.objects.filter(pk=under_way.group_id).update(progress_view="numbers")
        Progress.finish(under_way, under_way.guide.sections.first(), membership(under_way.group, member))
        html = html_of(as_user(facilitator).get(under_way.get_absolute_url()))
        body = html.split("<tbody>")[1].split("</tbody>")[0]
        assert member.name not in body
        assert "Have read it, of 2" in html
        standing = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/"))
        assert member.name in standing
        assert "Sections read" not in standing

    def test_who_hides_is_not_in_the_sum_either(self, as_user, under_way, facilitator, member):
        Group.objects.filter(pk=under_way.group_id).update(progress_view="numbers")
        membership(under_way.group, member).hide_progress(True)
        assert "Have read it, of 1" in html_of(as_user(facilitator).get(under_way.get_absolute_url()))


class TestMemberStanding:
    def url(self, reading, user):
        return f"{reading.get_absolute_url()}members/{membership(reading.group, user).pk}/"

    def main(self, response):
        """What is said of the member, without the title."""
        return html_of(response).split('id="overview"')[1].split("</main>")[0]

    def test_members_see_what_facilitators_see_about_them(self, as_user, under_way, facilitator, member):
        section = under_way.guide.sections.first()
        Progress.finish(under_way, section, membership(under_way.group, member))
        make_answer(under_way, section.questions.first(), member)
        theirs = self.main(as_user(facilitator).get(self.url(under_way, member)))
        own = self.main(as_user(member).get(self.url(under_way, member)))
        assert theirs == own
        assert "Read, answers shared" in own
        assert "1 of 1" in own

    def test_not_what_others_are_like(self, as_user, under_way, facilitator, member):
        assert as_user(member).get(self.url(under_way, facilitator)).status_code == 403

    def test_hidden_progress_is_hidden_from_facilitators(self, as_user, under_way, facilitator, member):
        mine = membership(under_way.group, member)
        Progress.finish(under_way, under_way.guide.sections.first(), mine)
        mine.hide_progress(True)
        html = self.main(as_user(facilitator).get(self.url(under_way, member)))
        assert "Progress is kept private, from facilitators too." in html
        assert "is-read" not in html
        assert "no answer, mark or reply yet" in html


class TestReadingStanding:
    def test_who_has_gone_quiet_is_said_and_who_wrote_is_not(self, as_user, under_way, facilitator, member):
        make_answer(under_way, under_way.guide.sections.first().questions.first(), facilitator)
        Reading.objects.update(created_at=timezone.now() - datetime.timedelta(days=30))
        html = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/"))
        rows = html.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")
        assert ["<b>quiet</b>" in row for row in rows if "<th" in row] == [True, False]
        above = html.split("Quiet: ")[1].split("</p>")[0]
        assert member.name in above
        assert facilitator.name not in above

    def test_question_by_question(self, as_user, under_way, facilitator, member):
        section = under_way.guide.sections.first()
        make_answer(under_way, section.questions.first(), member)
        Answer.pass_on(under_way, section.questions.first(), membership(under_way.group, facilitator))
        html = html_of(as_user(facilitator).get(f"{under_way.get_absolute_url()}standing/?section=section-1"))
        assert "<td>1</td><td>1</td><td>0</td>" in html

    def test_members_do_not_look_at_each_other(self, as_user, under_way, member):
        assert as_user(member).get(f"{under_way.get_absolute_url()}standing/").status_code == 403


class TestPath:
    def test_the_same_book_in_two_groups_has_two_names(self, as_user, under_way, member, facilitator):
        other = make_group(facilitator, member, name="The second table")
        make_reading(other, under_way.guide)
        html = html_of(as_user(member).get("/groups/path/"))
        heads = re.findall(r"<h2 [^>]*>(.*?)</h2>", html)
        assert len(heads) == len({re.sub("<[^>]*>", "", head) for head in heads}) == 2

    def test_all_readings_are_on_it_and_only_ones_own(self, as_user, under_way, guide, stranger, member):
        mine = make_reading(make_group(member), guide)
        Progress.finish(mine, guide.sections.first(), membership(mine.group, member))
        other = make_guide(title="A guide of others")
        make_reading(make_group(stranger), other)
        html = html_of(as_user(member).get("/groups/path/"))
        assert "1 of 2 sections read" in html
        assert "0 of 5 sections read" in html
        assert "A guide of others" not in html

    def test_the_same_guide_twice_in_one_group_is_kept_apart(self, as_user, group, guide, member):
        first, second = (make_reading(group, guide, slug=slug) for slug in ("first", "second"))
        Progress.finish(first, guide.sections.first(), membership(group, member))
        html = html_of(as_user(member).get("/groups/path/"))
        assert html.count("1 of 2 sections read") == html.count("0 of 2 sections read") == 1
        assert second.get_absolute_url() in html
