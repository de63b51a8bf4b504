import datetime
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from groups.models import Invitation
from notices.looking import look
from notices.models import CalendarToken, Notice
from tests.factories import make_thread, make_user, membership
from texts.models import ImportJob

DAY = datetime.timedelta(days=1)


class TestSweep:
    def test_what_is_past_its_time_goes_and_the_rest_stays(self, looked, group, reading, member, facilitator):
        now = timezone.now()
        by = membership(group, facilitator)
        fresh, _token = Invitation.make(by=by)
        Invitation.make(by=by, lifetime=-91 * DAY)
        Session.objects.create(session_key="old", session_data="", expire_date=now - DAY)
        Session.objects.create(session_key="new", session_data="", expire_date=now + DAY)
        make_thread(reading, member)
        look()
        old = Notice.objects.first()
        Notice.objects.filter(pk=old.pk).update(made_at=now - 366 * DAY)
        CalendarToken.make(member)
        out = StringIO()
        call_command("sweep", stdout=out)
        assert list(Invitation.objects.all()) == [fresh]
        assert [session.session_key for session in Session.objects.all()] == ["new"]
        assert Notice.objects.exists()
        assert not Notice.objects.filter(pk=old.pk).exists()
        assert CalendarToken.objects.exists()
        assert "invitations: 1" in out.getvalue()

    def test_sign_ups_that_nobody_confirmed_go_after_two_weeks(self, db, member):
        def signs_up(name, days, **fields):
            user = make_user(name, date_joined=timezone.now() - days * DAY, **fields)
            user.emailaddress_set.update(verified=False)
            return user

        signs_up("Too old", 15)
        kept = [signs_up("Young", 13), signs_up("Came in", 15, last_login=timezone.now()), member]
        kept += [signs_up("Made by the host", 15, is_staff=True)]
        call_command("sweep", verbosity=0)
        assert set(User.objects.all()) == set(kept)

    def test_files_of_which_nobody_made_a_text_within_a_week_go(self, organizer):
        old, new = [ImportJob.objects.create(created_by=organizer, filename="x.txt", data=b"x") for _ in range(2)]
        ImportJob.objects.filter(pk=old.pk).update(created_at=timezone.now() - 8 * DAY)
        call_command("sweep", verbosity=0)
        assert list(ImportJob.objects.all()) == [new]

    def test_twice_is_once(self, db):
        call_command("sweep", verbosity=0)
        call_command("sweep", verbosity=0)


class TestTheSecondStepOfStaff:
    @pytest.fixture
    def host(self, db, settings):
        settings.STAFF_NEED_SECOND_FACTOR = True
        return make_user(is_staff=True, is_superuser=True)

    def add_totp(self, user):
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        TOTP.activate(user, generate_totp_secret())

    @pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/"])
    def test_without_one_the_desk_leads_to_where_it_is_set_up(self, as_user, host, path):
        response = as_user(host).get(path)
        assert (response.status_code, response.url) == (302, "/accounts/2fa/")

    def test_with_one_it_opens(self, as_user, host):
        self.add_totp(host)
        assert as_user(host).get("/admin/").status_code == 200

    def test_other_pages_open_without(self, as_user, host):
        assert as_user(host).get("/me/profile/").status_code == 200

    def test_a_site_can_do_without(self, as_user, host, settings):
        settings.STAFF_NEED_SECOND_FACTOR = False
        assert as_user(host).get("/admin/").status_code == 200
