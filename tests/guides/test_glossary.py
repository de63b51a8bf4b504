"""Words that are explained are linked where a section first names them."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.glossary import link_first
from guides.models import Person, Term
from tests import factories
from tests.pages import page


def linked(html, *notes):
    row = SimpleNamespace(html=html)
    link_first(list(notes), [(row, "html")])
    return row.html


def term(name, pk=1):
    return Term(pk=pk, name=name, description="What it means.")


def person(name, pk=1):
    return Person(pk=pk, name=name, description="Who it is.")


def words(html):
    return re.findall(r'<a class="explained"[^>]*>(.*?)</a>', html, re.DOTALL)


class TestWhichWords:
    def test_the_first_occurrence_only(self):
        assert words(linked("<p>A frame, and a frame.</p><p>Frame</p>", term("Frame"))) == ["frame"]

    @pytest.mark.parametrize(
        ("name", "text", "found"),
        [
            ("Galvanism", "<p>of galvanism.</p>", ["galvanism"]),
            ("Commodity", "<p>the commodity’s price</p>", ["commodity’s"]),
            ("Soviet", "<p>two soviets</p>", ["soviets"]),
            ("Surplus value", "<p>surplus\nvalue</p>", ["surplus\nvalue"]),
            ("Land & labour", "<p>land &amp; labour</p>", ["land &amp; labour"]),
            ("amp", "<p>land &amp; labour</p>", []),
            ("Frame", "<p>framework, reframe</p>", []),
            ("Duma (parliament)", "<p>the Duma</p>", ["Duma"]),
            ("Soviet / council", "<p>a council</p>", ["council"]),
            ("資本", "<p>彼の資本論</p>", ["資本"]),
        ],
    )
    def test_as_they_stand_in_a_sentence(self, name, text, found):
        assert words(linked(text, term(name))) == found

    @pytest.mark.parametrize(
        "html",
        [
            '<p><a href="https://example.org/frame">frame</a></p>',
            "<h4>The frame</h4>",
            "<p><code>frame</code></p>",
            "<pre><code>a frame</code></pre>",
            '<p><a href="https://example.org/" title="a > frame">x</a></p>',
        ],
    )
    def test_not_in_links_code_and_headings(self, html):
        assert linked(html, term("Frame")) == html

    def test_the_longer_name_comes_first(self):
        shown = linked("<p>Surplus value is value.</p>", term("Value", 1), term("Surplus value", 2))
        assert words(shown) == ["Surplus value", "value"]

    def test_a_surname_means_the_one_person_who_has_it(self):
        shelleys = person("Mary Shelley", 1), person("Percy Shelley", 2), person("William Godwin", 3)
        assert words(linked("<p>Shelley read Godwin, and Godwin’s friends.</p>", *shelleys)) == ["Godwin"]
        assert words(linked("<p>Mary Shelley</p>", *shelleys)) == ["Mary Shelley"]
        assert words(linked("<p>a young man</p>", person("Thomas Young"))) == []


@pytest.fixture
def guide(organizer):
    guide = factories.make_guide(organizer)
    section = guide.sections.first()
    section.before, section.today = "A **frame** holds a story.", "Frames today, and galvanism."
    section.save()
    question = section.questions.first()
    question.prompt, question.hint = "What has galvanism to do with it?", "Ask Walton."
    question.save()
    guide.terms.create(name="Frame", description="A story around *another*.")
    guide.terms.create(name="Galvanism", description="Current on muscle.")
    guide.terms.create(name="Unused", description="Nobody says it.")
    guide.people.create(name="Walton", description="Writes home.", section=section)
    return guide


@pytest.mark.django_db
class TestOnThePages:
    def test_each_is_linked_once_and_its_explanation_is_on_the_page(self, client, guide):
        shown = page(client, guide.sections.first().get_absolute_url())
        assert words(shown) == ["frame", "galvanism", "Walton"]
        for anchor in re.findall(r'class="explained" href="#([^"]+)"', shown):
            assert f'id="{anchor}"' in shown
            assert f'href="#at-{anchor}"' in shown
            assert f'id="at-{anchor}"' in shown
        assert "A story around <em>another</em>" in shown
        assert "Nobody says it" not in shown

    def test_members_find_the_same_links_in_their_group(self, as_user, guide, group, member):
        reading = factories.make_reading(group, guide)
        shown = page(as_user(member), reading.section_url(guide.sections.first()))
        assert words(shown) == ["frame", "galvanism", "Walton"]

    def test_nothing_of_it_is_stored(self, client, guide):
        page(client, guide.sections.first().get_absolute_url())
        assert "explained" not in guide.sections.first().before_html

    def test_a_visitor_switches_it_off_and_on(self, client, guide):
        address = guide.sections.first().get_absolute_url()
        for hides, found in (("1", []), ("", ["frame", "galvanism", "Walton"])):
            response = client.post(reverse("guides:explanations_set"), {"hides": hides, "next": address})
            assert response["Location"] == address
            assert words(page(client, address)) == found

    def test_only_the_page_where_a_visitor_chooses_gives_a_cookie(self, client, guide):
        section = client.get(guide.sections.first().get_absolute_url())
        assert not section.cookies
        chosen = client.get(reverse("guides:explanations_set"), {"hides": "1", "next": "/guides/"})
        assert "csrf" in " ".join(chosen.cookies)
        assert "checked" in chosen.content.decode()

    def test_an_account_keeps_the_choice(self, as_user, client, guide, member):
        as_user(member).post(reverse("guides:explanations_set"), {"hides": "1", "next": "https://elsewhere.example/"})
        member.refresh_from_db()
        assert member.hides_explanations
        assert words(page(client, guide.sections.first().get_absolute_url())) == []

    def test_it_costs_two_queries_whatever_there_is_to_explain(self, client, guide):
        address, costs = guide.sections.first().get_absolute_url(), []
        for count in (1, 30):
            for number in range(count):
                guide.terms.create(name=f"Word {count} {number}", description="Explained.")
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            costs.append(len(queries))
        assert costs[0] == costs[1]
