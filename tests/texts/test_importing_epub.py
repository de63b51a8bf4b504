# ruff: noqa: E501 (markup reads better on one line)
"""EPUBs made here, of many shapes: their contents lists, parts, front matter and notes."""

import pytest

from tests.texts.books import epub, labels, page, prose, titles
from texts.blocks import (
    Heading,
    note_keys,
)
from texts.importing import read_book
from texts.importing.languages import language_tag
from texts.writers import plain_text


def test_an_older_epub_has_only_an_ncx():
    data = epub(
        {"a.html": page(f"<h2>One</h2>{prose()}"), "b.html": page(f"<h2>Two</h2>{prose()}")},
        toc=[("One", "a.html"), ("Two", "b.html")],
    )
    assert titles(read_book(data, "x.epub")) == ["One", "Two"]


def test_parts_in_a_flat_table_of_contents_are_parts():
    files = {"p1.html": page("<h1>PART ONE</h1>"), "c1.html": page(f"<h2>Chapter 1</h2>{prose()}")}
    files |= {"p2.html": page("<h1>PART TWO</h1>"), "c2.html": page(f"<h2>Chapter 1</h2>{prose()}")}
    toc = [("PART ONE", "p1.html"), ("Chapter 1", "c1.html"), ("PART TWO", "p2.html"), ("Chapter 1", "c2.html")]
    book = read_book(epub(files, toc=toc), "x.epub")
    assert labels(book) == [("PART ONE", "1", "Chapter 1"), ("PART TWO", "1", "Chapter 1")]


def test_a_part_with_a_preface_of_its_own_is_a_chapter_too():
    files = {"p.html": page(f"<h1>Part I</h1>{prose(4)}"), "c.html": page(f"<h2>The Gate</h2>{prose()}")}
    files["d.html"] = page(f"<h2>The Well</h2>{prose()}")
    toc = [("Part I", "p.html", [("The Gate", "c.html"), ("The Well", "d.html")]), ("Afterword", "d.html")]
    book = read_book(epub(files, toc3=toc), "x.epub")
    assert labels(book) == [("Part I", "I", "Part I"), ("Part I", "", "The Gate"), ("Part I", "", "The Well")]


def test_the_epigraph_on_a_part_page_goes_to_the_first_chapter():
    files = {"p.html": page("<h1>Part I</h1><p>Abandon all hope.</p>"), "c.html": page(f"<h2>One</h2>{prose()}")}
    files["d.html"] = page(f"<h2>Two</h2>{prose()}")
    book = read_book(epub(files, toc3=[("Part I", "p.html", [("One", "c.html"), ("Two", "d.html")])]), "x.epub")
    assert labels(book)[0] == ("Part I", "", "One")
    assert book.chapters[0].first_words.startswith("Abandon all hope")
    assert not any(isinstance(block, Heading) for block in book.chapters[0].blocks)


def test_sections_in_files_of_their_own_stay_in_a_chapter_that_says_it_is_one():
    files = {"c.html": page(f"<section epub:type='chapter'><h1>Chapter 1</h1>{prose()}</section>")}
    files |= {"c-1.html": page(f"<h2>Inside</h2>{prose()}"), "d.html": page(f"<h1>Chapter 2</h1>{prose()}")}
    book = read_book(
        epub(files, toc3=[("Chapter 1", "c.html", [("Inside", "c-1.html")]), ("Chapter 2", "d.html")]), "x.epub"
    )
    assert titles(book) == ["Chapter 1", "Chapter 2"]
    assert "Inside" in plain_text(book.chapters[0].blocks)


def test_sections_of_a_preface_in_files_of_their_own_do_not_make_it_a_part():
    files = {"p.html": page(f"<h1>Preface</h1>{prose()}"), "q.html": page(f"<h2>Thanks</h2>{prose()}")}
    files |= {"a.html": page(f"<h1>1. One</h1>{prose()}"), "b.html": page(f"<h1>2. Two</h1>{prose()}")}
    toc = [("Preface", "p.html", [("Thanks", "q.html")]), ("1. One", "a.html"), ("2. Two", "b.html")]
    assert labels(read_book(epub(files, toc=toc), "x.epub")) == [
        ("", "", "Preface"),
        ("", "1", "One"),
        ("", "2", "Two"),
    ]


def test_a_chapter_over_several_files_is_one_chapter():
    files = {
        "a1.html": page(f"<h2>One</h2>{prose()}"),
        "a2.html": page(prose()),
        "b.html": page(f"<h2>Two</h2>{prose()}"),
    }
    book = read_book(epub(files, toc=[("One", "a1.html"), ("Two", "b.html")]), "x.epub")
    assert titles(book) == ["One", "Two"]
    assert book.chapters[0].words == pytest.approx(2 * book.chapters[1].words, abs=3)


