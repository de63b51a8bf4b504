import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

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

    @pytest.mark.parametrize("query", ["", "   ", "\0", "'", '"', "& | !", "<b>", "a" * 300, "-glacier", "🦦", "%_\\"])
    def test_odd_queries_get_a_page(self, as_user, thread, member, query):
        found(as_user(member), query)

    def test_of_a_long_query_the_beginning_is_asked(self, as_user, reading, member):
        make_thread(reading, member, "The glacier")
        assert found(as_user(member), "glacier " * 50) == {("threads", "The glacier")}

    def test_beyond_the_last_page_there_is_nothing_more_and_a_way_back(self, as_user, reading, member):
        make_thread(reading, member, "The glacier")
        page = as_user(member).get(reverse("search"), {"q": "glacier", "only": "threads", "page": 3}).content.decode()
        assert "There is nothing more." in page
        assert 'href="?q=glacier">Search everywhere' in page

    def test_one_kind_alone_shows_more(self, as_user, reading, member):
        for _ in range(10):
            make_thread(reading, member, "The glacier")
        page = as_user(member).get(reverse("search"), {"q": "glacier"})
        assert len(page.context["results"][0]["hits"]) == 8
        assert "only=threads" in page.content.decode()
        page = as_user(member).get(reverse("search"), {"q": "glacier", "only": "threads"})
        assert len(page.context["results"][0]["hits"]) == 10
        for _ in range(25):
            make_thread(reading, member, "The glacier")
        page = as_user(member).get(reverse("search"), {"q": "glacier", "only": "threads"})
        assert "page=2" in page.content.decode()
        page = as_user(member).get(reverse("search"), {"q": "glacier", "only": "threads", "page": 2})
        assert len(page.context["results"][0]["hits"]) == 5


class TestTheLanguageOfTheReading:
    @pytest.fixture
    def in_german(self, group, organizer):
        guide = make_guide(by=organizer, text=make_text("Der Zauberberg", language="de"))
        return make_reading(group, guide, slug="german")

    def test_words_are_found_by_their_stems_there(self, as_user, in_german, reading, member):
        make_thread(in_german, member, "Die Häuser am Berg", "Er *schläft* in vielen Häusern.")
        assert found(as_user(member), "Haus") == {("threads", "Die Häuser am Berg"), ("posts", "Die Häuser am Berg")}
        assert found(as_user(member), "hauser")
        make_thread(reading, member, "The houses")
        assert found(as_user(member), "house") == {("threads", "The houses")}

    def test_they_are_marked_by_their_stems_too(self, as_user, in_german, member):
        make_thread(in_german, member, "Am Berg", "Er schläft in vielen Häusern.")
        assert "<mark>Häusern</mark>" in as_user(member).get(reverse("search"), {"q": "Haus"}).content.decode()

    def test_answers_follow_when_the_language_of_the_text_is_put_right(self, as_user, reading, question, member):
        make_thread(reading, member, "Die Häuser am Berg")
        make_answer(reading, question, member, "In den Häusern.")
        assert found(as_user(member), "Haus") == set()
        reading.guide.text.language = "de"
        reading.guide.text.save()
        assert {kind for kind, _title in found(as_user(member), "Haus")} == {"threads", "answers"}

    def test_a_script_without_spaces(self, as_user, in_german, member):
        make_thread(in_german, member, "道可道", "非常道，名可名")
        assert {kind for kind, _title in found(as_user(member), "常道")} == {"posts"}

    def test_a_word_of_the_library_that_is_misspelt(self, as_user, reading, member):
        chapter = reading.guide.text.chapters.first()
        chapter.plain = "A glacier."
        chapter.save()
        make_thread(reading, member, "The glacier")
        assert ("threads", "The glacier") in found(as_user(member), "glaceir")
        page = as_user(member).get(reverse("search"), {"q": "glaceir"}).content.decode()
        assert page.count("Nothing mentions “glaceir”. What is below mentions “glacier”.") == 1
        assert "Nothing here mentions" not in page

    def test_where_one_kind_alone_had_it_misspelt_that_kind_says_so(self, as_user, reading, member):
        chapter = reading.guide.text.chapters.first()
        chapter.plain = "A glacier."
        chapter.save()
        make_thread(reading, member, "The glaceir")
        page = as_user(member).get(reverse("search"), {"q": "glaceir"}).content.decode()
        assert page.count("Nothing here mentions “glaceir”. These mention “glacier”.") == 1

    @pytest.mark.parametrize("query", ["-glacier", '-"the glacier"', "-glacier -ice"])
    def test_leaving_out_alone_asks_for_nothing(self, as_user, reading, member, query):
        make_thread(reading, member, "The sea")
        assert found(as_user(member), query) == set()
        assert "says only what to leave out" in as_user(member).get(reverse("search"), {"q": query}).content.decode()
        assert found(as_user(member), f"sea {query}") != set()

    @pytest.mark.parametrize("query", ["???", "-", "…"])
    def test_signs_alone_leave_nothing_out(self, client, db, query):
        page = client.get(reverse("search"), {"q": query}).content.decode()
        assert "says only what to leave out" not in page
        assert f"Nothing mentions “{query}”." in page

    def test_the_nearest_words_are_looked_for_once(self, as_user, reading, member):
        chapter = reading.guide.text.chapters.first()
        chapter.plain = "A glacier."
        chapter.save()
        make_thread(reading, member, "The glacier")
        with CaptureQueriesContext(connection) as queries:
            found(as_user(member), "glaceir")
        assert sum("texts_word" in one["sql"] for one in queries) == 1


def test_the_index_is_used(reading, member):
    make_thread(reading, member, "The glacier")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for table in ("discussions_post", "discussions_thread", "groups_answer"):
            cursor.execute(f"EXPLAIN SELECT id FROM {table} WHERE search @@ 'glacier'::tsquery")
            assert f"{table}_search" in str(cursor.fetchall())


def test_whatever_was_typed_in_a_title_a_snippet_is_well_formed(as_user, reading, member):
    make_thread(reading, member, "\x02a glacier\x03 & <i>\x02")
    page = as_user(member).get(reverse("search"), {"q": "glacier"}).content.decode()
    assert "<mark>glacier</mark>" in page
    assert page.count("<mark>") == page.count("</mark>")
