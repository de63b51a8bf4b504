import pytest
from django.urls import reverse

from discussions.models import ModerationEntry
from groups.models import Answer, Draft
from notices.looking import look
from notices.models import Notice
from tests.factories import make_answer, make_group, make_reading

WHY = {"reason": "It names a neighbour."}


@pytest.fixture
def answer(reading, question, member, newcomer):
    make_answer(reading, question, newcomer)
    return make_answer(reading, question, member, "Rude words")


def url(answer, act):
    group, section = answer.reading.group.slug, answer.question.section.slug
    return reverse(f"discussions:answer_{act}", args=[group, answer.reading.slug, section, answer.pk])


def read(client, answer):
    return client.get(answer.reading.section_url(answer.question.section)).text


class TestAnswerHide:
    def test_the_group_no_longer_reads_it_and_its_author_is_told_why(
        self, as_user, answer, member, newcomer, facilitator
    ):
        client = as_user(facilitator)
        assert "Rude words" in client.get(url(answer, "hide")).text
        assert client.post(url(answer, "hide"), WHY).status_code == 302
        assert "Rude words" not in read(as_user(newcomer), answer)
        mine = read(as_user(member), answer)
        assert "Rude words" in mine
        assert "Why: It names a neighbour." in mine
        answer.refresh_from_db()
        assert answer.body == "Rude words"

    def test_it_is_written_down_for_everybody_without_the_words(self, as_user, answer, member, newcomer, facilitator):
        as_user(facilitator).post(url(answer, "hide"), WHY)
        log = reverse("discussions:moderation_log", args=[answer.reading.group.slug, answer.reading.slug])
        html = as_user(newcomer).get(log).text
        assert f"{facilitator.name} hid an answer by {member.name}. Why: It names a neighbour." in html
        assert "Rude words" not in html
        look()
        assert Notice.objects.filter(recipient=member, kind="moderation").count() == 1

    def test_without_a_reason_nothing_is_hidden(self, as_user, answer, facilitator):
        assert as_user(facilitator).post(url(answer, "hide"), {"reason": " "}).status_code == 422
        assert not ModerationEntry.objects.exists()

    def test_twice_is_once(self, as_user, answer, facilitator):
        for _twice in range(2):
            as_user(facilitator).post(url(answer, "hide"), WHY)
        assert ModerationEntry.objects.count() == 1


class TestAnswerRestore:
    def test_the_group_reads_it_again(self, as_user, answer, newcomer, facilitator):
        as_user(facilitator).post(url(answer, "hide"), WHY)
        as_user(facilitator).post(url(answer, "restore"))
        assert "Rude words" in read(as_user(newcomer), answer)
        assert list(ModerationEntry.objects.values_list("act", flat=True)) == ["answer_restored", "answer_hidden"]


class TestAnswerDelete:
    def test_it_is_gone_and_its_author_keeps_the_words(self, as_user, answer, member, newcomer, facilitator):
        assert as_user(facilitator).post(url(answer, "delete"), WHY).status_code == 302
        assert not Answer.objects.filter(pk=answer.pk).exists()
        assert Draft.objects.get(author__user=member).body == "Rude words"
        for user in (newcomer, facilitator):
            assert "Rude words" not in read(as_user(user), answer)
        assert ModerationEntry.objects.get().reason == WHY["reason"]
        look()
        assert Notice.objects.filter(recipient=member, kind="moderation").count() == 1


class TestRefusals:
    @pytest.mark.parametrize("act", ["hide", "restore", "delete"])
    def test_only_facilitators_of_this_group(self, as_user, guide, answer, member, newcomer, stranger, act):
        make_reading(make_group(stranger), guide)
        for user, status in ((member, 403), (newcomer, 403), (stranger, 404)):
            assert as_user(user).post(url(answer, act), WHY).status_code == status
        answer.refresh_from_db()
        assert answer.hidden_at is None

    def test_what_is_for_facilitators_only_is_theirs_to_read(self, as_user, reading, question, facilitator, newcomer):
        answer = make_answer(reading, question, newcomer, audience="facilitators")
        assert as_user(facilitator).post(url(answer, "delete"), WHY).status_code == 404
