"""The members of a group: roles, removing, leaving, and what one keeps to oneself."""

import pytest

from tests.factories import make_group, make_user, membership
from tests.pages import html_of


class TestMembers:
    def url(self, group, user, act):
        return f"/groups/{group.slug}/members/{membership(group, user).pk}/{act}/"

    def test_the_role_is_handed_over(self, as_user, group, member, facilitator):
        as_user(facilitator).post(self.url(group, member, "role"), {"role": "facilitator"})
        assert membership(group, member).is_facilitator

    def test_a_change_of_role_is_said(self, as_user, group, member, facilitator):
        client = as_user(facilitator)
        for role in ("facilitator", "member"):
            response = client.post(self.url(group, member, "role"), {"role": role}, follow=True)
            assert f"{member.name} is now a {role}." in html_of(response)

    def test_the_only_facilitator_is_not_offered_what_would_be_refused(self, as_user, group, member, facilitator):
        client = as_user(facilitator)
        offers = ["Make a member", '<button class="button is-danger"']
        pages = [f"/groups/{group.slug}/{page}/" for page in ("members", "leave")]
        assert not any(offer in html_of(client.get(page)) for offer, page in zip(offers, pages, strict=True))
        membership(group, member).change_role("facilitator")
        assert all(offer in html_of(client.get(page)) for offer, page in zip(offers, pages, strict=True))

    def test_who_is_alone_is_told_how_to_end_it(self, as_user, stranger):
        alone = make_group(stranger)
        html = html_of(as_user(stranger).get(f"/groups/{alone.slug}/leave/"))
        assert "Nobody else is in the group." in html
        assert f"/groups/{alone.slug}/settings/" in html

    def test_the_last_facilitator_stays_one(self, as_user, group, facilitator):
        client = as_user(facilitator)
        client.post(self.url(group, facilitator, "role"), {"role": "member"})
        assert membership(group, facilitator).is_facilitator
        response = client.post(f"/groups/{group.slug}/leave/")
        assert response.status_code == 422
        assert "You are its only facilitator." in html_of(response)
        assert membership(group, facilitator).is_active

    def test_a_removal_keeps_its_reason(self, as_user, group, member, facilitator):
        client = as_user(facilitator)
        assert client.post(self.url(group, member, "remove"), {"reason": ""}).status_code == 422
        client.post(self.url(group, member, "remove"), {"reason": "Advertising"})
        gone = membership(group, member)
        assert not gone.is_active
        assert gone.removed_reason == "Advertising"
        assert "Advertising" in html_of(client.get(f"/groups/{group.slug}/members/"))

    @pytest.mark.parametrize("act", ["role", "remove"])
    def test_members_change_nobody(self, as_user, group, member, newcomer, act):
        response = as_user(member).post(self.url(group, newcomer, act), {"role": "facilitator", "reason": "x"})
        assert response.status_code == 403
        assert membership(group, newcomer).role == "member"
        assert membership(group, newcomer).is_active

    def test_members_of_another_group_are_out_of_reach(self, as_user, group, facilitator, stranger):
        other = make_group(stranger, make_user("Other"))
        pk = other.memberships.last().pk
        client = as_user(facilitator)
        assert client.post(f"/groups/{group.slug}/members/{pk}/role/", {"role": "facilitator"}).status_code == 404

    def test_members_read_who_was_removed_and_why_in_a_group_without_a_reading_too(
        self, as_user, group, member, newcomer, facilitator
    ):
        membership(group, newcomer).remove(membership(group, facilitator), "Advertising")
        told = "Ruth Facilitator removed Ben Newcomer from the group. Why: Advertising"
        assert told in html_of(as_user(member).get(f"/groups/{group.slug}/members/"))

    def test_leaving_asks_first(self, as_user, group, member):
        client = as_user(member)
        assert "Leave the group" in html_of(client.get(f"/groups/{group.slug}/leave/"))
        assert membership(group, member).is_active
        client.post(f"/groups/{group.slug}/leave/")
        assert not membership(group, member).is_active

    def test_progress_can_be_kept_to_oneself(self, as_user, group, member):
        client = as_user(member)
        client.post(f"/groups/{group.slug}/progress/", {"hidden": "yes"})
        assert membership(group, member).hides_progress
        client.post(f"/groups/{group.slug}/progress/", {"hidden": "no"})
        assert not membership(group, member).hides_progress
