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
