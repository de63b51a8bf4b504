"""A guide that comes from its file again is changed in place, and answers stay with their questions."""

from dataclasses import replace

import pytest

from groups.models import Answer
from guides.documents import document_of, write_guide
from guides.models import Question
from tests import factories
from tests.guides.documents import SMALL, load


class TestUpdate:
    @pytest.fixture
    def loaded(self, text, organizer):
        return load(SMALL, text, organizer)[0]

    @pytest.fixture
    def answered(self, loaded, facilitator, member):
        group = factories.make_group(facilitator, member)
        question = loaded.sections.first().questions.first()
        factories.make_answer(factories.make_reading(group, loaded), question, member)
        return question

    def test_answers_stay_with_a_question_that_moves_and_is_reworded(self, loaded, answered, text, organizer):
        document = document_of(loaded)
        moved = document.sections[0].questions.pop(0)
        document.sections[1].questions.append(replace(moved, prompt="Who is writing?"))
        write_guide(document, text, organizer, loaded)
        answer = Answer.objects.get()
        assert answer.question.prompt == "Who is writing?"
        assert answer.question.section.title == "The end"
        assert answer.prompt == "Who writes?"

    def test_without_keys_questions_are_found_by_their_words_then_their_place(self, loaded, answered, text, organizer):
        source = SMALL.replace("1. Who writes?", "1. A new one before it\n\n2. Who writes?")
        load(source.replace("Is it a lie?", "Is it a kind of lie?"), text, organizer, loaded)
        questions = list(loaded.sections.first().questions.all())
        assert [question.prompt for question in questions] == [
            "A new one before it", "Who writes?", "Is it a kind of lie?",
        ]  # fmt: skip
        assert Answer.objects.get().question == questions[1]

    def test_an_answered_question_that_is_gone_from_the_file_is_retired(self, loaded, answered, text, organizer):
        document = document_of(loaded)
        document.sections[0].questions.pop(0)
        warnings = []
        write_guide(document, text, organizer, loaded, warnings)
        answered.refresh_from_db()
        assert answered.retired_at
        assert "retired, not deleted" in str(warnings[0])

    def test_a_question_nobody_answered_is_deleted(self, loaded, text, organizer):
        document = document_of(loaded)
        document.sections[0].questions.pop(0)
        write_guide(document, text, organizer, loaded)
        assert Question.objects.filter(section__guide=loaded).count() == 2

    def test_a_section_with_answers_stays_at_the_end_and_one_without_goes(self, loaded, answered, text, organizer):
        document = document_of(loaded)
        del document.sections[0]
        write_guide(document, text, organizer, loaded)
        assert list(loaded.sections.values_list("title", "position")) == [("The end", 1), ("Letters", 2)]
        document.sections.clear()
        write_guide(document, text, organizer, loaded)
        assert [section.title for section in loaded.sections.all()] == ["Letters"]

    def test_a_chosen_choice_is_never_lost(self, loaded, facilitator, member, text, organizer):
        poll = loaded.sections.first().questions.last()
        reading = factories.make_reading(factories.make_group(facilitator, member), loaded)
        factories.make_answer(reading, poll, member, choices=[poll.choices.last()])
        load(SMALL.replace("   - [ ] No\n", "   - [ ] Perhaps\n   - [ ] Never\n"), text, organizer, loaded)
        assert [choice.label for choice in poll.choices.all()] == ["Yes", "Perhaps", "Never", "No"]
        assert [choice.label for choice in Answer.objects.get().choices.all()] == ["No"]

    def test_versions_move_so_that_an_open_form_notices(self, loaded, text, organizer):
        before = loaded.version, loaded.sections.first().version
        load(SMALL, text, organizer, loaded)
        loaded.refresh_from_db()
        assert (loaded.version, loaded.sections.first().version) == (before[0] + 1, before[1] + 1)
