# ruff: noqa: E501 (markup reads better on one line)
"""Title pages of old books: what stands in large type around the title is neither a chapter nor a part."""

import pytest

from tests.texts.books import LINES, PROSE, html, labels, prose, text_of, titles
from texts.importing import read_book
from texts.importing.bylines import authors_in, translators_in

HEADER = "Title: {}\n\nAuthor: William Harrison Roe\n\nLanguage: English\n\n*** START OF THIS PROJECT GUTENBERG EBOOK ***\n\n"
PARTS = (("FIRST", "1703", "THE THIEF"), ("SECOND", "1715", "THE PRISON"))


def pages(front):
    body = "".join(
        f"<h2>EPOCH THE {number}.</h2><h3>{year}.</h3><h3>{name}.</h3>{'<h2>THE LOW ROAD</h2>' if number == 'FIRST' else ''}"
        + "".join(
            f"<h2>CHAPTER {at}.</h2><h3>{title}</h3>{prose()}" for at, title in (("I", "The Gate"), ("II", "The Mill"))
        )
        for number, year, name in PARTS
    )
    contents = "<h2>CONTENTS</h2><p>CHAPTER I. The Gate</p>"
    return html(f"<pre>{HEADER.format('The Low Road')}</pre>{front}{contents}{body}")


class TestTitlePagesOfPages:
    FRONT = "<p>Transcribers Note: Errors were corrected.</p><h3>English Library</h3><h4>VOL. XII</h4><h1>THE LOW ROAD</h1><h2>BY W. H. Roe</h2><h6>Berlin</h6><h6>1922</h6>"

    def test_its_lines_are_no_chapters_and_its_year_is_read(self):
        book = read_book(pages(self.FRONT), "x.htm")
        assert titles(book) == ["The Gate", "The Mill"] * 2
        assert (book.title, book.authors, book.year) == ("The Low Road", ["William Harrison Roe"], 1922)
        assert "corrected" not in text_of(book)

    def test_headings_right_above_a_first_chapter_are_parts_whatever_they_are_called(self):
        first, second = "EPOCH THE FIRST: 1703: THE THIEF.", "EPOCH THE SECOND: 1715: THE PRISON."
        assert [part for part, _, _ in labels(read_book(pages(""), "x.htm"))] == [first, first, second, second]

    def test_a_preface_above_the_list_of_contents_stays(self):
        front = f"{self.FRONT}<h2>PREFACE</h2>{prose(4)}"
        assert titles(read_book(pages(front), "x.htm"))[0] == "PREFACE"


class TestTitlePagesOfPlainText:
    FRONT = HEADER.format("Two Plays\n       The Gate; The Mill") + (
        "Note: Project Gutenberg also has an HTML version of this\n      file.\n\n\n\nTWO PLAYS\n\nby\n\nW. H. ROE\n\n\n\nLONDON\n1916\n\n\n\nCLASSICS\n\nVOLUME VI\n\n\n\n"
        "CONTENTS\n\n  Introduction   vii\n  The Gate   1\n  The Mill   81\n\n\n\n\nINTRODUCTION\n\n"
    )

    def plays(self):
        acts = "".join(f"\n\n\n\nACT {number}\n\n_A room._\n\n_Anna._\n\n{PROSE}" for number in ("I", "II"))
        plays = "".join(
            f"\n\n\n\nTHE {name}\n\nA DRAMA\n\n1911\n\n\n\nPERSONS\n\n  ANNA, a widow.\n  BO, a boy.{acts}"
            for name in ("GATE", "MILL")
        )
        return read_book(f"{self.FRONT}{PROSE}{plays}\n\n*** END OF THIS PROJECT GUTENBERG EBOOK ***".encode(), "x.txt")

    def test_the_volume_is_no_part_and_plays_are(self):
        assert labels(self.plays()) == [
            ("", "", "INTRODUCTION"),
            *[(play, number, f"ACT {number}") for play in ("THE GATE", "THE MILL") for number in ("I", "II")],
        ]

    def test_a_short_first_line_of_the_title_is_all_of_it(self):
        book = self.plays()
        assert (book.title, book.subtitle, book.year) == ("Two Plays", "The Gate; The Mill", 1916)
        assert "HTML version" not in text_of(book)


def test_names_of_those_who_speak_are_no_headings():
    speech = "ROPER.\n\nHow are you?\n\nGLADYS.\n\n" + PROSE + "\n\n"
    acts = "".join(f"\n\n\n\nTHE {number} ACT\n\n\n_A room._\n\n{speech * 4}" for number in ("FIRST", "SECOND"))
    persons = "_The Persons of the Play_\n\n  ROPER\n  GLADYS (a maid)"
    book = read_book(f"THE PAINT\n\n  _Copyright 1912_\n\n\n\n{persons}{acts}".encode(), "x.txt")
    assert titles(book) == ["The Persons of the Play", "THE FIRST ACT", "THE SECOND ACT"]
    assert book.year == 1912


