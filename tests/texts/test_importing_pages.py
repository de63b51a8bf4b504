# ruff: noqa: E501 (markup reads better on one line)
"""Pages as archives and magazines set them: what stands around the text tells of it and is left out."""

import pytest

from tests.texts.books import prose, text_of
from tests.texts.makers import NAMES, html
from texts.importing import read_book
from texts.writers import plain_text


class TestPagesOfArchives:
    INFO = (
        "<p class='information'><span>Written:</span> March 1900; <br><span>First Published:</span> <em>The Times</em>, 1901.<br>"
        "<span>Source:</span> Works, Volume 3, Hull 1964<br><span>Translated:</span> John Doe and Mary Poe<br><span>Transcription:</span> Al Smith</p>"
    )

    def test_the_box_above_the_text_is_read_and_left_out(self):
        body = f"<p class='title'>Jane Roe</p><h1>On Bread<br><span>A Speech</span></h1><hr>{self.INFO}<hr><h3>I</h3>{prose()}<h3>II</h3>{prose()}"
        head = "<meta name='author' content='Jane Roe'><title>Jane Roe: On Bread (1900)</title>"
        book = read_book(html(body, head), "x.html")
        assert (book.title, book.subtitle, book.authors, book.year) == ("On Bread", "A Speech", ["Jane Roe"], 1900)
        assert book.translators == ["John Doe", "Mary Poe"]
        assert "Transcription" not in text_of(book)
        assert any("Written: March 1900" in notice for notice in book.notices)

    def test_author_and_year_stand_in_the_title_of_the_page(self):
        book = read_book(
            html(f"<h2>Jane Roe</h2><h1>On Bread</h1>{prose(4)}", "<title>Author: Jane Roe - On Bread (1900)</title>"),
            "x.html",
        )
        assert (book.title, book.authors, book.year) == ("On Bread", ["Jane Roe"], 1900)

    def test_wikisource_hides_author_and_year_in_the_page(self):
        data = "<div id='ws-data' style='display:none'><span id='ws-title'>On Bread</span><span id='ws-author'>Jane Roe</span><span id='ws-year'>1900</span></div>"
        body = f"<h1>On Bread/Chapter 1</h1><div id='mw-content-text'>{data}<table class='headertemplate'><tr><td>← Back</td><td>On →</td></tr></table>{prose(4)}</div>"
        book = read_book(
            html(body, "<title>On Bread/Chapter 1 - Wikisource</title><meta name='generator' content='MediaWiki'>"),
            "x.html",
        )
        assert (book.title, book.authors, book.year) == ("On Bread", ["Jane Roe"], 1900)
        assert "Back" not in text_of(book)

    def test_a_page_of_a_work_is_a_chapter_of_it(self):
        text = f"<div id='mw-content-text'><div class='headertemplate'>by <span id='header-author-text'>Jane Roe</span></div>{{}}{prose()}</div>"
        for heading, title in (("", "Chapter 1"), ("<h2>The Gate</h2>", "The Gate")):
            book = read_book(html(f"<h1 id='firstHeading'>Roads/Chapter 1</h1>{text.format(heading)}"), "x.html")
            assert (book.title, book.authors, book.chapters[0].title) == ("Roads", ["Jane Roe"], title)

    def test_what_stands_at_the_foot_of_a_page_goes(self):
        foot = "<hr><p class='footer'>Roe Archive</p><p><a href='#'>Top of the page</a></p><p>Last updated on 13.8.2003</p>"
        book = read_book(html(f"<h1>On Bread</h1><p>Last of all, flour.</p>{prose(4)}{foot}"), "x.html")
        assert text_of(book).startswith("Last of all, flour.")
        assert text_of(book).endswith("struck five.")

    def test_a_box_of_one_line_is_text(self):
        book = read_book(html(f"<h1>On Bread</h1><p>Written: by night.</p>{prose(4)}"), "x.html")
        assert "Written: by night." in text_of(book)


class TestSavedArticles:
    TEXT = prose(6)

    @pytest.mark.parametrize(
        "head",
        [
            "<meta property='article:published_time' content='2019-05-03T08:00:00Z'>",
            "<meta name='citation_publication_date' content='2019/05/03'>",
            '<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","datePublished":"2019-05-03"}]}</script>',
        ],
    )
    def test_the_day_of_publication_is_read(self, head):
        assert (
            read_book(
                html(f"<article><h1>On Bread</h1>{self.TEXT}</article>", f"<title>On Bread</title>{head}"), "x.html"
            ).year
            == 2019
        )

    def test_a_wiki_and_an_office_program_tell_of_the_file(self):
        for maker in ("MediaWiki 1.39", "LibreOffice 7.4"):
            head = f"<meta name='generator' content='{maker}'><meta name='dcterms.issued' content='2019-05-03'>"
            assert read_book(html(f"<h1>On Bread</h1>{self.TEXT}", head), "x.html").year is None

    def test_the_lines_below_the_title_are_read_and_left_out(self):
        meta = "<div class='entry-meta'>Posted on <time datetime='2012-07-09'>July 9</time> <span class='byline'>by <a rel='author' href='/j'>Jane Roe</a></span></div>"
        book = read_book(html(f"<article><h1>On Bread</h1>{meta}{self.TEXT}</article>"), "x.html")
        assert (book.authors, book.year) == (["Jane Roe"], 2012)
        assert text_of(book).startswith("It was late")

    def test_several_authors_in_the_data_for_machines(self):
        data = (
            '{"@type":"Article","author":[{"@type":"Person","name":"Jane Roe"},{"@type":"Person","name":"John Doe"}]}'
        )
        head = f'<title>On Bread</title><script type="application/ld+json">{data}</script>'
        assert read_book(html(f"<h1>On Bread</h1>{self.TEXT}", head), "x.html").authors == ["Jane Roe", "John Doe"]

    def test_the_authors_of_a_collection_stay_with_their_pieces(self):
        pieces = "".join(f"<h2>{name}</h2><p class='author'>Bo {name[4:]}</p>{self.TEXT}" for name in NAMES)
        book = read_book(html(f"<h1>The Low Road</h1>{pieces}"), "x.html")
        assert book.authors == []
        assert "Bo Mill" in plain_text(book.chapters[2].blocks)


def test_who_wrote_each_of_many_sayings_is_text():
    sayings = "".join(
        f"<p>The sea is deep, and that is number {at}.</p><p class='author'>Poet {at}</p>" for at in range(9)
    )
    book = read_book(html(f"<h1>Of the Sea</h1>{sayings}"), "x.html")
    assert all(f"Poet {at}" in text_of(book) for at in range(9))
    assert not book.authors
