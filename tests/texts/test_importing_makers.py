# ruff: noqa: E501 (markup reads better on one line)
"""Books as the programs make them that people write and save with, and pages as archives and magazines set them."""

import pytest

from tests.texts.books import PROSE, epub, page, prose
from texts.blocks import Note
from texts.importing import read_book
from texts.writers import plain_text

NAMES = ["The Gate", "The Ford", "The Mill"]
METADATA = "<dc:title>The Low Road</dc:title><dc:creator>Jane Roe</dc:creator><dc:language>en</dc:language>"


def known(book):
    return [(each.part, each.number, each.title) for each in book.chapters]


def chapters(*numbers):
    return [("", number, name) for number, name in zip(numbers, NAMES, strict=False)]


def text_of(book):
    return "\n".join(plain_text(each.blocks) for each in book.chapters)


def html(body, head="<title>The Low Road</title>", lang="en"):
    return f"<!DOCTYPE html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>".encode()


class TestTitlesThatAreParagraphs:
    def made(self, body, entry=lambda at, name: (name, f"{at}.html#t{at}")):
        files = {f"{at}.html": page(body(at, name)) for at, name in enumerate(NAMES)}
        book = read_book(
            epub(files, toc=[entry(at, name) for at, name in enumerate(NAMES)], metadata=METADATA), "x.epub"
        )
        assert text_of(book).startswith("It was late in the year")
        assert not any(name in text_of(book) for name in NAMES)
        return book

    def test_number_and_title_are_two_paragraphs_and_the_entry_leads_to_the_second(self):
        def body(at, name):
            return f'<p class="Number">{at + 1}</p><p class="Title"><a id="t{at}"></a>{name}</p>{prose()}'

        assert known(self.made(body)) == chapters("1", "2", "3")

    def test_the_number_is_a_heading_and_the_title_is_none(self):
        def body(at, name):
            return f'<h1>{at + 1}</h1><p id="t{at}">{name.upper()}</p>{prose()}'

        assert known(self.made(body)) == chapters("1", "2", "3")

    def test_the_entry_says_number_and_title(self):
        def body(at, name):
            return f"<p>{at + 1}</p><p>{name.upper()}</p>{prose()}"

        assert known(self.made(body, lambda at, name: (f"{at + 1}. {name}", f"{at}.html"))) == chapters("1", "2", "3")

    def test_in_one_file_the_number_does_not_fall_into_the_chapter_before(self):
        numbers = ("One", "Two", "Three")
        body = "".join(
            f'<p>Chapter {number}</p><p id="t{at}">{NAMES[at]}</p>{prose()}' for at, number in enumerate(numbers)
        )
        toc = [(name, f"b.html#t{at}") for at, name in enumerate(NAMES)]
        book = read_book(epub({"b.html": page(body)}, toc=toc, metadata=METADATA), "x.epub")
        assert known(book) == chapters(*numbers)
        assert "Chapter" not in text_of(book)

    def test_a_line_of_the_text_that_only_begins_like_the_title_stays(self):
        body = "".join(f'<p id="t{at}">{name} was shut.</p>{prose()}' for at, name in enumerate(NAMES))
        toc = [(name, f"b.html#t{at}") for at, name in enumerate(NAMES)]
        book = read_book(epub({"b.html": page(body)}, toc=toc, metadata=METADATA), "x.epub")
        assert known(book) == chapters("", "", "")
        assert "The Ford was shut." in plain_text(book.chapters[1].blocks)


def test_a_list_of_contents_may_say_start_and_nothing_more():
    body = "".join(f"<p><b>{name}</b></p>{prose()}" for name in NAMES)
    book = read_book(epub({"a.html": page(body)}, toc=[("Start", "a.html")], metadata=METADATA), "x.epub")
    assert known(book) == chapters("", "", "")


def test_a_list_of_contents_may_number_what_the_heading_calls_a_chapter():
    files = {f"{at}.html": page(f"<h1>Chapter {at + 1}. {name}</h1>{prose()}") for at, name in enumerate(NAMES)}
    toc = [(f"{at + 1}. {name}", f"{at}.html") for at, name in enumerate(NAMES)]
    book = read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")
    assert known(book) == chapters("1", "2", "3")
    assert "Chapter" not in text_of(book)


