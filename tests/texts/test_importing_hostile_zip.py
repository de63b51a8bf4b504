# ruff: noqa: E501 (markup reads better on one line)
"""Zips made to do harm: members that inflate, lead outside, repeat, hide or lie are refused, fast."""

import struct
import zipfile

import pytest

from tests.texts.books import CONTAINER, epub, opf, packed, page
from tests.texts.hostile import ONE, TOC, refused
from texts.importing import ImportRefused, limits, read_book

pytestmark = pytest.mark.usefixtures("quick")


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
