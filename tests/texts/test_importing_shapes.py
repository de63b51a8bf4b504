# ruff: noqa: E501 (markup reads better on one line)
"""Books of many shapes, made here: what is a chapter, a part or only a section is seen from how the book is made."""

import io
import zipfile

import pytest
import yaml

from tests.texts.books import PROSE, epub, opf, packed, page, prose
from texts.blocks import (
    Code,
    Emphasis,
    Heading,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Verse,
    note_keys,
    walk,
    walk_inline,
)
from texts.importing import Chapter, EncodingUnknown, ImportRefused, read_book
from texts.languages import known
from texts.writers import plain_text, to_html

LINES = "\n".join(PROSE[at : at + 70] for at in range(0, len(PROSE), 70))


def titles(book):
    return [each.title for each in book.chapters]


def labels(book):
    return [(each.part, each.number, each.title) for each in book.chapters]


def text_of(book):
    return "\n".join(plain_text(each.blocks) for each in book.chapters)


def html(body, head=""):
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>The Book</title>{head}</head><body>{body}</body></html>".encode()
    )


def plain(*parts):
    return "\n\n".join(LINES if part is LINES else part for part in parts).encode()


# EPUB


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


# HTML


def gutenberg(body):
    return html(
        "<pre>The Project Gutenberg EBook of A Tale\n\nTitle: A Tale; Or, The Long Road\n\nAuthor: Jane Roe\n\n"
        f"Language: French\n\n*** START OF THIS PROJECT GUTENBERG EBOOK A TALE ***</pre>{body}"
        "<p>*** END OF THIS PROJECT GUTENBERG EBOOK A TALE ***</p><p>Licence.</p>"
    )


def test_a_book_with_its_chapters_at_a_lower_level():
    contents = "<h2>CONTENTS</h2><ul><li><a href='#c1'>Chapter I</a></li><li><a href='#c2'>Chapter II</a></li></ul>"
    body = f"<h1>A TALE</h1><h2>by Jane Roe</h2>{contents}<h3 id='c1'>CHAPTER I<br/>The Road</h3>{prose()}<h3 id='c2'>CHAPTER II<br/>The Inn</h3>{prose()}"
    book = read_book(gutenberg(body), "x.htm")
    assert (book.title, book.subtitle, book.authors, book.language) == (
        "A Tale",
        "Or, The Long Road",
        ["Jane Roe"],
        "fr",
    )
    assert labels(book) == [("", "I", "The Road"), ("", "II", "The Inn")]
    assert "Licence" not in text_of(book)


def test_margin_notes_and_page_numbers_that_pose_as_headings_go():
    many = "".join(f"<h2 class='x'>Margin {at}</h2>{prose(1)}" for at in range(8))
    body = f"<h2>CHAPTER I. Here</h2>{many}<h2>CHAPTER II. There</h2>{many}<h2>CHAPTER III. Home</h2>{many}"
    body += "<p>One<span class='pagenum'>[99]</span> two.</p>"
    book = read_book(html(body), "x.html")
    assert titles(book) == ["Here", "There", "Home"]
    assert any("27 headings of level 2, of which 3 begin with CHAPTER: using those" in each for each in book.notices)
    assert "99" not in text_of(book)


def test_books_and_chapters_are_two_levels():
    body = "".join(
        f"<h2>BOOK {number}</h2>" + "".join(f"<h3>CHAPTER {at}</h3>{prose()}" for at in ("I", "II"))
        for number in ("I", "II")
    )
    assert labels(read_book(html(body), "x.html")) == [
        ("BOOK I", "I", "CHAPTER I"),
        ("BOOK I", "II", "CHAPTER II"),
        ("BOOK II", "I", "CHAPTER I"),
        ("BOOK II", "II", "CHAPTER II"),
    ]


def test_parts_may_stand_at_the_level_of_the_chapters():
    body = f"<h2>PART ONE</h2><h2>CHAPTER I</h2>{prose()}<h2>CHAPTER II</h2>{prose()}<h2>PART TWO</h2><h2>CHAPTER III</h2>{prose()}"
    assert [each.part for each in read_book(html(body), "x.html").chapters] == ["PART ONE", "PART ONE", "PART TWO"]


