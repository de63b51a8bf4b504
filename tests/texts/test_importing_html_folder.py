"""Zips of web pages."""

from tests.texts.books import html, packed, prose, text_of, titles
from texts.importing import read_book

LINKS = "<ul><li><a href='gate.html'>The gate</a></li><li>2. <a href='ford.html'>The ford</a></li></ul>"
PAGES = {f"{name}.html": html(f"<h1>{name.title()}</h1>{prose()}") for name in ("ford", "gate")}


def site(body, **others):
    others = {f"{name}.html": page for name, page in others.items()}
    return read_book(packed({"index.html": html(f"<h1>The Book</h1>{body}"), **PAGES, **others}), "x.zip")


def test_web_pages_in_the_order_of_the_first_one():
    book = site(LINKS)
    assert (book.title, titles(book)) == ("The Book", ["Gate", "Ford"])
    assert not any("index.html" in notice for notice in book.notices)


def test_the_first_page_is_the_first_chapter_if_it_has_a_text_of_its_own():
    book = site(f"<h2>Preface</h2><p>Why I went.</p>{prose()}{LINKS}")
    assert len(book.chapters) == 3
    assert "Why I went." in text_of(book)
    assert titles(book)[1:] == ["Gate", "Ford"]
    assert "The gate" not in text_of(book)


def test_a_few_lines_beside_the_list_of_chapters_are_left_out_with_a_word():
    book = site(f"<p>Pages of my father, put here by me.</p>{LINKS}")
    assert titles(book) == ["Gate", "Ford"]
    assert "“index.html” was read as a list of contents; what it says itself was left out." in book.notices


def test_pages_that_nothing_leads_to_are_named():
    others = {f"z{at:02}": html(prose(1)) for at in range(12)}
    assert "Pages that “index.html” does not lead to were left out (1): z.html." in site(LINKS, z=html(prose())).notices
    (said,) = [notice for notice in site(LINKS, **others).notices if "left out" in notice]
    assert "(12): z00.html, z01.html" in said
    assert said.endswith("z09.html ….")


def test_of_pages_without_a_list_the_largest_is_read_and_the_others_named():
    pages = {"a.html": html(prose(1)), "b.html": html(f"<h1>Long</h1>{prose(9)}")}
    notice = "Of several web pages only “b.html”, the largest, was read; left out: a.html."
    assert notice in read_book(packed(pages), "x.zip").notices
    assert not any("largest" in each for each in read_book(packed({"b.html": pages["b.html"]}), "x.zip").notices)


def test_letters_that_were_guessed_are_said_once():
    words = "Voilà un été passé près de la forêt, où rien ne bougeait. " * 9
    page = f"<html><body><h1>Le gué</h1><p>{words}</p></body></html>"
    guessed = {name: page.encode("cp1252") for name in ("old", "older")}
    links = "<a href='old.html'>One</a> <a href='older.html'>Two</a>"
    said = [each for each in site(f"{LINKS}<p>{links}</p>", **guessed).notices if "seem to be written in" in each]
    assert len(said) == 1
