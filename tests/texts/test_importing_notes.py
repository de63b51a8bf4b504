"""Notes of pages that only their place or their words give away."""

from tests.texts.books import html, prose
from texts.blocks import Note
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
