# ruff: noqa: E501 (texts read better on one line)
"""Plain texts of many shapes, made here in the ways of those who transcribe books."""

import pytest

from tests.texts.books import LINES, labels
from tests.texts.plain import chapter, read
from texts.writers import plain_text

SHORT = LINES[:140]
ROMAN = ["I", "II", "III", "IV", "V", "VI"]


def gutenberg(*parts, title="A Tale", author="Jane Roe", more=""):
    head = f"Title: {title}\n\nAuthor: {author}\n{more}\n*** START OF THIS PROJECT GUTENBERG EBOOK ***"
    return read(head, *parts, "*** END OF THIS PROJECT GUTENBERG EBOOK ***\n\nLicence.")


class TestContentsLists:
    def test_the_names_in_it_are_the_headings_whatever_they_look_like(self):
        names = ["Economy", "Where I Lived, and What I Lived For", "On Doors"]
        book = gutenberg("Contents\n\n" + "\n".join(f" {name}" for name in names), *map(chapter, names))
        assert [each.title for each in book.chapters] == names

    def test_numbers_may_be_written_otherwise_in_it(self):
        book = gutenberg("Contents\n\n Chapter 1.\n Chapter 2.", chapter("CHAPTER I."), chapter("CHAPTER II."))
        assert [each.number for each in book.chapters] == ["I", "II"]

    def test_parts_with_chapters_that_count_anew(self):
        listed = "\n\n".join(f"    BOOK {book}: 1805\n\n    CHAPTER I\n\n    CHAPTER II" for book in ("ONE", "TWO"))
        text = [
            part
            for book in ("ONE", "TWO")
            for part in (f"BOOK {book}: 1805", chapter("CHAPTER I"), chapter("CHAPTER II"))
        ]
        book = gutenberg(
            f"    Contents\n\n{listed}\n\n    EPILOGUE: 1813", *text, "EPILOGUE: 1813", chapter("CHAPTER I")
        )
        assert [(each.part, each.number) for each in book.chapters] == [
            ("BOOK ONE: 1805", "I"),
            ("BOOK ONE: 1805", "II"),
            ("BOOK TWO: 1805", "I"),
            ("BOOK TWO: 1805", "II"),
            ("EPILOGUE: 1813", "I"),
        ]

    def test_sections_with_numbers_do_not_pose_as_the_stories_it_names(self):
        stories = ["A SCANDAL", "THE LEAGUE", "A CASE"]
        listed = "\n".join(f"   {ROMAN[at]}.     {name.title()}" for at, name in enumerate(stories))
        first = "\n\n\n".join(["I. A SCANDAL", *(f"{ROMAN[at]}.\n\n{LINES}" for at in range(3))])
        rest = [chapter(f"{ROMAN[at]}. {stories[at]}") for at in (1, 2)]
        assert labels(gutenberg(f"Contents\n\n{listed}", first, *rest)) == [
            ("", ROMAN[at], name) for at, name in enumerate(stories)
        ]

    def test_with_page_numbers_and_summaries(self):
        listed = "CONTENTS\n\n\nCHAPTER I\n\nOF THE BEGINNING--The first things--Their names--How they were found--\nThe end  . . . . 1\n\nCHAPTER II\n\nOF THE END--The last things . . . . 80"
        book = gutenberg(
            chapter("PREFACE"), listed, chapter("CHAPTER I\n\nOF THE BEGINNING"), chapter("CHAPTER II\n\nOF THE END")
        )
        assert labels(book) == [("", "", "PREFACE"), ("", "I", "OF THE BEGINNING"), ("", "II", "OF THE END")]

    def test_without_a_heading_of_its_own(self):
        listed = "   I. A Scandal\n  II. The League\n III. The Case"
        text = [
            chapter(f"ADVENTURE {ROMAN[at]}. {name}") for at, name in enumerate(["A SCANDAL", "THE LEAGUE", "THE CASE"])
        ]
        assert [each.number for each in gutenberg(listed, *text).chapters] == ["I", "II", "III"]

    def test_the_list_of_persons_after_it_stays(self):
        listed = "Contents\n\nACT I\nSCENE I. A platform.\n\nACT II\nSCENE I. A room."
        persons = "Dramatis Personæ\n\nHAMLET, Prince of Denmark\nCLAUDIUS, King of Denmark"
        acts = ["ACT I", chapter("SCENE I. A platform."), "ACT II", chapter("SCENE I. A room.")]
        assert labels(gutenberg(listed, persons, *acts)) == [
            ("", "", "Dramatis Personæ"),
            ("ACT I", "I", "A platform."),
            ("ACT II", "I", "A room."),
        ]


