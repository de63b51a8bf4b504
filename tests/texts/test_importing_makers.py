# ruff: noqa: E501 (markup reads better on one line)
"""Books as the programs make them that people write and save with."""

import pytest

from tests.texts.books import PROSE, epub, page, prose, text_of
from tests.texts.books import labels as known
from tests.texts.makers import METADATA, NAMES, chapters, html
from texts.blocks import Note
from texts.importing import read_book
from texts.writers import plain_text


def test_what_the_publisher_puts_after_the_text_is_left_out():
    names = ["The Gate", "Also by Jane Roe", "About the Author", "Newsletter"]
    files = {f"{at}.html": page(f"<h2>{name}</h2>{prose()}") for at, name in enumerate(names)}
    toc = [(name, f"{at}.html") for at, name in enumerate(names)]
    assert [each.title for each in read_book(epub(files, toc=toc, metadata=METADATA), "x.epub").chapters] == [
        "The Gate"
    ]


def test_a_title_page_tells_what_the_metadata_leaves_out():
    title = "<section epub:type='titlepage'><h1 class='title'>The Low Road</h1><p class='subtitle'>A Report</p><p class='date'>March 2011</p></section>"
    files = {"t.html": page(title), "a.html": page(f"<h1>One</h1>{prose()}"), "b.html": page(f"<h1>Two</h1>{prose()}")}
    book = read_book(epub(files, toc=[("One", "a.html"), ("Two", "b.html")], metadata=METADATA), "x.epub")
    assert (book.subtitle, book.year, len(book.chapters)) == ("A Report", 2011, 2)


def test_notes_in_lists_of_terms_lose_their_way_back():
    one = f"<h1>One</h1><p>Word<a id='b1' href='n.html#n1'>1</a>.</p>{prose()}"
    note = '<dl id="n1" class="footnote"><dt>[<a href="a.html#b1">←1</a>]</dt><dd><p>A note.</p></dd></dl>'
    files = {"a.html": page(one), "b.html": page(f"<h1>Two</h1>{prose()}"), "n.html": page(note)}
    book = read_book(epub(files, toc=[("One", "a.html"), ("Two", "b.html")], metadata=METADATA), "x.epub")
    assert plain_text([each for each in book.chapters[0].blocks if isinstance(each, Note)]) == "A note."


class TestWordProcessors:
    TEXT = "".join(f"<h1>{name}</h1>{prose()}" for name in NAMES)

    def test_a_title_set_as_a_paragraph_is_the_title_and_the_first_heading_a_chapter(self):
        title = "<p class='c1 title'><span>The Low Road</span></p><p class='c1 subtitle'>A Report</p><p class='c2'>Jane Roe</p>"
        book = read_book(html(title + self.TEXT, ""), "x.html")
        assert (book.title, book.subtitle, book.authors) == ("The Low Road", "A Report", ["Jane Roe"])
        assert known(book) == chapters("", "", "")

    def test_of_several_headings_without_a_title_none_is_the_title(self):
        book = read_book(html(self.TEXT, ""), "low_road.html")
        assert book.title == "Low road"
        assert known(book) == chapters("", "", "")

    def test_a_byline_in_words(self):
        text = "".join(f"<h2>{name}</h2>{prose()}" for name in NAMES)
        book = read_book(html(f"<h1>The Low Road</h1><p>A play in three acts, by Jane Roe</p>{text}"), "x.html")
        assert book.authors == ["Jane Roe"]


def test_a_language_that_a_program_declared_is_not_believed_against_the_text():
    german = (
        "<p>" + "Es war spät im Jahr, und die Straße, die zum Hafen führte, war schon weiß von Reif. " * 12 + "</p>"
    )
    data = epub({"a.html": page(f"<h2>Eins</h2>{german}"), "b.html": page(f"<h2>Zwei</h2>{german}")}, metadata=METADATA)
    book = read_book(data, "x.epub")
    assert book.language == "de"
    assert "The file says that its language is en, but the text is in de." in book.notices


@pytest.mark.parametrize("language", ["en", "sco", "ja", "he"])
def test_a_language_that_cannot_be_told_or_that_fits_is_believed(language):
    metadata = f"<dc:title>x</dc:title><dc:language>{language}</dc:language>"
    book = read_book(epub({"a.html": page(f"<h2>One</h2><p>{PROSE * 4}</p>")}, metadata=metadata), "x.epub")
    assert book.language == language


def test_the_title_page_of_docbook():
    title = (
        '<div class="titlepage"><h1 class="title">The Low Road</h1><h2 class="subtitle">A Report</h2><div class="author"><h3 class="author">Jane Roe</h3></div>'
        '<p class="copyright">Copyright © 2009 Jane Roe</p><div class="legalnotice"><p>It may be copied by everybody who reads it. It may be sold.</p></div></div>'
    )
    body = "".join(
        f'<div class="chapter"><div class="titlepage"><h1 class="title">Chapter {at + 1}. {name}</h1></div>{prose()}</div>'
        for at, name in enumerate(NAMES)
    )
    book = read_book(html(f'<div class="book">{title}{body}</div>'), "x.html")
    assert (book.title, book.subtitle, book.authors, book.year) == ("The Low Road", "A Report", ["Jane Roe"], 2009)
    assert known(book) == chapters("1", "2", "3")


