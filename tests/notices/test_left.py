"""The page of one's own words in a group that one has left, or was removed from."""

import io
import zipfile

import pytest

from groups.models import Answer, Draft, Progress
from tests.factories import make_answer, make_group, make_reading, make_thread, membership
from tests.pages import html_of


@pytest.fixture
def words(reading, section, question, member, newcomer):
    """Of `member` and of somebody else: answer, draft, progress, thread."""
    second = section.questions.last()
    for user in (member, newcomer):
        mine = membership(reading.group, user)
        make_answer(reading, question, user, f"What {user.name} shared")
        Draft.keep(reading, second, mine, f"What {user.name} kept")
        Progress.finish(reading, section, mine)
        make_thread(reading, user, body=f"What {user.name} said")
    return reading


def page(words, user):
    return f"/me/left/{membership(words.group, user).pk}/"


class TestLeftGroup:
    def test_who_left_finds_their_own_words_and_nobody_elses(self, as_user, words, member, newcomer):
        membership(words.group, member).leave()
        client = as_user(member)
        assert 'href="/me/left/"' in html_of(client.get("/groups/"))
        assert f'href="{page(words, member)}"' in html_of(client.get("/me/left/"))
        html = html_of(client.get(page(words, member)))
        assert f"What {member.name} shared" in html
        assert f"What {member.name} kept" in html
        assert newcomer.name not in html

    def test_who_was_removed_reads_why(self, as_user, words, member, newcomer, facilitator):
        membership(words.group, member).remove(membership(words.group, facilitator), "They shouted")
        assert "They shouted" in html_of(as_user(member).get(page(words, member)))
        assert as_user(newcomer).get(page(words, member)).status_code == 404
        assert "They shouted" in html_of(as_user(facilitator).get(f"/groups/{words.group.slug}/members/"))

    def test_it_is_there_only_for_those_who_are_gone(self, as_user, words, member, facilitator):
        assert as_user(member).get(page(words, member)).status_code == 404
        membership(words.group, member).leave()
        assert as_user(facilitator).get(page(words, member)).status_code == 404

    def test_costs_the_same_for_one_answer_and_many(self, as_user, words, member, django_assert_max_num_queries):
        for question in [*words.guide.sections.first().questions.all(), *words.guide.sections.last().questions.all()]:
            make_answer(words, question, member)
        membership(words.group, member).leave()
        client = as_user(member)
        with django_assert_max_num_queries(14):
            client.get(page(words, member))


class TestLeftWords:
    def test_the_file_holds_this_group_and_no_other(self, as_user, words, member, newcomer, stranger, question):
        elsewhere = make_group(stranger, member)
        make_answer(make_reading(elsewhere, words.guide), question, member, "Said elsewhere")
        membership(words.group, member).leave()
        response = as_user(member).get(page(words, member) + "words.zip")
        with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist())
        for said in ("shared", "kept", "said"):
            assert f"What {member.name} {said}" in text
            assert f"What {newcomer.name} {said}" not in text
        assert "Said elsewhere" not in text


class TestLeftDelete:
    @pytest.mark.parametrize("kind", ["answer", "draft"])
    def test_one_s_own_words_go_and_others_stay(self, as_user, words, member, newcomer, kind):
        model = {"answer": Answer, "draft": Draft}[kind]
        membership(words.group, member).leave()
        client = as_user(member)
        mine, others = (model.objects.get(author__user=user) for user in (member, newcomer))
        assert client.post(f"{page(words, member)}{kind}s/{others.pk}/delete/").status_code == 404
        assert client.post(f"{page(words, member)}{kind}s/{mine.pk}/delete/").status_code == 302
        assert list(model.objects.all()) == [others]
        assert not Draft.objects.filter(author__user=member, question=mine.question).exists()

    def test_the_group_reads_it_no_more(self, as_user, words, member, facilitator, section):
        membership(words.group, member).leave()
        client = as_user(facilitator)
        assert f"What {member.name} shared" in html_of(client.get(words.section_url(section)))
        answer = Answer.objects.get(author__user=member)
        as_user(member).post(f"{page(words, member)}answers/{answer.pk}/delete/")
        assert f"What {member.name} shared" not in html_of(as_user(facilitator).get(words.section_url(section)))

    def test_progress_is_forgotten(self, as_user, words, member, newcomer):
        membership(words.group, member).leave()
        as_user(member).post(f"{page(words, member)}progress/delete/")
        assert [row.membership.user for row in Progress.objects.all()] == [newcomer]
