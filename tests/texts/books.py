# ruff: noqa: E501 (markup reads better on one line)
"""Books made for the tests, and where the corpus is."""

import io
import zipfile
from pathlib import Path

import pytest

from texts.importing import read_book
from texts.writers import plain_text

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real texts is not here")
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PROSE = (
    "It was late in the year, and the road that led down to the harbour was already white with frost. "
    "Nobody in the house had slept, and nobody said so. The lamp was lit again before the clock struck five."
)


def prose(times=3):
    return "\n".join(f"<p>{PROSE}</p>" for _ in range(times))


def packed(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return out.getvalue()


def page(body, title="x", body_type=""):
    kind = f' epub:type="{body_type}"' if body_type else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title></head><body{kind}>{body}</body></html>'
    )


def opf(files, metadata="", ncx=False, nav=False, guide="", spine=None):
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"/>' for at, name in enumerate(files)
    )
    order = spine if spine is not None else [f"i{at}" for at in range(len(files))]
    refs = "".join(f'<itemref idref="{each}"/>' for each in order)
    items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if ncx else ""
    items += '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' if nav else ""
    metadata = (
        metadata or "<dc:title>The Book</dc:title><dc:creator>A. Writer</dc:creator><dc:language>en</dc:language>"
    )
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{items}</manifest>"
        f"<spine{' toc=' + chr(34) + 'ncx' + chr(34) if ncx else ''}>{refs}</spine>{guide}</package>"
    )


def points(entries):
    return "".join(
        f'<navPoint id="n{id(entry)}"><navLabel><text>{entry[0]}</text></navLabel><content src="{entry[1]}"/>'
        f"{points(entry[2]) if len(entry) > 2 else ''}</navPoint>"
        for entry in entries
    )


def ncx(entries):
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<navMap>{points(entries)}</navMap></ncx>"
    )


def nav(entries):
    def listed(inner):
        return (
            "<ol>"
            + "".join(
                f'<li><a href="{entry[1]}">{entry[0]}</a>{listed(entry[2]) if len(entry) > 2 else ""}</li>'
                for entry in inner
            )
            + "</ol>"
        )

    return page(f'<nav epub:type="toc">{listed(entries)}</nav>')


def epub(files, *, toc=None, toc3=None, metadata="", guide="", extra=None, spine=None):
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    members["OEBPS/content.opf"] = opf(list(files), metadata, toc is not None, toc3 is not None, guide, spine)
    members |= {f"OEBPS/{name}": data for name, data in files.items()}
    if toc is not None:
        members["OEBPS/toc.ncx"] = ncx(toc)
    if toc3 is not None:
        members["OEBPS/nav.xhtml"] = nav(toc3)
    return packed(members | (extra or {}))


LINES = "\n".join(PROSE[at : at + 70] for at in range(0, len(PROSE), 70))


def titles(book):
    return [each.title for each in book.chapters]


def labels(book):
    return [(each.part, each.number, each.title) for each in book.chapters]


def text_of(book):
    return "\n".join(plain_text(each.blocks) for each in book.chapters)


def html(body, head=""):
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>The Book</title>{head}</head><body>{body}</body></html>".encode()
    )


def plain(*parts):
    return "\n\n".join(LINES if part is LINES else part for part in parts).encode()


def read(path, **options):
    """A file of the corpus."""
    file = CORPUS / "texts" / path
    return read_book(file.read_bytes(), file.name, **options)
