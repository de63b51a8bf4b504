# ruff: noqa: E501 (markup reads better on one line)
"""Files as Project Gutenberg makes them now: a header of fields in a box, a title page whose lines are headings."""

from tests.texts.books import epub, page, prose
from texts.importing import read_book

FIELDS = {"Title": "The Slow Road", "Author": "Jane Roe", "Translator": "John Doe", "Original publication": "Hull: Dent, 1894", "Language": "English"}  # fmt: skip
HEADER = (
    '<section class="pg-boilerplate pgheader" id="pg-header"><h2>The Project Gutenberg eBook of <span>The Slow Road</span></h2>'
    '<div class="container" id="pg-machine-header">'
    + "".join(f"<p><strong>{key}</strong>: {value}</p>" for key, value in FIELDS.items())
    + "</div><div><span>*** START OF THE PROJECT GUTENBERG EBOOK THE SLOW ROAD ***</span></div></section>"
)
TITLE_PAGE = (
    '<h1 id="a">THE SLOW ROAD</h1><h2 id="b">By Jane Roe</h2><p>London</p><h2 id="c">CONTENTS</h2><p>I. II. III.</p>'
)
CHAPTERS = "".join(f'<h2 id="k{at}">CHAPTER {number}.</h2>{prose(6)}' for at, number in enumerate(("I", "II", "III")))
METADATA = (
    '<dc:title>The Slow Road</dc:title><dc:creator opf:role="aut">Jane Roe</dc:creator><dc:language>en</dc:language>'
)


def known(book):
    return book.title, book.authors, book.translators, book.year, [(each.number, each.title) for each in book.chapters]


EXPECTED = ("The Slow Road", ["Jane Roe"], ["John Doe"], 1894, [("I", "CHAPTER I."), ("II", "CHAPTER II."), ("III", "CHAPTER III.")])  # fmt: skip


def test_an_epub_of_theirs_has_only_its_chapters():
    names = [("THE SLOW ROAD", "a"), ("By Jane Roe", "b"), ("CONTENTS", "c"), *((f"CHAPTER {n}.", f"k{at}") for at, n in enumerate(("I", "II", "III")))]  # fmt: skip
    toc = [(label, f"0.html#{anchor}") for label, anchor in names]
    book = read_book(epub({"0.html": page(HEADER + TITLE_PAGE + CHAPTERS)}, toc=toc, metadata=METADATA), "x.epub")
    assert known(book) == EXPECTED


def test_a_page_of_theirs_has_the_title_and_the_year_of_its_header():
    html = f"<html lang='en'><head><title>The Slow Road | Project Gutenberg</title></head><body>{HEADER}{TITLE_PAGE}{CHAPTERS}</body></html>"
    assert known(read_book(html.encode(), "x.html")) == EXPECTED


def test_a_story_that_bears_the_title_of_its_book_stays():
    files = {f"s{at}.html": page(f"<h2>{name}</h2>{prose(6)}") for at, name in enumerate(("The Slow Road", "The Ford"))}
    toc = [("The Slow Road", "s0.html"), ("The Ford", "s1.html")]
    book = read_book(epub(files, toc=toc, metadata=METADATA), "x.epub")
    assert [each.title for each in book.chapters] == ["The Slow Road", "The Ford"]


def test_their_titles_hold_a_subtitle():
    metadata = METADATA.replace("Road<", "Road; Or, A Walk<") + "<dc:publisher>Project Gutenberg</dc:publisher>"
    for head in ("", HEADER.replace("Road</p>", "Road; Or, A Walk</p>")):
        book = read_book(epub({"0.html": page(head + CHAPTERS)}, metadata=metadata), "x.epub")
        assert (book.title, book.subtitle) == ("The Slow Road", "Or, A Walk")


def test_a_very_long_chapter_is_cut_at_its_sections_as_in_a_web_page():
    long = "".join(f'<h3 id="s{at}">Section {name}</h3>{prose(140)}' for at, name in enumerate("ABC"))
    body = f"<h2 id='a'>The Ford</h2>{prose(6)}<h2 id='b'>The Mill</h2>{prose(6)}{long}"
    inner = [(f"Section {name}", f"0.html#s{at}") for at, name in enumerate("ABC")]
    toc = [("The Ford", "0.html#a"), ("The Mill", "0.html#b", inner)]
    book = read_book(epub({"0.html": page(body)}, toc=toc, metadata=METADATA), "x.epub")
    assert [each.title for each in book.chapters] == ["The Ford", "The Mill", "Section A", "Section B", "Section C"]