def test_chapters_marked_only_by_bold_lines():
    body = f"<p>{PROSE}</p><p><b>The Sea</b></p>{prose()}<p><b>The Shore</b></p>{prose()}"
    assert titles(read_book(html(body), "x.html")) == ["Opening", "The Sea", "The Shore"]


def test_a_web_article_keeps_its_links_and_loses_its_surroundings():
    body = (
        "<nav><ul><li><a href='/'>Home</a></li></ul></nav><div class='sidebar'><h2>Popular</h2><p>Buy.</p></div>"
        f"<article><h1>On Bread</h1><p>By law, see <a href='https://example.org/a'>this</a>. {PROSE}</p>"
        f"<h2>Flour</h2>{prose()}<div class='share-buttons'>Share</div><h2>Water</h2>{prose()}"
        "<p>You might also like: Ten ovens</p></article><footer><p>© Site</p></footer>"
    )
    head = "<meta name='author' content='Jo March'><link rel='canonical' href='https://example.org/bread'>"
    book = read_book(html(body, head), "x.html")
    assert titles(book) == ["Opening", "Flour", "Water"]
    assert (book.authors, book.source) == (["Jo March"], "https://example.org/bread")
    assert not any(word in text_of(book) for word in ("Popular", "Home", "Share", "© Site"))
    assert book.chapters[-1].suspects
    links = [each for block in book.chapters[0].blocks for each in walk_inline(block.content) if isinstance(each, Link)]
    assert [each.href for each in links] == ["https://example.org/a"]


def test_poems_of_every_make_are_verse():
    makes = [
        "<div class='poem'><div class='stanza'><span class='i0'>One,<br/></span><span class='i2'>Two,<br/></span></div></div>",
        "<div class='poetry'><div class='stanza'><div class='verse indent0'>One,</div><div class='verse indent4'>Two,</div></div></div>",
        "<p class='poetry'>One,<br/>Two,</p>",
        "<blockquote class='verse'><p>One,</p><p>Two,</p><p>Two,</p></blockquote>",
    ]
    for make in makes:
        book = read_book(html(f"<h2>A</h2>{prose()}{make}<h2>B</h2>{prose()}"), "x.html")
        stanza = next(each for each in book.chapters[0].blocks if isinstance(each, Verse))
        assert [plain_text([Paragraph(line.content)]) for line in stanza.lines][:2] == ["One,", "Two,"], make


def test_tables_lists_and_code_come_through():
    body = (
        f"<h2>A</h2>{prose()}<table><tr><th>Day</th><th>Work</th></tr><tr><td>1</td><td>Rest</td></tr></table>"
        f"<ol start='4'><li>Four</li><li>Five</li></ol><pre><code class='language-py'>x = 1\n</code></pre><h2>B</h2>{prose()}"
    )
    kinds = {type(each): each for each in read_book(html(body), "x.html").chapters[0].blocks}
    assert len(kinds[Table].head) == 2
    assert kinds[List].start == 4
    assert (kinds[Code].text, kinds[Code].language) == ("x = 1", "py")


def test_notes_of_generators_that_mark_nothing_but_the_way_back():
    body = (
        f"<h1>A</h1><p>Word<sup id='r1'><a href='#n1'>1</a></sup> more.</p>{prose()}"
        "<ol><li id='n1'><p>The note. <a href='#r1'>↩</a></p></li></ol>"
    )
    (chapter,) = read_book(html(body), "x.html").chapters
    assert isinstance(chapter.blocks[-1], Note)
    assert "The note." in plain_text([chapter.blocks[-1]])


# Plain text


