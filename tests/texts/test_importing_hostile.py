# ruff: noqa: E501 (markup reads better on one line)
"""Files made to do harm: each is refused in one sentence or comes in as clean text, fast, and touches nothing."""

import io
from contextlib import suppress
from time import process_time

import pytest
from PIL import Image as Pillow

from tests.texts.books import PROSE, epub, packed, page, prose, text_of
from tests.texts.hostile import ONE, TOC, refused
from texts.blocks import Figure, walk
from texts.importing import ImportRefused, limits, read_book
from texts.jobs.child import read
from texts.writers import to_html

pytestmark = pytest.mark.usefixtures("quick")


def with_chapter(body, **extra):
    files = {"a.html": page(body), "b.html": ONE["b.html"]}
    return epub(files, toc=TOC, extra=extra.get("extra"))


def picture(width=8, height=8, kind="PNG"):
    out = io.BytesIO()
    Pillow.new("RGB", (width, height), "red").save(out, kind)
    return out.getvalue()


# The markup

LAUGHS = (
    "<!DOCTYPE html [" + "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10 if at else "ha"}">' for at in range(12)) + "]>"
)


def test_a_billion_laughs_stay_silent():
    book = read_book(
        epub(
            ONE | {"a.html": page(f"<h2>One</h2><p>&l11;</p>{prose()}").replace("<html", LAUGHS + "<html", 1)}, toc=TOC
        ),
        "x.epub",
    )
    assert len(text_of(book)) < 5000


def test_files_of_the_machine_are_not_read():
    bad = page(f"<h2>One</h2><p>&x;</p>{prose()}").replace(
        "<html", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html', 1
    )
    assert "root:" not in text_of(read_book(epub(ONE | {"a.html": bad}, toc=TOC), "x.epub"))


@pytest.mark.parametrize("tag", ["div", "blockquote", "em", "span", "ul><li", "section", "table><tr><td"])
@pytest.mark.parametrize("depth", [200, 30_000])
def test_deep_nesting_is_flattened_or_refused(tag, depth):
    closing = "".join(f"</{each}>" for each in reversed(tag.split("><")))
    body = f"<h2>One</h2>{prose()}" + f"<{tag}>" * depth + "deep" + closing * depth
    for data, name in ((with_chapter(body), "x.epub"), (f"<html><body>{body}</body></html>".encode(), "x.html")):
        with suppress(ImportRefused):
            assert text_of(read_book(data, name))


def test_a_table_of_contents_without_end_is_cut():
    entries = [("Deep", "a.html")]
    for _ in range(200):
        entries = [("Deep", "a.html", entries)]
    with suppress(ImportRefused):
        assert read_book(epub(ONE, toc=entries), "x.epub").chapters


FOREIGN = (
    "<script>alert(1)</script><p onclick='x()' style='color:red'>Kept <a href='javascript:alert(1)'>link</a> "
    "<a href='data:text/html,x'>data</a><img src='x' onerror='alert(1)'/></p><iframe src='https://evil.example'></iframe>"
    "<svg><script>alert(1)</script><text>drawn</text></svg><object data='x'></object><form><input value='typed'/></form>"
    "<style>p{background:url(https://evil.example)}</style><p>&lt;script&gt;alert(2)&lt;/script&gt;</p>"
)


@pytest.mark.parametrize(
    "make",
    [
        lambda body: (with_chapter(body), "x.epub"),
        lambda body: (f"<html><body>{body}</body></html>".encode(), "x.html"),
    ],
)
def test_nothing_of_foreign_markup_survives(make):
    data, name = make(f"<h2>One</h2>{FOREIGN}{prose()}")
    html = "".join(to_html(each.blocks) for each in read_book(data, name).chapters)
    assert not any(
        word in html.lower()
        for word in (
            "<script",
            "onclick",
            "onerror",
            "javascript:",
            "data:",
            "<iframe",
            "style=",
            "<svg",
            "evil.example",
            "<form",
        )
    )
    assert "Kept link data" in html
    assert "&lt;script&gt;alert(2)" in html


def test_characters_that_are_none_go():
    book = read_book(b"A Tale\n\nCHAPTER I\n\nOne\x00 two\x07 three.\n\nCHAPTER II\n\nMore of it.", "x.txt")
    assert "One two three." in text_of(book)


@pytest.mark.parametrize("opening", ["<ENTITY", "<!DOCTYPE x [<!ENTITY a 'b'>]>"])
def test_word_files_with_declarations_are_refused(opening):
    document = f"<?xml version='1.0'?>{opening}<w:document xmlns:w='x'/>"
    refused(packed({"word/document.xml": document}), "damaged|declarations", "x.docx")


