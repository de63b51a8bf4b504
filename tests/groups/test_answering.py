"""Drafts, sharing, passing, taking back, opening, and what is refused."""

import pytest
from django.utils import timezone

from groups.models import Answer, Draft, Opening, Progress
from tests.factories import (
    make_answer,
    make_group,
    make_guide,
    make_question,
    make_reading,
    membership,
)
from tests.groups.section import act, page


class TestAnswerDraft:
    def test_it_is_saved_and_says_so_in_words(self, as_user, reading, question, member):
        response = act(as_user(member), reading, question, "draft", body="Half a thought")
        assert response.status_code == 302
        assert response["Location"].endswith(f"#q{question.pk}")
        assert Draft.objects.get().body == "Half a thought"

    def test_saving_by_itself_answers_with_the_state_alone(self, client, reading, question, member):
        client.force_login(member)
        url = f"{reading.section_url(question.section)}questions/{question.pk}/draft/"
        response = client.post(url, {"body": "Half a thought"}, headers={"HX-Request": "true"})
        assert "Only you can see it." in response.content.decode()
        assert "<html" not in response.content.decode()

    def test_line_ends_of_browsers_do_not_count_twice(self, as_user, reading, question, member):
        act(as_user(member), reading, question, "draft", body="a\r\nb")
        assert Draft.objects.get().body == "a\nb"

    def test_it_shares_nothing(self, as_user, reading, question, member):
        act(as_user(member), reading, question, "draft", body="Half a thought")
        assert not Answer.objects.exists()

    def test_an_edit_of_what_is_shared_waits_as_a_draft(self, as_user, reading, section, question, member):
        make_answer(reading, question, member, "Shared words")
        client = as_user(member)
        act(client, reading, question, "draft", body="Better words")
        html = page(client, reading, section)
        assert "Shared words" in html
        assert "Better words" not in html
        assert "You have begun to change this answer." in html
        assert "Better words</textarea>" in page(client, reading, section, f"?edit={question.pk}")


class TestAnswerShare:
    def test_it_is_shared_with_the_group(self, as_user, reading, question, member):
        response = act(as_user(member), reading, question, "share", body="My words")
        assert response.status_code == 302
        assert Answer.objects.get().audience == "group"

    def test_or_with_facilitators_only(self, as_user, reading, question, member):
        act(as_user(member), reading, question, "share", body="My words", audience="facilitators")
        assert Answer.objects.get().audience == "facilitators"

    def test_a_double_click_shares_once(self, as_user, reading, question, member):
        client = as_user(member)
        act(client, reading, question, "share", body="My words")
        act(client, reading, question, "share", body="My words")
        assert Answer.objects.get().edited_at is None

    def test_an_empty_box_is_told_and_nothing_is_shared(self, as_user, reading, question, member):
        response = act(as_user(member), reading, question, "share", body="  ")
        assert response.status_code == 422
        assert "Write an answer first, or pass on this one." in response.content.decode()
        assert not Answer.objects.exists()

    def test_words_too_many_come_back_whole(self, as_user, reading, question, member):
        words = "word " * 40_000
        response = act(as_user(member), reading, question, "share", body=words)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert "Nothing is lost" in response.content.decode()
        assert not Answer.objects.exists()

    def test_two_choices_where_one_is_asked_come_back_ticked(self, as_user, reading, section, member):
        question = make_question(section, 9, choices=["A", "B"])
        both = [choice.pk for choice in question.choices.all()]
        response = act(as_user(member), reading, question, "share", choices=both)
        assert response.status_code == 422
        assert "Choose one answer." in response.content.decode()

    def test_a_choice_of_another_question_is_refused(self, as_user, reading, section, member):
        question, other = make_question(section, 8, choices=["A"]), make_question(section, 9, choices=["B"])
        response = act(as_user(member), reading, question, "share", choices=[other.choices.get().pk])
        assert response.status_code == 422
        assert not Answer.objects.exists()

    def test_a_question_taken_out_while_writing_still_takes_the_words(self, as_user, reading, question, member):
        question.retired_at = timezone.now()
        question.save()
        act(as_user(member), reading, question, "share", body="My words")
        assert Answer.objects.get().body == "My words"

    def test_even_an_error_on_a_question_taken_out_keeps_the_words(self, as_user, reading, question, member):
        question.retired_at = timezone.now()
        question.save()
        response = act(as_user(member), reading, question, "share", body="x" * 20_001)
        assert response.status_code == 422
        assert "x" * 20_001 in response.content.decode()

    def test_who_was_removed_while_typing_gets_their_words_back(self, as_user, reading, question, member, facilitator):
        membership(reading.group, member).remove(membership(reading.group, facilitator), "A reason")
        response = act(as_user(member), reading, question, "share", body="Words I wrote")
        assert response.status_code == 404
        assert "Words I wrote</textarea>" in response.content.decode()
        assert reading.group.name not in response.content.decode()
        assert not Answer.objects.exists()

    def test_so_does_who_writes_into_a_closed_group(self, as_user, reading, question, member):
        reading.group.archive()
        response = act(as_user(member), reading, question, "share", body="Words I wrote")
        assert response.status_code == 403
        assert "Words I wrote</textarea>" in response.content.decode()
        assert not Answer.objects.exists()


