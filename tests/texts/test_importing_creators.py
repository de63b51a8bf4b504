# ruff: noqa: E501 (markup reads better on one line)
"""Whom the metadata of an EPUB names, and as what."""

import pytest

from tests.texts.books import epub, page, prose
from tests.texts.makers import NAMES
from texts.importing import Book, read_book

FILES = {f"{at}.html": page(f"<h1>{name}</h1>{prose()}") for at, name in enumerate(NAMES)}


def made(metadata: str) -> Book:
    return read_book(epub(FILES, metadata=metadata), "x.epub")


class TestPeople:
    def test_authors_come_in_the_order_in_which_they_are_to_be_shown(self):
        seq = '<meta refines="#{}" property="display-seq">{}</meta>'
        people = '<dc:creator id="a">Ann Lee</dc:creator><dc:creator id="b">Jane Roe</dc:creator>'
        title = "<dc:title>The Low Road</dc:title><dc:language>en</dc:language>"
        assert made(metadata=title + people + seq.format("a", 2) + seq.format("b", 1)).authors == [
            "Jane Roe",
            "Ann Lee",
        ]
        assert made(metadata=title + people).authors == ["Ann Lee", "Jane Roe"]

    def test_an_author_that_is_a_property(self):
        meta = '<dc:title>The Low Road</dc:title><dc:language>en</dc:language><meta property="dcterms:creator" id="a">Jane Roe</meta>'
        tail = '<meta property="dcterms:contributor" id="b">Ann Lee</meta><meta refines="#b" property="role">trl</meta><meta property="dcterms:rights">Free</meta><meta property="dcterms:rights" refines="#x">Not this</meta>'
        book = made(metadata=meta + tail)
        assert (book.authors, book.translators, book.rights) == (["Jane Roe"], ["Ann Lee"], "Free")

    @pytest.mark.parametrize(
        "creator",
        ["Roe, Jane, 1820-1880", "Roe, Jane", "Jane Roe"],
    )
    def test_the_family_name_may_come_first_with_years_behind(self, creator):
        title = f"<dc:title>The Low Road</dc:title><dc:language>en</dc:language><dc:creator>{creator}</dc:creator>"
        role = '<dc:contributor id="t">Ann Lee</dc:contributor><meta refines="#t" property="role">Translator</meta>'
        book = made(metadata=title + role)
        assert (book.authors, book.translators) == (["Jane Roe"], ["Ann Lee"])

    def test_a_degree_keeps_its_point(self):
        title = "<dc:title>The Low Road</dc:title><dc:language>en</dc:language><dc:creator>Jane Roe, M.D.</dc:creator>"
        assert made(metadata=title).authors == ["Jane Roe, M.D."]