# Order and pictures


def test_a_spine_that_repeats_or_points_nowhere():
    book = read_book(epub(ONE, spine=["i0", "i0", "i1", "i9"]), "x.epub")
    assert [each.title for each in book.chapters] == ["One", "Two"]
    assert "i9" in book.lost[0]


def test_an_empty_spine_is_refused():
    refused(epub(ONE, spine=[]), "order")


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (picture(), 1),
        (picture(kind="JPEG"), 1),
        (picture(kind="GIF"), 1),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 0),
        (b"<html><script>alert(1)</script></html>", 0),
        (picture()[:40], 0),
        (b"", 0),
    ],
)
def test_only_pixels_come_in(data, kept):
    body = f"<h2>One</h2>{prose()}<p><img src='p.png' alt='A &lt;b&gt; lamp'/></p>"
    book = read_book(with_chapter(body, extra={"OEBPS/p.png": data}), "x.epub")
    figures = [each for each in walk(book.chapters[0].blocks) if isinstance(each, Figure)]
    assert len(figures) == kept
    assert kept or any("p.png" in notice for notice in book.notices)


def test_a_picture_of_too_many_pixels_is_left_out_by_name():
    huge = picture(4000, 4000)
    book = read_book(
        with_chapter(f"<h2>One</h2>{prose()}<p><img src='p.png'/></p>", extra={"OEBPS/p.png": huge}), "x.epub"
    )
    assert any("p.png" in notice and "megapixels" in notice for notice in book.notices)


def test_metadata_of_pictures_is_not_kept():
    out = io.BytesIO()
    exif = Pillow.Exif()
    exif[0x010E] = "secret place"
    Pillow.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    book = read_book(
        with_chapter(f"<h2>One</h2>{prose()}<p><img src='p.jpg'/></p>", extra={"OEBPS/p.jpg": out.getvalue()}), "x.epub"
    )
    assert all(b"secret" not in image.data for image in book.images.values())


def test_thousands_of_chapters_are_refused_by_number():
    source = "\n\n".join(f"# N{at}\n\nText." for at in range(limits.CHAPTERS + 1))
    refused(source.encode(), str(limits.CHAPTERS), "x.md")


@pytest.mark.parametrize(
    "source",
    [
        "\n\n".join(["[" * 20_000]),
        "*a_" * 20_000,
        "> " * 20_000 + "x",
        "- " * 20_000 + "x",
        "<p>" * 60_000,
        ("CHAPTER I\n\n" * 5_000) + PROSE,
        "I.\n" * 8_000,
        "\n\n".join(["Title"] * 5_000),
        "a" * 2_000_000,
        "_a " * 50_000,
        "[1] " * 50_000,
        "\n" * 300_000 + "x",
        "a\r" * 50_000,
        "<h2>H</h2>" * 20_000,
    ],
    ids=lambda source: repr(source[:6]),
)
def test_texts_made_to_be_slow_are_not(source):
    for name in ("x.txt", "x.md", "x.html"):
        began = process_time()
        with suppress(ImportRefused):
            read_book(source.encode(), name)
        assert process_time() - began < 8


def test_an_epub_with_nothing_to_read_in_it_is_refused():
    refused(epub({"a.html": page('<img src="gone.png" alt=""/>')}), "no text")


def test_what_nobody_foresaw_is_said_in_one_sentence(monkeypatch, caplog):
    def broken(*_):
        raise KeyError("surprise")

    monkeypatch.setattr("texts.importing.reader.read_plain", broken)
    refused(PROSE.encode(), "was not understood", "x.txt")
    assert "surprise" in caplog.text


@pytest.mark.parametrize(
    ("reader", "data"),
    [
        ("texts.importing.reader.read_plain", PROSE.encode()),
        ("texts.importing.docx.mammoth.convert_to_html", packed({"word/document.xml": "<x/>"})),
    ],
)
def test_too_little_memory_is_said_to_be_that(monkeypatch, reader, data):
    def greedy(*_args, **_options):
        raise MemoryError

    monkeypatch.setattr(reader, greedy)
    head, _book = read({"filename": "x.txt", "cut": {}, "encoding": ""}, data)
    assert head == {"error": ["The file needs more memory than reading may take.", {}]}


def test_a_text_without_any_heading_bears_the_title_of_the_whole():
    (chapter,) = read_book(f"{PROSE}\n\n{PROSE}".encode(), "on_bread.md").chapters
    assert chapter.title == "On bread"
