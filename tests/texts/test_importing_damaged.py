"""Broken, unusual and uneven files of the corpus come in, or are refused, as its index says."""

from html import unescape

import pytest

from tests.texts.books import CORPUS, needs_corpus, read
from texts.blocks import List, walk
from texts.importing import ImportRefused, read_book
from texts.writers import plain_text, to_html

pytestmark = needs_corpus


def seed(start):
    file = next((CORPUS / "seeds").glob(f"{start}*.txt"))
    return read_book(file.read_bytes(), file.name)


def test_headings_without_any_mark_are_found():
    article = seed("000")
    assert article.title == "Leon Trotsky: What Most People Get Wrong About the Man Who Built the Red Army"
    assert [each.title for each in article.chapters] == [
        "Opening",
        "The Architect of the October Revolution",
        "Creating the Red Army (From Chaos)",
        "The Theory of Permanent Revolution",
        "The Bitter Rivalry and the Ice Axe",
        "Why He Still Matters in 2026",
        "Actionable Insights for History Buffs",
    ]
    lists = [each for each in walk(tuple(b for c in article.chapters for b in c.blocks)) if isinstance(each, List)]
    assert [(each.ordered, len(each.items)) for each in lists] == [(False, 2), (True, 3)]


def test_a_foreign_line_is_offered_for_removal():
    army = seed("000").chapters[2]
    assert [plain_text([army.blocks[at]])[:24] for at in army.suspects] == ["💡 You might also like: W"]


def test_a_list_of_works_is_no_text():
    with pytest.raises(ImportRefused, match="list of works"):
        seed("001")


WHOLE = ["00", "08", "09", "10", "15"]


REFUSED = {
    "01": "cut off",
    "02": "cut off",
    "03": "container.xml",
    "04": "missing",
    "05": "damaged",
    "11": "leads outside",
    "12": "not one",
    "13": "empty",
    "14": "DRM",
}


def broken(number):
    file = next((CORPUS / "texts/epub-broken").glob(f"{number}-*"))
    return read_book(file.read_bytes(), file.name)


@pytest.mark.parametrize("number", WHOLE)
def test_harmless_damage_costs_nothing(number):
    book = broken(number)
    assert [each.number for each in book.chapters] == ["", "", "I", "II", "III", "IV"]
    assert not book.lost
    assert 13_000 < book.words < 13_300


@pytest.mark.parametrize(("number", "name"), [("06", "chapter-2.xhtml"), ("07", "chapter-3.xhtml")])
def test_a_damaged_chapter_is_named_and_the_others_come_in(number, name):
    book = broken(number)
    assert len(book.lost) == 1
    assert name in book.lost[0]
    assert {"I", "IV"} <= {each.number for each in book.chapters}


@pytest.mark.parametrize("number", REFUSED)
def test_a_broken_book_is_refused_in_one_sentence(number):
    with pytest.raises(ImportRefused, match=REFUSED[number]) as refusal:
        broken(number)
    assert "\n" not in refusal.value.message
    assert refusal.value.message.endswith(".")


def w3c(name):
    return read(f"epub-w3c/{name}.epub")


def test_the_first_of_several_packages_counts():
    assert len(w3c("ocf-package_multiple").chapters) == 1


@pytest.mark.parametrize("name", ["pkg-title-order", "pkg-meta-whitespace"])
def test_the_title_is_the_first_one_tidied(name):
    book = w3c(name)
    assert (book.title, book.authors) == (name, ["Dave Cramer"])


def test_reading_order_is_that_of_the_spine():
    assert len(w3c("pkg-spine-order").chapters) == 4
    assert len(w3c("nav-spine_not-in-spine").chapters) == 2


def test_external_entities_are_not_read():
    assert "test fails" not in plain_text(w3c("pub-xml-external-id").chapters[0].blocks)


def test_scripts_are_gone():
    html = unescape(to_html(w3c("scr-support").chapters[0].blocks))
    assert "script>" not in html
    assert "document." not in html


def test_markup_that_is_not_well_formed_is_repaired_and_named():
    assert w3c("pub-xml-non-validating_unclosed").lost