class TestPlays:
    ACTS = [f"Act {number}" for number in ("I", "II", "III")]
    TEXT = "<p>A room. Anna and Bo.</p><p><b>Anna.</b> Who is there?</p>"

    @pytest.mark.parametrize("toc", [True, False])
    def test_short_acts_are_chapters(self, toc):
        files = {
            f"{at}.html": page(f"<section epub:type='division'><h2>{act}</h2>{self.TEXT}</section>")
            for at, act in enumerate(self.ACTS)
        }
        entries = [(act, f"{at}.html") for at, act in enumerate(self.ACTS)] if toc else None
        assert [
            each.title for each in read_book(epub(files, toc=entries, metadata=METADATA), "x.epub").chapters
        ] == self.ACTS

    def test_acts_over_scenes_are_parts(self):
        files, toc = {}, []
        for act in self.ACTS:
            files[f"{act}.html"] = page(f"<h2>{act}</h2><p>A room.</p>")
            files[f"{act}s.html"] = page(f"<h3>Scene I</h3>{self.TEXT}")
            toc += [(act, f"{act}.html"), ("Scene I", f"{act}s.html")]
        book = read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")
        assert [each.part for each in book.chapters] == self.ACTS


def test_a_heading_over_the_notes_does_not_hide_the_title_of_the_last_chapter():
    notes = "<h3>FOOTNOTES:</h3><p><a id='n' href='#r'>[1]</a> A note.</p>"
    last = f"<h2>CHAPTER II.</h2><h3>THE FORD.</h3><p>Word<a id='r' href='#n'>[1]</a>.</p>{prose()}{notes}"
    book = read_book(html(f"<h2>CHAPTER I.</h2><h3>THE GATE.</h3>{prose()}{last}"), "x.html")
    assert known(book) == [("", "I", "THE GATE."), ("", "II", "THE FORD.")]
    assert [each.notes for each in book.chapters] == [0, 1]


def test_what_the_publisher_puts_after_the_text_is_left_out():
    names = ["The Gate", "Also by Jane Roe", "About the Author", "Newsletter"]
    files = {f"{at}.html": page(f"<h2>{name}</h2>{prose()}") for at, name in enumerate(names)}
    toc = [(name, f"{at}.html") for at, name in enumerate(names)]
    assert [each.title for each in read_book(epub(files, toc=toc, metadata=METADATA), "x.epub").chapters] == [
        "The Gate"
    ]


def test_the_number_on_the_page_of_a_part_is_no_text():
    files = {"p.html": page("<p>I</p><h1>Morning</h1>"), "a.html": page(f"<p>1</p><h1>The Gate</h1>{prose()}")}
    files["b.html"] = page(f"<p>2</p><h1>The Ford</h1>{prose()}")
    files |= {"q.html": page("<p>II</p><h1>Evening</h1>"), "c.html": page(f"<p>3</p><h1>The Mill</h1>{prose()}")}
    toc = [
        ("Morning", "p.html", [("The Gate", "a.html"), ("The Ford", "b.html")]),
        ("Evening", "q.html", [("The Mill", "c.html")]),
    ]
    book = read_book(epub(files, toc3=toc, metadata=METADATA), "x.epub")
    assert known(book) == [("Morning", "1", "The Gate"), ("Morning", "2", "The Ford"), ("Evening", "3", "The Mill")]
    assert book.chapters[0].first_words.startswith("It was late")


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


class TestTitlesBelowLabels:
    def test_capitals_below_every_label_are_the_titles(self):
        body = "".join(
            f"<h2>CHAPTER {number}.</h2><p class='center'>{name.upper()}.</p>{prose()}"
            for number, name in zip(("I", "II", "III"), NAMES, strict=True)
        )
        book = read_book(html(body), "x.html")
        assert known(book) == [("", "I", "THE GATE."), ("", "II", "THE FORD."), ("", "III", "THE MILL.")]

    def test_capitals_below_one_label_are_text(self):
        body = f"<h2>CHAPTER I.</h2><p>STOP.</p>{prose()}" + "".join(
            f"<h2>CHAPTER {n}.</h2>{prose()}" for n in ("II", "III")
        )
        book = read_book(html(body), "x.html")
        assert [each.title for each in book.chapters] == ["CHAPTER I.", "CHAPTER II.", "CHAPTER III."]
        assert text_of(book).startswith("STOP.")

    def test_a_title_page_without_any_style(self):
        body = "<p>The Low Road</p><p>Jane Roe</p>" + "".join(f"<p>Chapter {n}</p>{prose()}" for n in ("One", "Two"))
        book = read_book(html(body, ""), "x.html")
        assert (book.title, book.authors, len(book.chapters)) == ("The Low Road", ["Jane Roe"], 2)
