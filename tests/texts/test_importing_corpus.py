"""Every file of the corpus of real texts comes in as its index says."""

import time

import pytest

from tests.texts.books import needs_corpus, read
from tests.texts.corpus import BOOKS
from texts.blocks import Figure, Heading, List, Note, Verse, note_keys, walk
from texts.importing import Cut
from texts.writers import from_markdown, plain_text, to_html, to_markdown

pytestmark = needs_corpus


@pytest.fixture(scope="module")
def books():
    return {path: read(path) for path in BOOKS}


def chapter(book, title):
    return next(each for each in book.chapters if each.title == title)


@pytest.mark.parametrize("path", BOOKS)
def test_title_authors_and_chapters_are_those_of_the_book(books, path):
    book = books[path]
    assert (
        book.title,
        book.authors,
        len(book.chapters),
        book.chapters[0].title,
        book.chapters[-1].title,
    ) == BOOKS[path]


@pytest.mark.parametrize("path", BOOKS)
def test_every_chapter_goes_to_markdown_and_back(books, path):
    images = books[path].images
    for each in books[path].chapters:
        assert from_markdown(to_markdown(each.blocks), images) == each.blocks, each.title


@pytest.mark.parametrize("path", BOOKS)
def test_no_foreign_markup_survives_and_every_note_has_its_place(books, path):
    for each in books[path].chapters:
        html = to_html(each.blocks).lower()
        assert not any(word in html for word in ("<script", "<style", "<svg", " style=", "<iframe", "javascript:"))
        kept = {block.key for block in each.blocks if isinstance(block, Note)}
        assert kept == set(note_keys(each.blocks))
        assert each.words or any(isinstance(block, Figure) for block in walk(each.blocks))


def test_letters_come_before_chapters(books):
    titles = [each.title for each in books["epub/se-frankenstein.epub"].chapters]
    body = titles[titles.index("Letter I") :]
    assert len(body) == 28
    assert body[3:5] == ["Letter IV", "Chapter I"]


def test_a_label_in_the_title_is_not_said_twice(books):
    letter = chapter(books["epub/se-frankenstein.epub"], "Letter I")
    assert (letter.number, letter.label, letter.separate_number) == ("I", "Letter I", "")


def test_a_whole_letter_is_not_one_quotation(books):
    letter = chapter(books["epub/se-frankenstein.epub"], "Letter I")
    assert len(letter.blocks) > 10


def test_a_heading_inside_a_chapter_stays_inside(books):
    last = books["epub/se-frankenstein.epub"].chapters[-1]
    assert "Walton, in Continuation" in plain_text([each for each in last.blocks if isinstance(each, Heading)])


def test_number_and_title_are_told_apart(books):
    essay = chapter(books["epub/se-souls-of-black-folk.epub"], "Of Our Spiritual Strivings")
    assert (essay.number, essay.label) == ("I", "I: Of Our Spiritual Strivings")


def test_epigraphs_are_verse(books):
    essay = chapter(books["epub/se-souls-of-black-folk.epub"], "Of the Dawn of Freedom")
    verse = next(each for each in walk(essay.blocks) if isinstance(each, Verse))
    assert len(verse.lines) == 10
    assert verse.lines[1].indent == 1


def test_parts_stand_over_their_chapters(books):
    chapters = books["epub/se-tale-of-two-cities.epub"].chapters[1:]
    parts = [each.part for each in chapters]
    assert [parts.count(part) for part in dict.fromkeys(parts)] == [6, 24, 15]
    assert parts[0] == "Book the First: Recalled to Life"
    assert chapters[0].label == "I: The Period"


def test_endnotes_go_to_their_chapters(books):
    manifesto = books["epub/se-communist-manifesto.epub"]
    assert [each.notes for each in manifesto.chapters] == [2, 0, 4, 0, 3, 1]
    assert manifesto.translators == ["Samuel Moore"]


def test_one_file_is_cut_at_its_anchors(books):
    chapters = books["epub/idpf-childrens-literature.epub"].chapters
    stories = [each for each in chapters if each.number]
    assert [each.number for each in stories] == [str(number) for number in range(190, 205)]
    assert stories[0].part == "Abram S. Isaacs"
    assert stories[1].first_words.startswith("A classic collection")


def test_right_to_left_books_say_so(books):
    for path in ("epub/idpf-hebrew-israelsailing.epub", "epub/idpf-arabic-regime-anticancer.epub"):
        assert books[path].direction == "rtl"
    assert books["epub/idpf-arabic-regime-anticancer.epub"].translators == ["Marina Khalil Fayad"]


def test_pictures_are_decoded_and_encoded_again(books):
    images = books["epub/idpf-hebrew-israelsailing.epub"].images
    assert images
    assert all(image.data[:2] in (b"\xff\xd8", b"\x89P") for image in images.values())


def test_what_is_no_language_tag_is_not_one(books):
    assert books["epub/pandoc-obs-story-1.epub"].language == "en"