class TestAnswerPass:
    def test_passing_opens_the_others_and_keeps_what_was_typed(
        self, as_user, reading, section, question, member, newcomer
    ):
        make_answer(reading, question, member, "What she thinks")
        client = as_user(newcomer)
        act(client, reading, question, "pass", body="Half a thought")
        html = page(client, reading, section)
        assert "What she thinks" in html
        assert "You passed on this one." in html
        assert "Half a thought</textarea>" in html


class TestAnswerTakeBack:
    def test_the_words_become_a_draft(self, as_user, reading, question, member):
        make_answer(reading, question, member, "My words")
        client = as_user(member)
        act(client, reading, question, "take-back")
        act(client, reading, question, "take-back")
        assert not Answer.objects.exists()
        assert Draft.objects.get().body == "My words"

    def test_nobody_takes_back_anothers(self, as_user, reading, question, member, facilitator):
        make_answer(reading, question, member, "My words")
        act(as_user(facilitator), reading, question, "take-back")
        assert Answer.objects.get().body == "My words"


class TestAnswerOpen:
    def test_the_facilitator_opens_and_everybody_reads(self, as_user, reading, section, member, newcomer, facilitator):
        question = make_question(section, 9, reveal="by_facilitator")
        make_answer(reading, question, member, "Held back")
        assert "Held back" not in page(as_user(newcomer), reading, section)
        act(as_user(facilitator), reading, question, "open")
        assert "Held back" in page(as_user(newcomer), reading, section)

    def test_a_member_does_not_open(self, as_user, reading, question, member):
        assert act(as_user(member), reading, question, "open").status_code == 403
        assert not Opening.objects.exists()


class TestProgressMark:
    def test_begun_read_and_not_read_after_all(self, as_user, reading, section, member):
        client, url = as_user(member), reading.section_url(section) + "progress/"
        client.post(url, {"state": "begin"})
        assert Progress.objects.get().read_at is None
        client.post(url, {"state": "read"})
        assert Progress.objects.get().read_at.date() == timezone.now().date()
        client.post(url, {"state": "unread"})
        assert Progress.objects.get().read_at is None

    def test_other_words_are_refused(self, as_user, reading, section, member):
        assert as_user(member).post(reading.section_url(section) + "progress/", {"state": "x"}).status_code == 400


ACTS = ["draft", "share", "pass", "take-back", "open"]


class TestRefusals:
    @pytest.mark.parametrize("name", ACTS)
    def test_strangers_find_nothing(self, as_user, reading, question, stranger, name):
        assert act(as_user(stranger), reading, question, name).status_code == 404

    @pytest.mark.parametrize("name", ACTS)
    def test_who_is_not_signed_in_is_asked_to(self, client, reading, question, name):
        response = act(client, reading, question, name, body="Words")
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("name", ACTS)
    def test_acts_are_not_done_by_looking(self, as_user, reading, question, member, name):
        url = f"{reading.section_url(question.section)}questions/{question.pk}/{name}/"
        assert as_user(member).get(url).status_code == 405

    @pytest.mark.parametrize("name", ACTS)
    def test_a_question_of_another_guide_is_not_found(self, as_user, reading, member, facilitator, name):
        other = make_guide(title="Other").sections.first().questions.first()
        url = f"{reading.section_url(reading.guide.sections.first())}questions/{other.pk}/{name}/"
        assert as_user(facilitator).post(url, {"body": ""}).status_code == 404

    def test_another_groups_answer_is_not_found_here(self, as_user, reading, guide, question, stranger, member):
        answer = make_answer(reading, question, member)
        elsewhere = make_reading(make_group(stranger), guide)
        url = f"{elsewhere.section_url(question.section)}answers/{answer.pk}/hide/"
        assert as_user(stranger).post(url).status_code == 404
        answer.refresh_from_db()
        assert answer.hidden_at is None