@pytest.mark.parametrize(
    ("heads", "numbers", "names"),
    [
        (["CHAPTER I", "CHAPTER II", "CHAPTER III"], ["I", "II", "III"], ["CHAPTER I", "CHAPTER II", "CHAPTER III"]),
        (
            ["Chapter the First", "Chapter the Second"],
            ["the First", "the Second"],
            ["Chapter the First", "Chapter the Second"],
        ),
        (["CHAPTER ONE\nThe Road", "CHAPTER TWO\nThe Inn"], ["ONE", "TWO"], ["The Road", "The Inn"]),
        (["CHAPTER 1\n\nThe Road", "CHAPTER 2\n\nThe Inn"], ["1", "2"], ["The Road", "The Inn"]),
        (["Chapter 1: The Road", "Chapter 2: The Inn"], ["1", "2"], ["The Road", "The Inn"]),
        (["LETTER I", "LETTER II"], ["I", "II"], ["LETTER I", "LETTER II"]),
        (["I", "II", "III"], ["I", "II", "III"], ["I", "II", "III"]),
        (["1. The Road", "2. The Inn", "3. The Sea"], ["1", "2", "3"], ["The Road", "The Inn", "The Sea"]),
        (["THE ROAD", "THE INN"], ["", ""], ["THE ROAD", "THE INN"]),
        (["The Road", "The Inn"], ["", ""], ["The Road", "The Inn"]),
        (["第一章 路", "第二章 店"], ["第一章", "第二章"], ["路", "店"]),
        (["Глава I", "Глава II"], ["I", "II"], ["Глава I", "Глава II"]),
    ],
)
def test_headings_of_plain_text(heads, numbers, names):
    parts = [each for head in heads for each in (head, LINES, LINES)]
    book = read_book(plain("A Tale of Roads", "by Jane Roe", *parts), "x.txt")
    assert (book.title, book.authors) == ("A Tale of Roads", ["Jane Roe"])
    assert ([each.number for each in book.chapters], titles(book)) == (numbers, names)
    assert {len(each.blocks) for each in book.chapters} == {2}


def test_books_in_plain_text_are_parts_and_prefaces_stand_before():
    parts = [
        "PREFACE",
        LINES,
        "BOOK I",
        "CHAPTER 1",
        LINES,
        "CHAPTER 2",
        LINES,
        "BOOK II",
        "CHAPTER 1",
        LINES,
        "CHAPTER 2",
        LINES,
    ]
    book = read_book(plain("A Tale", *parts), "x.txt")
    assert labels(book) == [
        ("", "", "PREFACE"),
        ("BOOK I", "1", "CHAPTER 1"),
        ("BOOK I", "2", "CHAPTER 2"),
        ("BOOK II", "1", "CHAPTER 1"),
        ("BOOK II", "2", "CHAPTER 2"),
    ]


def test_parts_of_plain_text_may_hold_bare_numbers():
    parts = ["PART ONE", "I", LINES, "II", LINES, "III", LINES, "PART TWO", "I", LINES, "II", LINES]
    book = read_book(plain("A Tale", *parts), "x.txt")
    assert [(each.part, each.number) for each in book.chapters] == [
        ("PART ONE", "I"),
        ("PART ONE", "II"),
        ("PART ONE", "III"),
        ("PART TWO", "I"),
        ("PART TWO", "II"),
    ]


@pytest.mark.parametrize(
    "contents",
    [
        "CONTENTS\n\n  I. The Road          1\n II. The Inn          9",
        "Contents\n\nCHAPTER I. The Road\nCHAPTER II. The Inn",
        "CHAPTER I. The Road\n\nCHAPTER II. The Inn",
    ],
)
def test_contents_lists_are_no_chapters(contents):
    parts = ["CHAPTER I. The Road", LINES, "CHAPTER II. The Inn", LINES]
    book = read_book(plain("A Tale", contents, "\n\n" + parts[0], *parts[1:]), "x.txt")
    assert titles(book) == ["The Road", "The Inn"]


def test_prose_that_begins_like_a_heading_is_no_heading():
    decoy = "Chapter I of the old chronicle tells how the harbour was taken, and how it was lost again."
    book = read_book(plain("A Tale", "CHAPTER I", decoy, LINES, "CHAPTER II", LINES), "x.txt")
    assert [each.number for each in book.chapters] == ["I", "II"]
    assert decoy in text_of(book)


def test_one_line_a_paragraph_and_no_empty_lines():
    source = "\n".join(["A Tale", "Chapter 1", PROSE, PROSE, "Chapter 2", PROSE, PROSE])
    book = read_book(source.encode(), "x.txt")
    assert [(each.number, len(each.blocks)) for each in book.chapters] == [("1", 2), ("2", 2)]


