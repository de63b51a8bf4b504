import datetime
import re
import threading

import pytest
from django.db import connection
from django.utils import timezone

from groups.models import Invitation, Membership
from groups.models.invitation import InvitationRefused
from tests.factories import make_group, make_meeting, make_reading, make_user, membership


@pytest.fixture
def invitation(group, facilitator):
    return Invitation.make(membership(group, facilitator), note="For Sam")


def expire(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - datetime.timedelta(minutes=1))


def use_up(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(uses=20)


def close(invitation):
    invitation.group.archive()


SPOILT = [expire, use_up, close, Invitation.revoke]


class TestInvitationList:
    def test_the_link_is_shown_once_with_a_square_to_photograph(self, as_user, group, facilitator):
        client = as_user(facilitator)
        html = client.post(f"/groups/{group.slug}/invitations/", {"days": 14, "max_uses": 3, "note": "Sam"}).content
        link = re.search(rb'value="(http://testserver/join/[\w-]+/)"', html)
        assert link
        assert b"<svg" in html.split(b'class="qr"')[1]
        assert b"style=" not in html
        token = link[1].split(b"/")[-2]
        assert token not in client.get(f"/groups/{group.slug}/invitations/").content
        assert Invitation.objects.usable().for_token(token.decode()).max_uses == 3

    def test_an_address_longer_than_any_is_refused(self, as_user, group, facilitator):
        sent = {"days": 14, "max_uses": 1, "email": f"{'a' * 250}@example.org"}
        answer = as_user(facilitator).post(f"/groups/{group.slug}/invitations/", sent)
        assert answer.context["form"].errors["email"]
        assert not group.invitations.exists()

    def test_the_token_is_not_stored(self, invitation):
        made, token = invitation
        assert token not in made.token_hash

    def test_a_link_is_taken_out_of_use(self, as_user, client, group, facilitator, invitation):
        made, token = invitation
        as_user(facilitator).post(f"/groups/{group.slug}/invitations/{made.pk}/revoke/")
        assert client.get(f"/join/{token}/").status_code == 404

    def test_nobody_revokes_the_link_of_another_group(self, as_user, invitation, stranger):
        elsewhere = make_group(stranger)
        made, _token = invitation
        url = f"/groups/{elsewhere.slug}/invitations/{made.pk}/revoke/"
        assert as_user(stranger).post(url).status_code == 404
        made.refresh_from_db()
        assert made.revoked_at is None

    def test_members_neither_see_nor_make_links(self, as_user, group, member):
        client = as_user(member)
        assert client.get(f"/groups/{group.slug}/invitations/").status_code == 403
        assert client.post(f"/groups/{group.slug}/invitations/", {"days": 14, "max_uses": 3}).status_code == 403
        assert not Invitation.objects.exists()


class TestInvitationEdit:
    @pytest.fixture
    def change(self, as_user, group, facilitator, invitation):
        url = f"/groups/{group.slug}/invitations/{invitation[0].pk}/"
        return lambda **data: as_user(facilitator).post(url, {"note": "", "days": "", "max_uses": 20} | data)

    def test_note_number_and_approval_change_and_the_link_stays(self, change, client, invitation):
        made, token = invitation
        until = made.expires_at
        assert change(note="The wall", max_uses=3, needs_approval="on").status_code == 302
        made.refresh_from_db()
        assert (made.note, made.max_uses, made.needs_approval, made.expires_at) == ("The wall", 3, True, until)
        assert client.get(f"/join/{token}/").status_code == 200

    @pytest.mark.parametrize(("spoil", "cure"), [(expire, {"days": 14}), (use_up, {"max_uses": 21})])
    def test_one_that_ended_is_listed_and_works_again(
        self, as_user, change, client, group, facilitator, invitation, spoil, cure
    ):
        made, token = invitation
        spoil(made)
        assert "Expired or used up" in as_user(facilitator).get(f"/groups/{group.slug}/invitations/").content.decode()
        assert change(**cure).status_code == 302
        assert client.get(f"/join/{token}/").status_code == 200

    def test_those_that_ended_stand_apart(self, as_user, group, facilitator, invitation):
        expire(invitation[0])
        html = as_user(facilitator).get(f"/groups/{group.slug}/invitations/").content.decode()
        assert "For Sam" in html.split("Expired or used up")[1]

    def test_it_never_lets_in_fewer_than_have_come(self, change, invitation):
        use_up(invitation[0])
        response = change(max_uses=19)
        assert response.status_code == 422
        assert "More than that have used it already." in response.content.decode()
        invitation[0].refresh_from_db()
        assert invitation[0].max_uses == 20

    def test_a_revoked_one_is_not_brought_back(self, change, invitation):
        invitation[0].revoke()
        assert change(days=14).status_code == 404

    def test_what_was_mailed_to_one_address_stays_for_that_address(self, change, invitation):
        Invitation.objects.update(email="sam@example.org")
        change(email="other@example.org")
        assert Invitation.objects.get().email == "sam@example.org"


class TestInvitationDetail:
    def test_it_says_who_invites_to_what(self, client, group, guide, facilitator, invitation):
        group.house_rules = "Nobody explains"
        group.save()
        reading = make_reading(group, guide)
        make_meeting(reading, guide.sections.first())
        response = client.get(f"/join/{invitation[1]}/")
        html = response.content.decode()
        for words in (group.name, f"{facilitator.name} invites you", "3 members", "Nobody explains", guide.title):
            assert words in html
        assert f"/accounts/signup/?next=/join/{invitation[1]}/" in html
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]

    def test_it_names_no_member_but_the_one_who_invites(self, client, member, invitation):
        assert member.name not in client.get(f"/join/{invitation[1]}/").content.decode()

    @pytest.mark.parametrize("spoil", SPOILT)
    def test_a_link_that_does_not_work_says_nothing_but_that(self, client, invitation, spoil):
        made, token = invitation
        never = client.get("/join/never-was/")
        spoil(made)
        spoilt = client.get(f"/join/{token}/")
        assert (spoilt.status_code, never.status_code) == (404, 404)
        hidden_path = spoilt.content.decode().replace(token, "never-was")
        assert without_tokens(hidden_path) == without_tokens(never.content.decode())
        assert "Ask the person who sent it for a new one." in hidden_path


