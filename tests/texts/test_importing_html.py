# ruff: noqa: E501 (markup reads better on one line)
"""Pages and books in HTML, of many shapes."""

import pytest

from tests.texts.books import PROSE, html, labels, prose, text_of, titles
from texts.blocks import (
    Code,
    Link,
    List,
    Note,
    Paragraph,
    Table,
    Verse,
    walk_inline,
)
from texts.importing import read_book
from texts.writers import plain_text, to_markdown


def gutenberg(body):
    return html(
        "<pre>The Project Gutenberg EBook of A Tale\n\nTitle: A Tale; Or, The Long Road\n\nAuthor: Jane Roe\n\n"
        f"Language: French\n\n*** START OF THIS PROJECT GUTENBERG EBOOK A TALE ***</pre>{body}"
        "<p>*** END OF THIS PROJECT GUTENBERG EBOOK A TALE ***</p><p>Licence.</p>"
    )


def test_a_book_with_its_chapters_at_a_lower_level():
    contents = "<h2>CONTENTS</h2><ul><li><a href='#c1'>Chapter I</a></li><li><a href='#c2'>Chapter II</a></li></ul>"
    body = f"<h1>A TALE</h1><h2>by Jane Roe</h2>{contents}<h3 id='c1'>CHAPTER I<br/>The Road</h3>{prose()}<h3 id='c2'>CHAPTER II<br/>The Inn</h3>{prose()}"
    book = read_book(gutenberg(body), "x.htm")
    assert (book.title, book.subtitle, book.authors, book.language) == (
        "A Tale",
        "Or, The Long Road",
        ["Jane Roe"],
        "fr",
    )
    assert labels(book) == [("", "I", "The Road"), ("", "II", "The Inn")]
    assert "Licence" not in text_of(book)


def test_margin_notes_and_page_numbers_that_pose_as_headings_go():
    many = "".join(f"<h2 class='x'>Margin {at}</h2>{prose(1)}" for at in range(8))
    body = f"<h2>CHAPTER I. Here</h2>{many}<h2>CHAPTER II. There</h2>{many}<h2>CHAPTER III. Home</h2>{many}"
    body += "<p>One<span class='pagenum'>[99]</span> two.</p>"
    book = read_book(html(body), "x.html")
    assert titles(book) == ["Here", "There", "Home"]
    assert any("27 headings of level 2, of which 3 begin with CHAPTER: using those" in each for each in book.notices)
    assert "99" not in text_of(book)


def test_books_and_chapters_are_two_levels():
    body = "".join(
        f"<h2>BOOK {number}</h2>" + "".join(f"<h3>CHAPTER {at}</h3>{prose()}" for at in ("I", "II"))
        for number in ("I", "II")
    )
    assert labels(read_book(html(body), "x.html")) == [
        ("BOOK I", "I", "CHAPTER I"),
        ("BOOK I", "II", "CHAPTER II"),
        ("BOOK II", "I", "CHAPTER I"),
        ("BOOK II", "II", "CHAPTER II"),
    ]


def test_parts_may_stand_at_the_level_of_the_chapters():
    body = f"<h2>PART ONE</h2><h2>CHAPTER I</h2>{prose()}<h2>CHAPTER II</h2>{prose()}<h2>PART TWO</h2><h2>CHAPTER III</h2>{prose()}"
    assert [each.part for each in read_book(html(body), "x.html").chapters] == ["PART ONE", "PART ONE", "PART TWO"]


def test_chapters_marked_only_by_bold_lines():
    body = f"<p>{PROSE}</p><p><b>The Sea</b></p>{prose()}<p><b>The Shore</b></p>{prose()}"
    assert titles(read_book(html(body), "x.html")) == ["Opening", "The Sea", "The Shore"]


def test_a_web_article_keeps_its_links_and_loses_its_surroundings():
    body = (
        "<nav><ul><li><a href='/'>Home</a></li></ul></nav><div class='sidebar'><h2>Popular</h2><p>Buy.</p></div>"
        f"<article><h1>On Bread</h1><p>By law, see <a href='https://example.org/a'>this</a>. {PROSE}</p>"
        f"<h2>Flour</h2>{prose()}<div class='share-buttons'>Share</div><h2>Water</h2>{prose()}"
        "<p>You might also like: Ten ovens</p></article><footer><p>© Site</p></footer>"
    )
    head = "<meta name='author' content='Jo March'><link rel='canonical' href='https://example.org/bread'>"
    book = read_book(html(body, head), "x.html")
    assert titles(book) == ["Opening", "Flour", "Water"]
    assert (book.authors, book.source) == (["Jo March"], "https://example.org/bread")
    assert not any(word in text_of(book) for word in ("Popular", "Home", "Share", "© Site"))
    assert book.chapters[-1].suspects
    links = [each for block in book.chapters[0].blocks for each in walk_inline(block.content) if isinstance(each, Link)]
    assert [each.href for each in links] == ["https://example.org/a"]


