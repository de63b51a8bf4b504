"""With scripts, an act on a question answers with the question alone, which takes its place on the open page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups.models import Answer, Draft, Progress
from tests.factories import make_answer, make_question, make_user, membership


def act(client, reading, question, name, **data):
    address = f"{reading.section_url(question.section)}questions/{question.pk}/{name}/"
    return client.post(address, data, headers={"HX-Request": "true", "HX-Target": f"li#q{question.pk}"})


def alone(response, question, status=200) -> str:
    assert response.status_code == status
    html = response.content.decode()
    assert "<html" not in html
    assert html.count('class="question"') == 1
    assert f'id="q{question.pk}"' in html
    return html


class TestQuestionAlone:
    def test_sharing_opens_the_others_and_says_so(self, as_user, reading, question, member, newcomer):
        make_answer(reading, question, newcomer, "What he thinks")
        html = alone(act(as_user(member), reading, question, "share", body="What I think"), question)
        assert "What he thinks" in html
        assert "Shared. You can now read the other answer." in html
        assert "You have answered 1 of 2." in html
        assert Answer.objects.filter(author__user=member).exists()

    @pytest.mark.parametrize("reveal", ["at_meeting", "by_facilitator"])
    def test_it_keeps_to_the_reveal_rule(self, as_user, reading, question, member, newcomer, reveal):
        question.reveal = reveal
        question.save()
        make_answer(reading, question, newcomer, "What he thinks")
        html = alone(act(as_user(member), reading, question, "share", body="What I think"), question)
        assert "What I think" in html
        assert "What he thinks" not in html

    def test_what_others_said_elsewhere_does_not_come_along(self, as_user, reading, question, member, newcomer):
        other = make_question(question.section, 3, reveal="open")
        make_answer(reading, other, newcomer, "Said to another question")
        html = alone(act(as_user(member), reading, question, "share", body="What I think"), question)
        assert "Said to another question" not in html

    def test_a_refusal_keeps_the_words_and_says_why(self, as_user, reading, question, member):
        html = alone(act(as_user(member), reading, question, "share", body="  "), question, status=422)
        assert "Write an answer first, or pass on this one." in html
        assert not Answer.objects.exists()

    def test_passing_and_taking_back_and_a_draft(self, as_user, reading, question, member):
        client = as_user(member)
        assert "You passed on this one." in alone(act(client, reading, question, "pass"), question)
        alone(act(client, reading, question, "share", body="What I think"), question)
        html = alone(act(client, reading, question, "take-back"), question)
        assert "What I think</textarea>" in html
        assert "Taken back." in html
        html = alone(act(client, reading, question, "draft", body="What I thought"), question)
        assert "Only you can see it." in html
        assert Draft.objects.get().body == "What I thought"

    def test_the_mark_of_the_section_comes_along(self, as_user, reading, question, member):
        html = alone(act(as_user(member), reading, question, "share", body="What I think"), question)
        assert 'id="mark-here"' in html
        assert 'class="mark is-reading"' in html

    def test_the_table_comes_along_where_one_sits_elsewhere_now(self, as_user, reading, question, member):
        client, second = as_user(member), make_question(question.section, 3)
        Progress.finish(reading, question.section, membership(reading.group, member))
        html = alone(act(client, reading, question, "share", body="What I think"), question)
        assert 'id="around" aria-labelledby="pace" hx-swap-oob="true"' in html
        assert "is-shared" in html.partition('id="around"')[2]
        assert 'id="around"' not in alone(act(client, reading, second, "share", body="More"), second)
        act(client, reading, second, "take-back")
        html = alone(act(client, reading, question, "take-back"), question)
        assert "is-shared" not in html.partition('id="around"')[2]
        assert "is-read" in html.partition('id="around"')[2]

    def test_many_answers_cost_no_more_queries(self, as_user, reading, question, member):
        client = as_user(member)
        act(client, reading, question, "share", body="What I think")
        counts = []
        for more in (1, 10):
            for user in (make_user() for _ in range(more)):
                reading.group.admit(user)
                make_answer(reading, question, user)
            with CaptureQueriesContext(connection) as queries:
                act(client, reading, question, "share", body="What I think")
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestWordsThatArriveLate:
    """The draft that saves itself may be on its way when the answer is shared."""

    def test_a_draft_of_what_is_shared_is_none(self, reading, question, member):
        make_answer(reading, question, member, "What I think")
        assert Draft.keep(reading, question, membership(reading.group, member), "What I think") is None
        assert not Draft.objects.exists()

    def test_another_wording_is_one(self, reading, question, member):
        make_answer(reading, question, member, "What I think")
        Draft.keep(reading, question, membership(reading.group, member), "What I think now")
        assert Draft.objects.exists()

    def test_another_choice_is_one(self, reading, section, member):
        question = make_question(section, 3, choices=["Yes", "No"])
        yes, no = question.choices.all()
        make_answer(reading, question, member, "Because", choices=[yes])
        me = membership(reading.group, member)
        assert Draft.keep(reading, question, me, "Because", [yes]) is None
        assert Draft.keep(reading, question, me, "Because", [no])
