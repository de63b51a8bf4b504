# ruff: noqa: E501 (markup reads better on one line)
"""EPUBs as publishers and their programs make them: title pages, imprints, notes, labels that say nothing."""

import pytest

from tests.texts.books import epub, page, prose, text_of, titles
from tests.texts.books import labels as known
from tests.texts.makers import METADATA, NAMES, chapters
from texts.blocks import Break
from texts.importing import read_book
from texts.writers import plain_text

FILES = {f"{at}.html": page(f"<h1>{name}</h1>{prose()}") for at, name in enumerate(NAMES)}
TOC = [(name, f"{at}.html") for at, name in enumerate(NAMES)]
LICENCE = "<p>This ebook is licensed for your personal enjoyment only. It may not be re-sold or given away.</p>"


def made(before=None, after=None, toc=TOC, metadata=METADATA):
    return read_book(epub((before or {}) | FILES | (after or {}), toc=toc, metadata=metadata), "x.epub")


class TestTitlePages:
    @pytest.mark.parametrize(
        ("body", "year"),
        [
            ("<section epub:type='titlepage'><h1>The Low Road</h1><p>London, 1888</p></section>", 1888),
            (
                "<section epub:type='colophon'><p>The Low Road<br/>was published in 1811 by<br/>Jane Roe.</p></section>",
                1811,
            ),
            ("<p>Copyright © 2014 Jane Roe</p><p>First published 1954</p>", 1954),
            ("<p>The Low Road</p><p>(1882)</p>", 1882),
        ],
    )
    def test_they_are_left_out_but_tell_the_year(self, body, year):
        book = made({"t.html": page(body)})
        assert (book.year, titles(book)) == (year, NAMES)

    @pytest.mark.parametrize(
        "line",
        [
            "Translated from the French by Ann Lee",
            "Traduit par Ann Lee",
            "Aus dem Englischen von Ann Lee",
            "Traducción: Ann Lee",
        ],
    )
    def test_they_tell_the_translator_whom_the_metadata_calls_an_author(self, line):
        title = {"t.html": page(f"<section epub:type='titlepage'><p>{line}</p></section>")}
        book = made(title, metadata=METADATA + "<dc:creator>Ann Lee</dc:creator>")
        assert (book.authors, book.translators) == (["Jane Roe"], ["Ann Lee"])

    def test_a_subtitle_below_the_title_is_told_by_its_class(self):
        book = made({"t.html": page("<p class='title'>The Low Road</p><p class='subtitle'>A Walk</p>")})
        assert (book.subtitle, titles(book)) == ("A Walk", NAMES)

    def test_an_imprint_with_a_licence_in_sentences_is_no_opening(self):
        book = made({"t.html": page(f"<p>Copyright 2014 Jane Roe</p>{LICENCE * 9}")})
        assert titles(book) == NAMES
        assert any("Copyright 2014" in notice for notice in book.notices)

    def test_a_page_of_rights_between_the_chapters_goes(self):
        book = made(after={"c.html": page("<p>Copyright: free everywhere.</p><p>This book is brought to you.</p>")})
        assert "brought to you" not in text_of(book)


