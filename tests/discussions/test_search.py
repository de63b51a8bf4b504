import datetime

import pytest
from django.urls import reverse

from discussions.search import START, STOP, snippet_of
from tests.factories import make_answer, make_group, make_guide, make_reading, make_text, make_thread, membership


def found(client, query="glacier", **fields):
    response = client.get(reverse("search"), {"q": query, **fields})
    assert response.status_code == 200
    return {(kind["name"], hit.title) for kind in response.context["results"] for hit in kind["hits"]}


class TestSearch:
    def test_everybody_finds_published_guides_and_texts(self, client, guide, organizer):
        make_guide(by=organizer, title="The glacier and its draft", published=False)
        section = guide.sections.first()
        section.title, section.aim = "The glacier", "To see a glacier"
        section.save()
        text = make_text("A glacier crossed")
        text.published_at -= datetime.timedelta(days=1)
        text.save()
        make_text("A glacier not published", published=False)
        titles = {title for _kind, title in found(client)}
        assert titles == {"The glacier", "A glacier crossed"}

    def test_members_find_threads_posts_and_answers_of_their_groups(self, as_user, reading, question, member):
        make_thread(reading, member, "The glacier", "It moves.")
        make_thread(reading, member, "The end", "Two glaciers meet.")
        make_answer(reading, question, member, "Because of the glacier.")
        assert found(as_user(member)) == {
            ("threads", "The glacier"),
            ("posts", "The end"),
            ("answers", "What is question 1 of Section title 1 about?"),
        }

    def test_another_group_that_reads_the_same_guide_finds_nothing(
        self, as_user, reading, guide, question, member, stranger
    ):
        make_thread(reading, member, "The glacier", "The glacier moves.")
        make_answer(reading, question, member, "Because of the glacier.")
        make_reading(make_group(stranger), guide)
        assert found(as_user(stranger)) == set()
        assert found(as_user(member))

    def test_nor_does_who_is_not_signed_in_or_has_left(self, client, as_user, reading, member, newcomer):
        make_thread(reading, member, "The glacier")
        assert found(client) == set()
        assert found(as_user(newcomer))
        membership(reading.group, newcomer).leave()
        assert found(as_user(newcomer)) == set()

    def test_answers_are_found_by_the_reveal_rule(self, as_user, reading, question, member, newcomer):
        make_answer(reading, question, member, "Because of the glacier.")
        assert found(as_user(newcomer)) == set()
        make_answer(reading, question, newcomer, "I do not know.")
        assert found(as_user(newcomer))

    def test_an_answer_taken_back_is_not_found(self, as_user, reading, question, member):
        answer = make_answer(reading, question, member, "Because of the glacier.")
        assert found(as_user(member))
        answer.take_back()
        assert found(as_user(member)) == set()

    @pytest.mark.parametrize("value", ["on", "strict"])
    def test_what_is_ahead_is_not_found(self, as_user, ahead, newcomer, has_read, guard, value):
        guard(value)
        assert found(as_user(newcomer), "dies OR ice") == set()
        has_read(newcomer, 2)
        assert found(as_user(newcomer), "dies OR ice") == {("posts", "On the ice"), ("threads", "On the ice")}

    def test_hidden_deleted_and_edited_words_are_not_found(
        self, as_user, reading, thread, member, newcomer, facilitator, reply
    ):
        group = reading.group
        hidden, deleted, edited = (reply(thread, member, f"The glacier {number}.") for number in range(3))
        assert found(as_user(newcomer))
        hidden.hide(membership(group, facilitator), "Rude")
        deleted.delete_words()
        edited.edit("Something else.", 1)
        assert found(as_user(newcomer)) == set()

    def test_words_about_one_answer_are_found_when_the_answer_is_open(
        self, as_user, reading, question, member, newcomer, facilitator
    ):
        answer = make_answer(reading, question, member)
        make_thread(reading, facilitator, body="The glacier.", question=question, answer=answer)
        assert found(as_user(newcomer)) == set()
        make_answer(reading, question, newcomer)
        assert found(as_user(newcomer))

    def test_what_was_found_is_marked_and_nothing_else_is_html(self, as_user, reading, member):
        make_thread(reading, member, body="A *cold* <b>glacier</b> & <script>alert(1)</script>")
        page = as_user(member).get(reverse("search"), {"q": "glacier"}).content.decode()
        assert "<mark>glacier</mark>" in page
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize("query", ["", "   ", "\0", "'", '"', "& | !", "<b>", "a" * 300, "-glacier", "🦦", "%_\\"])
    def test_odd_queries_get_a_page(self, as_user, thread, member, query):
        found(as_user(member), query)

    def test_one_kind_alone_shows_more(self, as_user, reading, member):
        for _ in range(10):
            make_thread(reading, member, "The glacier")
        page = as_user(member).get(reverse("search"), {"q": "glacier"})
        assert len(page.context["results"][0]["hits"]) == 8
        assert "only=threads" in page.content.decode()
        page = as_user(member).get(reverse("search"), {"q": "glacier", "only": "threads"})
        assert len(page.context["results"][0]["hits"]) == 10


@pytest.mark.parametrize(
    ("headline", "html"),
    [
        (f"a {START}b{STOP} c", "a <mark>b</mark> c"),
        (f"{START}a", "a"),
        (f"a{STOP}b", "ab"),
        (f"{START}<i>{STOP}&", "<mark>&lt;i&gt;</mark>&amp;"),
        (f"{START}a {START}b{STOP}{STOP}", "a <mark>b</mark>"),
    ],
)
def test_a_snippet_is_well_formed_whatever_was_typed(headline, html):
    assert snippet_of(headline) == html