def test_italics_dashes_breaks_and_verse_of_plain_text():
    verse = "    The lamp is lit,\n      The door is shut,\n    The night is come."
    source = plain(
        "A Tale", "CHAPTER I", f"He was _very_ late--too late.\n{LINES}", "* * * * *", verse, "CHAPTER II", LINES
    )
    blocks = read_book(source, "x.txt").chapters[0].blocks
    first = blocks[0].content
    assert Emphasis((first[1].content[0],)) == first[1]
    assert "late—too late" in plain_text(blocks)
    assert [line.indent for line in next(each for each in blocks if isinstance(each, Verse)).lines] == [0, 1, 0]


def test_quotations_stand_in():
    indented = "\n".join("      " + line for line in LINES.split("\n"))
    blocks = read_book(plain("A Tale", "CHAPTER I", LINES, indented, "CHAPTER II", LINES), "x.txt").chapters[0].blocks
    assert isinstance(blocks[1], Quotation)


def test_a_text_without_headings_is_one_piece():
    book = read_book(plain("On Frost", LINES, LINES, LINES), "x.txt")
    assert (titles(book), book.title) == (["On Frost"], "On Frost")


def test_a_gutenberg_text_with_its_own_details():
    source = (
        "The Project Gutenberg EBook of Roads\n\nTitle: Roads\n\nAuthor: Roe, Jane, 1801-1870\n\nTranslator: Max Moe\n\n"
        f"Language: English\n\n***START OF THE PROJECT GUTENBERG EBOOK ROADS***\n\nROADS\n\nCHAPTER I\n\n{LINES}\n\n"
        f"CHAPTER II\n\n{LINES}\n\n***END OF THE PROJECT GUTENBERG EBOOK ROADS***\n\nLICENCE\n"
    )
    book = read_book(source.encode(), "x.txt")
    assert (book.title, book.authors, book.translators, book.language) == ("Roads", ["Jane Roe"], ["Max Moe"], "en")
    assert len(book.chapters) == 2
    assert "LICENCE" not in text_of(book)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_as_they_were_written(encoding):
    source = "\n\n".join(
        [
            "Été",
            "CHAPITRE I",
            "L’été à Orléans, “déjà” là-bas où l’âme rêve. " * 6,
            "CHAPITRE II",
            "Noël, forêt, çà. " * 9,
        ]
    )
    book = read_book(source.encode(encoding), "x.txt")
    assert book.title == "Été"
    assert len(book.chapters) == 2


def test_the_organizer_can_name_the_encoding():
    source = (
        "Повесть\n\nГлава I\n\n" + "Было поздно, и дорога побелела. " * 9 + "\n\nГлава II\n\n" + "Никто не спал. " * 9
    ).encode("koi8-r")
    assert read_book(source, "x.txt", encoding="koi8-r").title == "Повесть"
    with pytest.raises(EncodingUnknown) as refusal:
        read_book(b"\xff\xfe\xff" * 40 + b"a", "x.txt", encoding="utf-8")
    assert "utf-8" in refusal.value.guesses


# Markdown


def test_markdown_with_front_matter_notes_and_html():
    source = (
        "---\ntitle: Roads\nauthor:\n  - Jane Roe\n  - name: Max Moe\ndate: 1891-02-03\nlang: en\n---\n\n# First\n\nA *b*[^1].\n\n"
        "[^1]: The note.\n\n<!-- hidden -->\n\n# Second\n\n<div>Kept</div> ![gone](https://example.org/x.png)\n"
    )
    book = read_book(source.encode(), "x.md")
    assert (book.title, book.authors, book.year, titles(book)) == (
        "Roads",
        ["Jane Roe", "Max Moe"],
        1891,
        ["First", "Second"],
    )
    assert book.chapters[0].notes == 1
    assert "hidden" not in text_of(book)
    assert "div" not in text_of(book)


def test_notes_of_markdown_chapters_that_count_anew_stay_with_their_chapter():
    source = b"# One\n\nA word[^1].\n\n[^1]: A note.\n\n# Two\n\nA word[^1].\n\n[^1]: Another note.\n"
    first, second = (plain_text(chapter.blocks) for chapter in read_book(source, "x.md").chapters)
    assert "A note." in first
    assert "Another note." not in first
    assert "Another note." in second


