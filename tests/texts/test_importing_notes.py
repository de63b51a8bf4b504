"""Notes of pages that only their place or their words give away."""

import pytest

from tests.texts.books import html, prose
from texts.blocks import Heading, Note
from texts.importing import read_book
from texts.writers import plain_text


def notes(book):
    return [[plain_text(block.blocks) for block in each.blocks if isinstance(block, Note)] for each in book.chapters]


def test_notes_of_several_paragraphs_at_the_ends_of_chapters_do_not_shift_the_next_ones():
    chapters = "".join(
        f'<h2>Chapter {at}</h2><p>It was so.<a href="#n{at}" id="r{at}">1</a></p>{prose(2)}'
        f'<h3>Notes</h3><p id="n{at}"><a href="#r{at}">1</a> Said first.</p><p>Said next.</p><p>Said last.</p>'
        for at in (1, 2, 3)
    )
    book = read_book(html(f"<h1>The Book</h1>{chapters}"), "x.html")
    assert notes(book) == [["Said first.\nSaid next.\nSaid last."]] * 3
    assert all(plain_text(each.blocks).startswith("It was so.") for each in book.chapters)
    assert not any("Chapter" in plain_text(each.blocks) for each in book.chapters)


def test_footnotes_that_only_say_that_they_are():
    chapters = "".join(
        f"<h2>Chapter {at}</h2><p>It was so.[1] <i>Still [2]</i> it is.* So.</p>{prose(1)}<p>[Footnote 1: Said.]</p>"
        f"<p>[Footnote 2: Said <i>more</i>.</p><p>And [here] last.]</p><p>[*Footnote: Starred.]</p>"
        "<p>[Footnote 9: Left.]</p>"
        for at in (1, 2)
    )
    book = read_book(html(f"<h1>The Book</h1>{chapters}"), "x.html")
    assert notes(book) == [["Said.", "Said more.\nAnd [here] last.", "Starred."]] * 2
    assert [plain_text(each.blocks[:1]) for each in book.chapters] == ["It was so. Still it is. So."] * 2
    assert all("[Footnote 9: Left.]" in plain_text(each.blocks) for each in book.chapters)


NOTED = {
    "a table of notes": (
        '<a name="r{n}" href="#n{n}">{n}</a>',
        '<table><tr><td><a name="n{n}" href="#r{n}">{n}</a></td><td>Said {n}.</td></tr></table>',
    ),
    "a way back in brackets, the note in others": (
        '<a href="#n{n}" id="r{n}">{n}</a>',
        '<p><a id="n{n}"></a></p><p class="foot">{n} (<a href="#r{n}">return</a>)<br>[ Said {n}. ]</p>',
    ),
    "a number that does not lead back": (
        '<a href="#n{n}" id="r{n}">[{n}]</a>',
        '<hr><p><a name="n{n}">{n}.</a> Said {n}.</p>',
    ),
    "an arrow at the end": (
        '<sup id="r{n}"><a href="#n{n}">{n}</a></sup>',
        '<p>Footnotes</p><p id="n{n}">{n}. Said {n}. <a href="#r{n}">↩</a></p>',
    ),
    "a quotation": (
        '<a id="r{n}" href="#n{n}">({n})</a>',
        '<blockquote><p><a id="n{n}" href="#r{n}">({n})</a> Said {n}.</p></blockquote>',
    ),
}


@pytest.mark.parametrize("kind", NOTED)
def test_notes_are_matched_to_their_references(kind):
    reference, note = NOTED[kind]
    chapters = "".join(
        f"<h2>Chapter {n}</h2><p>It was so{reference.format(n=n)} and not otherwise.</p>{prose(2)}{note.format(n=n)}"
        for n in (1, 2)
    )
    book = read_book(html(f"<h1>The Book</h1>{chapters}"), "x.html")
    assert notes(book) == [["Said 1."], ["Said 2."]]
    texts = [plain_text(each.blocks) for each in book.chapters]
    assert [text.count("Said") for text in texts] == [1, 1]
    assert "Footnotes" not in "".join(texts)


def test_no_headings_are_left_of_notes_that_stand_by_chapter_at_the_end():
    chapters = "".join(
        f'<h2>Chapter {n}</h2><p>It was so<a href="#n{n}" id="r{n}">{n}</a>.</p>{prose(2)}' for n in (1, 2)
    )
    ends = "".join(f'<h3>Chapter {n}</h3><p><a href="#r{n}" id="n{n}">{n}</a> Said.</p><p>More.</p>' for n in (1, 2))
    book = read_book(html(f"<h1>The Book</h1>{chapters}<h2>NOTES</h2>{ends}"), "x.html")
    assert notes(book) == [["Said.\nMore."]] * 2
    assert not any(isinstance(block, Heading) for each in book.chapters for block in each.blocks)
