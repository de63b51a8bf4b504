"""Questions are found in what somebody pastes."""

import pytest

from guides.fileformat.reading import questions_from_text


class TestPastedText:
    @pytest.mark.parametrize(
        "source",
        [
            "1. What is it?\n2. Say why.\n",
            "* What is it?\n* Say why.\n",
            "  1. What is it?\n  2. Say why.\n",
            "# Guide\n## Chapter 1\n1. What is it?\n## Chapter 2\n1. Say why.\n",
        ],
    )
    def test_lists_and_documents_give_their_questions(self, source):
        assert [question.prompt for question in questions_from_text(source)] == ["What is it?", "Say why."]

    def test_lines_that_ask_are_questions(self):
        assert [question.prompt for question in questions_from_text("Who?\nWhy?\n\nHow?\n")] == ["Who?", "Why?", "How?"]

    def test_settings_and_blocks_of_our_format_are_understood(self):
        (question,) = questions_from_text("1. Who?\n\n   {optional, 5 minutes}\n\n   ::: hint\n   Walton.\n   :::\n")
        assert (question.is_core, question.minutes, question.hint) == (False, 5, "Walton.")

    def test_nothing_gives_nothing(self):
        assert questions_from_text("") == questions_from_text("\n\n") == []