def test_markdown_is_known_by_what_is_in_it():
    assert titles(read_book(b"# One\n\nText here.\n\n# Two\n\nMore text.\n", "upload.bin")) == ["One", "Two"]


def test_underlined_headings_and_a_title_above_them():
    source = f"Roads\n=====\n\nOne\n---\n\n{PROSE}\n\nTwo\n---\n\n{PROSE}\n"
    book = read_book(source.encode(), "x.md")
    assert (book.title, titles(book)) == ("Roads", ["One", "Two"])


def test_an_mdbook_with_parts_and_nested_chapters():
    summary = "# Summary\n\n[Preface](pre.md)\n\n# Basics\n\n- [One](one.md)\n  - [Inner](in/inner.md)\n- [Draft]()\n- [Two](two.md)\n"
    files = {
        "book.toml": '[book]\ntitle = "Roads"\nauthors = ["Jane Roe"]\nlanguage = "en"\n',
        "src/SUMMARY.md": summary,
    }
    files |= {f"src/{name}.md": f"# Heading\n\n{PROSE}\n" for name in ("pre", "one", "two", "in/inner")}
    book = read_book(packed(files), "x.zip")
    assert (book.title, book.authors) == ("Roads", ["Jane Roe"])
    assert labels(book) == [
        ("", "", "Preface"),
        ("Basics", "1", "One"),
        ("Basics", "1.1", "Inner"),
        ("Basics", "2", "Two"),
    ]


def test_a_folder_is_read_in_the_order_of_its_numbers():
    files = {f"book/{at}-x.md": f"# Night {at}\n\n{PROSE}\n" for at in (10, 2, 1)} | {
        "book/README.md": "# About\n\nNo.\n"
    }
    files["book/metadata.yaml"] = yaml.safe_dump({"title": "Nights", "author": "Jane Roe"})
    book = read_book(packed(files), "nights.zip")
    assert (book.title, book.authors, titles(book)) == ("Nights", ["Jane Roe"], ["Night 1", "Night 2", "Night 10"])


# Word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text, properties=""):
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def word_paragraph(content, style=""):
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{content}</w:p>"


def docx(body, footnotes=""):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/></w:style>'
        for ident, name in (
            ("Title", "Title"),
            ("Subtitle", "Subtitle"),
            ("Heading1", "heading 1"),
            ("Heading2", "heading 2"),
            ("Quote", "Quote"),
        )
    )
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{kinds}.styles+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{kinds}.footnotes+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{base}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="s" Type="{base}/styles" Target="styles.xml"/>'
            f'<Relationship Id="f" Type="{base}/footnotes" Target="footnotes.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Jane Roe</dc:creator></cp:coreProperties>',
        }
    )


def test_a_word_file_with_styles_and_a_footnote():
    body = (
        word_paragraph(run("Roads"), "Title")
        + word_paragraph(run("A Journey"), "Subtitle")
        + word_paragraph(run("One"), "Heading1")
        + word_paragraph(
            run("It was ") + run("late", "<w:b/>") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(". " + PROSE)
        )
        + word_paragraph(run("Inside"), "Heading2")
        + word_paragraph(run("Said somebody."), "Quote")
        + word_paragraph(run("Two"), "Heading1")
        + word_paragraph(run(PROSE))
    )
    book = read_book(docx(body, f'<w:footnote w:id="2">{word_paragraph(run("Very late."))}</w:footnote>'), "roads.docx")
    assert (book.title, book.subtitle, book.authors, titles(book)) == (
        "Roads",
        "A Journey",
        ["Jane Roe"],
        ["One", "Two"],
    )
    first = book.chapters[0].blocks
    assert [type(each) for each in first] == [Paragraph, Heading, Quotation, Note]
    inlines = list(walk_inline(first[0].content))
    assert any(isinstance(each, Strong) for each in inlines)
    assert NoteRef("1") in inlines
    assert plain_text([first[-1]]) == "Very late."


