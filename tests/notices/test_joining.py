"""Who asks to join, who is asked and who invites: all are told, and nobody else."""

import pytest
from django.core import mail as outbox
from django.utils import timezone

from groups.models import Invitation, JoinRequest
from notices.bundling import bundle
from notices.looking import look
from notices.models import Mail, Preference
from notices.sending import send
from tests.notices.stage import mails_to, post_out


class TestRequests:
    @pytest.mark.parametrize(("act", "words"), [("accept", "You are now a member"), ("decline", "has answered")])
    def test_the_answer_is_told_to_who_asked_at_once(self, act, words, stage, stranger, as_user):
        asked = JoinRequest.objects.create(group=stage.group, user=stranger)
        getattr(asked, act)(stage.member(stage.facilitator))
        look()
        post_out()
        (mail,) = mails_to(stranger)
        assert words in mail.subject
        assert words in as_user(stranger).get("/notices/").text

    def test_facilitators_alone_hear_of_a_request(self, stage, stranger):
        JoinRequest.objects.create(group=stage.group, user=stranger)
        look()
        post_out()
        assert [mail.to for mail in outbox.outbox] == [[stage.facilitator.email]]
        assert "Sam Stranger asks to join" in outbox.outbox[0].subject

    def test_another_facilitator_was_quicker(self, stage, stranger):
        asked = JoinRequest.objects.create(group=stage.group, user=stranger)
        look()
        bundle()
        asked.accept(stage.member(stage.facilitator))
        send(Mail.objects.get().pk)
        assert mails_to(stage.facilitator) == []

    def test_one_click_ends_them_for_that_group(self, stage, stranger, client):
        JoinRequest.objects.create(group=stage.group, user=stranger)
        look()
        post_out()
        header = mails_to(stage.facilitator)[0].message()["List-Unsubscribe"].strip("<>")
        assert client.post(header.removeprefix("http://localhost:8000")).status_code == 200
        assert not Preference.of(stage.facilitator, stage.group).wants_mail
        assert Preference.objects.filter(user=stage.facilitator).count() == 2


class TestInvitations:
    @pytest.fixture
    def invite(self, stage):
        return lambda email: Invitation.make(stage.member(stage.facilitator), email=email)

    def test_an_address_without_an_account_gets_one_mail_with_the_link(self, invite, stage, client):
        _invitation, token = invite("new@example.org")
        look()
        post_out()
        look()
        post_out()
        (mail,) = [mail for mail in outbox.outbox if mail.to == ["new@example.org"]]
        assert f"/join/{token}/" in mail.body
        assert client.get(f"/join/{token}/").status_code == 200
        assert "unsubscribe" not in mail.message().as_string().lower()

    def test_who_has_an_account_finds_it_among_their_notices_too(self, invite, stranger, as_user):
        invite(stranger.email.upper())
        look()
        post_out()
        (mail,) = mails_to_any(stranger)
        page = as_user(stranger).get("/notices/")
        assert "Ruth Facilitator invites you" in page.text
        assert as_user(stranger).get(page.context["rows"][0].url).status_code == 200

    @pytest.mark.parametrize("end", ["revoked", "expired", "archived"])
    def test_one_that_ended_is_not_mailed(self, end, invite, stage):
        invitation, _token = invite("new@example.org")
        look()
        if end == "revoked":
            invitation.revoke()
        elif end == "archived":
            stage.group.archive()
        else:
            Invitation.objects.update(expires_at=timezone.now())
        send(Mail.objects.get().pk)
        assert outbox.outbox == []

    def test_a_link_for_many_is_mailed_to_nobody(self, stage):
        Invitation.make(stage.member(stage.facilitator))
        look()
        post_out()
        assert outbox.outbox == []

    def test_nobody_has_a_crowd_written_to(self, invite):
        for number in range(30):
            invite(f"n{number}@example.org")
        look()
        assert Mail.objects.count() == 20

    def test_the_token_is_kept_nowhere(self, invite):
        from django.core import serializers

        invitation, token = invite("new@example.org")
        look()
        assert token not in serializers.serialize("json", [invitation, Mail.objects.get()])


def mails_to_any(user):
    return [mail for mail in outbox.outbox if mail.to[0].lower() == user.email.lower()]
