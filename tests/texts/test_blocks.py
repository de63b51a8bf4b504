"""Blocks, their canonical form, and the writers: what goes out as Markdown comes back as the same blocks."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from texts.blocks import (
    Break,
    Code,
    Emphasis,
    Figure,
    Heading,
    Image,
    InlineCode,
    Line,
    LineBreak,
    Link,
    List,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)
from texts.models.chapter import reading_minutes
from texts.writers import (
    Labels,
    canonical,
    count_paragraphs,
    from_markdown,
    plain_text,
    to_html,
    to_markdown,
    words,
)

IMAGE = Image("0123456789abcdef.png", b"png", 4, 3)
AWKWARD = "ab 1.9)#*_`~^[]<>()!|\\&;:+-=/\"'“”é论\u00a0\n\t{}$%@—"
texts = st.text(alphabet=AWKWARD, min_size=1, max_size=12) | st.text(min_size=1, max_size=6)
leaves = (
    st.builds(Text, texts)
    | st.builds(InlineCode, texts)
    | st.builds(LineBreak)
    | st.builds(NoteRef, st.sampled_from(["1", "2", "x-y"]))
)
hrefs = st.sampled_from(
    ["https://example.org/a(b)?c=d&e=f", "mailto:a@example.org", "http://é.example/<>|", "javascript:x"]
)


def wrap(inner):
    runs = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        *(st.builds(span, runs) for span in (Emphasis, Strong, Superscript, Subscript)), st.builds(Link, hrefs, runs)
    )


content = st.lists(st.recursive(leaves, wrap, max_leaves=5), max_size=4).map(tuple)
simple_blocks = st.one_of(
    st.builds(Paragraph, content),
    st.builds(Heading, st.integers(1, 6), content),
    st.builds(Verse, st.lists(st.builds(Line, content, st.integers(0, 4)), max_size=3).map(tuple)),
    st.builds(Code, texts, st.sampled_from(["", "python", "c++"])),
    st.builds(Break),
    st.builds(Figure, st.just(IMAGE), texts, texts),
    st.builds(
        Table,
        st.lists(content, max_size=2).map(tuple),
        st.lists(st.lists(content, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
)


def contain(inner):
    runs = st.lists(inner, max_size=3).map(tuple)
    return st.builds(Quotation, runs) | st.builds(
        List, st.lists(runs, max_size=3).map(tuple), st.booleans(), st.integers(0, 12)
    )


any_blocks = st.recursive(simple_blocks, contain, max_leaves=5)
notes = st.builds(Note, st.sampled_from(["1", "2", "x-y"]), st.lists(any_blocks, max_size=2).map(tuple))
chapters = st.lists(any_blocks | notes, max_size=5)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(chapters)
def test_blocks_survive_the_way_through_markdown(blocks):
    blocks = canonical(blocks)
    source = to_markdown(blocks)
    assert from_markdown(source, {IMAGE.name: IMAGE}) == blocks, source


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(chapters)
def test_the_canonical_form_of_canonical_blocks_is_itself(blocks):
    once = canonical(blocks)
    assert canonical(once) == once


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=AWKWARD, max_size=80))
def test_any_source_can_be_read_and_written(source):
    blocks = from_markdown(source)
    assert from_markdown(to_markdown(blocks)) == blocks
    to_html(blocks)


def para(text):
    return Paragraph((Text(text),))


def test_paragraphs_and_stanzas_are_numbered_wherever_they_stand():
    blocks = [
        para("a"),
        Quotation((para("b"),)),
        List(((para("c"),),)),
        Verse((Line((Text("d"),)),)),
        Heading(3, (Text("e"),)),
    ]
    html = to_html(blocks)
    assert [f'id="p{at}"' in html for at in range(1, 6)] == [True, True, True, True, False]
    assert count_paragraphs(blocks) == 4
    assert html.startswith('<p class="para is-first" id="p1"><a class="para-no" href="#p1">')
    assert "<h2" in html


def test_a_note_can_be_reached_and_left_again():
    html = to_html(
        [Paragraph((Text("a"), NoteRef("k"), NoteRef("k"))), Note("k", (para("b"),))], labels=Labels(back="Zurück")
    )
    assert 'href="#n1" id="n1-ref"' in html
    assert 'id="n1-ref-2"' in html
    assert '<li id="n1"><p>b <a class="note-back" href="#n1-ref">Zurück</a></p></li>' in html


def test_text_is_escaped_and_foreign_addresses_are_not_kept():
    blocks = canonical([Paragraph((Text("<b>"), Link("javascript:x", (Text("y"),))))])
    assert "&lt;b&gt;y</p>" in to_html(blocks)


def test_verse_is_written_between_fences():
    stanza = Verse((Line((Text("One"),)), Line((Text("Two"),), 1)))
    assert to_markdown([stanza, stanza]) == "::: verse\nOne\n  Two\n\nOne\n  Two\n:::\n"


@pytest.mark.parametrize(("text", "count"), [("one two-fold it’s", 3), ("学而时习之不", 4), ("", 0), ("a 学而 b", 3)])
def test_words_are_counted_in_every_script(text, count):
    assert words([para(text)]) == count


def test_notes_do_not_lengthen_the_reading_time():
    assert words([Paragraph((Text("a"), NoteRef("1"))), Note("1", (para("b c d"),))]) == 1
    assert plain_text([Paragraph((Text("a"), NoteRef("1"))), Note("1", (para("b"),))]) == "a\nb"


class TestRuby:
    def test_a_reading_survives_markdown_and_stands_beside_its_characters(self):
        blocks = (Paragraph((Text("山へ"), Ruby("芝刈", "しば*か]り"), Text("に"))),)
        assert from_markdown(to_markdown(blocks)) == blocks
        assert "<ruby>芝刈<rp>(</rp><rt>しば*か]り</rt><rp>)</rp></ruby>" in to_html(blocks)
        assert plain_text(blocks) == "山へ芝刈に"

    @pytest.mark.parametrize(
        "source", ["<ruby>山", "<rt>やま</rt>", "a</rt>b", "<ruby><rt>x</rt></ruby>", "<ruby>山</ruby>"]
    )
    def test_half_of_one_does_no_harm(self, source):
        html = to_html(from_markdown(f"Before {source} after."))
        assert "<rt>" not in html
        assert "\x01" not in html
        assert "after." in html


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (9, 1), (500, 2), (1100, 5), (1700, 10), (22_000, 100)])
def test_reading_time_is_told_to_the_minute_below_five_and_in_fives_above(words, minutes):
    assert reading_minutes(words) == minutes
