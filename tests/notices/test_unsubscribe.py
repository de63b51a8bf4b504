import datetime
import re

import pytest
from django.core import mail as outbox
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.models import Preference
from notices.tokens import unsubscribe_address
from tests.factories import make_thread, membership
from tests.notices.conftest import post_out


def path(address):
    return address.removeprefix("http://localhost:8000")


@pytest.fixture
def address(newcomer, reading):
    return path(unsubscribe_address(newcomer.pk, reading))


class TestUnsubscribe:
    @pytest.mark.usefixtures("looked")
    def test_every_mail_offers_it_to_programs_and_to_people(self, reading, member):
        make_thread(reading, member)
        post_out()
        for mail in outbox.outbox:
            header = mail.message()["List-Unsubscribe"]
            assert mail.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert header.strip("<>") in mail.body
            assert header.strip("<>") in mail.alternatives[0].content

    def test_a_mail_program_posts_without_cookies_and_it_is_done(self, address, newcomer, reading):
        program = Client(enforce_csrf_checks=True)
        assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Preference.of(newcomer, reading).wants_mail

    @pytest.mark.usefixtures("looked")
    def test_afterwards_there_is_no_mail(self, client, address, reading, member, newcomer, facilitator):
        client.post(address)
        make_thread(reading, member)
        post_out()
        assert [mail.to for mail in outbox.outbox] == [[facilitator.email]]

    def test_looking_ends_nothing(self, client, address, newcomer, reading):
        page = client.get(address)
        assert "Stop these mails" in page.text
        assert Preference.of(newcomer, reading).wants_mail

    def test_it_works_after_years(self, client, address, newcomer, reading, monkeypatch):
        later = timezone.now() + datetime.timedelta(days=3 * 365)
        monkeypatch.setattr("time.time", lambda: later.timestamp())
        assert client.post(address).status_code == 200

    def test_it_works_after_leaving(self, client, address, newcomer, reading):
        membership(reading.group, newcomer).leave()
        assert client.post(address).status_code == 200

    def test_twice_is_once(self, client, address):
        assert client.post(address).status_code == client.post(address).status_code == 200
        assert Preference.objects.count() == 1

    def test_a_forged_one_does_nothing(self, client, address, newcomer, member, reading):
        forged = address[:-2] + ("a" if address[-2] != "a" else "b") + "/"
        assert client.post(forged).status_code == 404
        other = reverse("notices:unsubscribe", args=[signing.dumps([member.pk, reading.pk], salt="other")])
        assert client.post(other).status_code == 404
        assert not Preference.objects.exists()

    def test_it_stops_that_reading_for_that_person_only(self, client, address, newcomer, member, reading):
        client.post(address)
        assert list(Preference.objects.values_list("user", "reading")) == [(newcomer.pk, reading.pk)]
        assert re.fullmatch(r"/unsubscribe/[\w:.-]+/", address)