def test_poems_of_every_make_are_verse():
    makes = [
        "<div class='poem'><div class='stanza'><span class='i0'>One,<br/></span><span class='i2'>Two,<br/></span></div></div>",
        "<div class='poetry'><div class='stanza'><div class='verse indent0'>One,</div><div class='verse indent4'>Two,</div></div></div>",
        "<p class='poetry'>One,<br/>Two,</p>",
        "<blockquote class='verse'><p>One,</p><p>Two,</p><p>Two,</p></blockquote>",
    ]
    for make in makes:
        book = read_book(html(f"<h2>A</h2>{prose()}{make}<h2>B</h2>{prose()}"), "x.html")
        stanza = next(each for each in book.chapters[0].blocks if isinstance(each, Verse))
        assert [plain_text([Paragraph(line.content)]) for line in stanza.lines][:2] == ["One,", "Two,"], make


def test_tables_lists_and_code_come_through():
    body = (
        f"<h2>A</h2>{prose()}<table><tr><th>Day</th><th>Work</th></tr><tr><td>1</td><td>Rest</td></tr></table>"
        f"<ol start='4'><li>Four</li><li>Five</li></ol><pre><code class='language-py'>x = 1\n</code></pre><h2>B</h2>{prose()}"
    )
    kinds = {type(each): each for each in read_book(html(body), "x.html").chapters[0].blocks}
    assert len(kinds[Table].head) == 2
    assert kinds[List].start == 4
    assert (kinds[Code].text, kinds[Code].language) == ("x = 1", "py")


def test_notes_of_generators_that_mark_nothing_but_the_way_back():
    body = (
        f"<h1>A</h1><p>Word<sup id='r1'><a href='#n1'>1</a></sup> more.</p>{prose()}"
        "<ol><li id='n1'><p>The note. <a href='#r1'>↩</a></p></li></ol>"
    )
    (chapter,) = read_book(html(body), "x.html").chapters
    assert isinstance(chapter.blocks[-1], Note)
    assert "The note." in plain_text([chapter.blocks[-1]])


def test_headings_that_only_their_class_tells():
    body = "".join(
        f"<div class='chapter'><p class='chapter-number'>{number}</p><p class='chapter-title'>{name}</p>{prose()}</div>"
        for number, name in (("1", "The Gate"), ("2", "The Mill"))
    )
    assert labels(read_book(html(f"<p class='part-title'>Part One</p>{body}"), "x.html")) == [
        ("Part One", "1", "The Gate"),
        ("Part One", "2", "The Mill"),
    ]
    assert titles(read_book(html(f"<p class='heading'>A</p>{prose()}<p class='heading'>B</p>{prose()}"), "x.html")) == [
        "A",
        "B",
    ]


def test_an_index_of_linked_names_makes_no_headings():
    text = "".join(f"<p id='p{at}'>{PROSE}</p>" for at in range(9))
    heads = "".join(f"<h2 id='{name}'>{name}</h2>{text if name == 'Bread' else prose()}" for name in ("Bread", "Mills"))
    index = "".join(f"<p><a href='#p{at}'>{name}</a></p>" for at, name in ((7, "Adam"), (2, "Bebel"), (5, "Cabet")))
    assert titles(read_book(html(f"<h1>Bread</h1>{heads}<h2>Index</h2>{index}"), "x.html")) == ["Bread", "Mills"]


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (("Jones.", "2 copies.", "Smith."), ("Jones.", "2 copies.", "Smith.")),
        (("1 Jones.", "2 Copies.", "3. Smith."), ("Jones.", "Copies.", "Smith.")),
    ],
)
def test_a_number_at_the_beginning_of_a_note_is_its_own_only_where_most_have_one(notes, said):
    marks = "".join(f"<a id='r{at}' href='#n{at}'>{at}</a>" for at in (1, 2, 3))
    listed = "".join(f"<li id='n{at}'>{note} <a href='#r{at}'>↩</a></li>" for at, note in enumerate(notes, 1))
    (chapter,) = read_book(html(f"<h1>A</h1><p>Word{marks} more.</p>{prose()}<ol>{listed}</ol>"), "x.html").chapters
    assert tuple(to_markdown([block]).partition(": ")[2].strip() for block in chapter.blocks[-3:]) == said
