"""Mails about accounts, and a real mail server with every mood that mail servers have."""

import time

import pytest
from django.core.mail import EmailMessage
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import mailing
from accounts.mailing import SEND_AGAIN
from accounts.models import User
from accounts.tasks import send_again
from tests.notices.test_sending import _free_port, server  # noqa: F401  (a fixture)

FILLED = {"name": "Nora", "email": "nora@example.org", "password1": "a long enough password"}


def waiting():
    return list(ProcrastinateJob.objects.filter(task_name=SEND_AGAIN))


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    monkeypatch.setattr(mailing, "PATIENCE", 1)


class TestSignUp:
    def test_the_code_arrives_at_once(self, client, db, server):  # noqa: F811
        assert client.post("/accounts/signup/", FILLED).status_code == 302
        assert server.mails[0]["To"] == "nora@example.org"
        assert waiting() == []

    @pytest.mark.parametrize("mood", ["4xx", "5xx", "drop", "hang"])
    def test_no_mood_of_the_mail_server_breaks_the_page_or_loses_the_mail(self, client, db, server, mood):  # noqa: F811
        server.mood = mood
        began = time.monotonic()
        assert client.post("/accounts/signup/", FILLED).status_code == 302
        assert time.monotonic() - began < 15
        assert User.objects.count() == 1
        (job,) = waiting()
        server.mood = "good"
        send_again(**job.args)
        assert "Nora" not in server.mails[-1]["Subject"]
        assert server.mails[-1]["To"] == "nora@example.org"

    def test_nor_does_one_that_is_down(self, client, db, server, settings):  # noqa: F811
        settings.EMAIL_PORT = _free_port()
        assert client.post("/accounts/signup/", FILLED).status_code == 302
        assert len(waiting()) == 1

    def test_known_and_unknown_addresses_look_alike_then_too(self, client, db, server, member):  # noqa: F811
        server.mood = "4xx"
        for address in (member.email, "nobody@example.org"):
            answer = client.post("/accounts/login/code/", {"email": address})
            assert (answer.status_code, answer.url) == (302, "/accounts/login/code/confirm/")
            client.cookies.clear()
        assert len(waiting()) == 2


def test_a_mail_with_a_job_of_its_own_says_nothing_in_the_log(db, server, caplog):  # noqa: F811
    server.mood = "5xx"
    mailing.send_or_queue(EmailMessage("Subject", "secret-code", to=["nora@example.org"]))
    assert "secret-code" not in caplog.text
    assert "nora@example.org" not in caplog.text
