"""What the importer says can be said in another language."""

import ast
import re
import time
from pathlib import Path

import pytest
from django.utils.translation import get_language, override

from tests.texts.desk import read_job, upload
from texts.importing import read_book
from texts.importing.sentences import Sentence, from_pair, gettext_noop, say
from texts.jobs import running
from texts.jobs.packing import pack, unpack
from texts.jobs.speaking import spoken
from texts.models import ImportJob

ROOT = Path(__file__).resolve().parents[2]
CODE = [file for room in ("importing", "jobs", "management") for file in (ROOT / "texts" / room).rglob("*.py")]
REFUSALS = {"ImportRefused", "EncodingUnknown", "PictureRefused"}
GERMAN = {
    "The file names no author.": "Die Datei nennt niemanden, der sie verfasst hat.",
    "This is an RTF file; saved as DOCX it can be brought in.": "Als DOCX gespeichert kann die Datei gelesen werden.",
    "The picture “%(path)s” was left out: %(reason)s.": "Ohne das Bild „%(path)s“: %(reason)s.",
    "it is larger than %(most)s megapixels": "es hat mehr als %(most)s Megapixel",
}


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def is_told(call: ast.Call) -> bool:
    """Whether the first argument of a call reaches an organizer: notices.append(…), ImportRefused(…)."""
    to = call.func
    listed = isinstance(to, ast.Attribute) and to.attr == "append" and isinstance(to.value, ast.Attribute)
    return called(call) in REFUSALS or (listed and to.value.attr in ("notices", "lost"))


def can_be_translated(call: ast.Call) -> bool:
    """say(gettext_noop("…%(name)s…"), name=…), with a value for every name."""
    (wrapped, *more) = call.args
    if more or called(wrapped) != "gettext_noop" or not isinstance(wrapped.args[0], ast.Constant):
        return False
    message = wrapped.args[0].value
    names = set(re.findall(r"%\((\w+)\)s", message))
    return names == {keyword.arg for keyword in call.keywords} and message.count("%") == message.count("%(")


def faults(source: str) -> list[int]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    told = [call for call in calls if is_told(call)]
    plain = [call for call in told if not isinstance(call.args[0], ast.Name) and not called(call.args[0])]
    lost = [call for call in calls if called(call) == "say" and not can_be_translated(call)]
    return [call.lineno for call in (*plain, *lost)]


def test_every_sentence_can_be_translated():
    """Write say(gettext_noop("…%(name)s…"), name=…); makemessages collects it, and an f-string is never found."""
    files = [file for file in CODE if file.name != "sentences.py"]
    found = [f"{file.relative_to(ROOT)}:{line}" for file in files for line in faults(file.read_text())]
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        'book.notices.append(f"Left out: {name}.")',
        'self.book.lost.append("A page is missing.")',
        'raise ImportRefused(f"{name} is damaged.")',
        'raise EncodingUnknown("%s is unknown." % name, [])',
        'raise PictureRefused("{} is small".format(name))',
        'say("The file is empty.")',
        'say(f"{name} is empty.")',
        'say(gettext_noop(f"{name} is empty."))',
        'say(gettext_noop("%(name)s is empty."), title=name)',
    ],
)
def test_a_sentence_that_cannot_be_translated_is_found(source):
    assert faults(source) == [1]


class TestSpeaking:
    @pytest.fixture
    def german(self, monkeypatch):
        monkeypatch.setattr("texts.jobs.speaking.gettext", lambda message: GERMAN.get(message, message))

    def test_a_sentence_inside_another_is_translated_too(self, german):
        reason = say(gettext_noop("it is larger than %(most)s megapixels"), most=50)
        left = say(gettext_noop("The picture “%(path)s” was left out: %(reason)s."), path="a.png", reason=reason)
        assert left == "The picture “a.png” was left out: it is larger than 50 megapixels."
        assert spoken(left.pair) == "Ohne das Bild „a.png“: es hat mehr als 50 Megapixel."
        again = from_pair(left.pair)
        assert (again, again.pair) == (left, left.pair)

    def test_languages_and_encodings_are_named(self):
        book = read_book(("# The Sea\n\n" + "И вот мы вышли в море. " * 40).encode(), "sea.md")
        assert "The language seems to be ru; the file does not say." in book.notices
        assert "The language seems to be Russian; the file does not say." in [
            spoken(each.pair) for each in book.notices
        ]
        for written, words in [("koi8_r", "Cyrillic (KOI8-R)"), ("cp1252", "Western European (Windows-1252)")]:
            assert spoken(["In %(encoding)s.", {"encoding": written}]) == f"In {words}."
        assert spoken(["In %(encoding)s.", {"encoding": "mac-roman"}]) == "In mac-roman."
        assert spoken(["In %(encoding)s.", {"encoding": "no such"}]) == "In no such."

    def test_the_report_for_machines_stays_plain(self):
        book = read_book(b"# The Sea\n\nWords.\n", "sea.md")
        assert "The file names no author." in book.as_json()["notices"]
        assert all(isinstance(each, Sentence) for each in unpack(pack(book)).notices)

    @pytest.mark.django_db
    def test_notices_are_shown_translated(self, as_user, organizer, german):
        desk = as_user(organizer)
        job = read_job(desk)
        assert ["The file names no author.", {}] in job.outline["notices"]
        page = desk.get(job.get_absolute_url()).content.decode()
        assert GERMAN["The file names no author."] in page
        assert "The file names no author." not in page

    @pytest.mark.django_db
    def test_a_refusal_is_shown_translated(self, as_user, organizer, german):
        page = upload(as_user(organizer), b"{\\rtf1 The Sea}", "sea.rtf").content.decode()
        assert "Als DOCX gespeichert kann die Datei gelesen werden." in page
        assert "This is an RTF file" not in page

    @pytest.mark.django_db(transaction=True)
    def test_a_reading_that_goes_on_behind_speaks_the_language_of_who_began_it(self, organizer, monkeypatch):
        monkeypatch.setattr("texts.jobs.running.AT_ONCE", 0.01)
        monkeypatch.setattr("texts.jobs.speaking.gettext", lambda message: f"({get_language()}) {message}")
        job = ImportJob.objects.create(created_by=organizer, filename="sea.rtf", data=b"{\\rtf1 The Sea}")
        with override("de"):
            running.start(job)
        for _ in range(300):
            job.refresh_from_db()
            if not job.is_reading:
                break
            time.sleep(0.2)
        assert job.error == "(de) This is an RTF file; saved as DOCX it can be brought in."
