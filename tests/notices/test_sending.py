"""A real mail server on loopback, with every mood that mail servers have."""

import datetime
import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as site
from django.db import connection
from django.utils import timezone

from notices.bundling import bundle
from notices.looking import look
from notices.models import Mail, Notice
from notices.models.mail import MOST_TRIES
from notices.queue import wake_forgotten
from notices.sending import send
from tests.factories import make_thread

ROOT = Path(__file__).resolve().parent.parent.parent


class Server:
    """`mood` is what it does with the next mail."""

    def __init__(self):
        self.mails, self.mood, self.hung = [], "good", threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood == "4xx":
            return "451 later"
        if self.mood == "5xx":
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        if self.mood == "drop":
            server.transport.abort()
        if self.mood == "hang":
            import asyncio

            self.hung.set()
            await asyncio.sleep(60)
        return "250 OK"


@pytest.fixture
def server(settings):
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", controller.port, 2
    yield handler
    controller.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def mail(looked, reading, member, newcomer):
    """One mail that is owed to the newcomer."""
    make_thread(reading, member, "Which édition?")
    look()
    Notice.objects.exclude(recipient=newcomer).delete()
    bundle(timezone.now() + datetime.timedelta(days=1))
    return Mail.objects.get()


def again(mail):
    send(mail.pk)
    mail.refresh_from_db()
    return mail


class TestSending:
    def test_it_arrives_with_what_mail_programs_need(self, server, mail, newcomer):
        assert again(mail).sent_at
        (arrived,) = server.mails
        assert arrived["To"] == newcomer.email
        assert arrived["Message-ID"] == mail.message_id
        assert arrived["References"].startswith("<thread-")
        assert arrived["List-Unsubscribe"].strip().startswith("<http")
        assert arrived["Auto-Submitted"] == "auto-generated"
        assert "Which édition?" in arrived.get_body(("plain",)).get_content()
        assert "Which édition?" in arrived.get_body(("html",)).get_content()
        assert Notice.objects.get().mailed_at

    def test_it_is_not_sent_again(self, server, mail):
        again(again(mail))
        assert len(server.mails) == 1

    @pytest.mark.parametrize("mood", ["4xx", "5xx", "drop", "hang"])
    def test_whatever_happens_it_is_tried_again_with_the_same_id(self, server, mail, mood):
        server.mood = mood
        assert again(mail).is_owed
        assert mail.last_error
        assert mail.next_try_at > timezone.now()
        server.mood = "good"
        assert again(mail).sent_at
        assert {one["Message-ID"] for one in server.mails} == {mail.message_id}

    def test_a_server_that_is_down_loses_nothing(self, settings, server, mail):
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, _free_port()
        assert again(again(mail)).tries == 2
        settings.EMAIL_PORT = port
        assert again(mail).sent_at

    def test_after_eight_tries_it_is_parked(self, server, mail):
        server.mood = "5xx"
        for _try in range(MOST_TRIES + 3):
            again(mail)
        assert mail.tries == MOST_TRIES
        assert mail.parked_at
        assert "550" in mail.last_error
        server.mood = "good"
        again(mail)
        assert server.mails == []

    def test_tries_lie_further_and_further_apart(self, server, mail):
        server.mood = "4xx"
        waits = []
        for _try in range(3):
            before = timezone.now()
            waits.append(again(mail).next_try_at - before)
        assert waits[0] * 1.5 < waits[1] < waits[2]

    def test_each_try_queues_the_next(self, server, mail):
        from procrastinate.contrib.django.models import ProcrastinateJob

        server.mood = "4xx"
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        again(mail)
        assert ProcrastinateJob.objects.get().scheduled_at == mail.next_try_at

    def test_a_mail_whose_job_is_lost_is_woken(self, mail):
        from procrastinate.contrib.django.models import ProcrastinateJob

        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        assert wake_forgotten() == 0
        Mail.objects.update(next_try_at=timezone.now() - datetime.timedelta(hours=1))
        assert wake_forgotten() == wake_forgotten() == 1
        assert ProcrastinateJob.objects.get().args == {"mail": mail.pk}


@pytest.fixture
def worker(server, settings):
    """The worker as a process of its own, on the database of the tests."""
    running = []

    def start():
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "readinggroups.settings",
            "DATABASE_URL": os.environ["DATABASE_URL"].replace("/postgres?", f"/{connection.settings_dict['NAME']}?"),
            "DEMO": "",
            "SITE_URL": site.SITE_URL,
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def until(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
class TestTheWorker:
    @pytest.fixture(autouse=True)
    def _leave_no_jobs(self):
        yield
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE")

    def test_it_sends_what_is_owed_and_ends_when_told_to(self, server, mail, worker):
        process = worker()
        until(lambda: Mail.objects.exclude(sent_at=None).exists())
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert len(server.mails) == 1

    def test_killed_after_data_it_repeats_once_with_the_same_id(self, server, mail, worker):
        """The one case in which nobody can know whether the mail arrived: mail programs drop the second."""
        server.mood = "hang"
        first = worker()
        assert server.hung.wait(40)
        first.kill()
        first.wait()
        server.mood = "good"
        mail.refresh_from_db()
        assert mail.is_owed
        assert mail.tries == 1
        until(lambda: again(mail).sent_at)
        assert [one["Message-ID"] for one in server.mails] == [mail.message_id] * 2
        again(mail)
        assert len(server.mails) == 2