def test_a_word_file_without_styles():
    body = "".join(word_paragraph(run(each)) for each in ("Chapter 1", PROSE, PROSE, "Chapter 2", PROSE))
    book = read_book(docx(body), "on-roads.docx")
    assert [(each.number, len([*walk(each.blocks)])) for each in book.chapters] == [("1", 2), ("2", 1)]
    assert book.title == "On roads"


# What is not a book


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7 x", "x.pdf", "PDF"),
        (b"{\\rtf1 x}", "x.rtf", "RTF"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 90, "x.doc", "old Word file"),
        (b"\0" * 60 + b"BOOKMOBI", "x.mobi", "Kindle"),
        (b"plain text", "x.epub", "not one"),
        (bytes(range(256)) * 40, "x.bin", "not a text"),
        (b"   \n\n  ", "x.txt", "no text"),
        (packed({"a.png": b"x"}), "x.zip", "no EPUB"),
    ],
)
def test_other_files_are_named_for_what_they_are(data, name, says):
    with pytest.raises(ImportRefused, match=says):
        read_book(data, name)


def test_the_report_is_plain_data():
    report = read_book(plain("A Tale", "CHAPTER I", LINES, "CHAPTER II", LINES), "x.txt").as_json()
    assert report["chapters"][0]["number"] == "I"
    assert set(report["chapters"][0]) >= {"part", "number", "title", "words", "notes"}
    assert set(report) >= {"title", "subtitle", "authors", "translators", "language", "direction", "year", "chapters"}


def test_a_short_opening_is_text_and_a_title_page_is_not():
    said = "This is how a small group read one book over a single winter, and what came of it."
    assert titles(read_book(f"# A\n\n{said}\n\n## B\n\n{PROSE}\n\n## C\n\n{PROSE}\n".encode(), "x.md"))[0] == "Opening"
    book = read_book(
        html(f"<h1>A</h1><p>JANE ROE</p><p>LONDON<br/>1891</p><h2>B</h2>{prose()}<h2>C</h2>{prose()}"), "x.html"
    )
    assert titles(book) == ["B", "C"]
    assert any("JANE ROE LONDON 1891" in notice for notice in book.notices)


def test_markdown_that_speaks_of_html_is_markdown():
    source = (
        "# One\n\nUse `<p>`.\n\n<p>a</p><p>b</p>\n\n# Two\n\n"
        + "<b>x</b> <i>y</i></p></div></a>\n\n" * 20
        + "# Three\n\nEnd.\n"
    )
    assert titles(read_book(source.encode(), "x.txt")) == ["One", "Two", "Three"]


@pytest.mark.parametrize("top", ["", "# The Book\n\n"])
@pytest.mark.parametrize("lead", ["", "It begins in the dark.\n\n"])
def test_headings_without_text_of_their_own_over_several_others_are_parts(top, lead):
    chapters = {"Morning": ["The boat", "The bird"], "Evening": ["The lamp", "The moon", "The sea"]}
    source = top
    for part, titled in chapters.items():
        source += f"# {part}\n\n{lead}" + "".join(f"## {title}\n\n{LINES}\n\n" for title in titled)
    book = read_book(source.encode(), "book.md")
    assert labels(book) == [(part, "", title) for part, titled in chapters.items() for title in titled]
    assert not top or book.title == "The Book"
    assert text_of(book).count("It begins in the dark.") == (2 if lead else 0)


def test_headings_with_text_of_their_own_are_chapters_whatever_stands_below():
    source = "".join(
        f"# {title}\n\n{LINES}\n\n{LINES}\n\n## Boats\n\n{LINES}\n\n## Birds\n\n{LINES}\n\n" for title in "PQR"
    )
    assert titles(read_book(source.encode(), "book.md")) == ["P", "Q", "R"]


@pytest.mark.parametrize(
    ("number", "title", "separate"),
    [
        ("I", "Letter I", ""),
        ("I", "Letter I.", ""),
        ("Letter I", "Letter I", ""),
        ("I", "In the garden", "I"),
        ("II", "Of the Dawn of Freedom", "II"),
        ("IV", "", "IV"),
    ],
)
def test_a_number_that_the_title_says_is_not_said_twice(number, title, separate):
    assert Chapter(title=title, number=number, blocks=()).separate_number == separate


