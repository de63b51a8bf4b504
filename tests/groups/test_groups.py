import datetime
import uuid

import pytest
from django.utils import timezone

from groups.forms import GroupForm
from groups.models import Group, Invitation, Membership
from notices.sweeping import sweep
from tests.factories import make_answer, make_group, make_guide, make_reading, make_thread, make_user, membership
from tests.pages import html_of


class TestGroupNew:
    def post(self, client, **data):
        return client.post(
            "/groups/new/", {"name": "The Long Table", "openness": "private", "key": uuid.uuid4()} | data
        )

    def test_the_founder_facilitates_it(self, as_user, stranger):
        response = self.post(as_user(stranger))
        group = Group.objects.get()
        assert response["Location"] == "/groups/the-long-table/"
        assert membership(group, stranger).is_facilitator

    def test_with_a_guide_chosen_the_dates_come_next(self, as_user, stranger, guide):
        response = self.post(as_user(stranger), guide=guide.slug)
        assert response["Location"] == f"/groups/the-long-table/readings/new/?guide={guide.slug}"

    def test_a_double_click_founds_one_group(self, as_user, stranger):
        client, key = as_user(stranger), uuid.uuid4()
        self.post(client, key=key)
        self.post(client, key=key)
        assert Group.objects.count() == 1

    def test_two_groups_of_one_name_have_two_addresses(self, as_user, stranger):
        client = as_user(stranger)
        self.post(client)
        self.post(client)
        assert {group.slug for group in Group.objects.all()} == {"the-long-table", "the-long-table-2"}

    @pytest.mark.parametrize(("name", "slug"), [("New", "new-2"), ("Listed", "listed-2"), ("!!!", "group")])
    def test_no_name_takes_an_address_that_leads_elsewhere(self, as_user, stranger, name, slug):
        client = as_user(stranger)
        response = self.post(client, name=name)
        assert response["Location"] == f"/groups/{slug}/"
        assert client.get(response["Location"]).status_code == 200

    def test_what_is_missing_is_said_and_the_rest_kept(self, as_user, stranger):
        response = self.post(as_user(stranger), name="", about="We like long books")
        assert response.status_code == 422
        assert "We like long books" in html_of(response)
        assert not Group.objects.exists()

    def test_the_front_pages_form_is_filled_in(self, as_user, stranger, guide):
        html = html_of(as_user(stranger).get(f"/groups/new/?name=Owls&guide={guide.slug}"))
        assert 'value="Owls"' in html
        assert f'<option value="{guide.slug}" selected>' in html

    def test_an_organizer_is_offered_what_they_wrote_for_groups(self, as_user, organizer):
        guide = make_guide(by=organizer, title="For mine", audience="groups")
        client = as_user(organizer)
        assert "For mine" in html_of(client.get("/groups/new/"))
        assert "For mine" in html_of(client.get(self.post(client, guide=guide.slug)["Location"]))

    def test_drafts_and_guides_for_other_groups_are_not_offered(self, as_user, stranger, organizer):
        make_guide(by=organizer, title="Hidden draft", published=False)
        make_guide(by=organizer, title="For others", audience="groups")
        html = html_of(as_user(stranger).get("/groups/new/"))
        assert "Hidden draft" not in html
        assert "For others" not in html


class TestGroupDetail:
    def test_one_current_reading_shows_both_pages_as_one(self, as_user, reading, member):
        html = html_of(as_user(member).get(reading.group.get_absolute_url()))
        assert "Where we are" in html
        assert reading.guide.sections.first().title in html

    def test_two_readings_are_listed(self, as_user, reading, member):
        make_reading(reading.group, make_guide(title="Second"))
        html = html_of(as_user(member).get(reading.group.get_absolute_url()))
        assert "Second" in html
        assert "Where we are" not in html

    def test_members_see_nothing_for_facilitators(self, as_user, group, member, facilitator):
        assert "Invite somebody" not in html_of(as_user(member).get(group.get_absolute_url()))
        assert "Invite somebody" in html_of(as_user(facilitator).get(group.get_absolute_url()))

    def test_nobody_elses_address_is_on_it(self, as_user, reading, member, facilitator):
        html = html_of(as_user(member).get(reading.group.get_absolute_url()))
        assert facilitator.email not in html


PAGES = ["", "settings/", "members/", "leave/", "invitations/", "readings/new/"]


FOR_FACILITATORS = ["settings/", "invitations/", "readings/new/"]


