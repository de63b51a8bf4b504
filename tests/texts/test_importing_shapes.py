# ruff: noqa: E501 (markup reads better on one line)
"""Books of many shapes, made here: what is a chapter, a part or only a section is seen from how the book is made."""

import io
import zipfile

import pytest

from tests.texts.books import LINES, PROSE, epub, html, labels, opf, packed, page, plain, prose, text_of, titles
from texts.importing import Chapter, ImportRefused, read_book
from texts.languages import known
from texts.writers import plain_text, to_html


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"%PDF-1.7 x", "x.pdf", "PDF"),
        (b"{\\rtf1 x}", "x.rtf", "RTF"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 90, "x.doc", "old Word file"),
        (b"\0" * 60 + b"BOOKMOBI", "x.mobi", "Kindle"),
        (b"\n\n%PDF-1.4 x", "x.pdf", "is a PDF"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "x.docx", "locked with a password"),
        (b"RIFF" + b"\0" * 90, "x.wav", "not a text"),
        (b"II*\0\x08\0\0\0" * 90, "x.tif", "not a text"),
        (b"<fulfillmentToken xmlns='x'/>", "x.acsm", "locked against copying"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; a\n\n<p>x</p>", "x.mhtml", "MHTML"),
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
        assert [each.label for each in book.chapters] == names
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
