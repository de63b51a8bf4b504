import pytest

from groups.models import Draft, Invitation
from tests.factories import make_answer, membership

PAGES = ["group", "membership", "invitation"]


class TestAdmin:
    @pytest.mark.parametrize("page", PAGES)
    def test_it_is_for_superusers_alone(self, as_user, group, organizer, facilitator, host, page):
        url = f"/admin/groups/{page}/"
        assert as_user(facilitator).get(url).status_code == 302
        assert as_user(organizer).get(url).status_code == 403
        assert as_user(host).get(url).status_code == 200

    def test_what_members_write_is_nowhere_in_it(self, as_user, reading, question, member, newcomer, host):
        make_answer(reading, question, member, "Shared among us")
        Draft.keep(reading, question, membership(reading.group, newcomer), "Nobody else’s business")
        client = as_user(host)
        pages = ["", "groups/", f"groups/group/{reading.group.pk}/change/", "groups/membership/"]
        pages += [f"groups/membership/{one.pk}/change/" for one in reading.group.memberships.all()]
        for page in pages:
            html = client.get(f"/admin/{page}", follow=True).content.decode()
            assert "Shared among us" not in html
            assert "Nobody else’s business" not in html
        for model in ("draft", "answer", "progress"):
            assert client.get(f"/admin/groups/{model}/").status_code == 404

    def test_the_token_of_an_invitation_is_not_shown(self, as_user, group, facilitator, host):
        invitation, token = Invitation.make(membership(group, facilitator))
        html = as_user(host).get(f"/admin/groups/invitation/{invitation.pk}/change/").content.decode()
        assert token not in html
        assert invitation.token_hash not in html

    def act(self, client, action, *members):
        data = {"action": action, "_selected_action": [one.pk for one in members]}
        return client.post("/admin/groups/membership/", data, follow=True)

    def test_a_group_keeps_a_facilitator_here_too(self, as_user, group, facilitator, member, host):
        client = as_user(host)
        response = self.act(client, "make_members", membership(group, facilitator))
        assert "A group needs a facilitator." in response.content.decode()
        self.act(client, "make_facilitators", membership(group, member))
        self.act(client, "make_members", membership(group, facilitator))
        assert membership(group, facilitator).role == "member"

    def test_a_member_is_removed_and_their_words_stay(self, as_user, reading, question, member, host):
        answer = make_answer(reading, question, member, "Words that stay")
        self.act(as_user(host), "remove_members", membership(reading.group, member))
        assert not membership(reading.group, member).is_active
        answer.refresh_from_db()
        assert answer.body == "Words that stay"
