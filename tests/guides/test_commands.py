"""Guides come in from files, go out to files, and are kept in step with a folder."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from guides.models import Guide, Section
from tests import factories
from texts.models import Text

GUIDE = """---
format: reading-guide/1
title: Maker and made
slug: maker-and-made
text: {title: Frankenstein, authors: [Mary Shelley], year: 1818}
language: en
---

## Letters

reading: Letters I to IV

### Questions

1. Who writes?

   ::: facilitator
   A secret.
   :::

2. Is it a lie?

   - [ ] Yes
   - [ ] No
"""

LOOSE = """# Questions for Frankenstein

## Letters

1. Who writes to whom?
2. Why the Arctic?

## Chapter 1

1. What does he study?
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "maker.md"
    path.write_text(GUIDE)
    return path


def run(name, *arguments, **options):
    out, err = StringIO(), StringIO()
    call_command(name, *arguments, stdout=out, stderr=err, **options)
    return out.getvalue()


def run_failing(name, *arguments, **options):
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command(name, *arguments, stdout=out, stderr=err, **options)
    return err.getvalue()


class TestImport:
    def test_a_dry_run_shows_everything_and_saves_nothing(self, file):
        shown = run("guide_import", file, "--dry-run")
        for words in ("Frankenstein, Mary Shelley", "1. Letters", "interpretive: Who writes?", "- Yes"):
            assert words in shown
        assert not Guide.objects.exists()
        assert not Text.objects.exists()

    def test_json_names_the_text_the_sections_and_every_question(self, file):
        found = json.loads(run("guide_import", file, "--dry-run", "--json"))
        assert found["text"]["title"] == "Frankenstein"
        assert [section["title"] for section in found["sections"]] == ["Letters"]
        kinds = [(question["section"], question["kind"], question["choices"]) for question in found["questions"]]
        assert kinds == [("Letters", "interpretive", []), ("Letters", "choice", ["Yes", "No"])]

    def test_a_text_that_is_missing_is_made_unpublished_and_said(self, file, organizer):
        shown = run("guide_import", file, email=organizer.email)
        guide = Guide.objects.get()
        assert (guide.text.title, guide.text.author_line, guide.text.published_at) == (
            "Frankenstein", "Mary Shelley", None,
        )  # fmt: skip
        assert guide.is_editable_by(organizer)
        assert "it was made, unpublished" in shown

    def test_a_text_that_is_there_is_found_by_its_title(self, file):
        text = factories.make_text("FRANKENSTEIN")
        shown = run("guide_import", file)
        assert Guide.objects.get().text == text
        assert "made, unpublished" not in shown

    def test_twice_makes_one_guide(self, file):
        run("guide_import", file)
        assert "Brought in line" in run("guide_import", file)
        assert (Guide.objects.count(), Section.objects.count(), Text.objects.count()) == (1, 1, 1)

    def test_any_list_of_questions_will_do(self, tmp_path):
        path = tmp_path / "loose.md"
        path.write_text(LOOSE)
        run("guide_import", path)
        sections = Guide.objects.get().sections.all()
        assert [(section.title, section.questions.count()) for section in sections] == [
            ("Letters", 2),
            ("Chapter 1", 1),
        ]

    def test_an_error_names_file_line_and_cause_and_saves_nothing(self, file):
        file.write_text(GUIDE.replace("title: Maker and made", "title: [a, b]"))
        said = run_failing("guide_import", file)
        assert "maker.md: Line 3" in said
        assert not Guide.objects.exists()

    def test_another_organizers_guide_is_not_touched(self, file, organizer):
        run("guide_import", file, email=organizer.email)
        file.write_text(GUIDE.replace("Who writes?", "Changed?"))
        other = factories.make_user("Oscar", is_staff=True)
        with pytest.raises(CommandError, match="not an editor"):
            run("guide_import", file, email=other.email)
        assert Guide.objects.get().sections.get().questions.first().prompt == "Who writes?"

    def test_only_an_organizer_imports(self, file, member):
        with pytest.raises(CommandError, match="no organizer"):
            run("guide_import", file, email=member.email)

    def test_five_megabytes_are_refused_in_words(self, tmp_path):
        path = tmp_path / "huge.md"
        path.write_text(GUIDE + "word " * 1_000_000)
        assert "million characters" in run_failing("guide_import", path)


