import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from groups.models import Invitation, JoinRequest
from groups.models.joining import WAIT_AFTER_DECLINE, JoinRefused
from tests.factories import make_group, make_user, membership
from tests.pages import html_of


@pytest.fixture
def listed(group):
    group.openness = "listed"
    group.save()
    return group


@pytest.fixture
def request_of_sam(listed, stranger):
    return JoinRequest.ask(listed, stranger, "I like owls")


class TestJoinRequestNew:
    def ask(self, client, group, line="I like owls"):
        return client.post(f"/groups/listed/{group.slug}/ask/", {"line": line})

    def test_the_asker_sees_where_it_stands(self, as_user, listed, stranger):
        client = as_user(stranger)
        response = self.ask(client, listed)
        asked = JoinRequest.objects.get()
        assert response["Location"] == f"/me/requests/{asked.pk}/"
        assert "A facilitator will answer" in html_of(client.get(response["Location"]))
        assert listed.name in html_of(client.get("/groups/"))
        assert not listed.memberships.filter(user=stranger).exists()

    def test_asking_twice_is_asking_once(self, as_user, listed, stranger):
        client = as_user(stranger)
        assert self.ask(client, listed)["Location"] == self.ask(client, listed)["Location"]
        assert JoinRequest.objects.count() == 1

    def test_without_a_line_nothing_is_asked(self, as_user, listed, stranger):
        assert self.ask(as_user(stranger), listed, line="  ").status_code == 422
        assert not JoinRequest.objects.exists()

    def test_a_private_group_cannot_be_asked_and_a_listed_one_can(self, as_user, group, stranger):
        client = as_user(stranger)
        assert self.ask(client, group).status_code == 404
        group.openness = "listed"
        group.save()
        assert self.ask(client, group).status_code == 302

    def test_a_group_that_takes_nobody_says_so(self, as_user, listed, stranger):
        listed.takes_members = False
        listed.save()
        response = self.ask(as_user(stranger), listed)
        assert response.status_code == 422
        assert "takes no new members" in html_of(response)
        assert not JoinRequest.objects.exists()

    def test_who_was_removed_cannot_ask_and_who_left_can(self, as_user, listed, member, newcomer, facilitator):
        membership(listed, member).remove(membership(listed, facilitator), "A reason")
        membership(listed, newcomer).leave()
        response = self.ask(as_user(member), listed)
        assert response.status_code == 422
        assert "Only an invitation that names you" in html_of(response)
        assert self.ask(as_user(newcomer), listed).status_code == 302

    def test_after_a_refusal_one_waits(self, listed, stranger, facilitator, request_of_sam):
        request_of_sam.decline(membership(listed, facilitator))
        with pytest.raises(JoinRefused):
            JoinRequest.ask(listed, stranger, "Again")
        JoinRequest.objects.update(declined_at=timezone.now() - WAIT_AFTER_DECLINE - datetime.timedelta(hours=1))
        assert JoinRequest.ask(listed, stranger, "Again").is_open

    def test_nobody_waits_at_a_hundred_doors(self, stranger):
        for number in range(10):
            JoinRequest.ask(make_group(make_user(), openness="listed"), stranger, f"{number}")
        with pytest.raises(JoinRefused):
            JoinRequest.ask(make_group(make_user(), openness="listed"), stranger, "One more")


class TestJoinRequestWithdraw:
    def test_it_is_taken_back_and_asked_again(self, as_user, listed, stranger, request_of_sam):
        client = as_user(stranger)
        client.post(f"/me/requests/{request_of_sam.pk}/withdraw/")
        assert "You took it back" in html_of(client.get(f"/me/requests/{request_of_sam.pk}/"))
        assert JoinRequest.ask(listed, stranger, "Again").pk != request_of_sam.pk

    def test_nobody_takes_back_another_s(self, as_user, member, request_of_sam):
        assert as_user(member).post(f"/me/requests/{request_of_sam.pk}/withdraw/").status_code == 404
        request_of_sam.refresh_from_db()
        assert request_of_sam.is_open

    def test_what_was_taken_back_is_not_accepted(self, listed, facilitator, stranger, request_of_sam):
        request_of_sam.withdraw()
        with pytest.raises(ValidationError):
            request_of_sam.accept(membership(listed, facilitator))
        assert not listed.memberships.filter(user=stranger).exists()


