import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD
from tests.notices.hosts import page, written_down


@pytest.fixture
def desk(client, host):
    client.force_login(host)
    return client


class TestSuspend:
    def test_it_counts_from_the_next_request_on_everywhere(self, desk, member):
        theirs = Client()
        theirs.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
        assert theirs.get(reverse("accounts:profile")).status_code == 200
        assert desk.get(page("suspend", member)).status_code == 200
        desk.post(page("suspend", member))
        assert theirs.get(reverse("accounts:profile")).status_code == 302
        theirs.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
        assert theirs.get(reverse("accounts:profile")).status_code == 302
        assert written_down() == [(str(member.pk), "Suspended.")]

    def test_old_sessions_do_not_come_back_with_the_account(self, desk, member):
        theirs = Client()
        theirs.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
        desk.post(page("suspend", member))
        desk.post(page("restore", member))
        assert theirs.get(reverse("accounts:profile")).status_code == 302
        theirs.post(reverse("account_login"), {"login": member.email, "password": PASSWORD})
        assert theirs.get(reverse("accounts:profile")).status_code == 200

    def test_the_only_host_stays(self, desk, host):
        assert desk.post(page("suspend", host)).status_code == 422
        host.refresh_from_db()
        assert host.is_active

    def test_groups_that_lose_their_only_facilitator_are_named(self, desk, facilitator, group):
        assert str(group) in desk.get(page("suspend", facilitator)).text

    def test_an_erased_account_is_not_restored(self, desk, stranger):
        from notices.erasing import erase

        erase(stranger, keep_words=False)
        desk.post(page("restore", stranger))
        stranger.refresh_from_db()
        assert not stranger.is_active


class TestWhoMay:
    @pytest.mark.parametrize("act", ["suspend", "restore", "remind", "merge"])
    def test_hosts_alone(self, act, as_user, organizer, member):
        for who in (organizer, member):
            for ask in (as_user(who).get, as_user(who).post):
                assert ask(page(act, member)).status_code in (302, 403)
        member.refresh_from_db()
        assert member.is_active

    def test_nobody_is_deleted_nor_the_record_of_what_was_done(self, desk, member):
        desk.post(page("suspend", member))
        entry = LogEntry.objects.get()
        assert desk.post(reverse("admin:accounts_user_delete", args=[member.pk]), {"post": "yes"}).status_code == 403
        assert desk.get(reverse("admin:admin_logentry_changelist")).status_code == 200
        assert desk.post(reverse("admin:admin_logentry_delete", args=[entry.pk]), {"post": "yes"}).status_code == 403

    def test_the_last_host_cannot_be_made_a_member(self, desk, host):
        fields = {"name": host.name, "email": host.email, "time_zone": "UTC", "is_staff": "on"}
        desk.post(reverse("admin:accounts_user_change", args=[host.pk]), fields)
        host.refresh_from_db()
        assert host.is_superuser


class TestNobodyElsesAccount:
    """What a host could sign in with, they could read with."""

    def test_a_host_sets_no_password(self, desk, member):
        before = User.objects.get(pk=member.pk).password
        change = reverse("admin:accounts_user_change", args=[member.pk])
        assert "id_password" not in desk.get(change).text
        fields = {"name": "Nadia", "time_zone": "UTC", "password": "x", "password1": "quiet heron"}
        assert desk.post(change, fields).status_code == 302
        to = {"password1": "quiet heron", "password2": "quiet heron", "usable_password": "true"}
        assert desk.post(reverse("admin:auth_user_password_change", args=[member.pk]), to).status_code == 403
        member.refresh_from_db()
        assert (member.name, member.password) == ("Nadia", before)

    def test_an_address_in_use_is_changed_by_its_person_alone(self, desk, member):
        address = member.email
        change = reverse("admin:accounts_user_change", args=[member.pk])
        desk.post(change, {"name": member.name, "time_zone": "UTC", "email": "host@example.net"})
        member.refresh_from_db()
        assert member.email == address
        assert not member.emailaddress_set.filter(email="host@example.net").exists()

    def test_a_slip_in_an_address_never_confirmed_is_put_right(self, desk, newcomer):
        newcomer.emailaddress_set.update(verified=False)
        change = reverse("admin:accounts_user_change", args=[newcomer.pk])
        desk.post(change, {"name": newcomer.name, "time_zone": "UTC", "email": "right@example.org"})
        assert list(newcomer.emailaddress_set.values_list("email", "verified")) == [("right@example.org", False)]
        assert outbox.outbox[-1].to == ["right@example.org"]
        assert len(written_down()) == 1

    def test_who_gets_an_account_makes_it_theirs_by_a_code(self, desk):
        desk.post(reverse("admin:accounts_user_add"), {"name": "Nim", "email": "nim@example.org"})
        nim = User.objects.get(email="nim@example.org")
        assert not nim.has_usable_password()
        assert outbox.outbox[-1].to == ["nim@example.org"]
        theirs = Client()
        theirs.post(reverse("account_request_login_code"), {"email": nim.email})
        code = next(line.strip() for line in outbox.outbox[-1].body.splitlines() if line.strip().isupper())
        theirs.post(reverse("account_confirm_login_code"), {"code": code})
        assert theirs.get(reverse("accounts:profile")).status_code == 200

    def test_addresses_have_no_page_of_their_own_at_the_desk(self):
        from django.contrib import admin

        assert "account.EmailAddress" not in {model._meta.label for model in admin.site._registry}


class TestTheSecondStep:
    def test_a_host_takes_it_away_and_never_sees_its_secret(self, desk, member):
        authenticator = TOTP.activate(member, "SECRETSECRET").instance
        shown = desk.get(reverse("admin:mfa_authenticator_change", args=[authenticator.pk])).text
        assert str(member) in shown
        assert "secret" not in shown.lower().replace("csrf", "")
        desk.post(reverse("admin:mfa_authenticator_delete", args=[authenticator.pk]), {"post": "yes"})
        assert not member.authenticator_set.exists()
        assert str(authenticator.pk) in {number for number, _what in written_down()}

    def test_no_page_of_the_desk_shows_the_keys_of_sessions(self):
        from django.contrib import admin
        from procrastinate.contrib.django import models as jobs

        shown = {model._meta.label for model in admin.site._registry}
        assert not shown & {"usersessions.UserSession", "sessions.Session", jobs.ProcrastinateJob._meta.label}


class TestSignUps:
    def test_the_newest_come_first_with_whether_they_confirmed(self, desk, member, newcomer):
        newcomer.emailaddress_set.update(verified=False)
        listed = desk.get(reverse("admin:accounts_user_changelist"), {"confirmed": "no"}).text
        assert newcomer.email in listed
        assert member.email not in listed

    def test_the_reminder_leads_to_a_code_that_confirms(self, desk, newcomer):
        newcomer.emailaddress_set.update(verified=False)
        desk.post(page("remind", newcomer))
        (mail,) = outbox.outbox
        assert mail.to == [newcomer.email]
        road = reverse("account_request_login_code")
        assert road in mail.body
        theirs = Client()
        theirs.post(road, {"email": newcomer.email})
        code = next(line.strip() for line in outbox.outbox[-1].body.splitlines() if line.strip().isupper())
        theirs.post(reverse("account_confirm_login_code"), {"code": code})
        assert theirs.get(reverse("accounts:profile")).status_code == 200
        assert newcomer.emailaddress_set.get().verified

    def test_who_has_confirmed_is_not_bothered(self, desk, member):
        desk.post(page("remind", member))
        assert outbox.outbox == []
