"""Mails about accounts, and a real mail server with every mood that mail servers have."""

import re
import time

import pytest
from django.utils.html import escape
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
    mailing.send_or_queue("Subject", "secret-code", ["nora@example.org"])
    assert "secret-code" not in caplog.text
    assert "nora@example.org" not in caplog.text


def html_of(message) -> str:
    (part,) = message.alternatives
    assert part.mimetype == "text/html"
    return part.content


class TestTheLookOfAMail:
    def test_a_code_stands_out_and_the_words_are_those_of_the_plain_part(self, client, db, mailoutbox, settings):
        settings.SITE_NAME = "The <Heron> Readers"
        client.post("/accounts/signup/", FILLED)
        (message,) = mailoutbox
        html = html_of(message)
        code = re.search(r"^[A-Z0-9-]{4,12}$", message.body, re.MULTILINE)[0]
        assert re.search(rf'<p style="[^"]*monospace[^"]*">{code}</p>', html)
        for line in message.body.partition("\n-- \n")[0].splitlines():
            assert escape(line) in html
        assert "The &lt;Heron&gt; Readers" in html

    def test_only_addresses_of_this_site_that_stand_alone_become_links(self, settings):
        settings.SITE_URL = "https://read.example"
        ours, theirs = "https://read.example/accounts/x/", "https://evil.example/"
        html = html_of(mailing.letter("Subject", f"Follow this:\n\n{ours}\n\n{theirs}\n\n{ours} <b>here</b>", []))
        assert html.count(f'href="{ours}"') == 1
        assert f'href="{theirs}"' not in html
        assert f"{ours} &lt;b&gt;here&lt;/b&gt;" in html

    def test_a_mail_that_waited_looks_the_same(self, db, mailoutbox):
        parts = {"subject": "Subject", "body": "Words.\n\nCODE-123\n\n-- \nThe site", "to": ["nora@example.org"]}
        send_again(**parts, language="en")
        (message,) = mailoutbox
        assert ">CODE-123</p>" in html_of(message)

    def test_the_demo_shows_it_without_letting_anything_else_in(self, client, tmp_path, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
        settings.EMAIL_FILE_PATH = tmp_path
        mailing.letter("Subject", "Words of the mail.", ["nora@example.org"]).send()
        (address,) = re.findall(r'href="(/demo/mail/[^"]+)"', client.get("/demo/mail/").text)
        shown = client.get(address)
        assert "Words of the mail." in shown.text
        assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        settings.DEMO = False
        assert client.get(address).status_code == 404