class TestExport:
    def test_comes_back_through_import(self, file):
        run("guide_import", file)
        exported = run("guide_export", "maker-and-made")
        assert "A secret." in exported
        file.write_text(exported)
        run("guide_import", file)
        assert run("guide_export", "maker-and-made") == exported

    def test_the_public_edition_has_no_notes(self, file):
        run("guide_import", file)
        exported = run("guide_export", "maker-and-made", "--public")
        assert "A secret." not in exported
        assert "Who writes?" in exported

    def test_an_unknown_guide_is_an_error(self):
        with pytest.raises(CommandError, match="no guide"):
            run("guide_export", "nowhere")


class TestSync:
    def test_imports_what_has_changed_and_leaves_the_rest(self, file, tmp_path, organizer):
        assert "made" in run("guide_sync", tmp_path, email=organizer.email)
        before = Guide.objects.values().get(), list(Section.objects.values())
        assert "unchanged" in run("guide_sync", tmp_path)
        assert (Guide.objects.values().get(), list(Section.objects.values())) == before
        file.write_text(GUIDE.replace("Who writes?", "Who is writing?"))
        assert "maker.md: changed" in run("guide_sync", tmp_path)
        assert Guide.objects.get().sections.get().questions.first().prompt == "Who is writing?"

    def test_one_bad_file_does_not_stop_the_others(self, file, tmp_path):
        (tmp_path / "a-bad.md").write_text("---\nformat: reading-guide/9\n---\n")
        assert "a-bad.md" in run_failing("guide_sync", tmp_path)
        assert Guide.objects.get().slug == "maker-and-made"

    def test_what_cannot_be_published_yet_is_said_and_published_the_next_time(self, file, tmp_path, organizer):
        (tmp_path / "other.md").write_text(GUIDE.replace("slug: maker-and-made", "slug: other"))
        told = run_failing("guide_sync", tmp_path, publish="First edition")
        assert told.count("Publish the text first") == 2
        Text.objects.update(published_at=timezone.now())
        run("guide_sync", tmp_path, publish="First edition")
        run("guide_sync", tmp_path, publish="First edition")
        assert [guide.releases.count() for guide in Guide.objects.all()] == [1, 1]


class TestAddress:
    """A file that names none has the one of its name, by either command."""

    def test_both_commands_mean_the_same_guide(self, tmp_path):
        (tmp_path / "The Maker (2).md").write_text(GUIDE.replace("slug: maker-and-made\n", ""))
        run("guide_import", tmp_path / "The Maker (2).md")
        assert "unchanged" in run("guide_sync", tmp_path)
        assert Guide.objects.get().slug == "the-maker-2"

    def test_a_guide_to_another_text_is_not_written_over(self, tmp_path):
        for folder, title in (("a", "Frankenstein"), ("b", "Silas Marner")):
            (tmp_path / folder).mkdir()
            unnamed = GUIDE.replace("slug: maker-and-made\n", "").replace("title: Frankenstein", f"title: {title}")
            (tmp_path / folder / "guide.md").write_text(unnamed)
        run("guide_import", tmp_path / "a" / "guide.md")
        assert "another text" in run_failing("guide_import", tmp_path / "b" / "guide.md")
        assert Guide.objects.get().text.title == "Frankenstein"

    def test_a_text_chosen_at_the_desk_stays_where_the_file_names_none(self, tmp_path):
        path = tmp_path / "guide.md"
        path.write_text(re.sub(r"(slug|text): .*\n", "", GUIDE))
        run("guide_import", path)
        chosen = factories.make_text("Frankenstein")
        Guide.objects.update(text=chosen)
        Text.objects.exclude(pk=chosen.pk).delete()
        run("guide_import", path)
        assert Guide.objects.get().text == chosen


class TestSize:
    def test_more_questions_than_a_guide_can_have_are_refused_at_their_line(self, tmp_path):
        path = tmp_path / "many.md"
        path.write_text("---\nformat: reading-guide/1\ntitle: Many\n---\n## S\n### Questions\n" + "1. Why?\n" * 5_001)
        assert "line 5007" in run_failing("guide_import", path).lower()
        assert not Guide.objects.exists()


class TestCorpus:
    def test_every_real_guide_imports_with_questions_or_says_what_is_missing(self, corpus):
        for path in sorted((corpus / "guides").iterdir()):
            found = json.loads(run("guide_import", path, "--json"))
            assert found["sections"] or found["warnings"], path.name
            assert Guide.objects.get(slug=found["slug"]).sections.count() == len(found["sections"])
