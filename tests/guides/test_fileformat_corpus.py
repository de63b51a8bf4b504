"""Eight guides as people published them; what they hold was counted by hand."""

from collections import Counter
from pathlib import Path

import pytest

from guides.fileformat.parse import parse
from guides.fileformat.reading import read_guide
from guides.fileformat.write import write

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "guides"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the corpus of guides is not at {FOLDER}")

COUNTS = {
    "carpentries-motivation.md": (1, 2),
    "dec-data-feminism.md": (9, 25),
    "dec-meeting-2021-01-20.md": (1, 3),
    "dec-meeting-2024-01-31.md": (1, 4),
    "obs-community-studies-unit-1.md": (12, 38),
    "obs-story-1-observation-questions.md": (32, 68),
    "obs-study-questions.tsv": (50, 734),
    "recursive-systems-8-weeks.md": (8, 24),
}


def read(name):
    return read_guide((FOLDER / name).read_bytes(), name)


@pytest.mark.parametrize(("name", "counts"), COUNTS.items())
def test_sections_and_questions_are_those_counted_by_hand(name, counts):
    document = read(name).document
    assert (len(document.sections), len(document.questions)) == counts
    assert all(section.title and section.questions for section in document.sections)


@pytest.mark.parametrize("name", COUNTS)
def test_what_was_read_can_be_kept_as_a_file_of_our_own(name):
    document = read(name).document
    assert parse(write(document)).document == document


def test_the_book_guide_names_its_text_and_keeps_its_chapters_in_order():
    document = read("dec-data-feminism.md").document
    assert (document.text.title, document.text.authors) == ("Data Feminism", ["Catherine D'Ignazio", "Lauren F. Klein"])
    assert [len(section.questions) for section in document.sections] == [2, 3, 3, 3, 3, 3, 3, 3, 2]
    assert document.sections[8].title == "Conclusion - Now Let's Multiply"


def test_a_meeting_leaves_its_notes_and_comments_aside():
    parsed = read("dec-meeting-2021-01-20.md")
    assert parsed.document.questions[2].prompt == "Are there any recommendations that you think are missing?"
    assert any("There is no title; using the file’s first heading." in warning.message for warning in parsed.warnings)
    assert any("“Meeting notes” holds no questions" in warning.message for warning in parsed.warnings)


def test_the_bonus_question_of_a_meeting_is_named_in_a_warning():
    parsed = read("dec-meeting-2024-01-31.md")
    assert any(warning.line == 66 and "Bonus question" in warning.message for warning in parsed.warnings)
    assert parsed.document.text.authors == ["Gerrit De Vynck"]


def test_sessions_with_steps_stay_sessions():
    document = read("obs-community-studies-unit-1.md").document
    first = document.sections[0]
    assert (first.key_ideas, first.reading_note) == ("seeing the needs around us", "Matthew 9:35-38")
    assert first.extra_parts[0].title == "Complete the Sentence (3-5 minutes)"
    assert sum(len(section.extra_parts) for section in document.sections) >= 50


def test_answers_in_the_paragraph_of_their_question_are_model_answers():
    questions = read("obs-story-1-observation-questions.md").document.questions
    assert questions[0].prompt == "Where did everything in the universe come from?"
    assert questions[0].model_answer == "God created everything."
    assert sum(bool(question.model_answer) for question in questions) == 39
    assert sum(question.prompt.startswith("**") for question in questions) == 29


def test_a_table_gives_answers_kinds_and_chapters():
    document = read("obs-study-questions.tsv").document
    assert Counter(question.kind for question in document.questions) == {"interpretive": 456, "apply": 278}
    assert all(question.model_answer for question in document.questions)
    assert (document.sections[49].title, document.questions[0].reference) == ("Chapter 50", "1:1-8")
    assert all(section.key_ideas for section in document.sections)


def test_weeks_have_their_readings_in_free_words():
    document = read("recursive-systems-8-weeks.md").document
    assert document.sections[0].reading_note == "geb-ch1; geb-ch6"
    assert all(len(section.questions) == 3 for section in document.sections)


def test_a_lesson_in_fences_gives_aim_key_ideas_and_notes():
    document = read("carpentries-motivation.md").document
    section = document.sections[0]
    assert (section.aim.count("- "), section.key_ideas.count("- ")) == (3, 3)
    assert section.facilitator_notes
    assert document.extra["teaching"] == 30