class TestAccess:
    @pytest.mark.parametrize("page", PAGES)
    def test_a_strangers_group_is_not_found_just_like_none(self, as_user, group, stranger, page):
        client = as_user(stranger)
        real, none = client.get(f"/groups/{group.slug}/{page}"), client.get(f"/groups/never-was/{page}")
        assert (real.status_code, none.status_code) == (404, 404)
        assert group.name not in html_of(real)

    @pytest.mark.parametrize("page", PAGES)
    def test_who_left_finds_it_no_more(self, as_user, group, member, page):
        membership(group, member).leave()
        assert as_user(member).get(f"/groups/{group.slug}/{page}").status_code == 404

    @pytest.mark.parametrize("page", PAGES)
    def test_who_is_not_signed_in_is_asked_to(self, client, group, page):
        assert client.get(f"/groups/{group.slug}/{page}")["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("page", FOR_FACILITATORS)
    def test_members_may_not_and_facilitators_may(self, as_user, group, member, facilitator, page):
        assert as_user(member).get(f"/groups/{group.slug}/{page}").status_code == 403
        assert as_user(facilitator).get(f"/groups/{group.slug}/{page}").status_code == 200

    def test_an_organizer_who_is_no_member_is_a_stranger(self, as_user, group, organizer):
        assert as_user(organizer).get(group.get_absolute_url()).status_code == 404


class TestGroupEdit:
    def test_every_setting_stands_once_under_a_heading(self, group):
        form = GroupForm(instance=group)
        assert [field.name for _heading, fields in form.parts() for field in fields] == [
            field.name for field in form.visible_fields()
        ]

    def data(self, group, **changes):
        fields = (
            "name",
            "about",
            "house_rules",
            "language",
            "openness",
            "spoiler_guard",
            "progress_view",
            "pseudonyms",
            "time_zone",
            "version",
        )
        return {name: getattr(group, name) for name in fields} | changes

    def test_settings_are_saved(self, as_user, group, facilitator):
        data = self.data(group, house_rules="*Nobody* explains", time_zone="Europe/Lisbon")
        as_user(facilitator).post(f"/groups/{group.slug}/settings/", data)
        group.refresh_from_db()
        assert "<em>Nobody</em>" in group.house_rules_html
        assert group.time_zone == "Europe/Lisbon"

    def test_the_second_to_save_gets_both(self, as_user, group, facilitator):
        client, url = as_user(facilitator), f"/groups/{group.slug}/settings/"
        client.post(url, self.data(group, about="What Ruth wrote"))
        response = client.post(url, self.data(group, about="What Jonas wrote"))
        assert response.status_code == 409
        assert "What Ruth wrote" in html_of(response)
        assert "What Jonas wrote" in html_of(response)
        group.refresh_from_db()
        assert group.about == "What Ruth wrote"
        again = client.post(url, self.data(group, about="What Jonas wrote"))
        assert again.status_code == 302

    def test_a_time_zone_that_is_none_is_refused(self, as_user, group, facilitator):
        response = as_user(facilitator).post(f"/groups/{group.slug}/settings/", self.data(group, time_zone="Mars"))
        assert response.status_code == 422

    def test_a_closed_group_can_be_read_and_not_written(self, as_user, group, reading, member, facilitator):
        as_user(facilitator).post(f"/groups/{group.slug}/archive/")
        client, section = as_user(member), reading.guide.sections.first()
        assert client.get(reading.section_url(section)).status_code == 200
        assert client.post(reading.section_url(section) + "progress/", {"state": "read"}).status_code == 403
        as_user(facilitator).post(f"/groups/{group.slug}/archive/", {"open": "1"})
        assert as_user(member).post(reading.section_url(section) + "progress/", {"state": "read"}).status_code == 302


class TestCost:
    def test_two_members_or_sixty_cost_the_same(self, client, guide, facilitator, django_assert_num_queries):
        few = make_group(facilitator, make_user())
        many = make_group(facilitator, *[make_user() for _ in range(59)])
        client.force_login(facilitator)
        counts = []
        for group in (few, many):
            make_reading(group, guide)
            for page in ("", "members/"):
                counts.append(self.count(client, f"/groups/{group.slug}/{page}"))
        assert counts[:2] == counts[2:]

    def count(self, client, url):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)


def test_an_invitation_is_not_lost_with_its_maker(group, facilitator, member):
    membership(group, member).change_role(Membership.Role.FACILITATOR)
    invitation, token = Invitation.make(membership(group, facilitator))
    membership(group, facilitator).leave()
    assert Invitation.objects.usable().for_token(token) == invitation


class TestGroupDelete:
    def delete(self, client, group, name=None):
        return client.post(f"/groups/{group.slug}/delete/", {"name": name or group.name})

    def test_who_was_always_alone_deletes_at_once(self, as_user, stranger):
        group = make_group(stranger)
        assert self.delete(as_user(stranger), group)["Location"] == "/groups/"
        assert not Group.objects.exists()

    def test_the_name_has_to_be_typed(self, as_user, stranger):
        group = make_group(stranger)
        assert self.delete(as_user(stranger), group, "Another").status_code == 422
        assert Group.objects.exists()

    def test_where_others_are_they_have_a_month_and_it_can_be_called_off(self, as_user, group, member, facilitator):
        self.delete(as_user(facilitator), group)
        html = html_of(as_user(member).get(group.get_absolute_url()))
        assert "will be deleted on" in html
        assert "/me/export/" in html
        assert not Group.objects.due_for_deletion().exists()
        as_user(facilitator).post(f"/groups/{group.slug}/archive/", {"open": "1"})
        group.refresh_from_db()
        assert (group.deletes_at, group.archived_at) == (None, None)

    def test_after_the_month_it_goes_with_everything(self, group, reading, member):
        make_answer(reading, reading.guide.sections.first().questions.first(), member)
        make_thread(reading, member)
        group.plan_deletion()
        sweep(timezone.now() + datetime.timedelta(days=29))
        assert Group.objects.exists()
        sweep(timezone.now() + datetime.timedelta(days=31))
        assert not Group.objects.exists()

    def test_members_may_not(self, as_user, group, member):
        assert self.delete(as_user(member), group).status_code == 403
        group.refresh_from_db()
        assert group.deletes_at is None