class TestJoinRequestList:
    def test_facilitators_read_the_line_and_never_the_address(
        self, as_user, listed, facilitator, stranger, request_of_sam
    ):
        html = html_of(as_user(facilitator).get(f"/groups/{listed.slug}/requests/"))
        assert "I like owls" in html
        assert stranger.name in html
        assert stranger.email not in html
        assert "1 person asks to join." in html_of(as_user(facilitator).get(listed.get_absolute_url()))

    def test_members_do_not(self, as_user, listed, member, request_of_sam):
        client = as_user(member)
        assert client.get(f"/groups/{listed.slug}/requests/").status_code == 403
        assert client.post(f"/groups/{listed.slug}/requests/{request_of_sam.pk}/accept/").status_code == 403
        assert "asks to join" not in html_of(client.get(listed.get_absolute_url()))

    @pytest.mark.parametrize(("act", "words"), [("accept", "you are a member"), ("decline", "Declined on")])
    def test_the_answer_reaches_the_asker_with_its_words(
        self, as_user, listed, facilitator, stranger, request_of_sam, act, words
    ):
        as_user(facilitator).post(
            f"/groups/{listed.slug}/requests/{request_of_sam.pk}/{act}/", {"reply": "We meet on Thursdays"}
        )
        assert listed.memberships.filter(user=stranger).exists() == (act == "accept")
        html = html_of(as_user(stranger).get(f"/me/requests/{request_of_sam.pk}/"))
        assert words in html
        assert "We meet on Thursdays" in html

    def test_the_second_facilitator_is_told(self, as_user, listed, facilitator, member, stranger, request_of_sam):
        membership(listed, member).change_role("facilitator")
        url = f"/groups/{listed.slug}/requests/{request_of_sam.pk}/"
        as_user(facilitator).post(f"{url}decline/")
        response = as_user(member).post(f"{url}accept/", follow=True)
        assert "answered or taken back meanwhile" in html_of(response)
        assert not listed.memberships.filter(user=stranger).exists()

    def test_who_was_removed_meanwhile_is_not_let_in(self, listed, facilitator, stranger, request_of_sam):
        listed.admit(stranger).remove(membership(listed, facilitator), "A reason")
        with pytest.raises(ValidationError):
            request_of_sam.accept(membership(listed, facilitator))
        request_of_sam.refresh_from_db()
        assert request_of_sam.is_open
        assert not membership(listed, stranger).is_active


class TestInvitationThatAsks:
    @pytest.fixture
    def invitation(self, group, facilitator):
        return Invitation.make(membership(group, facilitator), needs_approval=True, max_uses=2)

    def test_its_page_says_so_before_an_account_is_asked_for(self, client, invitation):
        page = client.get(f"/join/{invitation[1]}/").text
        assert "you ask to join, and they answer" in page
        assert "Choose a name and ask" in page

    def test_whoever_follows_it_asks(self, as_user, group, stranger, facilitator, invitation):
        made, token = invitation
        client = as_user(stranger)
        assert "A facilitator looks at everybody" in html_of(client.get(f"/join/{token}/"))
        for _ in range(2):
            response = client.post(f"/join/{token}/accept/", {"line": "From the library"})
        asked = JoinRequest.objects.get()
        assert (asked.line, asked.invitation) == ("From the library", made)
        assert response["Location"] == f"/me/requests/{asked.pk}/"
        assert not group.memberships.filter(user=stranger).exists()
        made.refresh_from_db()
        assert made.uses == 1
        asked.accept(membership(group, facilitator))
        assert membership(group, stranger).is_active

    def test_one_that_lets_in_settles_a_request(self, group, stranger, facilitator, invitation):
        asked = Invitation.accept(invitation[1], stranger)
        _other, token = Invitation.make(membership(group, facilitator))
        Invitation.accept(token, stranger)
        asked.refresh_from_db()
        assert asked.accepted_at

    def test_a_poster_shows_link_and_square_and_is_refused_like_the_link(self, client, group, invitation):
        made, token = invitation
        html = html_of(client.get(f"/join/{token}/poster/"))
        assert f"http://testserver/join/{token}/" in html
        assert "<svg" in html.split('class="qr"')[1]
        made.revoke()
        assert client.get(f"/join/{token}/poster/").status_code == 404
        assert group.name not in html_of(client.get(f"/join/{token}/poster/"))


@pytest.mark.django_db(transaction=True)
def test_of_two_facilitators_at_once_one_answers():
    first, second, asker = make_user(), make_user(), make_user()
    group = make_group(first, openness="listed")
    group.admit(second, role="facilitator")
    asked = JoinRequest.ask(group, asker, "Hello")
    refused = []

    def answer(user, act):
        try:
            act(JoinRequest.objects.get(pk=asked.pk), membership(group, user))
        except ValidationError:
            refused.append(user)
        finally:
            connection.close()

    acts = [(first, JoinRequest.accept), (second, JoinRequest.decline)]
    threads = [threading.Thread(target=answer, args=both) for both in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    asked.refresh_from_db()
    assert len(refused) == 1
    assert (asked.accepted_at is None) != (asked.declined_at is None)
    assert group.memberships.filter(user=asker).exists() == bool(asked.accepted_at)