class TestLabels:
    def test_labels_that_say_nothing_give_way_to_the_headings(self):
        toc = [("Front Matter", "0.html"), ("Start", "1.html"), ("The Mill", "2.html"), ("Back Matter", "i.html")]
        book = made(after={"i.html": page("<h1>Index</h1><p>Dam, 3, 4, 5</p>")}, toc=[*toc, ("Notes", "0.html")])
        assert titles(book) == NAMES

    def test_a_page_that_asks_for_more_readers_is_no_chapter(self):
        ask = page("<h1>Afterword</h1><p>Please leave a review, and sign up for the newsletter.</p>")
        assert titles(made(after={"z.html": ask}, toc=[*TOC, ("Afterword", "z.html")])) == NAMES

    def test_a_letter_that_speaks_of_a_newsletter_is_a_chapter(self):
        letter = page("<h1>Last letter</h1><p>The newsletter has gone to the printer. Kisses, R.</p>")
        assert titles(made(after={"z.html": letter}, toc=[*TOC, ("Last letter", "z.html")])) == [*NAMES, "Last letter"]

    def test_sections_keep_their_numbers_above_headings_of_their_own(self):
        body = "".join(f"<h2 id='s{at}'>Section {at}</h2><h3 id='x{at}'>Bread</h3>{prose()}" for at in range(1, 4))
        toc = [(f"Section {at}", f"s.html#s{at}", [("Bread", f"s.html#x{at}")]) for at in range(1, 4)]
        assert [each.number for each in read_book(epub({"s.html": page(body)}, toc=toc), "x.epub").chapters] == [*"123"]

    def test_what_is_said_about_the_author_is_not_the_year_of_the_text(self):
        about = page("<h1>About the Author</h1><p>She has written nine books, one in 1987.</p>")
        assert made(after={"z.html": about}).year is None

    @pytest.mark.parametrize("label", ["Copyright Information", "Half Title Page", "Cover Image", "Legal Notice"])
    def test_what_publishers_call_the_pages_around_the_text(self, label):
        other = page(f"<h1>{label}</h1>{prose()}")
        assert titles(made({"c.html": other}, toc=[(label, "c.html"), *TOC])) == NAMES

    def test_names_of_files_are_no_list_of_contents(self):
        assert titles(made(toc=[(f"{at}.html", f"{at}.html") for at in range(3)])) == NAMES


LONG = prose(30)