class TestColumns:
    PAGE = "<h1>第一章</h1><p><ruby>山<rp>(</rp><rt>やま</rt><rp>)</rp>路<rt>みち</rt></ruby>を登りながら、こう考えた。</p>"

    def test_a_japanese_book_whose_pages_turn_leftwards_keeps_language_direction_and_readings(self):
        whole = epub({"a.xhtml": page(self.PAGE)}, metadata=(
            "<dc:title>草枕</dc:title><dc:creator>夏目漱石</dc:creator><dc:language>ja-JP</dc:language>"
        ))  # fmt: skip
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        opf = members["OEBPS/content.opf"].replace(b"<spine", b'<spine page-progression-direction="rtl"')
        book = read_book(packed(members | {"OEBPS/content.opf": opf}), "kusamakura.epub")
        assert (book.language, book.direction) == ("ja-JP", "ltr")
        html = to_html(book.chapters[0].blocks)
        assert "<ruby>山<rp>(</rp><rt>やま</rt><rp>)</rp></ruby><ruby>路" in html
        assert "山路を登りながら" in plain_text(book.chapters[0].blocks)

    def test_mongolian_is_known_by_its_script(self):
        assert (known("mn-Mong-CN"), known("mn-MN"), known("mn")) == ("mn-Mong", "mn", "mn")


class TestOddShapes:
    """Seen in the wild: titles on two lines, title pages of bold type, parts in other languages."""

    def test_a_heading_below_the_number_is_the_rest_of_the_title(self):
        chapters = "".join(
            f"<h2>CHAPTER {number}</h2><h3>In which {what}</h3>{prose(6)}"
            for number, what in (("I", "he sets out"), ("II", "he is lost"), ("III", "he comes home"))
        )
        book = read_book(f"<html><body><h1>The Fool</h1>{chapters}</body></html>".encode(), "fool.html")
        assert labels(book)[:2] == [("", "I", "In which he sets out"), ("", "II", "In which he is lost")]

    def test_headings_of_sections_below_a_number_stay_in_the_chapter(self):
        chapters = "".join(
            f"<h2>CHAPTER {number}</h2><h3>Origins</h3>{prose(6)}<h3>Ends</h3>{prose(6)}" for number in ("I", "II")
        )
        book = read_book(f"<html><body><h1>The Fool</h1>{chapters}</body></html>".encode(), "fool.html")
        assert titles(book) == ["CHAPTER I", "CHAPTER II"]
        assert "Origins" in text_of(book)

    def test_a_title_of_the_contents_that_is_a_plain_paragraph_is_not_said_twice(self):
        names = ["One: The Gate", "Two: The Court", "Three: The Hall"]
        files = {f"s{at}.html": page(f'<p class="ct">{name}</p>{prose(6)}') for at, name in enumerate(names)}
        book = read_book(epub(files, toc=[(name, f"s{at}.html") for at, name in enumerate(names)]), "x.epub")
        assert titles(book) == names
        assert all("The Gate" not in plain_text(each.blocks) for each in book.chapters)

    def test_a_title_page_of_bold_type_is_not_a_chapter(self):
        bold = "".join(f"<p><b>{title}</b></p>{prose(3)}" for title in ("The Soil", "The Seed", "The Harvest"))
        html = f"<html><body><p><b>On Gardens</b></p><p>Jane Roe</p>{bold}</body></html>"
        book = read_book(html.encode(), "upload.html")
        assert (book.title, book.authors, titles(book)) == (
            "On Gardens", ["Jane Roe"], ["The Soil", "The Seed", "The Harvest"],
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("parts", "chapters"),
        [
            (("PREMIÈRE PARTIE", "DEUXIÈME PARTIE"), ("CHAPITRE PREMIER", "CHAPITRE II")),
            (("Erster Teil", "Zweiter Teil"), ("Erstes Kapitel", "Zweites Kapitel")),
            (("PARTE PRIMA", "PARTE SECONDA"), ("CAPITOLO PRIMO", "CAPITOLO SECONDO")),
            (("PRIMERA PARTE", "SEGUNDA PARTE"), ("CAPÍTULO PRIMERO", "CAPÍTULO SEGUNDO")),
        ],
    )
    def test_parts_and_chapters_counted_in_words_of_other_languages(self, parts, chapters):
        lines = ["LE MOULIN", "par Jean Dupont"]
        for part in parts:
            lines += [part, *(line for chapter in chapters for line in (chapter, LINES))]
        book = read_book("\n\n".join(lines).encode(), "x.txt")
        assert [(each.part, each.title) for each in book.chapters] == [
            (part, chapter) for part in parts for chapter in chapters
        ]

    def test_numbers_that_begin_again_in_every_part_stay_in_their_parts(self):
        files, contents = {}, []
        for part in ("Part I", "Part II"):
            files[f"{part}.xhtml"] = page(f"<h1>{part}</h1>", body_type="part")
            inner = [(number, f"{part}-{number}.xhtml") for number in ("I", "II", "III")]
            files |= {name: page(f"<h2>{number}</h2>{prose(6)}", body_type="chapter") for number, name in inner}
            contents.append((part, f"{part}.xhtml", inner))
        book = read_book(epub(files, toc3=contents), "x.epub")
        assert [(each.part, each.title) for each in book.chapters] == [
            (part, number) for part in ("Part I", "Part II") for number in ("I", "II", "III")
        ]

    def test_a_letter_that_is_its_own_number_is_called_by_it_once(self):
        book = read_book(b"# Letters\n\n" + b"".join(b"## Letter %s\n\nDear M.\n\n" % n for n in (b"I", b"II")), "l.md")
        assert [each.label for each in book.chapters] == ["Letter I", "Letter II"]


