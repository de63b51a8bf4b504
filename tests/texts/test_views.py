"""The pages of texts and chapters, for visitors, members and organizers."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from tests import factories
from tests.texts.sea import sea
from texts.models import Author, Chapter, ReaderEdition, Text
from texts.passages import split, top_level, without_notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return sea()


def cost(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(100) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


class TestTextList:
    def test_visitors_find_what_is_published_by_year(self, client):
        for title, year in (("Late", 1938), ("Early", -380), ("Undated", None)):
            factories.make_text(title, written_from=year)
        factories.make_text("Hidden", published=False)
        page = client.get("/texts/").content.decode()
        assert page.index("Early") < page.index("Late") < page.index("Undated")
        assert "Hidden" not in page

    def test_organizers_find_the_rest_too(self, as_user, organizer):
        factories.make_text("Hidden", published=False)
        assert "Hidden" in as_user(organizer).get("/texts/").content.decode()

    def test_it_costs_the_same_for_two_texts_and_thirty(self, client, django_assert_max_num_queries):
        for _ in range(2):
            factories.make_text()
        few = cost(client, "/texts/", django_assert_max_num_queries)
        for _ in range(28):
            factories.make_text()
        assert cost(client, "/texts/", django_assert_max_num_queries) == few

    def test_a_long_list_has_pages_that_keep_what_was_asked(self, client):
        for number in range(35):
            factories.make_text(f"Nr. {number:02}", language="en" if number else "de")
        page = client.get("/texts/?order=title&language=en").content.decode()
        assert "Nr. 01<" in page
        assert "Nr. 31<" not in page
        assert 'href="?language=en&amp;order=title&amp;page=2"' in page
        assert "Nr. 31<" in client.get("/texts/?order=title&language=en&page=2").content.decode()

    def test_of_many_pages_those_around_the_present_one_are_named(self, client, monkeypatch):
        monkeypatch.setattr("texts.views.PER_PAGE", 1)
        for _ in range(21):
            factories.make_text()
        page = client.get("/texts/?page=12").content.decode()
        assert re.findall(r'href="\?page=(\d+)"( aria-current="page")?>', page) == [
            (str(number), ' aria-current="page"' if number == 12 else "")
            for number in (1, 2, 9, 10, 11, 12, 13, 14, 15, 20, 21)
        ]

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("words=cafe", ["Le Café"]),
            ("words=LE+caf", ["Le Café"]),
            ("words=duarte", ["Abroad"]),
            ("kind=letter", ["Abroad"]),
            ("language=fr", ["Le Café"]),
            ("kept=here", ["Le Café"]),
            ("order=title", ["Abroad", "Le Café", "Zeal"]),
            ("order=author", ["Zeal", "Abroad", "Le Café"]),
            ("order=newest", ["Zeal", "Le Café", "Abroad"]),
            ("kind=nonsense&order=nonsense&page=x", ["Le Café", "Abroad", "Zeal"]),
            ("words=%00", ["Le Café", "Abroad", "Zeal"]),
            ("words=nothing", []),
        ],
    )
    def test_it_is_narrowed_down_and_put_in_order(self, client, query, titles):
        for at, (title, author, fields) in enumerate(
            [
                ("Abroad", "Inês Duarte", {"kind": "letter", "written_from": 1900}),
                ("Le Café", "Zoé Zola", {"language": "fr", "written_from": 1800}),
                ("Zeal", "Ann Archer", {}),
            ]
        ):
            text = factories.make_text(title, chapters=int(title == "Le Café"), **fields)
            Text.objects.filter(pk=text.pk).update(published_at=timezone.now() - datetime.timedelta(days=9 - at))
            Author.objects.filter(texts=text).update(name=author, sort_name=author.split()[1])
        page = client.get(f"/texts/?{query}").content.decode()
        assert re.findall(r'catalogue-title" lang="\w+"><a href="[^"]+">([^<]+)<', page) == titles


class TestTextDetail:
    def test_the_title_page_leads_to_the_chapters(self, client, text):
        page = client.get(text.get_absolute_url()).content.decode()
        assert "The Sea" in page
        for chapter in text.chapters.all():
            assert f'href="{chapter.get_absolute_url()}"' in page

    def test_a_hidden_text_is_not_found_as_if_it_had_never_been(self, client, as_user, member, organizer, text):
        text.withdraw()
        for user in (None, member):
            visitor = as_user(user) if user else client
            assert visitor.get(text.get_absolute_url()).status_code == 404
            assert visitor.get(text.chapters.first().get_absolute_url()).status_code == 404
        assert as_user(organizer).get(text.get_absolute_url()).status_code == 200

    def test_pages_in_an_edition_stand_beside_the_chapters(self, client, text):
        edition = text.editions.create(name="Penguin 2003")
        chapter = text.chapters.first()
        chapter.page_ranges.create(edition=edition, first=9, last=31)
        assert "Penguin 2003: pages 9 to 31" in client.get(text.get_absolute_url()).content.decode()

    def test_it_names_the_guides_of_the_text(self, client, organizer, text):
        factories.make_guide(by=organizer, text=text, title="Maker and made")
        factories.make_guide(by=organizer, text=text, title="A draft", published=False)
        page = client.get(text.get_absolute_url()).content.decode()
        assert "Maker and made" in page
        assert "A draft" not in page

    def test_a_visitor_gets_no_cookie_for_reading_and_one_for_keeping_settings(self, client, text):
        address = text.chapters.first().get_absolute_url()
        assert not client.get(address).cookies
        choice = {"type_size": "large", "hides_paragraph_numbers": "on", "next": address}
        page = client.get("/me/reading-settings/", choice)
        assert page.cookies
        assert page.context["form"]["type_size"].value() == "large"
        assert page.context["form"]["hides_paragraph_numbers"].value() == "on"

    def test_a_list_shows_covers_and_sets_one_where_there_is_none(self, client, text):
        shown = client.get("/texts/").content.decode()
        assert f"<b>{text.title}</b>" in shown
        text.cover = text.pictures.create(name="c.png", data=b"x", width=2, height=3)
        text.save()
        shown = client.get("/texts/").content.decode()
        assert f'src="{text.cover.get_absolute_url()}" alt=""' in shown
        assert f"<b>{text.title}</b>" not in shown

    def test_a_script_that_can_stand_in_columns_is_offered_so(self, client):
        offered = {}
        for language in ("en", "ja", "mn-Mong"):
            chapter = factories.make_text(chapters=1, language=language, slug=language.lower()).chapters.get()
            offered[language] = 'id="in-columns"' in client.get(chapter.get_absolute_url()).content.decode()
        assert offered == {"en": False, "ja": True, "mn-Mong": True}

    def test_the_pages_of_ones_own_edition_stand_in_the_guide(self, client, as_user, member):
        text = factories.make_text(chapters=2)
        guide = factories.make_guide(text=text, sections=2)
        section = guide.sections.first()
        one, two = text.chapters.all()
        section.chapters.set([one, two])
        edition = text.editions.create(name="Penguin")
        for chapter, first in ((one, 3), (two, 20)):
            edition.page_ranges.create(chapter=chapter, first=first, last=first + 9)
        reader, address = as_user(member), section.get_absolute_url()
        assert "Penguin" not in reader.get(address).content.decode()
        reader.post(f"/texts/{text.slug}/edition/", {"edition": edition.pk})
        assert "Penguin (yours): pages 3 to 29" in reader.get(address).content.decode()

    def test_an_edition_of_another_text_cannot_be_held(self, member):
        edition = factories.make_text().editions.create(name="Penguin")
        ReaderEdition.objects.create(user=member, text=factories.make_text(), edition=edition)
        with pytest.raises(IntegrityError, match="texts_readeredition_same_text"):
            connection.check_constraints()

    def test_it_costs_the_same_for_two_chapters_and_thirty(self, client, django_assert_max_num_queries):
        short, long = factories.make_text(chapters=2), factories.make_text(chapters=30)
        for text in (short, long):
            edition = text.editions.create(name="One")
            for chapter in text.chapters.all():
                chapter.page_ranges.create(edition=edition, first=1, last=2)
        costs = [cost(client, each.get_absolute_url(), django_assert_max_num_queries) for each in (short, long)]
        assert costs[0] == costs[1]

    def test_organizers_are_led_to_their_desk(self, as_user, organizer, member, text):
        chapter = text.chapters.first()
        for page, desk in ((text, f"text/{text.pk}/change/"), (chapter, f"chapter/{chapter.pk}/change/")):
            assert desk in as_user(organizer).get(page.get_absolute_url()).content.decode()
            assert desk not in as_user(member).get(page.get_absolute_url()).content.decode()

    def test_only_reading_is_possible(self, client, text):
        assert client.post(text.get_absolute_url()).status_code == 405


class TestChapterDetail:
    def test_paragraphs_are_numbered_and_notes_stand_at_the_foot(self, client, text):
        page = client.get(text.chapters.first().get_absolute_url()).content.decode()
        assert '<a class="para-no" href="#p2">' in page
        assert page.index("</article>") < page.index('<li id="n1">')

    def test_it_leads_to_its_neighbours_and_says_where_it_stands(self, client, text):
        first, second, third = text.chapters.all()
        page = client.get(second.get_absolute_url()).content.decode()
        assert f'href="{first.get_absolute_url()}" rel="prev"' in page
        assert f'href="{third.get_absolute_url()}" rel="next"' in page
        assert "Chapter 2 of 3." in page

    def test_questions_of_published_guides_stand_beside_their_paragraph(self, client, organizer, text):
        chapter = text.chapters.first()
        for published, prompt in ((True, "Why the second?"), (False, "Not yet")):
            guide = factories.make_guide(by=organizer, text=text, published=published)
            factories.make_question(guide.sections.first(), 9, prompt=prompt, chapter=chapter, first_paragraph=2)
        page = client.get(chapter.get_absolute_url()).content.decode()
        assert page.index('id="p2"') < page.index("Why the second?")
        assert page.index('id="p1"') < page.index('class="passage"', page.index('id="p1"')) < page.index('id="p2"')
        assert "Not yet" not in page

    def test_a_chapter_without_its_text_says_where_to_read_it(self, client):
        text = factories.make_text(chapters=0, source_url="https://example.org/book")
        chapter = factories.make_chapter(text, 1, source="", html="", plain="", words=0, paragraphs=0)
        chapter.page_ranges.create(edition=text.editions.create(name="Penguin 2003"), first=9, last=31)
        page = client.get(chapter.get_absolute_url()).content.decode()
        assert "https://example.org/book" in page
        assert "Penguin 2003: pages 9 to 31" in page

    def test_the_script_of_the_text_is_declared(self, client):
        text = factories.make_text("ספר", chapters=1, language="he", slug="ספר")
        chapter = text.chapters.get()
        page = client.get(chapter.get_absolute_url()).content.decode()
        assert 'lang="he" dir="rtl"' in page

    def test_a_readers_settings_are_kept_for_the_visit_and_the_account(self, client, as_user, member, text):
        address = text.chapters.first().get_absolute_url()
        choice = {"type_size": "large", "measure": "short", "hides_paragraph_numbers": "on", "next": address}
        assert 'id="size-large" checked' not in client.get(address).content.decode()
        client.post("/me/reading-settings/", choice)
        page = client.get(address).content.decode()
        assert 'id="size-large" checked' in page
        assert 'id="measure-short" checked' in page
        assert 'id="hide-numbers" checked' in page
        reader = as_user(member)
        reader.post("/me/reading-settings/", choice)
        member.refresh_from_db()
        assert member.type_size == "large"
        assert 'id="size-large" checked' in reader.get(address).content.decode()

    def test_it_costs_the_same_for_two_chapters_and_thirty(
        self, as_user, member, organizer, django_assert_max_num_queries
    ):
        costs = []
        for size in (2, 30):
            text = factories.make_text(chapters=size)
            guide = factories.make_guide(by=organizer, text=text, sections=2)
            chapter = text.chapters.first()
            for position in range(5, 5 + size):
                factories.make_question(
                    guide.sections.first(), position, chapter=chapter, first_paragraph=1 + position % 2
                )
            costs.append(cost(as_user(member), chapter.get_absolute_url(), django_assert_max_num_queries))
        assert costs[0] == costs[1] <= 14


class TestTextPicture:
    def test_a_picture_is_seen_by_those_who_see_its_text(self, client, as_user, organizer, text):
        picture = text.pictures.create(name="ab12.png", data=b"bytes", width=1, height=1)
        response = client.get(picture.get_absolute_url())
        assert (response.content, response["Content-Type"]) == (b"bytes", "image/png")
        assert "immutable" in response["Cache-Control"]
        text.withdraw()
        assert client.get(picture.get_absolute_url()).status_code == 404
        assert as_user(organizer).get(picture.get_absolute_url()).status_code == 200


class TestPassages:
    def test_nothing_of_the_html_is_lost(self, text):
        html = Chapter.objects.get(pk=text.chapters.first().pk).html
        body, notes = without_notes(html)
        assert body + notes == html
        for marks in ({}, {2: 2}, {1: 2, 3: 3}, {1: 9}):
            rows = split(body, marks)
            pieces = [piece for row in rows for piece in (row.html, row.rest) if piece]
            assert "\n".join(pieces) == "\n".join(top_level(body))
            assert {row.starts_at for row in rows if row.starts_at} == set(marks)

    def test_a_quotation_is_not_cut_open(self):
        html = '<blockquote>\n<p id="p1">a</p>\n<p id="p2">b<br>c</p>\n</blockquote>\n<p id="p3">d</p>'
        assert [row.starts_at for row in split(html, {2: 2})] == [2]

    def test_a_heading_stays_with_the_paragraph_it_heads(self):
        html = '<p id="p1">a</p>\n<h2 id="h1">Later</h2>\n<p id="p2">b</p>'
        assert [row.html[:4] for row in split(html, {2: 2})] == ["<p i", "<h2 "]

    def test_notes_come_after_what_they_are_about_and_before_the_rest(self):
        paragraphs = [f'<p id="p{number}">{number}</p>' for number in range(1, 7)]
        html = "\n".join([*paragraphs[:2], "<hr>", *paragraphs[2:]])
        shown = [
            (row.starts_at, re.findall(r"p(\d)", row.html), re.findall(r"p(\d)", row.rest))
            for row in split(html, {2: 3, 5: 5})
        ]
        assert shown == [(0, ["1"], []), (2, ["2", "3"], ["4"]), (5, ["5"], ["6"])]