def test_letters_of_a_second_volume_go_on_from_the_first():
    whom = ["TO STEINER & CO.", "TO G. DEL RIO", "TO CZERNY", "TO ZMESKALL"]
    contents = "CONTENTS OF VOLUME II.\n\n\n" + "\n".join(f"{216 + at}. {name.title()}" for at, name in enumerate(whom))
    letters = "".join(
        f"\n\n\n{216 + at}.\n\n{name}\n\nMY DEAR FRIEND,--\n\n{PROSE}\n\nL. VAN ROE.\n\nP.S. {PROSE}"
        for at, name in enumerate(whom)
    )
    book = read_book(f"LETTERS\n\n\n{contents}\n\n\n\n{letters}".encode(), "x.txt")
    assert labels(book) == [("", str(216 + at), name) for at, name in enumerate(whom)]
    assert all("MY DEAR FRIEND" in chapter.first_words for chapter in book.chapters)


def test_a_subtitle_that_begins_with_or_and_a_byline_over_two_headings():
    contents = "<p><b>CONTENTS</b></p><p>Chapter 1</p>"
    text = f"<h2>Chapter 1</h2>{prose()}<h2>Chapter 2</h2>{prose()}"
    for subtitle in ("<h3>or, the Mill</h3>", "<h4>or,</h4><h3>the Mill</h3>"):
        front = f"<title>The Low Road</title><body><h1>The Low Road;</h1>{subtitle}<h2>By</h2><h2>Jane Roe</h2>"
        book = read_book(f"<html>{front}{contents}{text}</body></html>".encode(), "x.html")
        assert (book.title, book.subtitle, book.authors) == ("The Low Road", "or, the Mill", ["Jane Roe"])
        assert titles(book) == ["Chapter 1", "Chapter 2"]


def test_one_line_of_contents_that_is_left_goes_too():
    contents = "<blockquote><p class='toc'>CONTENTS</p><p><a href='#p'>PREFACE</a></p><p class='toc'><a href='#a'>A</a></p></blockquote>"
    text = f"<p><a id='p'></a></p><h2>PREFACE</h2>{prose()}<h1>A</h1>{prose()}<h1>B</h1>{prose()}"
    assert titles(read_book(html(f"<h1>The Book</h1>{contents}{text}"), "x.html")) == ["PREFACE", "A", "B"]


def test_parts_whose_chapters_have_no_numbers_and_a_subtitle_above_the_byline():
    front = "<h1>Siddhartha</h1><h3>An Indian Tale</h3><h2>by Jane Roe</h2><h2>Contents</h2>"
    text = "".join(
        f"<h2>{part} PART</h2><h3>To {whom}</h3>" + "".join(f"<h2>{name}</h2>{prose()}" for name in names)
        for part, whom, names in (
            ("FIRST", "a friend", ("THE SON", "GOTAMA")),
            ("SECOND", "a cousin", ("KAMALA", "OM")),
        )
    )
    book = read_book(f"<html><title>Siddhartha</title><body>{front}{text}</body></html>".encode(), "x.html")
    first, second = "FIRST PART: To a friend", "SECOND PART: To a cousin"
    assert (book.title, book.subtitle, book.authors) == ("Siddhartha", "An Indian Tale", ["Jane Roe"])
    assert labels(book) == [
        (first, "", "THE SON"), (first, "", "GOTAMA"), (second, "", "KAMALA"), (second, "", "OM"),
    ]  # fmt: skip


def test_a_preface_right_below_the_heading_of_a_part_that_is_a_chapter_stands_in_it():
    parts = "".join(
        f"\n\n\n\nPART {number}. {name}\n\nPREFACE\n\n\n{PROSE}\n\n{PROSE}"
        for number, name in (("I", "OF GOD"), ("II", "OF THE MIND"))
    )
    book = read_book(f"The Ethics\n\nby\n\nJane Roe\n{parts}".encode(), "x.txt")
    assert labels(book) == [("", "I", "OF GOD"), ("", "II", "OF THE MIND")]


def test_numbers_with_titles_on_their_level_and_the_title_again_below_an_introduction():
    front = f"<h3>WITH PICTURES</h3><h3>by</h3><h3>JOHN DOE</h3><h2>CONTENTS</h2><p>I. The Gate</p><h2>INTRODUCTION</h2>{prose(4)}"
    chapters = "".join(
        f"<h3>{at}</h3><h3>{title}</h3>{prose(3)}" for at, title in (("I", "The Gate"), ("II", "The Mill"))
    )
    page = html(f"<h3>FRONT</h3>{front}<h2>THE LOW ROAD</h2>{chapters}")
    book = read_book(page.replace(b"The Book", b"&quot;The Low Road.&quot;"), "x.htm")
    assert labels(book) == [("", "", "INTRODUCTION"), ("", "I", "The Gate"), ("", "II", "The Mill")]
    assert (book.title, book.authors) == ("The Low Road", [])