def without_tokens(html):
    return re.sub(r'value="\w{64}"', "", html)


class TestInvitationAccept:
    def test_the_holder_joins_by_a_click_and_counts_once(self, as_user, group, stranger, invitation):
        made, token = invitation
        client = as_user(stranger)
        client.get(f"/join/{token}/")
        assert not group.memberships.filter(user=stranger).exists()
        response = client.post(f"/join/{token}/accept/")
        assert response["Location"] == group.get_absolute_url()
        client.post(f"/join/{token}/accept/")
        made.refresh_from_db()
        assert made.uses == 1
        assert membership(group, stranger).role == "member"

    def test_who_is_not_signed_in_is_asked_to(self, client, group, invitation):
        assert client.post(f"/join/{invitation[1]}/accept/")["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("spoil", SPOILT)
    def test_a_link_that_does_not_work_lets_nobody_in(self, as_user, group, stranger, invitation, spoil):
        made, token = invitation
        spoil(made)
        assert as_user(stranger).post(f"/join/{token}/accept/").status_code == 404
        assert not group.memberships.filter(user=stranger).exists()

    def test_who_was_removed_needs_one_that_names_them(self, as_user, group, member, facilitator, invitation):
        me = membership(group, facilitator)
        membership(group, member).remove(me, "A reason")
        client = as_user(member)
        assert client.post(f"/join/{invitation[1]}/accept/").status_code == 404
        _made, token = Invitation.make(me, email=member.email.upper())
        assert client.post(f"/join/{token}/accept/").status_code == 302
        assert membership(group, member).is_active

    def test_an_invitation_by_name_is_for_nobody_else(self, as_user, group, facilitator, stranger):
        _made, token = Invitation.make(membership(group, facilitator), email="somebody@example.org")
        assert as_user(stranger).post(f"/join/{token}/accept/").status_code == 404

    def test_who_left_comes_back(self, as_user, group, member, invitation):
        membership(group, member).leave()
        as_user(member).post(f"/join/{invitation[1]}/accept/")
        assert membership(group, member).is_active


@pytest.mark.django_db(transaction=True)
def test_of_many_who_come_at_once_only_so_many_get_in_as_it_says():
    facilitator = make_user()
    group = make_group(facilitator)
    made, token = Invitation.make(membership(group, facilitator), max_uses=2)
    people = [make_user() for _ in range(6)]
    refused = []

    def come(user):
        try:
            Invitation.accept(token, user)
        except InvitationRefused:
            refused.append(user)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made.refresh_from_db()
    assert (made.uses, len(refused)) == (2, 4)
    assert Membership.objects.filter(group=group).count() == 3


class TestTwoFacilitatorsWhoChangeOneInvitation:
    @pytest.fixture
    def invitation(self, group, facilitator):
        return Invitation.make(membership(group, facilitator), note="For the wall", max_uses=20)[0]

    @pytest.fixture
    def send(self, as_user, facilitator, group, invitation):
        client, address = as_user(facilitator), f"/groups/{group.slug}/invitations/{invitation.pk}/"

        def save(**typed):
            """As a browser does, from a form that was opened before anybody had saved."""
            shown = {"note": "For the wall", "max_uses": "20", "days": ""}
            opened = {"initial-note": "For the wall", "initial-max_uses": "20", "initial-needs_approval": "False"}
            return client.post(address, shown | opened | typed)

        return save

    def test_what_each_of_them_changed_is_kept(self, send, invitation):
        send(note="For the library")
        send(max_uses="30")
        invitation.refresh_from_db()
        assert (invitation.note, invitation.max_uses) == ("For the library", 30)

    def test_the_second_to_change_the_same_is_told_and_may_insist(self, send, invitation):
        send(max_uses="30")
        response = send(max_uses="40")
        assert response.status_code == 422
        assert "Somebody else has changed this meanwhile, to “30”." in response.text
        invitation.refresh_from_db()
        assert invitation.max_uses == 30
        assert 'name="initial-max_uses" value="30"' in response.text
        send(**{"max_uses": "40", "initial-max_uses": "30"})
        invitation.refresh_from_db()
        assert invitation.max_uses == 40