def test_a_stated_author_stands_before_a_line_of_the_title_page():
    head = "<title>THE SLOW ROAD | Project Gutenberg</title><meta name='dc.title' content='The Slow Road'><meta name='dc.creator' content='Roe, Jane, 1850-1910'>"
    text = "".join(f"<h2>CHAPTER {number}</h2>{prose()}" for number in ("I", "II", "III"))
    body = f"<p>*** START OF THE PROJECT GUTENBERG EBOOK THE SLOW ROAD ***</p><h1>THE SLOW ROAD</h1><h2>By MRS. ELIZABETH ROE</h2>{text}"
    book = read_book(html(body, head), "x.html")
    assert (book.title, book.authors, len(book.chapters)) == ("The Slow Road", ["Jane Roe"], 3)


class TestMarkdown:
    TEXT = PROSE * 2

    def read(self, *parts):
        return read_book("\n\n".join(parts).encode(), "x.md")

    def test_chapters_that_are_only_bold(self):
        book = self.read(
            "# The Low Road",
            "*by Jane Roe*",
            *(f"**Chapter {at}: {name}**\n\n{self.TEXT}" for at, name in enumerate(NAMES, 1)),
        )
        assert (book.title, book.authors, known(book)) == ("The Low Road", ["Jane Roe"], chapters("1", "2", "3"))

    def test_a_title_on_the_level_of_numbered_chapters(self):
        book = self.read(
            "# The Low Road",
            "By Jane Roe",
            "Translated by John Doe",
            *(f"# Chapter {at}. {name}\n\n{self.TEXT}" for at, name in enumerate(NAMES, 1)),
        )
        assert (book.title, book.authors, book.translators) == ("The Low Road", ["Jane Roe"], ["John Doe"])
        assert known(book) == chapters("1", "2", "3")

    def test_a_first_chapter_without_a_number_is_no_title(self):
        book = self.read(
            *(f"# {name}\n\n{self.TEXT}" for name in ("Before", "Chapter 1. The Gate", "Chapter 2. The Ford"))
        )
        assert [each.title for each in book.chapters] == ["Before", "The Gate", "The Ford"]

    def test_links_and_callouts_of_note_programs(self):
        book = self.read(
            '---\nauthor: "[[Jane Roe]]"\n---',
            "# The Gate",
            f"{self.TEXT} See [[The Ford|the ford]]. ^a1",
            "> [!note] Mind\n> The step.",
            "# The Ford",
            self.TEXT,
        )
        assert book.authors == ["Jane Roe"]
        assert plain_text(book.chapters[0].blocks).endswith("See the ford.\nMind The step.")


class TestManuals:
    def test_the_title_page_of_docbook_in_an_epub_is_no_chapter(self):
        legal = "<p>It may be copied by everybody who reads it, whole or in part, and it may be sold.</p>" * 4
        title = f'<div class="book"><div class="titlepage"><h1 class="title">The Low Road</h1><h3 class="author">Jane Roe</h3><p class="copyright">© 2009</p>{legal}</div></div>'
        files = {"index.html": page(title)} | {
            f"{at}.html": page(f"<h1>{name}</h1>{prose()}") for at, name in enumerate(NAMES)
        }
        toc = [("The Low Road", "index.html", [(name, f"{at}.html") for at, name in enumerate(NAMES)])]
        book = read_book(
            epub(files, toc=toc, metadata="<dc:title>The Low Road</dc:title><dc:language>en</dc:language>"), "x.epub"
        )
        assert (book.authors, book.year, known(book)) == (["Jane Roe"], 2009, chapters("", "", ""))

    @pytest.mark.parametrize(
        ("printed", "listed", "number"),
        [
            ("2. The Ford", "The Ford", "2"),
            ("Annexe A. The Ford", "A. The Ford", ""),
            ("A.1.2 The Ford", "A.1.2 The Ford", "A.1.2"),
        ],
    )
    def test_the_heading_says_more_or_less_than_the_list_of_contents(self, printed, listed, number):
        files = {"a.html": page(f"<h1>The Gate</h1>{prose()}"), "b.html": page(f"<h1>{printed}</h1>{prose()}")}
        book = read_book(epub(files, toc=[("The Gate", "a.html"), (listed, "b.html")], metadata=METADATA), "x.epub")
        assert book.chapters[1].number == number
        assert text_of(book).count("The Ford") == 0

    def test_brackets_around_the_way_back_go_with_it(self):
        one = f"<h1>One</h1><p>Word<a id='r1' epub:type='noteref' href='#n1'>1</a>.</p>{prose()}"
        note = '<aside epub:type="footnote" id="n1"><p><span>[</span><a role="doc-backlink" href="#r1">1</a><span>]</span> A note.</p></aside>'
        book = read_book(epub({"a.html": page(one + note)}, metadata=METADATA), "x.epub")
        assert plain_text([each for each in book.chapters[0].blocks if isinstance(each, Note)]) == "A note."

    def test_navigation_goes_from_a_page_without_an_article_too(self):
        body = f"<h1>The Gate</h1>{prose(5)}<div class='book-navigation'><a href='b.html'>The Ford ›</a></div>"
        book = read_book(
            html(body, "<title>The Gate</title><meta name='language' content='Swedish'>", lang=""), "x.html"
        )
        assert "›" not in text_of(book)
