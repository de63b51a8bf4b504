# ruff: noqa: E501 (markup reads better on one line)
"""Files made to do harm: each is refused in one sentence or comes in as clean text, fast, and touches nothing."""

import io
import struct
import time
import zipfile
from contextlib import suppress

import pytest
from PIL import Image as Pillow

from tests.texts.books import CONTAINER, PROSE, epub, opf, packed, page, prose
from texts.blocks import Figure, walk
from texts.importing import ImportRefused, limits, read_book
from texts.jobs.child import read
from texts.writers import plain_text, to_html

ONE = {"a.html": page(f"<h2>One</h2>{prose()}"), "b.html": page(f"<h2>Two</h2>{prose()}")}
TOC = [("One", "a.html"), ("Two", "b.html")]


@pytest.fixture(autouse=True)
def quick():
    began = time.process_time()
    yield
    assert time.process_time() - began < 10


def refused(data, says, name="x.epub"):
    with pytest.raises(ImportRefused, match=says) as refusal:
        read_book(data, name)
    assert "\n" not in refusal.value.message


def text_of(book):
    return "\n".join(plain_text(each.blocks) for each in book.chapters)


def with_chapter(body, **extra):
    files = {"a.html": page(body), "b.html": ONE["b.html"]}
    return epub(files, toc=TOC, extra=extra.get("extra"))


def picture(width=8, height=8, kind="PNG"):
    out = io.BytesIO()
    Pillow.new("RGB", (width, height), "red").save(out, kind)
    return out.getvalue()


# The zip


@pytest.mark.parametrize("size", [30_000_000, 300_000_000])
def test_a_member_that_inflates_is_stopped_while_it_inflates(size):
    bomb = b"<html><body><p>" + b"a" * size
    refused(epub(ONE | {"a.html": bomb}, toc=TOC), "times its size|larger than")


def test_a_size_that_lies_does_not_help():
    data = bytearray(epub(ONE | {"a.html": b"<html><body>" + b" " * 20_000_000}, toc=TOC))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 1000)
        at += 4
    try:
        assert "a.html" in read_book(bytes(data), "x.epub").lost[0]
    except ImportRefused as refusal:
        assert "a.html" in refusal.message  # noqa: PT017 (either outcome is right)


def test_too_many_members_are_refused_by_number():
    members = {f"x{at}": "" for at in range(limits.ENTRIES + 1)}
    refused(packed({"META-INF/container.xml": CONTAINER} | members), str(limits.ENTRIES))


def test_many_members_that_are_each_small_enough_still_count_together():
    body = page("<p>" + "".join(chr(97 + at % 26) for at in range(900_000)) + "</p>")
    limit, limits.UNPACKED_BYTES = limits.UNPACKED_BYTES, 5_000_000
    try:
        refused(epub({f"{at}.html": body for at in range(9)}), "unpacks to more")
    finally:
        limits.UNPACKED_BYTES = limit


@pytest.mark.parametrize(
    "name", ["../out.html", "/abs.html", "a/../../out.html", "..\\out.html", "C:/out.html", "a\x00.html"]
)
def test_names_that_lead_outside_are_refused(name):
    members = [("META-INF/container.xml", CONTAINER), ("OEBPS/content.opf", opf([])), (zipfile.ZipInfo(name), "x")]
    refused(packed(members), "leads outside|order")


def test_symbolic_links_are_refused():
    link = zipfile.ZipInfo("OEBPS/link.html")
    link.external_attr = 0o120777 << 16
    refused(packed([("META-INF/container.xml", CONTAINER), (link, "/etc/passwd")]), "link to another file")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_refused():
    refused(packed([("META-INF/container.xml", CONTAINER), ("OEBPS/a.html", "1"), ("OEBPS/a.html", "2")]), "twice")


def test_members_with_a_password_are_refused():
    data = bytearray(epub(ONE, toc=TOC))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    refused(bytes(data), "password")


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_cut_off_anywhere_is_refused(tenth):
    data = epub(ONE, toc=TOC)
    refused(data[: len(data) * tenth // 10], "cut off")


def test_a_member_with_a_wrong_checksum_is_named():
    raw = bytearray(epub(ONE, toc=TOC))
    at = raw.find(b"OEBPS/b.html") + len("OEBPS/b.html") + 20
    raw[at] ^= 0xFF
    book = read_book(bytes(raw), "x.epub")
    assert "b.html" in book.lost[0]


def test_a_zip_in_a_zip_is_not_unpacked():
    refused(packed({"inner.zip": epub(ONE, toc=TOC)}), "no EPUB", "x.zip")


def test_files_over_the_limit_are_refused_before_they_are_opened():
    refused(b"PK\x03\x04" + bytes(limits.UPLOAD_BYTES), "larger than")


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
    ],
    ids=lambda source: source[:6],
)
def test_texts_made_to_be_slow_are_not(source):
    for name in ("x.txt", "x.md", "x.html"):
        with suppress(ImportRefused):
            read_book(source.encode(), name)


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