class TestCuts:
    @pytest.mark.parametrize("line", ["<p><span>{}</span></p>", "<h2>{}</h2>"])
    def test_parts_whose_chapters_are_not_listed_are_cut_at_their_headings(self, line):
        def part(at):
            inside = "".join(f"{line.format(f'Chapter {n}: {name}')}{LONG}" for n, name in enumerate(NAMES, start=1))
            return page(f"<p>Part {at}</p>{inside}")

        book = read_book(
            epub({"a.html": part("One"), "b.html": part("Two")}, toc=[("Part One", "a.html"), ("Part Two", "b.html")]),
            "x.epub",
        )
        wanted = [(f"Part {part}", str(n), name) for part in ("One", "Two") for n, name in enumerate(NAMES, start=1)]
        assert known(book) == wanted
        assert "Part" not in text_of(book)

    def test_parts_alone_are_listed_and_their_chapters_are_files(self):
        files, wanted = {}, []
        for part in ("Part One", "Part Two"):
            files[f"{part[-3:]}.html"] = page(f"<h1>{part}</h1>")
            files |= {f"{part[-3:]}{at}.html": page(f"<h2>Chapter {at}</h2>{prose()}") for at in (1, 2)}
            wanted += [(part, str(at), f"Chapter {at}") for at in (1, 2)]
        book = read_book(epub(files, toc=[("Part One", "One.html"), ("Part Two", "Two.html")]), "x.epub")
        assert known(book) == wanted

    def test_an_anchor_at_the_end_of_a_file_marks_what_begins_the_next(self):
        table = "<table><tr><td>one</td><td>two</td></tr></table>"
        files = {
            "a.html": page(f"<h1>The Gate</h1>{prose()}{table}<section id='ford'><div></div></section>"),
            "b.html": page(f"<h1>The Ford</h1>{prose()}"),
        }
        book = read_book(epub(files, toc=[("The Gate", "a.html"), ("The Ford", "a.html#ford")]), "x.epub")
        assert [(each.title, "two" in plain_text(each.blocks)) for each in book.chapters] == [
            ("The Gate", True),
            ("The Ford", False),
        ]

    def test_sections_in_files_of_their_own_without_a_list_of_contents_stay_in_their_chapters(self):
        files = {}
        for at, name in enumerate(NAMES):
            files |= {f"{at}.html": page(f"<h1>{name}</h1>{prose()}"), f"{at}-2.html": page(f"<h2>Later</h2>{prose()}")}
        assert titles(read_book(epub(files, metadata=METADATA), "x.epub")) == NAMES

    def test_a_list_of_notes_is_no_list_of_contents(self):
        files = {
            f"{at}.html": page(f"<h1>{name}</h1><p id='c{at}'>It is.</p>{prose()}") for at, name in enumerate(NAMES)
        }
        toc = [("↩", "0.html#c0"), ("←2", "1.html#c1"), ("3", "2.html#c2"), ("4", "2.html")]
        assert titles(read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")) == NAMES

    def test_numbered_chapters_over_sections_in_files_of_their_own_are_no_parts(self):
        files, toc = {}, []
        for at, name in enumerate(NAMES, start=1):
            files |= {f"{at}.html": page(f"<h1>{name}</h1>{prose()}"), f"{at}-2.html": page(f"<h2>Later</h2>{prose()}")}
            toc.append((f"{at}. {name}", f"{at}.html", [("Later", f"{at}-2.html")]))
        assert known(read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")) == chapters("1", "2", "3")

    def test_a_single_file_that_begins_with_its_contents_or_is_marked_as_such_is_read(self):
        body = "<h2 id='c'>Contents</h2><p>The Gate</p>" + "".join(
            f"<h2 id='{at}'>{name}</h2>{prose()}" for at, name in enumerate(NAMES)
        )
        toc = [("Contents", "b.html#c"), *((name, f"b.html#{at}") for at, name in enumerate(NAMES))]
        guide = '<guide><reference type="toc" href="b.html#c"/><reference type="cover" href="b.html"/></guide>'
        book = read_book(epub({"b.html": page(body)}, toc=toc, metadata=METADATA, guide=guide), "x.epub")
        assert titles(book) == NAMES

    def test_a_label_that_breaks_off_is_the_heading(self):
        heading = "Chapter 1. Of the Less Erroneous Pictures of Whales, and the True Pictures"
        files = {"a.html": page(f"<h1>{heading}</h1>{prose()}"), "b.html": page(f"<h1>Chapter 2. Brit</h1>{prose()}")}
        toc = [(heading[:50], "a.html"), ("Chapter 2. Brit", "b.html")]
        book = read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")
        assert known(book)[0] == ("", "1", heading[11:])
        assert text_of(book).startswith("It was late")


class TestNotes:
    def test_notes_below_their_heading_are_known_by_the_links_to_them(self):
        texts = {
            f"{at}.html": page(
                f"<h1>{name}</h1><p>Word<a href='n.html#n{at}' id='r{at}'><sup>[{at}]</sup></a>.</p>{prose()}"
            )
            for at, name in enumerate(NAMES, start=1)
        }
        notes = "".join(
            f"<h2>{name}</h2><div id='n{at}'><p>{at}</p><p>Note {name}. <a href='{at}.html#r{at}'>go back</a></p></div>"
            for at, name in enumerate(NAMES, start=1)
        )
        toc = [(name, f"{at}.html") for at, name in enumerate(NAMES, start=1)]
        book = read_book(
            epub(
                texts | {"n.html": page(f"<h1>Notes</h1>{notes}")}, toc=[*toc, ("Notes", "n.html")], metadata=METADATA
            ),
            "x.epub",
        )
        assert known(book) == chapters("", "", "")
        assert [each.notes for each in book.chapters] == [1, 1, 1]
        assert plain_text(book.chapters[1].blocks[-1:]).endswith("Note The Ford.")
        assert "go back" not in text_of(book)

    def test_a_note_does_not_say_its_number_again(self):
        one = f"<h1>One</h1><p>Word<a epub:type='noteref' href='#n1'>12</a>.</p>{prose()}"
        note = '<aside epub:type="footnote" id="n1"><p><span>12</span>It is true.</p></aside>'
        book = read_book(epub({"a.html": page(one + note)}, metadata=METADATA), "x.epub")
        assert plain_text(book.chapters[0].blocks[-1:]) == "It is true."

    @pytest.mark.parametrize(
        ("around", "way_back"),
        [
            ("<section type='endnotes'><h2>Remarks</h2>{}</section>", ""),
            ("<h2>Remarks</h2>{}", "<a href='a.html#r1'>↩</a>"),
            ("<h2>Endnotes</h2>{}", ""),
        ],
    )
    def test_notes_in_a_list_of_a_file_of_their_own(self, around, way_back):
        one = page(f"<h1>One</h1><p>Word<a href='n.html#n1' id='r1'>1</a>.</p>{prose()}")
        notes = page(around.format(f"<ol><li id='n1'><p>A note. {way_back}</p></li></ol>"))
        toc = [("One", "a.html"), ("Remarks", "n.html")]
        book = read_book(epub({"a.html": one, "n.html": notes}, toc=toc, metadata=METADATA), "x.epub")
        assert book.chapters[0].notes == 1
        assert plain_text(book.chapters[0].blocks[-1:]) == "A note."


class TestKindle:
    """What is left of a book’s markup after a conversion there and back: paragraphs."""

    def test_the_title_and_the_names_of_parts_on_pages_of_their_own_are_no_text(self):
        files = {"t.html": page("<p>The Low Road</p><p>A Walk</p>")}
        files["p.html"] = page("<p>Book One</p><p>The Sea</p>")
        files |= {f"{at}.html": page(f"<p>{at}</p><p>{name}</p>{prose()}") for at, name in enumerate(NAMES, start=1)}
        inner = [(f"{at}: {name}", f"{at}.html") for at, name in enumerate(NAMES, start=1)]
        toc = [("The Low Road", "t.html", [("Book One: The Sea", "p.html", inner)])]
        metadata = METADATA.replace("The Low Road", "The Low Road: A Walk")
        book = read_book(epub(files, toc=toc, metadata=metadata), "x.epub")
        assert known(book) == [("Book One: The Sea", str(at), name) for at, name in enumerate(NAMES, start=1)]
        assert text_of(book).startswith("It was late")


def test_numbers_and_lines_of_a_poem():
    line = "<div class='ln'>{} the silver light<span class='lnum'>{}</span></div>"
    poem = "".join(
        f"<div class='linegroup'>{line.format('April', 10)}{line.format('Winter', '')}</div>" for _ in range(3)
    )
    book = read_book(epub({"a.html": page(f"<h1>One</h1>{poem}")}, metadata=METADATA), "x.epub")
    assert [len(block.lines) for block in book.chapters[0].blocks] == [2, 2, 2]
    assert "10" not in text_of(book)


class TestOddMarkup:
    def blocks(self, body):
        return (
            read_book(epub({"a.html": page(f"<h1>One</h1>{body}{prose()}")}, metadata=METADATA), "x.epub")
            .chapters[0]
            .blocks
        )

    @pytest.mark.parametrize("line", ["* * *", "⁂", "•", "———"])
    def test_ornaments_between_scenes_are_breaks(self, line):
        assert isinstance(self.blocks(f"<p>It rains.</p><p class='c'>{line}</p>")[1], Break)

    @pytest.mark.parametrize("line", ["“...”", "...", "?", "1"])
    def test_short_lines_that_say_something_stay(self, line):
        assert plain_text(self.blocks(f"<p>It rains.</p><p>{line}</p>")[1:2]) == line

    def test_page_numbers_go_and_references_stay(self):
        body = "<p>A<a id='page_12'>12</a><span class='pageno' id='p1'>[xiv]</span> door, see <a href='#page_12'>12</a>.</p>"
        assert plain_text(self.blocks(body)[:1]) == "A door, see 12."

    def test_of_a_switch_the_default_is_taken_and_a_caption_stands_above_its_table(self):
        switch = '<p>E is <switch xmlns="http://www.idpf.org/2007/ops"><case>mc2</case><default>energy</default></switch></p>'
        table = "<table><caption>All of it</caption><tr><td>a</td><td>b</td></tr></table>"
        assert plain_text(self.blocks(switch + table)[:2]) == "E is energy\nAll of it"
