"""manage.py text_import."""

import json

import pytest
from django.core.management import CommandError, call_command

from texts.models import Text

pytestmark = pytest.mark.django_db
MARKDOWN = "# The Sea\n\n## One\n\nFirst words.\n\n## Two\n\nMore words here.\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "sea.md"
    path.write_text(MARKDOWN)
    return path


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
