import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from groups.models import Answer, Draft, Opening
from tests.factories import make_answer, make_group, make_meeting, make_question, make_reading, membership


def seen_by(reading, user):
    return set(Answer.objects.visible_to(membership(reading.group, user)))


class TestTheRevealRule:
    def test_others_answers_open_by_answering(self, reading, question, member, newcomer):
        theirs = make_answer(reading, question, member)
        assert seen_by(reading, newcomer) == set()
        mine = make_answer(reading, question, newcomer)
        assert seen_by(reading, newcomer) == {theirs, mine}

    def test_passing_opens_them_too(self, reading, question, member, newcomer):
        theirs = make_answer(reading, question, member)
        passed = Answer.pass_on(reading, question, membership(reading.group, newcomer))
        assert seen_by(reading, newcomer) == {theirs, passed}

    def test_taking_back_closes_them_again_and_keeps_the_words_as_a_draft(self, reading, question, member, newcomer):
        make_answer(reading, question, member)
        make_answer(reading, question, newcomer, "My words").take_back()
        assert seen_by(reading, newcomer) == set()
        assert Draft.objects.get(author__user=newcomer).body == "My words"

    def test_an_answer_to_another_question_opens_nothing(self, reading, question, section, member, newcomer):
        make_answer(reading, question, member)
        other = make_answer(reading, section.questions.last(), newcomer)
        assert seen_by(reading, newcomer) == {other}

    def test_open_questions_are_open(self, reading, section, member, newcomer):
        theirs = make_answer(reading, make_question(section, 9, reveal="open"), member)
        assert seen_by(reading, newcomer) == {theirs}

    def test_at_the_meeting_means_when_it_has_begun(self, reading, section, member, newcomer):
        question = make_question(section, 9, reveal="at_meeting")
        theirs = make_answer(reading, question, member)
        mine = make_answer(reading, question, newcomer)
        meeting = make_meeting(reading, section, days=1)
        assert seen_by(reading, newcomer) == {mine}
        meeting.starts_at = timezone.now()
        meeting.save()
        assert seen_by(reading, newcomer) == {theirs, mine}

    def test_a_cancelled_meeting_opens_nothing(self, reading, section, member, newcomer):
        make_answer(reading, make_question(section, 9, reveal="at_meeting"), member)
        make_meeting(reading, section, days=-1, cancelled_at=timezone.now())
        assert seen_by(reading, newcomer) == set()

    def test_by_the_facilitator_means_when_they_say_so(self, reading, section, member, newcomer):
        question = make_question(section, 9, reveal="by_facilitator")
        theirs = make_answer(reading, question, member)
        mine = make_answer(reading, question, newcomer)
        assert seen_by(reading, newcomer) == {mine}
        Opening.objects.create(reading=reading, question=question)
        assert seen_by(reading, newcomer) == {theirs, mine}

    def test_facilitators_read_what_is_shared_to_prepare_the_evening(self, reading, question, member, facilitator):
        theirs = make_answer(reading, question, member, audience="facilitators")
        assert seen_by(reading, facilitator) == {theirs}

    def test_what_is_for_facilitators_stays_with_them(self, reading, question, member, newcomer):
        make_answer(reading, question, member, audience="facilitators")
        mine = make_answer(reading, question, newcomer)
        assert seen_by(reading, newcomer) == {mine}

    def test_another_group_with_the_same_guide_sees_nothing(self, reading, question, guide, member, stranger):
        make_answer(reading, question, member)
        other = make_reading(make_group(stranger), guide)
        mine = make_answer(other, question, stranger)
        assert seen_by(other, stranger) == {mine}

    def test_a_person_in_both_groups_sees_each_from_its_own_chair(self, reading, question, guide, member, stranger):
        make_answer(reading, question, member)
        other = make_reading(make_group(stranger, member), guide)
        theirs = make_answer(other, question, stranger)
        assert seen_by(other, member) == set()
        mine = make_answer(other, question, member)
        assert seen_by(other, member) == {theirs, mine}

    def test_who_has_left_keeps_only_their_own(self, reading, question, member, newcomer):
        make_answer(reading, question, member)
        mine = make_answer(reading, question, newcomer)
        membership(reading.group, newcomer).leave()
        assert seen_by(reading, newcomer) == {mine}


class TestSharing:
    def test_the_first_wording_stays_beside_later_ones(self, reading, question, member):
        make_answer(reading, question, member, "Before the evening")
        answer = make_answer(reading, question, member, "After the evening")
        assert (answer.first_body, answer.body) == ("Before the evening", "After the evening")
        assert answer.was_changed
        assert answer.edited_at

    def test_sharing_the_same_twice_is_sharing_once(self, reading, question, member):
        first = make_answer(reading, question, member, "Words")
        second = make_answer(reading, question, member, "Words")
        assert first == second
        assert second.edited_at is None

    def test_the_draft_is_gone_once_it_is_shared(self, reading, question, member):
        Draft.keep(reading, question, membership(reading.group, member), "Words")
        make_answer(reading, question, member, "Words")
        assert not Draft.objects.exists()

    def test_the_wording_of_the_question_is_kept(self, reading, question, member):
        answer = make_answer(reading, question, member)
        question.prompt = "Another question?"
        question.save()
        answer.refresh_from_db()
        assert answer.answered_other_wording

    @pytest.mark.parametrize("body", ["", "  \n"])
    def test_nothing_is_no_answer(self, reading, question, member, body):
        with pytest.raises(ValidationError):
            Answer.share(reading, question, membership(reading.group, member), body)
        assert not Answer.objects.exists()

    def test_a_pass_can_become_an_answer(self, reading, question, member):
        Answer.pass_on(reading, question, membership(reading.group, member))
        answer = make_answer(reading, question, member, "After all")
        assert not answer.is_pass
        assert answer.first_body == "After all"
        assert not answer.was_changed

    def test_a_choice_needs_a_choice(self, reading, section, member):
        question = make_question(section, 9, choices=["Yes", "No"])
        with pytest.raises(ValidationError):
            Answer.share(reading, question, membership(reading.group, member), "Words only")
