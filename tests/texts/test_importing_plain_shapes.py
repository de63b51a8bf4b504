# ruff: noqa: E501 (markup reads better on one line)
"""Plain texts of many shapes: headings, contents lists, quotations, letters of many alphabets."""

import pytest

from tests.texts.books import LINES, PROSE, labels, plain, text_of, titles
from texts.blocks import (
    Emphasis,
    Note,
    Paragraph,
    Quotation,
    Verse,
)
from texts.importing import EncodingUnknown, read_book
from texts.writers import plain_text


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


def test_long_lines_of_verse_that_turn_over_and_titles_that_ask():
    stanza = (
        "  Of physiology from top to toe I sing,\n"
        "  Not physiognomy alone nor brain alone is worthy for the Muse, I say\n"
        "      the form complete is worthier far,\n"
        "  The Female equally with the Male I sing.\n"
    )
    poems = "".join(
        f"\n\n\n\n{title}\n\n{stanza}\n{stanza}" for title in ("One's-Self I Sing", "What Is Besieged?", "Eidolons")
    )
    book = read_book(f"LEAVES\n\nBy Jane Roe\n\n\n\n\nProduced by A. Volunteer\n{poems}".encode(), "x.txt")
    assert titles(book) == ["One's-Self I Sing", "What Is Besieged?", "Eidolons"]
    lines = book.chapters[0].blocks[0].lines
    assert len(lines) == 3
    assert plain_text([Paragraph(lines[1].content)]).endswith("I say the form complete is worthier far,")


def test_notes_marked_by_asterisks_below_their_paragraphs():
    one = f"{LINES}\n\nThis is well known.* And yet it is so.\n\n[*Footnote: It is said by all.]\n\n{LINES}"
    two = f"{LINES}\n\nThis is known* to all.** And yet it is so.\n\n* Or to most.\n\n** By and by.\n\n{LINES}"
    none = f"{LINES}\n\nThis is *well* known.\n\n* Or to most.\n\n{LINES}"
    book = read_book(plain("CHAPTER I", one, "CHAPTER II", two, "CHAPTER III", none), "x.txt")
    notes = [[plain_text(block.blocks) for block in each.blocks if isinstance(block, Note)] for each in book.chapters]
    assert notes == [["It is said by all."], ["Or to most.", "By and by."], []]
    assert "*" not in plain_text(book.chapters[1].blocks)