class TestHeadings:
    def test_titles_below_numbers_may_end_in_a_full_stop_where_nearly_all_do(self):
        names = ["Of the title.", "Of the book.", "D. Gloria.", "It is time!", "On the terrace."]
        book = gutenberg(*(chapter(ROMAN[at], name) for at, name in enumerate(names)))
        assert labels(book) == [("", ROMAN[at], name) for at, name in enumerate(names)]

    def test_short_first_paragraphs_are_no_titles(self):
        speech = ["“Go,” she said.", "“Why? Because.”", "He went. She stayed."]
        book = gutenberg(*(chapter(f"CHAPTER {ROMAN[at]}", said) for at, said in enumerate(speech)))
        assert [each.first_words for each in book.chapters] == speech

    def test_numbers_that_begin_again_below_a_title_belong_to_it(self):
        text = [f"{name}\n\n\nI\n\n{LINES}\n\n\nII\n\n{LINES}" for name in ("MACLOUNE", "LE PÈRE LOUISON")]
        assert [(each.part, each.number) for each in gutenberg(*text).chapters] == [
            ("MACLOUNE", "I"),
            ("MACLOUNE", "II"),
            ("LE PÈRE LOUISON", "I"),
            ("LE PÈRE LOUISON", "II"),
        ]

    def test_two_kinds_of_parts_are_nested(self):
        text = [
            "VOLUME I--FANTINE",
            "BOOK FIRST--A JUST MAN",
            chapter("CHAPTER I--M. MYRIEL"),
            chapter("CHAPTER II--HE"),
        ]
        text += ["BOOK SECOND--THE FALL", chapter("CHAPTER I--EVENING"), "VOLUME II--COSETTE", "BOOK FIRST--WATERLOO"]
        book = gutenberg(*text, chapter("CHAPTER I--THE ROAD"))
        assert [each.part for each in book.chapters] == [
            "VOLUME I—FANTINE, BOOK FIRST—A JUST MAN",
            "VOLUME I—FANTINE, BOOK FIRST—A JUST MAN",
            "VOLUME I—FANTINE, BOOK SECOND—THE FALL",
            "VOLUME II—COSETTE, BOOK FIRST—WATERLOO",
        ]

    def test_numbers_of_two_kinds_are_parts_and_chapters(self):
        text = ["— I —", chapter("[ 1 ]"), chapter("[ 2 ]"), "— II —", chapter("[ 3 ]"), chapter("[ 4 ]")]
        assert [(each.part, each.number) for each in gutenberg(*text).chapters] == [
            ("— I —", "1"),
            ("— I —", "2"),
            ("— II —", "3"),
            ("— II —", "4"),
        ]

    @pytest.mark.parametrize("word", ["FEDERALIST No.", "Inferno: Canto", "Day"])
    def test_lines_that_begin_alike_and_count_are_headings(self, word):
        text = [chapter(f"{word} {number}", "TO THE PEOPLE") for number in ("I", "II", "III", "IV")]
        assert [each.number for each in gutenberg(*text).chapters] == ["I", "II", "III", "IV"]

    @pytest.mark.parametrize(
        "heads",
        [
            ["ENSIMMÄINEN LUKU", "TOINEN LUKU", "KOLMAS LUKU"],
            ["ROZDZIAŁ PIERWSZY", "ROZDZIAŁ DRUGI", "ROZDZIAŁ TRZECI"],
            ["FÖRSTA KAPITLET. Natten", "ANDRA KAPITLET. Dagen", "TREDJE KAPITLET. Kvällen"],
            ["ELSŐ FEJEZET", "MÁSODIK FEJEZET", "HARMADIK FEJEZET"],
        ],
    )
    def test_whatever_counts_a_word_for_chapter_is_its_number(self, heads):
        book = gutenberg(*map(chapter, heads))
        assert len(book.chapters) == 3
        assert all(each.number in head for each, head in zip(book.chapters, heads, strict=True))

    def test_cyrillic_letters_stand_for_roman_numbers(self):
        assert [each.number for each in gutenberg(chapter("І"), chapter("ІI"), chapter("ІІІ")).chapters] == ROMAN[:3]

    def test_letters_without_case_are_no_capitals(self):
        text = "\n\n".join(
            ["하고 Y박사는 아내를 바라보면서,", "그는 대답하지 않았다. 나는 오래 기다렸다.", "비가 왔다."] * 12
        )
        assert len(read("유정", text).chapters) == 1


