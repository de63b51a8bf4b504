"""Guides go from file to rows and back without loss."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.documents import document_of, fork, public_edition, publish, write_guide
from guides.fileformat.document import FormatError
from guides.fileformat.parse import parse
from guides.fileformat.write import write
from guides.models import Guide, Section
from tests import factories
from tests.guides.documents import SMALL, load, without_keys

DEMO = Path(__file__).resolve().parents[2] / "readinggroups" / "demo" / "guides"

NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv"
ROMAN = NUMERALS.split()
CHAPTERS = {"frankenstein": [f"letter-{number}" for number in ROMAN[:4]] + [f"chapter-{number}" for number in ROMAN]}


def text_with_chapters_of(document):
    """A text with every chapter that the document names, in the order of naming where we do not know it."""
    named = [slug for section in document.sections for span in section.reading for slug in (span.first, span.last)]
    text = factories.make_text(document.title, chapters=0, slug=document.text)
    for position, slug in enumerate(CHAPTERS.get(document.text, dict.fromkeys(named)), 1):
        factories.make_chapter(text, position, slug=slug, paragraphs=500)
    return text


class TestRoundTrip:
    @pytest.mark.parametrize("path", sorted(DEMO.glob("*.md")), ids=lambda path: path.stem)
    def test_every_guide_of_the_sample_world_comes_back_the_same(self, path, organizer):
        document = parse(path.read_text()).document
        guide = write_guide(document, text_with_chapters_of(document), organizer)
        assert write(without_keys(document_of(guide))) == write(without_keys(document))

    def test_what_the_site_has_no_field_for_is_kept(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        written = write(without_keys(document_of(guide)))
        assert written == write(parse(SMALL).document)
        for words in ("publisher: somebody", "# Colours", "mood: cold", "colour blue", "[Science, family]"):
            assert words in written or words.startswith("[")

    def test_an_exported_guide_names_its_questions_and_comes_back_equal(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        document = document_of(guide)
        assert all(question.key for question in document.questions)
        assert parse(write(document)).document == document

    def test_the_cost_of_reading_a_guide_does_not_grow(self, organizer):
        small, large = (factories.make_guide(organizer, sections=2, questions=size) for size in (2, 30))
        costs = []
        for guide in (small, large):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                document_of(guide)
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestChapters:
    def test_a_span_that_the_text_does_not_have_is_kept_in_words_and_named(self, text, organizer):
        guide, warnings = load(SMALL.replace("letter-i to letter-ii", "letter-i to letter-ix"), text, organizer)
        section = guide.sections.first()
        assert list(section.chapters.all()) == []
        assert "letter ix" in section.reading
        assert any("letter-ix" in str(warning) for warning in warnings)
        assert document_of(guide).sections[0].reading[0].last == "letter-ix"
        assert document_of(guide).sections[0].reading_note == ""

    def test_a_paragraph_without_a_chapter_means_the_only_chapter_of_the_section(self, text, organizer):
        source = SMALL.replace("letter-i to letter-ii", "letter-ii").replace("at letter-i ¶1", "at ¶1")
        guide, _warnings = load(source, text, organizer)
        question = guide.sections.first().questions.first()
        assert question.chapter.slug == "letter-ii"
        assert document_of(guide).questions[0].chapter == ""

    def test_a_section_called_print_does_not_hide_the_page_for_printing(self, text, organizer):
        guide, _warnings = load(SMALL.replace("## The end", "## Print"), text, organizer)
        assert guide.sections.last().slug == "print-2"


class TestRefusals:
    @pytest.mark.parametrize(
        ("old", "new", "line", "cause"),
        [
            ("## Letters", "## " + "L" * 400, 28, "title"),
            ("   - [ ] No\n", "", 52, "two"),
            ("5 minutes", "99999 minutes", 41, "minutes"),
        ],
    )
    def test_an_error_names_line_and_cause_and_nothing_is_saved(self, text, organizer, old, new, line, cause):
        assert load(SMALL, text, organizer)
        Guide.objects.all().delete()
        with pytest.raises(FormatError) as refused:
            load(SMALL.replace(old, new), text, organizer)
        problem = refused.value.problems[0]
        assert cause in problem.message
        assert problem.line
        assert not Guide.objects.exists()
        assert not Section.objects.exists()

    def test_two_guides_cannot_have_one_address(self, text, organizer):
        load(SMALL, text, organizer)
        with pytest.raises(FormatError, match="maker-and-made"):
            load(SMALL, text, organizer)
        assert Guide.objects.count() == 1


class TestPublicEdition:
    def test_leaves_out_what_is_for_facilitators_and_what_is_retired(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        guide.sections.last().questions.first().retire()
        full, public = (write(edition) for edition in (document_of(guide), public_edition(document_of(guide))))
        for words in ("Walton.", "candle", "What remains?"):
            assert words in full
            assert words not in public
        assert "Who writes?" in public


class TestPublish:
    def test_the_release_holds_the_guide_as_it_stands(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        release = publish(guide, organizer, "First")
        assert parse(release.document).document == document_of(guide)
        assert guide.is_published

    def test_a_choice_question_with_one_choice_forbids_it(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        guide.sections.first().questions.last().choices.last().delete()
        with pytest.raises(Exception, match="Section 1, question 2 needs at least two choices"):
            publish(guide, organizer, "First")
        assert not guide.releases.exists()


class TestFork:
    def test_a_copy_names_its_origin_and_leaves_notes_behind(self, text, organizer):
        guide, _warnings = load(SMALL, text, organizer)
        publish(guide, organizer, "First")
        other = factories.make_user("Oscar", is_staff=True)
        copy = fork(guide, other)
        assert copy.derived_from == guide
        assert copy.slug != guide.slug
        assert copy.is_editable_by(other)
        assert not copy.is_published
        assert not re.search("candle|Walton", write(document_of(copy)))
        assert [section.title for section in copy.sections.all()] == ["Letters", "The end"]