def test_list_items_do_not_pose_as_headings(books):
    manifesto = books["plain/pg61-communist-manifesto.txt"]
    assert [each.number for each in manifesto.chapters] == ["", "I", "II", "III", "IV"]
    measures = next(each for each in manifesto.chapters[2].blocks if isinstance(each, List))
    assert (measures.ordered, len(measures.items)) == (True, 10)
    sections = [plain_text([each]) for each in manifesto.chapters[3].blocks if isinstance(each, Heading)]
    assert sections == [
        "1. REACTIONARY SOCIALISM",
        "A. Feudal Socialism",
        "B. Petty-Bourgeois Socialism",
        'C. German, or "True," Socialism',
        "2. CONSERVATIVE, OR BOURGEOIS, SOCIALISM",
        "3. CRITICAL-UTOPIAN SOCIALISM AND COMMUNISM",
    ]


def test_bare_numbers_take_the_title_below_and_notes_leave_the_end(books):
    candide = books["plain/pg19942-candide-latin1.txt"]
    first = candide.chapters[1]
    assert (first.number, first.notes) == ("I", 1)
    assert first.title == "HOW CANDIDE WAS BROUGHT UP IN A MAGNIFICENT CASTLE, AND HOW HE WAS EXPELLED THENCE."
    assert "Pangloss is derived from two Greek words" in plain_text(first.blocks)
    assert "AUTO-DA-FÉ" in candide.chapters[6].title
    assert "[34]" not in candide.chapters[26].title
    assert "Transcriber" not in plain_text(candide.chapters[-1].blocks)


def test_verse_in_plain_text_keeps_its_lines(books):
    pool = chapter(books["plain/pg11-alice-utf8-bom.txt"], "The Pool of Tears")
    verses = [each for each in pool.blocks if isinstance(each, Verse)]
    assert [plain_text([each]).split("\n")[0] for each in verses[-2:]] == [
        "‘How doth the little crocodile",
        "‘How cheerfully he seems to grin,",
    ]


@pytest.mark.parametrize("path", [path for path in BOOKS if "/pg" in path])
def test_the_licence_of_the_distributor_is_gone(books, path):
    text = " ".join(plain_text(each.blocks) for each in books[path].chapters)
    assert "Gutenberg" not in text


def test_paragraphs_that_are_footnotes_become_notes(books):
    last = books["html/pg3261-news-from-nowhere.htm"].chapters[-1]
    assert last.notes == 1
    assert "FOOTNOTES" not in plain_text(last.blocks)


def test_a_saved_article_loses_the_page_around_it(books):
    article = books["html/wikipedia-mozilla-article.html"]
    assert [each.title for each in article.chapters] == [
        "Opening",
        "History",
        "Values",
        "Software",
        "Other activities",
        "Community",
        "See also",
        "References",
        "External links",
    ]
    text = " ".join(plain_text(each.blocks) for each in article.chapters)
    assert "[edit]" not in text
    assert "Navigation menu" not in text


def test_uneven_books_are_cut_at_the_next_level_too(books):
    utopia = books["html/pg2130-utopia.htm"]
    assert {each.part for each in utopia.chapters[2:]} == {utopia.chapters[1].title}
    assert any("very long" in notice for notice in utopia.notices)


def test_metadata_written_as_headings_is_read(books):
    assert books["markdown/conquest-of-bread.md"].year == 1892
    assert books["markdown/civil-disobedience.md"].year == 1849
    assert books["markdown/civil-disobedience.md"].words > 9000


def test_chapters_that_a_summary_names_in_vain_are_named(books):
    lost = books["markdown/mdbook-rust-api-guidelines.zip"].lost
    assert len(lost) == 2
    assert "naming.md" in lost[0]


def test_a_folder_of_files_is_read_in_order(books):
    stories = [each for each in books["markdown/open-bible-stories-50-files.zip"].chapters if each.number]
    assert [each.number for each in stories] == [str(number) for number in range(1, 51)]
    assert stories[-1].title == "Jesus Returns"


def test_paragraphs_without_word_spaces_are_kept_apart(books):
    analects = books["nonlatin/analects-zh.txt"]
    assert [len(analects.chapters[at].blocks) for at in (0, -1)] == [16, 3]
    assert analects.language == "zh"
    assert 9_000 < analects.words < 16_000


def test_the_organizer_may_choose_another_cut():
    whole = read("html/pg2130-utopia.htm", cut=Cut("whole"))
    assert len(whole.chapters) == 1
    by_level = read("html/pg2130-utopia.htm", cut=Cut("level", level=2))
    assert [each.title[:12] for each in by_level.chapters] == ["INTRODUCTION", "DISCOURSES O"]
    by_pattern = read("markdown/conquest-of-bread.md", cut=Cut("pattern", pattern=r"[IVX]+$"))
    assert len(by_pattern.chapters) >= 52


def test_a_novel_comes_in_within_seconds():
    began = time.process_time()
    read("epub/se-tale-of-two-cities.epub")
    assert time.process_time() - began < 5
