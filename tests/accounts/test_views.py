import pytest
from allauth.usersessions.models import UserSession
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import PASSWORD, make_group, make_user


class TestThemeSet:
    def test_a_member_keeps_the_paper_with_the_account(self, as_user, member):
        as_user(member).post(reverse("accounts:theme_set"), {"theme": "dark", "next": "/guides/"})
        member.refresh_from_db()
        assert member.theme == "dark"
        assert 'data-theme="dark"' in as_user(member).get("/guides/").content.decode()

    def test_a_visitor_keeps_it_with_the_visit(self, client, db):
        page = client.get(reverse("accounts:theme_set"), {"theme": "dark", "next": "/guides/"})
        assert "csrf" in page.cookies
        assert client.post(reverse("accounts:theme_set"), {"theme": "dark", "next": "/guides/"}).url == "/guides/"
        assert 'data-theme="dark"' in client.get("/guides/").content.decode()

    def test_nobody_is_sent_to_another_site(self, as_user, member):
        answer = as_user(member).post(reverse("accounts:theme_set"), {"theme": "dark", "next": "https://evil.example/"})
        assert answer.url == "/"

    def test_a_paper_that_does_not_exist_is_not_kept(self, as_user, member):
        as_user(member).post(reverse("accounts:theme_set"), {"theme": "pink"})
        member.refresh_from_db()
        assert member.theme == "auto"


@pytest.mark.parametrize("path", ["/", "/guides/", "/texts/", "/search/", "/about/", "/privacy/"])
def test_public_pages_set_no_cookie(client, guide, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies


class TestProfile:
    def test_the_name_others_see_can_be_changed(self, as_user, member):
        changed = {"name": "Nadia H.", "about": "", "time_zone": "Europe/Lisbon"}
        as_user(member).post(reverse("accounts:profile"), changed)
        member.refresh_from_db()
        assert (member.name, member.time_zone) == ("Nadia H.", "Europe/Lisbon")

    def test_an_unknown_time_zone_is_refused_and_the_form_comes_back_filled(self, as_user, member):
        answer = as_user(member).post(reverse("accounts:profile"), {"name": "Another", "time_zone": "Mars/Olympus"})
        assert 'value="Another"' in answer.content.decode()
        member.refresh_from_db()
        assert member.name != "Another"


class TestSessionEnd:
    def test_one_device_is_signed_out_from_another(self, client, db):
        person, here, there = make_user("Nadia"), client, Client()
        for device in (here, there):
            device.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        session = UserSession.objects.get(session_key=there.session.session_key)
        assert here.get(reverse("usersessions_list")).text.count("Sign this device out") == 1
        here.post(reverse("accounts:session_end", args=[session.pk]))
        assert there.get(reverse("accounts:profile")).status_code == 302
        assert here.get(reverse("accounts:profile")).status_code == 200

    def test_somebody_elses_is_not_found(self, as_user, member, stranger):
        session = UserSession.objects.create(user=member, ip="192.0.2.1", session_key="theirs", user_agent="x")
        assert as_user(stranger).post(reverse("accounts:session_end", args=[session.pk])).status_code == 404
        assert UserSession.objects.filter(pk=session.pk).exists()


class TestChangingTheAddress:
    def test_a_browser_left_open_is_asked_for_the_password_first(self, as_user, member):
        answer = as_user(member).post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
        assert answer.url.startswith(reverse("account_reauthenticate"))
        assert outbox.outbox == []

    def test_it_ends_on_the_page_of_the_address(self, client, db):
        person = make_user("Nadia")
        client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
        asked = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})
        client.post(asked.url, {"password": PASSWORD, "next": reverse("account_email")})
        code = next(line.strip() for line in outbox.outbox[-1].body.splitlines() if line.strip()[4:5] == "-")
        answer = client.post(reverse("account_email_verification_sent"), {"code": code})
        assert answer.url == reverse("account_email")
        assert [mail.to for mail in outbox.outbox if "changed" in mail.subject] == [[person.email]]


def test_the_password_of_an_organizer_is_changed_on_the_page_of_everybody(as_user, organizer, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    assert as_user(organizer).get("/admin/password_change/").url == reverse("account_change_password")


class TestNext:
    """Wherever “next” leads, it leads nowhere else than to this site."""

    BAD = ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "http:///evil.example",
           "javascript:alert(1)", "\t//evil.example", " https://evil.example", "https:evil.example"]  # fmt: skip

    @pytest.mark.parametrize("bad", BAD)
    def test_it_is_forgotten_when_it_leads_elsewhere(self, client, db, bad):
        person = make_user("Nadia")
        signing_in = {"login": person.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), signing_in | {"next": bad}).url == "/"
        for name, sent in [("theme_set", {"theme": "dark"}), ("reading_settings_set", {"type_size": "large"})]:
            assert client.post(reverse(f"accounts:{name}"), sent | {"next": bad}).url == "/"
        again = client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": bad})
        assert "evil" not in again.url
        assert "javascript" not in again.url
        assert client.post(reverse("account_logout"), {"next": bad}).url == "/"


class TestDemoMail:
    def test_there_is_no_such_page_on_a_real_site(self, client, settings):
        assert client.get(reverse("accounts:demo_mail")).status_code == 200
        settings.DEMO = False
        assert client.get(reverse("accounts:demo_mail")).status_code == 404


class TestAddresses:
    def test_one_account_for_an_address_however_it_is_written(self, db):
        make_user("One", email="some.body@example.org")
        with pytest.raises(Exception, match="one_account_per_address"):
            make_user("Two", email="Some.Body@example.org")


class TestWhatIsMineOnTheProfile:
    def test_editions_settings_and_progress_are_found_there(self, as_user, member, group):
        page = as_user(member).get(reverse("accounts:profile")).text
        assert reverse("accounts:reading_settings_set") in page
        assert reverse("groups:progress_hide", args=[group.slug]) in page

    def test_many_groups_cost_no_more_queries(self, as_user, member):
        make_group(member)
        client = as_user(member)
        with CaptureQueriesContext(connection) as few:
            client.get(reverse("accounts:profile"))
        for _number in range(10):
            make_group(member)
        with CaptureQueriesContext(connection) as many:
            client.get(reverse("accounts:profile"))
        assert len(many) == len(few)


class TestTheLanguageOfAnAccount:
    def test_is_chosen_where_there_is_a_choice_and_counts_at_once(self, as_user, member, settings):
        assert 'name="language"' not in as_user(member).get(reverse("accounts:profile")).text
        settings.LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
        fields = {"name": member.name, "about": "", "time_zone": "UTC", "language": "de"}
        as_user(member).post(reverse("accounts:profile"), fields)
        assert '<html lang="de"' in as_user(member).get(reverse("accounts:profile")).text

    def test_a_language_that_the_site_lost_is_not_asked_for(self, as_user, member):
        member.language = "xx"
        member.save()
        assert '<html lang="en-gb"' in as_user(member).get(reverse("accounts:profile")).text
