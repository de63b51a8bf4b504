# ruff: noqa: E501 (markup reads better on one line)
"""Saved pages of magazines and papers: the text is found, and what stands around it is left out."""

import pytest

from tests.texts.books import PROSE, html, prose, text_of, titles
from texts.importing import read_book

LINKS = "".join(
    f"<li><a href='https://example.org/{at}'>Seven ovens that nobody can afford, part {at}</a></li>" for at in range(9)
)
TEASER = "<div class='x7'><h3><a href='/o'>The oven of the year and what it costs</a></h3><p>It is hot.</p></div>"


def page(inner, around=LINKS):
    return html(
        f"<div id='wrap'><div class='a1'><ul>{around}</ul></div><div class='b2'><h1>On Bread</h1><div class='c3'>{inner}</div>"
        f"{TEASER}{TEASER}</div><div class='d4'><p>Read on: <a href='/more'>Everything about ovens and their makers</a></p></div></div>"
    )


def test_what_is_mostly_links_beside_the_prose_goes_whatever_it_is_called():
    book = read_book(page(f"{prose()}<h2>Flour</h2>{prose()}"), "x.html")
    assert titles(book) == ["Opening", "Flour"]
    assert "oven" not in text_of(book)


def test_links_among_the_prose_stay():
    inner = f"{prose(5)}<p>See <a href='https://example.org/mill'>the mill</a>.</p><p>The flour stays.</p>"
    assert all(word in text_of(read_book(page(inner), "x.html")) for word in ("the mill", "The flour stays."))


def test_notes_that_are_only_addresses_stay_with_the_text():
    text = f"<div><p>Word<sup id='r1'><a href='#n1'>1</a></sup> more.</p>{prose()}</div>"
    notes = (
        "<div><p id='n1'><a href='#r1'>1</a> <a href='https://example.org/mill'>https://example.org/mill</a></p></div>"
    )
    (chapter,) = read_book(html(f"<div>{LINKS}</div>{text}{notes}"), "x.html").chapters
    assert chapter.notes == 1


def test_parts_for_those_who_pay_are_text():
    inner = "".join(f"<div class='chunk paywall'><p>The {at} begins.</p>{prose()}</div>" for at in range(4))
    text = text_of(read_book(page(f"<article>{inner}</article>"), "x.html"))
    assert all(f"The {at} begins." in text for at in range(4))


def test_of_several_articles_none_is_lost():
    book = read_book(
        html(
            "".join(f"<article><h2>{name}</h2>{prose(size)}</article>" for name, size in (("Flour", 6), ("Water", 4)))
        ),
        "x.html",
    )
    assert titles(book) == ["Flour", "Water"]


def test_a_subtitle_further_down_belongs_to_something_else():
    inner = f"<p>{PROSE} {PROSE}</p><h3>Weather</h3><p class='subtitle'>Rain today</p>"
    assert read_book(page(inner), "x.html").subtitle == ""


def test_the_site_is_not_the_author_where_the_page_knows_a_person():
    head = "<meta name='author' content='The Daily Loaf'>"
    head += '<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Jane Roe"}]}</script>'
    assert read_book(html(f"<h1>On Bread</h1>{prose()}", head), "x.html").authors == ["Jane Roe"]


def test_the_title_may_stand_below_the_name_of_the_site_and_its_author_in_a_link():
    head = "<title>A Road - Chapter 1 - janeroe - Tales [The Library]</title><meta name='author' content='Friends of the Library'>"
    body = f"<h1>The Library beta</h1><main><h2>A Road</h2><h3>by <a rel='author' href='/j'>janeroe</a></h3>{prose()}</main>"
    book = read_book(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "x.html")
    assert (book.title, book.authors) == ("A Road", ["janeroe"])


@pytest.mark.parametrize("heading", ["Social questions", "Navigation", "1. The popup state", "Comments on Mill"])
def test_a_section_that_is_named_after_its_heading_is_text(heading):
    slug = heading.removeprefix("1. ").lower().replace(" ", "-")
    inner = f"<section id='bread'><h2>Bread</h2>{prose()}</section><section id='{slug}'><h2>{heading}</h2>{prose()}</section>"
    assert heading.removeprefix("1. ") in titles(read_book(html(f"<h1>On Bread</h1>{inner}"), "x.html"))


def test_boxes_named_after_their_headings_are_no_sections_where_the_text_has_none():
    boxes = f"<div id='comments'><h2>Comments</h2>{prose()}</div><div id='related'><h2>Related</h2><p>Ovens.</p></div>"
    book = read_book(html(f"<div><h1>On Bread</h1>{prose(9)}{boxes}</div>"), "x.html")
    assert titles(book) == ["On Bread"]
