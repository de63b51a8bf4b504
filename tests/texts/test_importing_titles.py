# ruff: noqa: E501 (markup reads better on one line)
"""Titles and numbers that are set as paragraphs, below labels, or otherwise than the list of contents has them."""

import pytest

from tests.texts.books import epub, page, prose, text_of
from tests.texts.books import labels as known
from tests.texts.makers import METADATA, NAMES, chapters, html
from texts.importing import read_book
from texts.importing.titles import split_heading
from texts.writers import plain_text


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

    @pytest.mark.parametrize("entry", ["Chapter {}", "{}", "{}."])
    @pytest.mark.parametrize(
        "heading",
        [
            "<h2>Chapter {}</h2><h3>{}</h3>",
            "<h1>Chapter {}</h1><h1>{}</h1>",
            "<h1>Chapter {}</h1><p>{}</p>",
            "<p>Chapter {}</p><p>{}</p>",
            "<h2>Chapter {}<br/>{}</h2>",
            "<h2>{}: {}</h2>",
        ],
    )
    def test_the_entry_says_the_number_only(self, entry, heading):
        def body(at, name):
            return heading.format(at + 1, name) + prose()

        book = self.made(body, lambda at, name: (entry.format(at + 1), f"{at}.html"))
        assert known(book) == chapters("1", "2", "3")

    def test_the_number_touches_the_title(self):
        def body(at, name):
            return f"<h1><span>{at + 1}</span><span>{name}</span></h1>{prose()}"

        assert known(self.made(body, lambda at, name: (f"{at + 1}. {name}", f"{at}.html"))) == chapters("1", "2", "3")

    def test_an_entry_that_says_the_number_only_does_not_make_a_title_of_the_first_section(self):
        body = "<h1>Chapter {0}</h1><h2>Early</h2>{1}<h2>Late</h2>{1}"
        files = {f"{at}.html": page(body.format(at, prose())) for at in (1, 2)}
        book = read_book(epub(files, toc=[(f"Chapter {at}", f"{at}.html") for at in (1, 2)]), "x.epub")
        assert known(book) == [("", "1", "Chapter 1"), ("", "2", "Chapter 2")]

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


@pytest.mark.parametrize(
    ("heading", "kind", "number", "title"),
    [
        ("卷一・離騷", "part", "卷一", "離騷"),
        ("卷上", "part", "卷上", "卷上"),
        ("卷帙浩繁", "", "", "卷帙浩繁"),
        ("第１２話　雪", "chapter", "第１２話", "雪"),
        ("第一幕", "part", "第一幕", "第一幕"),
        ("제1장 길", "chapter", "제1장", "길"),
        ("2부", "part", "2부", "2부"),
        ("Ⅳ. The Ford", "number", "IV", "The Ford"),
        ("ONE. The Ford", "number", "ONE", "The Ford"),
        ("Twenty-One: The Ford", "number", "Twenty-One", "The Ford"),
        ("One Ford", "", "", "One Ford"),
        ("XVII: One Night", "number", "XVII", "One Night"),
        ("3. Chapter 2: The Ford", "chapter", "2", "The Ford"),
    ],
)
def test_numbers_of_the_east_and_in_one_character(heading, kind, number, title):
    found = split_heading(heading)
    assert (found.kind, found.number, found.title) == (kind, number, title)
