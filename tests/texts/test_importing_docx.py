# ruff: noqa: E501 (markup reads better on one line)
"""Word files, with styles and without."""

import pytest

from tests.texts.books import PROSE, packed, titles
from texts.blocks import (
    Heading,
    Note,
    NoteRef,
    Paragraph,
    Quotation,
    Strong,
    walk,
    walk_inline,
)
from texts.importing import read_book
from texts.writers import plain_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text, properties=""):
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def word_paragraph(content, style=""):
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}{content}</w:p>"


def docx(body, footnotes=""):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/></w:style>'
        for ident, name in (
            ("Title", "Title"),
            ("Subtitle", "Subtitle"),
            ("Heading1", "heading 1"),
            ("Heading2", "heading 2"),
            ("Quote", "Quote"),
            ("Date", "Date"),
        )
    )
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{kinds}.styles+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{kinds}.footnotes+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{base}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="s" Type="{base}/styles" Target="styles.xml"/>'
            f'<Relationship Id="f" Type="{base}/footnotes" Target="footnotes.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>',
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Jane Roe</dc:creator></cp:coreProperties>',
        }
    )


def test_a_word_file_with_styles_and_a_footnote():
    body = (
        word_paragraph(run("Roads"), "Title")
        + word_paragraph(run("A Journey"), "Subtitle")
        + word_paragraph(run("One"), "Heading1")
        + word_paragraph(
            run("It was ") + run("late", "<w:b/>") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(". " + PROSE)
        )
        + word_paragraph(run("Inside"), "Heading2")
        + word_paragraph(run("Said somebody."), "Quote")
        + word_paragraph(run("Two"), "Heading1")
        + word_paragraph(run(PROSE))
    )
    book = read_book(docx(body, f'<w:footnote w:id="2">{word_paragraph(run("Very late."))}</w:footnote>'), "roads.docx")
    assert (book.title, book.subtitle, book.authors, titles(book)) == (
        "Roads",
        "A Journey",
        ["Jane Roe"],
        ["One", "Two"],
    )
    first = book.chapters[0].blocks
    assert [type(each) for each in first] == [Paragraph, Heading, Quotation, Note]
    inlines = list(walk_inline(first[0].content))
    assert any(isinstance(each, Strong) for each in inlines)
    assert NoteRef("1") in inlines
    assert plain_text([first[-1]]) == "Very late."


def test_a_word_file_without_styles():
    body = "".join(word_paragraph(run(each)) for each in ("Chapter 1", PROSE, PROSE, "Chapter 2", PROSE))
    book = read_book(docx(body), "on-roads.docx")
    assert [(each.number, len([*walk(each.blocks)])) for each in book.chapters] == [("1", 2), ("2", 1)]
    assert book.title == "On roads"


@pytest.mark.parametrize(("date", "year"), [("3 May 1921", 1921), ("in spring", None)])
def test_the_year_is_that_of_the_date_and_of_no_other_line(date, year):
    body = word_paragraph(run("Roads"), "Title") + word_paragraph(run(date), "Date")
    body += word_paragraph(run("It was in 1914 that the road was built."))
    assert read_book(docx(body), "roads.docx").year == year


def linked(anchor, text):
    return f"<w:hyperlink w:anchor='{anchor}'>{run(text)}</w:hyperlink>"


def bookmark(name, ident):
    return f"<w:bookmarkStart w:id='{ident}' w:name='{name}'/><w:bookmarkEnd w:id='{ident}'/>"


def test_chapters_that_only_the_list_of_contents_knows():
    heads = [("I", "The Gate"), ("II", "The Mill"), ("III", "The Sea")]
    body = word_paragraph(run("Contents"), "Heading1")
    body += "".join(word_paragraph(linked(f"c{number}", f"{number}: {name}")) for number, name in heads)
    for at, (number, name) in enumerate(heads):
        body += word_paragraph(bookmark(f"c{number}", at) + run(number)) + word_paragraph(run(name))
        body += word_paragraph(run(PROSE)) * 3
    chapters = read_book(docx(body), "roads.docx").chapters
    assert [(each.number, each.title, len(each.blocks)) for each in chapters] == [(*head, 3) for head in heads]


def test_notes_that_bookmarks_lead_to_and_back_from():
    """As programs write them that know no notes: the mark is in a bookmark, and the note begins with one."""
    mark = f"<w:hyperlink w:anchor='n1'>{bookmark('r1', 1)}{run('[1]')}</w:hyperlink>"
    body = word_paragraph(run("One"), "Heading1") + word_paragraph(run(PROSE) + mark + run(" More."))
    body += word_paragraph(run("Two"), "Heading1") + word_paragraph(run(PROSE))
    body += word_paragraph(run("Footnotes"), "Heading1")
    body += word_paragraph(
        f"<w:hyperlink w:anchor='r1'>{bookmark('n1', 2)}{run('[1]')}</w:hyperlink>{run(' The note.')}"
    )
    one, two = read_book(docx(body), "roads.docx").chapters
    assert (one.notes, two.notes, plain_text([one.blocks[-1]])) == (1, 0, "The note.")


def test_what_headings_state_is_no_chapter_and_a_header_with_breaks_is_read():
    stated = word_paragraph(run("Title: Roads"), "Heading1") + word_paragraph(run("Year: 1892"), "Heading2")
    text = word_paragraph(run("One"), "Heading2") + word_paragraph(run(PROSE))
    book = read_book(docx(stated + text * 2), "x.docx")
    assert (book.title, book.year, titles(book)) == ("Roads", 1892, ["One", "One"])
    lines = ["Title: Roads", "Language: French", "*** START OF THE PROJECT GUTENBERG EBOOK ROADS ***"]
    header = word_paragraph("<w:r><w:br/></w:r>".join(map(run, lines)))
    assert read_book(docx(header + text * 2), "x.docx").language == "fr"