def test_an_introduction_in_sections_is_one_chapter_before_the_parts():
    sections = "".join(
        f"<h3>{at}. Of the {thing}</h3>{prose(2)}" for at, thing in (("I", "Gate"), ("II", "Mill"), ("III", "Ford"))
    )
    part = "".join(f"<h3>SECTION {at}. {title}</h3>{prose(3)}" for at, title in (("I", "Space"), ("II", "Time")))
    book = read_book(html(f"<h2>INTRODUCTION</h2>{sections}<h2>I. THE ELEMENTS</h2>{part}"), "x.htm")
    assert labels(book)[0] == ("", "", "INTRODUCTION")
    assert labels(book)[1:] == [("I. THE ELEMENTS", "I", "Space"), ("I. THE ELEMENTS", "II", "Time")]


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the river had risen.",
        "Par Dieu, il pleuvait.",
        "Translation is a hard craft.",
        "Aus dem Tal stieg der alte Mann von Grindelwald herauf.",
    ],
)
@pytest.mark.parametrize("name", ["x.md", "x.html"])
def test_a_sentence_that_begins_like_a_byline_is_text(sentence, name):
    text = f"<h1>The Low Road</h1><p>{sentence}</p>{prose()}"
    book = read_book(html(text) if name == "x.html" else f"# The Low Road\n\n{sentence}\n\n{PROSE}".encode(), name)
    assert sentence in text_of(book)
    assert not book.authors
    assert not book.translators


@pytest.mark.parametrize(
    ("line", "authors", "translators"),
    [
        ("by Jean d’Alembert and Julian of Norwich", ["Jean d’Alembert", "Julian of Norwich"], []),
        ("by Jane Roe, with an introduction by John Doe", ["Jane Roe"], []),
        ("by Jane Roe, with pictures by John Doe", ["Jane Roe"], []),
        ("Translated by Ann Lee from the French", [], ["Ann Lee"]),
        ("Übersetzung von Ann Lee", [], ["Ann Lee"]),
        ("Translation by Ann Lee", [], ["Ann Lee"]),
    ],
)
def test_bylines_name_people_and_nothing_else(line, authors, translators):
    assert (authors_in(line), translators_in(line)) == (authors, translators)


@pytest.mark.parametrize("name", ["x.md", "x.html", "x.txt"])
def test_text_below_a_line_of_rights_is_no_imprint(name):
    texts = {
        "x.md": f"# The Low Road\n\n© 2014 Jane Roe\n\n{PROSE} {PROSE} {PROSE}\n\n## Bread\n\n{PROSE}\n\n## Mills\n\n{PROSE}".encode(),
        "x.html": html(
            f"<h1>The Low Road</h1><p>© 2014 Jane Roe</p>{prose()}<h2>Bread</h2>{prose()}<h2>Mills</h2>{prose()}"
        ),
        "x.txt": f"THE LOW ROAD\n\n© 2014 Jane Roe\n\n{LINES}\n\n{LINES}\n\n{LINES}\n\nCHAPTER I\n\n{LINES}\n\nCHAPTER II\n\n{LINES}".encode(),
    }
    book = read_book(texts[name], name)
    assert (len(book.chapters), book.year) == (3, 2014)
    assert "white with frost" in text_of(book)


@pytest.mark.parametrize("title", ["Praise for the Dead", "Works by Hand", "Also by Night"])
def test_what_is_called_like_an_advertisement_is_a_chapter_if_it_is_long(title):
    def made(times):
        return read_book(html(f"<h1>The Low Road</h1><h2>Bread</h2>{prose()}<h2>{title}</h2>{prose(times)}"), "x.html")

    assert titles(made(12)) == ["Bread", title]
    assert titles(made(1)) == ["Bread"]
    assert f"Left out: “{title}”." in map(str, made(1).notices)


@pytest.mark.parametrize("first", ["Call me Ishmael.", "It rained.", "Who is there?"])
def test_an_opening_may_begin_with_a_short_sentence(first):
    text = f"# The Low Road\n\nTHE LOW ROAD\n\n{first}\n\n{PROSE}\n\n## Bread\n\n{PROSE}\n\n## Mills\n\n{PROSE}"
    book = read_book(text.encode(), "x.md")
    assert text_of(book).startswith(first)
    assert "Left out before the first chapter: “THE LOW ROAD”" in map(str, book.notices)


@pytest.mark.parametrize(
    ("declared", "title"), [("Death by Water", "Death by Water"), ("The Low Road, by Jane Roe | Books", "The Low Road")]
)
def test_by_in_the_title_of_a_page_names_people_or_belongs_to_it(declared, title):
    page = html(prose()).replace(b"<title>The Book</title>", f"<title>{declared}</title>".encode())
    assert read_book(page, "x.html").title == title
