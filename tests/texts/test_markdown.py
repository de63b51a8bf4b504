"""What people write on the site, as HTML: readable, and never able to do anything."""

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from tests.texts.books import CORPUS, needs_corpus
from texts.markdown import plain, render

TAGS = {
    *("a", "br", "code", "em", "s", "strong", "sub", "sup", "p", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("blockquote", "pre", "hr", "section", "table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {"href", "title", "rel", "id", "class", "dir", "start"}


def assert_harmless(source):
    html = render(source)
    assert "\x00" not in html
    html.encode()
    for element in parser.fragment_fromstring(html, create_parent="div").iter():
        assert element.tag in TAGS, source
        assert set(element.attrib) <= ATTRIBUTES, source
        assert re.match(r"https?:|mailto:|#fn", element.get("href", "#fn"), re.IGNORECASE), source


def test_the_usual_marks():
    assert render("*a* **b** `c` ~~d~~").strip() == (
        '<p dir="auto"><em>a</em> <strong>b</strong> <code>c</code> <s>d</s></p>'
    )


def test_quotes_and_dashes_are_typographic():
    assert "“a” – b … ©" in render('"a" -- b ... (c)')


def test_links_say_nothing_of_the_reader_and_do_not_vouch():
    assert 'rel="noopener nofollow ugc"' in render("https://example.org")
    assert '<a href="https://example.org/"' in render("[x](https://example.org/)")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/groups/", "//evil.example/x", "vbscript:x"]
)
def test_other_addresses_are_no_links(address):
    assert "<a" not in render(f"[x]({address})")


def test_a_picture_is_a_link():
    html = render("![The map](https://example.org/map.png)")
    assert "<img" not in html
    assert '<a href="https://example.org/map.png"' in html
    assert ">The map</a>" in html


def test_headings_stay_below_those_of_the_page():
    assert re.findall(r"<(h\d)", render("# a\n\n## b\n\n###### c")) == ["h4", "h5", "h6"]


def test_two_answers_with_notes_can_stand_on_one_page():
    ids = [set(re.findall(r'id="([^"]+)"', render(f"{word}[^1]\n\n[^1]: note"))) for word in ("one", "two")]
    assert all(len(each) == 2 for each in ids)
    assert not ids[0] & ids[1]


def test_links_to_notes_lead_to_them():
    html = render("a[^1]\n\n[^1]: note")
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) == ids


def test_columns_are_aligned_by_class():
    html = render("| a |\n|--:|\n| 1 |")
    assert 'class="align-right"' in html
    assert "style" not in html


def test_html_is_shown_not_obeyed():
    assert "&lt;b&gt;" in render("<b>x</b>")


def test_paragraphs_find_their_own_direction():
    assert '<p dir="auto">שלום</p>' in render("שלום")


def test_plain_gives_a_line_for_each_block():
    assert plain(render("# A\n\n*b* & c\n\n- d\n- e")) == "A\nb & c\nd\ne"
    assert plain(render("a line\nbroken in the source")) == "a line broken in the source"


def test_very_long_texts_are_shown_plainly():
    html = render("*a* <script>\n\nb" + "c" * 300_000)
    assert html.startswith('<p dir="auto">*a* &lt;script&gt;</p>')


def test_broken_characters_are_dropped():
    assert render("a\x00b\ud800c").strip() == '<p dir="auto">abc</p>'


@needs_corpus
def test_nothing_in_the_hostile_collections_can_act():
    strings = json.loads((CORPUS / "hostile/blns.json").read_text())
    strings += (CORPUS / "hostile/xss-payload-list.txt").read_text().splitlines()
    strings += [each["markdown"] for each in json.loads((CORPUS / "hostile/commonmark-examples.json").read_text())]
    for source in strings:
        assert_harmless(source)


@needs_corpus
def test_a_long_document_is_rendered():
    assert_harmless((CORPUS / "hostile/commonmark-spec.txt").read_text()[:190_000])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>&\"'()[]!*_`~^:|-#\\/ \nahrefjvscipt=o1.@\x00\u202e\ud800", max_size=120))
def test_no_string_at_all_can_act(source):
    assert_harmless(source)


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "*",
        "**a",
        "[a](",
        "<",
        "a@",
        '"',
        "'",
        "![",
        "> ",
        "- ",
        "|a|b|\n|-|-|\n",
        "[^1]",
        "[^a]: x\n",
        "://",
        "//a.b ",
        "a\n: b\n",
    ],
)
def test_texts_made_to_be_slow_are_not(unit):
    began = time.process_time()
    render(unit * (20_000 // len(unit)))
    assert time.process_time() - began < 2