class TestPlaysAndLetters:
    ACTS = "ACT I\n\nALONSO. Good boatswain, have care.\n\nACT II\n\nSEBASTIAN. Sir, be merry.\n"

    def test_the_persons_of_a_play_are_a_piece_of_their_own(self):
        cast = "DRAMATIS PERSONAE\n\nALONSO, King of Naples\n\nSEBASTIAN, his brother\n\n"
        book = read_book(f"THE STORM\n\n{cast}{self.ACTS}".encode(), "storm.txt")
        assert [chapter.title for chapter in book.chapters] == ["DRAMATIS PERSONAE", "ACT I", "ACT II"]
        assert "SEBASTIAN, his brother" in plain_text(book.chapters[0].blocks)

    def test_in_markdown_too_where_their_heading_is_a_paragraph(self):
        source = (
            "# The Storm\n\nDramatis Personae\n\n- ALONSO, a king\n\n## Act I\n\nHave care.\n\n## Act II\n\nBe merry.\n"
        )
        book = read_book(source.encode(), "storm.md")
        assert [chapter.title for chapter in book.chapters] == ["Dramatis Personae", "Act I", "Act II"]

    @pytest.mark.parametrize("day", ["London, 12 May 1851", "Paris, le 3 mars 1848", "12.5.1851"])
    def test_a_letter_is_called_after_whom_it_addresses_not_after_its_day(self, day):
        source = f"{day}\n\nTo Joseph Weydemeyer\n\nDear Friend,\n\nI have received your letter and was glad of it.\n"
        book = read_book(source.encode(), "letter.txt")
        assert book.title == "To Joseph Weydemeyer"
        assert day in plain_text(book.chapters[0].blocks)

    def test_a_day_is_a_title_where_there_is_no_better_one(self):
        book = read_book(b"London, 12 May 1851\n\nI have received your letter and was glad of it.\n", "x.txt")
        assert book.title == "London, 12 May 1851"


class TestCovers:
    def test_a_drawn_cover_is_not_taken_and_this_is_said(self):
        files = {"a.xhtml": page(f"<h1>One</h1>{prose()}"), "b.xhtml": page(f"<h1>Two</h1>{prose()}")}
        package = opf(list(files)).replace(
            "</manifest>",
            '<item id="c" href="c.svg" media-type="image/svg+xml" properties="cover-image"/></manifest>',
        )
        book = read_book(epub(files, extra={"OEBPS/content.opf": package}), "drawn.epub")
        assert book.cover is None
        assert any("SVG" in notice for notice in book.notices)
