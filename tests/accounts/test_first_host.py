import threading
import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from accounts import first_host, naming
from accounts.models import SiteName, User
from tests.factories import make_user

FILLED = {"name": "Hanna Host", "email": "hanna@example.org", "password": "a long enough password"}


@pytest.fixture
def path(settings):
    return first_host.address().removeprefix(settings.SITE_URL)


class TestSetup:
    def test_who_holds_the_address_becomes_the_host_and_is_led_to_the_second_step(self, client, db, path):
        assert client.get(path).status_code == 200
        answer = client.post(path, FILLED | {"time_zone": "Europe/Lisbon"})
        assert answer.url == reverse("mfa_index")
        host = User.objects.get()
        assert (host.is_superuser, host.is_staff, host.time_zone) == (True, True, "Europe/Lisbon")
        assert host.emailaddress_set.get().verified
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        client.logout()
        client.post(reverse("account_login"), {"login": "hanna@example.org", "password": FILLED["password"]})
        assert client.get(reverse("accounts:profile")).status_code == 200

    def test_once_there_is_a_host_the_page_is_gone(self, client, db, path):
        make_user(is_superuser=True, is_active=False)
        assert client.get(path).status_code == 404
        assert client.post(path, FILLED).status_code == 404
        assert User.objects.count() == 1

    @pytest.mark.parametrize("token", ["", "x", "first host"])
    def test_nobody_guesses_the_address(self, client, db, path, token):
        forged = reverse("accounts:setup", args=[token or path.split("/")[2][:-1]])
        assert client.get(forged).status_code == 404
        assert client.post(forged, FILLED).status_code == 404
        assert not User.objects.exists()

    def test_it_ends_after_a_day(self, client, db, path, monkeypatch):
        tomorrow = time.time() + first_host.VALID_FOR + 5
        monkeypatch.setattr("time.time", lambda: tomorrow)
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize(
        "wrong", [{"password": "password12"}, {"password": "short"}, {"email": "no"}, {"name": ""}]
    )
    def test_what_is_wrong_is_said_and_the_form_comes_back_filled(self, client, db, path, wrong):
        answer = client.post(path, FILLED | wrong)
        assert answer.status_code == 422
        assert "field-error" in answer.text
        assert not User.objects.exists()

    def test_an_address_that_has_an_account_is_refused(self, client, db, path):
        make_user(email="Hanna@example.org")
        assert client.post(path, FILLED).status_code == 422
        assert not User.objects.filter(is_superuser=True).exists()


class TestTheNameOfTheSite:
    @pytest.fixture
    def unnamed(self, db, settings):
        settings.SITE_NAME = ""
        naming.forget()
        yield
        naming.forget()

    @pytest.mark.usefixtures("unnamed")
    def test_the_first_host_gives_it_and_every_page_bears_it(self, client, path):
        assert 'value="Reading Groups"' in client.get(path).text
        client.post(path, FILLED | {"site_name": "Bread & Books"})
        client.logout()
        assert "Bread &amp; Books" in client.get("/guides/").text
        naming.rename("Bread and Books")
        assert "Bread and Books" in client.get("/guides/").text  # though the page was kept under the old name

    @pytest.mark.usefixtures("unnamed")
    def test_a_page_costs_no_query_for_it(self, client, django_assert_num_queries):
        naming.site_name()
        with django_assert_num_queries(0):
            assert naming.site_name() == "Reading Groups"

    @pytest.mark.usefixtures("unnamed")
    def test_hosts_change_it_at_the_desk_and_organizers_do_not(self, as_user, organizer, settings):
        settings.STAFF_NEED_SECOND_FACTOR = False
        naming.rename("Bread & Books")
        desk = reverse("admin:accounts_sitename_change", args=[naming.THE_ONE])
        assert as_user(organizer).post(desk, {"name": "Mine"}).status_code == 403
        as_user(make_user(is_superuser=True, is_staff=True)).post(desk, {"name": "Bread and Books"})
        assert naming.site_name() == "Bread and Books"
        assert SiteName.objects.count() == 1

    def test_the_setting_goes_before_it(self, client, db, path, settings):
        settings.SITE_NAME = "By setting"
        assert 'name="site_name"' not in client.get(path).text
        client.post(path, FILLED | {"site_name": "Another"})
        assert not SiteName.objects.exists()
        assert "By setting" in client.get("/about/").text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_is_the_host():
    start, outcomes = threading.Barrier(4), []

    def come(number):
        start.wait()
        try:
            outcomes.append(first_host.make(f"host{number}@example.org", "a long enough password", "Host", "UTC"))
        except first_host.TooLate:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4
    assert User.objects.filter(is_superuser=True).count() == 1


class TestTheCommand:
    def told(self, **options):
        out = StringIO()
        call_command("first_host", stdout=out, **options)
        return out.getvalue()

    def test_it_prints_the_address_of_a_fresh_site(self, client, db, settings):
        printed = self.told(verbosity=0).split()[-1]
        assert client.get(printed.removeprefix(settings.SITE_URL)).status_code == 200

    def test_later_it_has_nothing_to_say(self, db):
        make_user(is_superuser=True)
        assert "http" not in self.told()
        assert self.told(verbosity=0) == ""
