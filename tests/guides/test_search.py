"""Guides, sections and questions are found by their words, and only what everybody may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.search import search_guides
from tests import factories
from texts.spelling import corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(guide):
    section = guide.sections.first()
    section.title, section.aim = "A dreary night", "See how responsibility is refused."
    section.save()
    return section


def titles(query, **options):
    return [hit.title for hit in search_guides(query, **options)]


def test_guides_sections_and_questions_are_found(guide, section):
    guide.blurb = "Whom does responsibility bind?"
    guide.save()
    factories.make_question(section, 9, prompt="Is there a responsibility that nobody has *accepted*?")
    hits = search_guides("responsibility")
    assert {hit.title for hit in hits} == {
        guide.title, "A dreary night", "Is there a responsibility that nobody has accepted?",
    }  # fmt: skip
    assert all("<mark>responsibility</mark>" in hit.snippet for hit in hits)


def test_a_question_is_linked_at_its_number_on_the_page(guide, section):
    section.questions.first().retire()
    factories.make_question(section, 9, prompt="Does galvanism explain anything?")
    hit = search_guides("galvanism")[0]
    assert hit.url == section.get_absolute_url() + "#q2"
    assert "section 1" in hit.kind


def test_other_forms_of_a_word_and_missing_accents_do(section):
    factories.make_question(section, 9, prompt="Who was the émigré among the revolutions?")
    assert titles("emigre") == titles("revolution") == ["Who was the émigré among the revolutions?"]


def test_words_that_only_guides_have_are_found_nearly_right(section):
    assert corrected("rseponsibility drearry") == "responsibility dreary"
    factories.make_question(section, 9, prompt="Does galvanism explain anything?")
    assert corrected("galvanisn") == "galvanism"


def test_what_is_not_public_is_not_found(guide, section, organizer):
    section.facilitator_notes = "A secret orangutan."
    section.save()
    question = factories.make_question(section, 9, prompt="Retired zeppelin?", model_answer="An answering ocelot.")
    for word in ("orangutan", "ocelot"):
        assert titles(word) == []
    assert titles("zeppelin")
    question.retire()
    assert titles("zeppelin") == []
    draft = factories.make_guide(organizer, title="Draft pangolin", published=False)
    private = factories.make_guide(organizer, title="Private pangolin", audience="groups")
    withdrawn = factories.make_guide(organizer, title="Withdrawn pangolin")
    assert titles("pangolin") == ["Withdrawn pangolin"]
    withdrawn.withdraw()
    assert titles("pangolin") == [], (draft, private)


def test_phrases_and_exclusions(section):
    factories.make_question(section, 8, prompt="Why does the wretched creature speak?")
    factories.make_question(section, 9, prompt="Why is no creature ever wretched?")
    assert len(titles("wretched creature")) == 2
    assert titles('"wretched creature"') == ["Why does the wretched creature speak?"]
    assert titles("creature -speak") == ["Why is no creature ever wretched?"]


def test_snippets_are_safe(section):
    factories.make_question(section, 9, prompt="Is `<script>alert(1)</script>` a walrus?")
    assert "<script" not in search_guides("walrus")[0].snippet


@pytest.mark.parametrize("query", ["", "   ", "\x00", '"', "the", "-", "'§en' & !", "%s", "x" * 5000])
def test_odd_queries_find_nothing_and_break_nothing(section, query):
    assert search_guides(query) == []


def test_a_guide_is_found_again_when_its_language_changes(guide, section):
    factories.make_question(section, 9, prompt="Que disent les chevaux?")
    guide.language = "fr"
    guide.save()
    assert titles("cheval") or titles("chevaux")


def test_the_cost_does_not_grow(section):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert search_guides("galvanism", limit=50)
        return len(queries)

    for position in range(10, 12):
        factories.make_question(section, position, prompt=f"Is galvanism number {position} real?")
    few = cost()
    for position in range(12, 50):
        factories.make_question(section, position, prompt=f"Is galvanism number {position} real?")
    assert cost() == few


def test_scripts_without_spaces_between_words_are_searched_in_runs(guide, section):
    factories.make_question(section, 9, prompt="商品の価値とは何ですか。")
    factories.make_question(section, 10, prompt="มูลค่าส่วนเกินคืออะไร")
    (hit,) = search_guides("価値")
    assert hit.title == "商品の価値とは何ですか。"
    assert "<mark>価値</mark>" in hit.snippet
    assert titles("ส่วนเกิน") == ["มูลค่าส่วนเกินคืออะไร"]
    assert titles("価格") == []
    assert titles("商品 orangutan") == []