class TestWhatOthersAdded:
    def test_the_header_of_the_nineties(self):
        head = "**The Project Gutenberg Etext of The Time Machine, by H. G. Wells**\n\nWhy is this here?\n\n"
        end = "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*"
        text = "\n\n\n\n".join([head + LINES, end, "The Time Machine, by H. G. Wells [1898]", *map(chapter, ROMAN[:3])])
        book = read(text + "\n\n\nEnd of The Project Gutenberg Etext of The Time Machine, by H. G. Wells")
        assert (book.title, book.authors, book.year) == ("The Time Machine", ["H. G. Wells"], 1898)
        assert [each.number for each in book.chapters] == ROMAN[:3]

    def test_a_second_line_of_the_title_is_the_subtitle_and_one_of_names_another_name(self):
        book = gutenberg(
            chapter("I"),
            title="The Girl\n       A Comedy in Four Acts",
            more="Translator: Louise M.\n        Aylmer M.\n",
        )
        assert (book.title, book.subtitle) == ("The Girl", "A Comedy in Four Acts")
        assert book.translators == ["Louise M.", "Aylmer M."]

    def test_title_and_author_in_lines_of_their_own(self):
        book = read("Title: The Goat\nAuthor: Ion Creangă\nLanguage: Romanian", *map(chapter, ROMAN[:3]))
        assert (book.title, book.authors, book.language, len(book.chapters)) == ("The Goat", ["Ion Creangă"], "ro", 3)

    def test_notes_of_transcribers_pictures_advertisements_and_indexes_go(self):
        note = f"TRANSCRIBER'S NOTE:\n\n{LINES}"
        frame = "[Illustration:\n\n     GEORGE ALLEN\n     PUBLISHER]"
        index = "INDEX\n\n\nAbbey, the, 12, 34\n\nBishop, 45, 67-69\n\nCastle, 3"
        last = "BY THE SAME AUTHOR\n\nOther Things. 3s. 6d."
        book = gutenberg(note, frame, chapter("CHAPTER I"), chapter("CHAPTER II"), index, last)
        assert [each.number for each in book.chapters] == ["I", "II"]
        assert "Abbey" not in str(book.chapters)
        assert "Left out: “INDEX”." in book.notices

    def test_the_address_of_a_publisher_is_no_poem(self):
        book = gutenberg(
            "Thomas Y. Crowell & Co.\nNo. 13, Astor Place\nNew York\n\nCopyright 1887",
            chapter("I"),
            chapter("II"),
            chapter("III"),
        )
        assert [each.number for each in book.chapters] == ROMAN[:3]
        assert book.year == 1887


class TestWhoWroteIt:
    @pytest.mark.parametrize(
        "lines",
        [
            "by Jane Roe", "BY\n\nJANE ROE", "Jane Roe", "A Comedy in Two Acts\n\nby Jane Roe", "Novelle\nvon\nJane Roe",
            "A NOVEL BY JANE ROE",
        ],
    )  # fmt: skip
    def test_the_lines_below_the_title(self, lines):
        book = read("The Low Road", lines, chapter("CHAPTER I"), chapter("CHAPTER II"))
        assert (book.title, book.authors, len(book.chapters)) == ("The Low Road", ["Jane Roe"], 2)

    @pytest.mark.parametrize(
        "line", ["Collected Poems", "Second Edition", "A Long Story", "Part One", "DRAMATIS PERSONAE", "New York, 1894"]
    )
    def test_a_line_that_is_no_name(self, line):
        assert read("The Low Road", line, chapter("CHAPTER I"), chapter("CHAPTER II")).authors == []

    def test_the_first_of_several_titles_is_no_name(self):
        book = read("The Low Road", *(chapter(name) for name in ("Early Morning", "Late Evening", "Deep Night")))
        assert book.authors == []
        assert [each.title for each in book.chapters] == ["Early Morning", "Late Evening", "Deep Night"]

    def test_the_day_of_a_letter_or_speech_is_its_year(self):
        assert read("Paris, 24 April 1871", "To Doctor Kugelmann", LINES, LINES).year == 1871
        assert read("Speech to the Bakers", "Delivered at Hull, 4 March 1900", LINES, LINES).year == 1900


class TestNotesOfPlainTexts:
    def notes(self, *parts):
        return [(each.notes, plain_text(each.blocks[-1:])) for each in read("On Bread", *parts).chapters]

    def test_notes_that_count_anew_stay_with_their_chapter(self):
        for one, two in (("[1] First.", "[1] Second."), ("[Footnote 1: First.]", "[Footnote 1: Second.]")):
            found = self.notes(chapter("CHAPTER I", "Word.[1]"), one, chapter("CHAPTER II", "Word.[1]"), two)
            assert found == [(1, "First."), (1, "Second.")]

    def test_notes_at_the_end_that_count_anew_there(self):
        ends = "\n\n".join(["NOTES", "[1] First.", "[2] Second."])
        found = self.notes(chapter("CHAPTER I", "Word.[1]"), chapter("CHAPTER II", "Word.[2]"), ends)
        assert found == [(1, "First."), (1, "Second.")]

    def test_a_note_of_several_paragraphs(self):
        note = "[Footnote A: First [of two].\n\nSecond.]"
        ((count, text),) = self.notes(f"Word.[A]\n\n{LINES}\n\n{note}")
        assert (count, text) == (1, "First [of two].\nSecond.")

    def test_a_number_in_brackets_that_no_mark_leads_to_is_text(self):
        assert self.notes(f"[1] See below.\n\n{LINES}")[0][0] == 0


def test_titles_that_are_underlined_by_their_length_are_headings():
    for over in ("", "============\n"):
        text = f"{over}The Low Road\n============\n\nThe Gate\n--------\n\n{LINES}\n\nThe Ford\n--------\n\n{LINES}"
        assert labels(read(text)) == [("", "", "The Gate"), ("", "", "The Ford")]
    assert labels(read(f"The Low Road\n\n{LINES}\n\n{'-' * 40}\n\n{LINES}")) == [("", "", "The Low Road")]
