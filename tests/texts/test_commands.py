"""manage.py text_import."""

import json
import os

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from texts.importing import limits
from texts.models import Text

pytestmark = pytest.mark.django_db
MARKDOWN = "# The Sea\n\n## One\n\nFirst words.\n\n## Two\n\nMore words here.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sea.md"
    path.write_text(MARKDOWN)
    return path


def _refuse_the_sea(text):
    if text.title == "The Sea":
        raise ValidationError("Not this one.")


class TestTextImport:
    def test_a_file_becomes_a_text_that_is_not_yet_published(self, file, capsys):
        call_command("text_import", str(file))
        text = Text.objects.get()
        assert text.published_at is None
        assert text.chapters.count() == 2
        assert f"/texts/{text.slug}/" in capsys.readouterr().out

    def test_a_dry_run_reports_and_saves_nothing(self, file, capsys):
        call_command("text_import", "--dry-run", "--json", str(file))
        report = json.loads(capsys.readouterr().out)
        assert report["title"] == "The Sea"
        assert [chapter["title"] for chapter in report["chapters"]] == ["One", "Two"]
        assert {"part", "number", "title", "words", "notes"} <= set(report["chapters"][0])
        assert {"subtitle", "authors", "translators", "language", "direction", "year"} <= set(report)
        assert not Text.objects.exists()

    def test_several_files_give_a_list_and_a_refused_one_an_error(self, file, tmp_path, capsys):
        empty = tmp_path / "empty.epub"
        empty.write_bytes(b"")
        with pytest.raises(SystemExit) as end:
            call_command("text_import", "--dry-run", "--json", str(file), str(empty), str(tmp_path / "none.txt"))
        assert end.value.code == 1
        good, bad, missing = json.loads(capsys.readouterr().out)
        assert good["title"] == "The Sea"
        assert bad == {"file": str(empty), "error": "The file is empty."}
        assert "cannot be opened" in missing["error"]

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            (["--as", "nobody@example.org"], "not an organizer"),
            (["--over", "no-such-text"], "no text at"),
            (["--cut", "pattern", "--pattern", "("], "pattern cannot be read"),
            (["--cut", "level"], "needs --level"),
            (["--encoding", "none-such"], "no encoding called"),
            (["another.txt", "--over", "a"], "takes one file"),
        ],
        ids=lambda given: " ".join(given) if isinstance(given, list) else "",
    )
    def test_whatever_is_wrong_is_said_in_json_and_nothing_is_saved(self, file, capsys, given, says):
        with pytest.raises(SystemExit) as end:
            call_command("text_import", "--json", str(file), *given)
        assert end.value.code == 1
        assert says in json.loads(capsys.readouterr().out)["error"]
        assert not Text.objects.exists()

    def test_what_is_no_file_is_not_read_without_end(self, tmp_path, capsys):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(SystemExit):
            call_command("text_import", "--json", "--dry-run", "/dev/zero", str(tmp_path / "pipe"))
        assert [each["error"] for each in json.loads(capsys.readouterr().out)] == [
            "It is neither a file nor a folder.",
            "It is neither a file nor a folder.",
        ]

    def test_a_folder_has_limits_before_it_is_packed(self, tmp_path, capsys, monkeypatch):
        for number in range(4):
            (tmp_path / f"{number}.md").write_text("# Words\n\nAnd more of them.\n")
        for limit, says in (("ENTRIES", "more than 3 files"), ("UPLOAD_BYTES", "holds more than 0 MB")):
            with monkeypatch.context() as patch:
                patch.setattr(limits, limit, 3)
                with pytest.raises(SystemExit):
                    call_command("text_import", "--dry-run", str(tmp_path))
            assert says in capsys.readouterr().err

    def test_one_that_cannot_be_saved_does_not_keep_the_others_out(self, file, tmp_path, capsys, monkeypatch):
        other = tmp_path / "other.md"
        other.write_text(MARKDOWN.replace("The Sea", "The Fog"))
        monkeypatch.setattr(Text, "publish", _refuse_the_sea)
        with pytest.raises(SystemExit):
            call_command("text_import", "--json", "--publish", str(file), str(other))
        bad, good = json.loads(capsys.readouterr().out)
        assert bad["error"] == "Not this one."
        assert good["address"] == Text.objects.get().slug

    def test_publish_and_organizer(self, file, organizer, member):
        call_command("text_import", "--publish", "--as", organizer.email, str(file))
        text = Text.objects.get()
        assert text.published_at
        assert text.created_by == organizer
        with pytest.raises(CommandError, match="not an organizer"):
            call_command("text_import", "--as", member.email, str(file))

    def test_over_an_earlier_text_its_chapters_keep_their_ids(self, file):
        call_command("text_import", str(file))
        text = Text.objects.get()
        ids = list(text.chapters.values_list("pk", flat=True))
        file.write_text(MARKDOWN.replace("First words", "Corrected words"))
        call_command("text_import", "--over", text.slug, str(file))
        assert Text.objects.count() == 1
        assert list(text.chapters.values_list("pk", flat=True)) == ids
        assert text.chapters.first().plain == "Corrected words."

    def test_a_folder_of_markdown_is_one_book(self, tmp_path, capsys):
        for number in (1, 2):
            (tmp_path / f"{number:02}.md").write_text(f"# Chapter {number}\n\nWords of {number}.\n")
        call_command("text_import", "--dry-run", "--json", str(tmp_path))
        assert len(json.loads(capsys.readouterr().out)["chapters"]) == 2
