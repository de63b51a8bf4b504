"""A file is read in a process of its own, with its limits; what comes of it is in the job."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests import factories
from tests.texts.desk import MARKDOWN
from texts.blocks import Figure, Image
from texts.importing import Book
from texts.importing.book import Chapter
from texts.jobs import running
from texts.jobs.child import read
from texts.jobs.packing import pack, unpack
from texts.jobs.revising import Decision, revised
from texts.models import ImportJob

pytestmark = pytest.mark.django_db


def wait_for(job: ImportJob) -> None:
    for _ in range(300):
        job.refresh_from_db()
        if not job.is_reading:
            break
        time.sleep(0.2)


def process(code: str, given) -> subprocess.Popen:
    pipes = dict.fromkeys(("stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-c", code], stdin=given, **pipes)


class TestReadingApart:
    def make(self, by) -> ImportJob:
        return ImportJob.objects.create(created_by=by, filename="sea.md", data=MARKDOWN)

    def test_a_process_that_is_stopped_says_so(self, organizer):
        job = self.make(organizer)
        running.record(job, -24, b"")
        assert "longer than a minute" in job.error
        running.record(job, 1, b"Traceback")
        assert "broke off" in job.error
        assert not job.is_ready

    def test_the_process_has_limits_and_neither_settings_nor_database(self, tmp_path, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "not for strangers")
        given = (tmp_path / "given").open("wb+")
        child = running._spawn(given)
        environment = Path(f"/proc/{child.pid}/environ").read_text()
        child.communicate(timeout=20)
        assert "not for strangers" not in environment
        assert "DATABASE_URL" not in environment

    @pytest.mark.django_db(transaction=True)
    def test_a_long_reading_goes_on_behind(self, organizer, monkeypatch):
        monkeypatch.setattr("texts.jobs.running.AT_ONCE", 0.01)
        job = self.make(organizer)
        running.start(job)
        assert job.is_reading
        wait_for(job)
        assert job.is_ready

    def test_a_reading_that_was_started_anew_is_not_overtaken_by_the_first(self, organizer, monkeypatch, tmp_path):
        job = self.make(organizer)
        running.start(job)
        first = ImportJob.objects.get()
        running.start(job)
        late = process("""print('{"error": ["Too late.", {}]}')""", (tmp_path / "given").open("wb+"))
        monkeypatch.setattr("texts.jobs.running.connection", Mock())
        running._finish(first, late, None)
        job.refresh_from_db()
        assert (job.is_ready, job.error) == (True, "")

    def test_what_was_saved_in_the_meantime_stays_saved(self, organizer):
        job = self.make(organizer)
        text = factories.make_text()
        ImportJob.objects.get().become(text)
        running.start(job)
        saved = ImportJob.objects.get()
        assert (saved.text, bool(saved.saved_at)) == (text, True)

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("seconds", [60, 0.01])
    def test_what_the_process_complains_of_is_in_the_log(self, organizer, monkeypatch, caplog, seconds):
        """However long it takes, and whatever its exit."""
        code = "import sys, time; sys.stdin.read(); time.sleep(.3); sys.stderr.write('KeyError: surprise'); print('{}')"
        monkeypatch.setattr("texts.jobs.running.AT_ONCE", seconds)
        monkeypatch.setattr("texts.jobs.running._spawn", lambda given: process(code, given))
        job = self.make(organizer)
        running.start(job)
        wait_for(job)
        assert f"Reading import {job.pk}: KeyError: surprise" in caplog.text

    def test_a_process_that_complains_of_nothing_leaves_the_log_alone(self, organizer, caplog):
        job = self.make(organizer)
        running.start(job)
        assert job.is_ready
        assert not caplog.text

    def test_the_page_of_a_running_import_offers_to_look_again(self, as_user, organizer):
        job = self.make(organizer)
        assert "Look again" in as_user(organizer).get(job.get_absolute_url()).content.decode()

    def test_guessed_letters_can_be_chosen(self, as_user, organizer):
        job = self.make(organizer)
        running.record(job, 0, b'{"error": ["Unknown letters.", {}], "guesses": ["koi8-r"]}\n')
        page = as_user(organizer).get(job.get_absolute_url()).content.decode()
        assert page.index('value="koi8-r" selected') < page.index('value="utf-8"') < page.index('name="how"')

    def test_a_book_survives_the_way(self):
        report, book = read({"filename": "sea.md", "cut": {}, "encoding": ""}, MARKDOWN)
        assert unpack(pack(book)) == book
        assert [c["first_words"] for c in report["outline"]["chapters"]][2] == "The end."

    def test_the_file_and_the_book_are_left_in_the_database_until_they_are_asked_for(self, organizer):
        job = self.make(organizer)
        running.start(job)
        found = ImportJob.objects.get()
        assert found.get_deferred_fields() == {"data", "parsed"}
        assert found.load("data") == MARKDOWN
        assert found.book.title == "The Sea"
        assert found.get_deferred_fields() == {"data", "parsed"}

    def test_pictures_and_cover_survive_the_way(self):
        picture = Image("a.jpg", b"\xff\xd8 not really", 3, 2)
        book = Book(chapters=[Chapter("I", (Figure(picture, "A boat"),))], cover=replace(picture, name="c.jpg"))
        assert unpack(pack(book)) == book

    def test_blocks_that_do_not_belong_are_dropped(self):
        _report, book = read({"filename": "sea.md", "cut": {}, "encoding": ""}, MARKDOWN)
        last = revised(book, [Decision(taken=False), Decision(taken=False), Decision(title="3", dropped={0})]).chapters
        assert [chapter.blocks for chapter in last] == [()]
