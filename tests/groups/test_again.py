"""Readings put away, begun again, and read alone."""

import datetime
import uuid

from groups.models import Answer, Group
from tests.factories import make_guide, make_user
from tests.pages import html_of


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