def test_several_chapters_in_one_file_are_cut_by_anchors():
    body = (
        f'<h2 id="a">One</h2>{prose()}<p id="b"><b>Two</b></p>{prose()}<div><a id="c"></a><h2>Three</h2></div>{prose()}'
    )
    toc = [("One", "x.html#a"), ("Two", "x.html#b"), ("Three", "x.html#c")]
    book = read_book(epub({"x.html": page(body)}, toc=toc), "x.epub")
    assert titles(book) == ["One", "Two", "Three"]
    assert len({each.words for each in book.chapters}) <= 2


def test_front_matter_is_left_out_by_guide_by_type_and_by_name():
    files = {
        "cover.html": page("<p>A cover</p>"),
        "tp.html": page("<h1>The Book</h1><p>A. Writer</p>"),
        "legal.html": page("<h2>Copyright</h2><p>All rights reserved.</p>"),
        "toc1.html": page("<h2>Contents</h2><p><a href='a.html'>One</a></p><p><a href='b.html'>Two</a></p>"),
        "half.html": page("<section epub:type='halftitlepage'><h2>The Book</h2></section>"),
        "a.html": page(f"<h2>One</h2>{prose()}"),
        "b.html": page(f"<h2>Two</h2>{prose()}"),
    }
    guide = '<guide><reference type="title-page" href="tp.html"/></guide>'
    toc = [(name, name) for name in ("cover.html", "tp.html")] + [
        ("Copyright", "legal.html"),
        ("One", "a.html"),
        ("Two", "b.html"),
    ]
    assert titles(read_book(epub(files, toc=toc, guide=guide), "x.epub")) == ["One", "Two"]


def test_without_any_table_of_contents_the_documents_are_the_chapters():
    files = {f"{at}.html": page(f"<h1>{name}</h1>{prose()}") for at, name in enumerate(["Dawn", "Noon", "Dusk"])}
    assert titles(read_book(epub(files), "x.epub")) == ["Dawn", "Noon", "Dusk"]


def test_roles_tell_translators_from_authors():
    metadata = (
        "<dc:title>The Book</dc:title><dc:creator opf:role='aut'>Anna One</dc:creator>"
        "<dc:creator opf:role='trl'>Bo Two</dc:creator><dc:contributor opf:role='trl'>Cy Three</dc:contributor>"
        "<dc:language>en_GB</dc:language><dc:date opf:event='publication'>1891</dc:date>"
    )
    book = read_book(epub({"a.html": page(prose())}, metadata=metadata), "x.epub")
    assert (book.authors, book.translators, book.language, book.year) == (
        ["Anna One"],
        ["Bo Two", "Cy Three"],
        "en-GB",
        1891,
    )


def test_footnotes_in_asides_and_in_another_file_become_notes_of_their_chapter():
    one = f"<h2>One</h2><p>Word<a epub:type='noteref' href='#f1'>*</a>.</p>{prose()}<aside id='f1' epub:type='footnote'><p>Aside.</p></aside>"
    two = f"<h2>Two</h2><p>Word<a epub:type='noteref' href='notes.html#n2'>2</a>.</p>{prose()}"
    notes = "<section epub:type='endnotes'><h2>Notes</h2><ol><li id='n2'><p>At the end. <a href='b.html'>↩</a></p></li></ol></section>"
    files = {"a.html": page(one), "b.html": page(two), "notes.html": page(notes)}
    toc = [("One", "a.html"), ("Two", "b.html"), ("Notes", "notes.html")]
    book = read_book(epub(files, toc3=toc), "x.epub")
    assert titles(book) == ["One", "Two"]
    assert [plain_text([each.blocks[-1]]) for each in book.chapters] == ["Aside.", "At the end."]
    assert note_keys(book.chapters[0].blocks) == ["1"]


@pytest.mark.parametrize(
    ("date", "year"),
    [("22.09.2015", 2015), ("1 May 1897", 1897), ("0180", 180), ("-0050", -50), ("2015-02-03T04:05:06Z", None)],
)
def test_the_year_of_a_date_however_it_is_written(date, year):
    metadata = f"<dc:title>The Book</dc:title><dc:creator>A. Writer &lt;a@example.org&gt;</dc:creator><dc:language>en</dc:language><dc:date>{date}</dc:date>"
    book = read_book(epub({"a.html": page(f"<h1>One</h1>{prose()}")}, metadata=metadata), "x.epub")
    assert (book.year, book.authors) == (year, ["A. Writer"])


def test_the_last_part_of_a_chapter_is_not_measured_to_the_end_of_the_book():
    inner = "".join(f"<h3 id='s{at}'>{name}</h3>{prose(1)}" for at, name in enumerate(("Dawn", "Noon")))
    files = {
        "a.html": page(f"<h1>Part One</h1><h2 id='x'>Early</h2>{inner}"),
        "b.html": page(f"<h1>Two</h1>{prose(300)}"),
    }
    early = ("Early", "a.html#x", [(name, f"a.html#s{at}") for at, name in enumerate(("Dawn", "Noon"))])
    book = read_book(epub(files, toc=[("Part One", "a.html", [early]), ("Two", "b.html")]), "x.epub")
    assert labels(book) == [("Part One", "", "Early"), ("", "", "Two")]


