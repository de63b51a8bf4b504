"""Documents as PDF. What people wrote is set as it is; the file says what readers by ear need to know."""

import re
import zlib

import pytest

from texts.markdown import render
from texts.writers import typst, typst_html
from texts.writers.typesetting import typeset
from texts.writers.typst import Paper, PdfFailed, Sheet, pdf, prose, words

HOSTILE = [
    '#read("/etc/passwd")',
    '#panic("never")',
    '#include "secret.typ"',
    '#import "@preview/anything:1.0.0": *',
    "]#panic()[",
    "$ #panic() $ `#panic()` *_= \\ <label> @nobody",
    '"); panic("',
    "\x00\x07\ud800\ufffe end",
    "</text> &amp; <script>",
]
TITLED = '#set document(title: "On walls")\n'


def insides(data: bytes) -> bytes:
    """The file with its compressed streams opened."""
    parts = [data]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", insides(data)))


def sheet(*body, **also) -> Sheet:
    return Sheet(title="On walls", language="en", body=[typst.heading(1, "First"), *body], **also)


class TestPdf:
    def test_is_tagged_with_title_language_and_bookmarks_and_brings_its_fonts(self):
        shown = insides(pdf(sheet(*prose("<p>Words, <em>more</em> words.</p>")), Paper()))
        for sign in (b"/StructTreeRoot", b"/Marked true", b"/Outlines", b"pdfuaid:part", b"On walls", b"Literata"):
            assert sign in shown, sign
        assert re.search(rb"/Lang\s*\(en\)", shown)

    def test_what_people_wrote_is_never_read_as_markup(self):
        nodes = [typst.paragraph(words) for words in HOSTILE]
        nodes += [node for words in HOSTILE for node in prose(render(words))]
        nodes += [
            typst.ticks(HOSTILE),
            typst.voice(HOSTILE[1], [], HOSTILE[4]),
            typst.tally([(words, 1, words) for words in HOSTILE], 3),
            typst.terms((words, []) for words in HOSTILE),
            typst.question(HOSTILE[1], [typst.heading(2, HOSTILE[1])]),
        ]
        hostile = sheet(*nodes, authors=HOSTILE[:2], description=HOSTILE[1], head=HOSTILE[:3], foot=HOSTILE[4])
        assert pdf(hostile, Paper()).startswith(b"%PDF-")

    def test_even_a_template_reads_no_file_but_fonts(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        root = tmp_path / "root"
        root.mkdir()
        order = {"root": str(root), "fonts": str(root), "doc": {}}
        control, _pdf = typeset(order | {"template": TITLED + "#sys.inputs.doc"})
        refused, _pdf = typeset(order | {"template": TITLED + '#read("../secret.txt")'})
        assert "error" not in control
        assert "escape" in refused["error"]

    @pytest.mark.parametrize(
        ("words", "font"),
        [
            ("Łódź", b"LiterataLatinExt"),
            ("λόγος", b"LiterataGreek"),
            ("ἄνθρωπος", b"LiterataGreekExt"),
            ("Привет", b"LiterataCyrillic"),
            ("שלום", b"NotoSerifHebrew"),
            ("سلام", b"NotoNaskhArabic"),
        ],
    )
    def test_other_scripts_have_fonts_of_ours(self, words, font):
        assert font in insides(pdf(sheet(typst.paragraph(words)), Paper()))

    def test_a_letter_that_no_font_has_does_not_stop_the_rest_and_is_owned_up_to(self):
        complete, lacking = (insides(pdf(sheet(typst.paragraph(w)), Paper())) for w in ("all", "all \U0010fffd"))
        assert b"pdfuaid:part" in complete
        assert b"pdfuaid:part" not in lacking
        assert lacking.count(b"/FontFile2") > complete.count(b"/FontFile2")  # the sentence that says so

    def test_paper_and_print_are_as_asked_and_the_same_sheet_gives_the_same_bytes(self):
        small = pdf(sheet(), Paper())
        assert re.search(rb"/MediaBox ?\[0 0 595\.\d+ 841\.\d+\]", insides(small))
        assert re.search(rb"/MediaBox ?\[0 0 612 792\]", insides(pdf(sheet(), Paper("us-letter"))))
        assert pdf(sheet(), Paper()) == small
        assert pdf(sheet(), Paper(is_large=True)) != small

    def test_lines_to_write_on_fill_the_page_before_they_go_on_overleaf(self):
        asked = typst.question(1, [typst.heading(2, "Why?"), typst.ruled(7)])
        flowing, kept = (
            pdf(sheet(typst.ruled(22), question, typst.ruled(24)), Paper())
            for question in (asked, typst.together([asked]))
        )
        assert (pages(flowing), pages(kept)) == (2, 3)

    def test_the_head_of_a_page_names_its_chapter(self):
        body = [typst.heading(1, "First"), typst.new_page(), typst.heading(1, "Second")]
        plain, named = (
            len(re.findall(rb"\bT[jJ]\b", insides(pdf(Sheet("On walls", "en", body, names_chapters=names), Paper()))))
            for names in (False, True)
        )
        assert named > plain

    def test_the_time_it_may_take_is_limited(self, monkeypatch):
        monkeypatch.setattr(typst, "SECONDS", 0.001)
        with pytest.raises(PdfFailed):
            pdf(sheet(), Paper())


class TestFingerprint:
    def test_differs_where_the_bytes_would(self):
        prints = {typst.fingerprint(one, paper) for one in (sheet(), sheet(typst.new_page()), sheet(foot="x"))
                  for paper in (Paper(), Paper("us-letter"), Paper(is_large=True))}  # fmt: skip
        assert len(prints) == 9
        assert typst.fingerprint(sheet(), Paper()) in prints


class TestProse:
    def test_every_block_that_members_can_write_arrives(self):
        nodes = prose(
            render(
                "# Top\n\nA *b* `c`  \nd\n\n- e\n\n2. f\n\n> g\n\n| h |\n|---|\n| i |\n\nj\n: k\n\n```\nl\n```\n\n---\n"
            )
        )
        assert [node["is"] for node in nodes] == [
            *("heading", "paragraph", "list", "list", "quotation", "table", "terms", "code", "rule")
        ]
        assert nodes[3]["start"] == 2
        assert nodes[5]["head"] == [["h"]]

    def test_links_lead_to_other_sites_only(self):
        shown = words(
            '<a href="https://a.org/">a</a><a href="javascript:x()">b</a><a href="#fn">c</a><a href="/d">d</a>'
        )
        assert shown == [{"is": "link", "address": "https://a.org/", "content": ["a"]}, "b", "c", "d"]

    def test_verse_of_a_book_keeps_its_lines_and_loses_its_number(self):
        html = (
            '<blockquote class="verse para" id="p1"><a class="para-no" href="#p1">1</a>'
            '<p><span>One</span><span class="indent-2">two</span></p></blockquote>'
        )
        lines = [{"indent": 0, "content": ["One"]}, {"indent": 2, "content": ["two"]}]
        assert prose(html) == [{"is": "verse", "lines": lines}]

    def test_tags_that_are_not_ours_lose_their_marks_and_keep_their_words(self):
        assert typst_html.prose("<p>a <font>b</font> <!-- c --> d</p>")[0]["content"] == ["a ", "b", " ", " d"]


def test_headings_never_skip_a_level():
    one = Sheet(
        "On walls", "en", [typst.heading(1, "a"), typst.question(1, [typst.heading(4, "b")]), typst.heading(6, "c")]
    )
    levels = [node["level"] for node in typst._stepwise(one.body) if node["is"] == "heading"]
    assert levels == [1, 3]
    assert typst._stepwise(one.body)[1]["body"][0]["level"] == 2