class TestTypes:
    """What epub:type says of the sections that a list of contents names."""

    def test_a_preface_with_many_sections_is_one_chapter_however_long(self):
        sections = "".join(f"<section><h3 id='s{at}'>{at}</h3>{prose(140)}</section>" for at in "ABC")
        preface = page(f"<section epub:type='preface'><h2>The Infidel Half Century</h2>{sections}</section>")
        files = {"p.html": preface, "a.html": page(f"<h1>One</h1>{prose()}")}
        toc = [("The Infidel Half Century", "p.html", [(at, f"p.html#s{at}") for at in "ABC"]), ("One", "a.html")]
        assert titles(read_book(epub(files, toc3=toc), "x.epub")) == ["The Infidel Half Century", "One"]

    def test_a_poem_with_an_introduction_is_one_chapter_of_its_volume(self):
        files = {"v.html": page("<section epub:type='volume'><h2>Volume I</h2></section>")}
        poems = []
        for name in ("Voluspo", "Hovamol"):
            note = f"<section epub:type='introduction'><h4 id='i'>Introductory Note</h4>{prose(60)}</section>"
            files[f"{name}.html"] = page(
                f"<article epub:type='z3998:poem'><h3>{name}</h3>{note}<h4 id='p'>{name}</h4>{prose(60)}</article>"
            )
            poems.append((name, f"{name}.html", [("Introductory Note", f"{name}.html#i"), (name, f"{name}.html#p")]))
        book = read_book(epub(files, toc3=[("Volume I", "v.html", poems)]), "x.epub")
        assert labels(book) == [("Volume I", "", "Voluspo"), ("Volume I", "", "Hovamol")]

    def test_a_chapter_inside_the_section_of_its_part_keeps_its_sections(self):
        chapter = "<section epub:type='chapter'><h2 id='c{0}'>{1}</h2>{2}<h3 id='d{0}'>Later</h3>{2}</section>"
        body = "".join(chapter.format(at, name, prose()) for at, name in enumerate(("The Gate", "The Ford")))
        inner = [
            (name, f"a.html#c{at}", [("Later", f"a.html#d{at}")]) for at, name in enumerate(("The Gate", "The Ford"))
        ]
        files = {"a.html": page(f"<section epub:type='part'><h1 id='p'>The Sea</h1>{body}</section>")}
        book = read_book(epub(files, toc3=[("The Sea", "a.html#p", inner), ("Two", "b.html")]), "x.epub")
        assert labels(book) == [("The Sea", "", "The Gate"), ("The Sea", "", "The Ford")]


def test_an_introduction_named_within_its_part_belongs_to_it():
    files = {f"{at}.html": page(f"<h1>{at}</h1>{prose()}") for at in "abcd"}
    toc = [("First", "a.html"), ("Part Two", "b.html", [("Introduction", "c.html"), ("The Ford", "d.html")])]
    assert ("Part Two", "", "Introduction") in labels(read_book(epub(files, toc=toc), "x.epub"))


def test_a_part_of_a_few_words_before_another_part_is_a_chapter():
    files = {
        "a.html": page(f"<h1>Book I</h1><h2 id='x'>1</h2>{prose()}"),
        "b.html": page("<h1>Book II</h1><p>It is lost.</p>"),
    }
    files["c.html"] = page(f"<h1>Book III</h1><h2 id='x'>1</h2>{prose()}")
    toc = [
        ("Book I", "a.html", [("1", "a.html#x")]),
        ("Book II", "b.html"),
        ("Book III", "c.html", [("1", "c.html#x")]),
    ]
    book = read_book(epub(files, toc=toc), "x.epub")
    assert labels(book) == [("Book I", "1", "1"), ("", "II", "Book II"), ("Book III", "1", "1")]


@pytest.mark.parametrize(("code", "tag"), [("eng", "en"), ("fre", "fr"), ("zho-hans", "zh-Hans"), ("grc", "grc")])
def test_codes_of_three_letters_where_the_standard_has_two(code, tag):
    assert language_tag(code) == tag


def test_a_title_that_only_the_list_of_contents_sets_in_capitals():
    files = {
        f"{n}.html": page(f"<h2>CHAPTER {n}</h2><h3>The Ford</h3><h4>In which we go</h4>{prose()}") for n in ("I", "II")
    }
    book = read_book(epub(files, toc=[(f"CHAPTER {n}. THE FORD", f"{n}.html") for n in ("I", "II")]), "x.epub")
    assert labels(book) == [("", "I", "The Ford"), ("", "II", "The Ford")]
    assert "In which we go" in plain_text(book.chapters[0].blocks)
