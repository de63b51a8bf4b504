#!/usr/bin/env python
"""What bringing in a large book takes, in the process that reads it: three made-up books.

Prints seconds of CPU, how many times that is what unpacking and parsing alone take in the same run, and megabytes
beyond what reading a line takes (as Linux tells them); ends with 1 if a book is over its goal.
Run: .venv/bin/python bench/imports.py
"""

import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
MEGABYTES = 256
PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title></head><body><h2>{0}</h2>{1}</body></html>'
HEAD = '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Large</dc:title><dc:language>en</dc:language></metadata>'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
dice = random.Random(1)
WORDS = ["".join(dice.choices("abcdefghilmnoprstuvw", k=dice.randint(2, 10))) for _word in range(30_000)]
RANKS = [1 / rank for rank in range(1, len(WORDS) + 1)]


def paragraphs(words: int) -> list[str]:
    return [" ".join(dice.choices(WORDS, RANKS, k=100)).capitalize() + "." for _paragraph in range(words // 100)]


def novel() -> bytes:
    """A megabyte of plain text in forty chapters."""
    chapters = [f"CHAPTER {number}\n\n" + "\n\n".join(paragraphs(4_000)) for number in range(1, 41)]
    return "\n\n\n".join(["A NOVEL", *chapters]).encode()


def epub(chapters: int, pictures: int) -> bytes:
    out, packed = BytesIO(), {"META-INF/container.xml": CONTAINER.encode()}
    for number in range(pictures):
        packed[f"{number}.jpg"] = picture()
    for number in range(chapters):
        shown = f'<p><img src="{number}.jpg" alt=""/></p>' if number < pictures else ""
        prose = "".join(f"<p>{each}</p>" for each in paragraphs(6_000))
        packed[f"{number}.xhtml"] = PAGE.format(f"Chapter {number + 1}", shown + prose).encode()
    files = "".join(f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(chapters))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(chapters))
    package = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0">{HEAD}<manifest>{files}</manifest>'
    packed["book.opf"] = f"{package}<spine>{order}</spine></package>".encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in packed.items():
            archive.writestr(name, data)
    return out.getvalue()


def picture() -> bytes:
    out = BytesIO()
    Image.frombytes("RGB", (900, 700), dice.randbytes(900 * 700 * 3)).save(out, "JPEG", quality=85)
    return out.getvalue()


def read(data: bytes, filename: str) -> tuple[float, float, int]:
    """Seconds of CPU, megabytes at the most, chapters."""
    code = (
        "import runpy, sys, time; runpy.run_module('texts.jobs.child', run_name='__main__'); "
        "most = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]; "
        "print(time.process_time(), most, file=sys.stderr)"
    )
    order = json.dumps({"filename": filename, "encoding": "", "cut": {}}).encode()
    done = subprocess.run([sys.executable, "-c", code], input=order + b"\n" + data, capture_output=True, cwd=ROOT)
    report = json.loads(done.stdout.partition(b"\n")[0])
    seconds, kilobytes = done.stderr.split()
    return float(seconds), int(kilobytes) / 1000, len(report["outline"]["chapters"])


def parse(data: bytes) -> float:
    """Seconds of CPU for the least that any reader does."""
    began = time.process_time()
    for page in pages(data):
        for _element in etree.fromstring(page).iter():
            pass
    return time.process_time() - began


def pages(data: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield archive.read(name)


def main() -> int:
    books = {
        "a novel of 1 MB.txt": (novel(), 5),
        "9 MB, mostly pictures.epub": (epub(60, 20), 30),
        "9 MB of prose.epub": (epub(520, 0), 30),
    }
    _seconds, least, _chapters = read(b"A line.", "line.txt")
    over = 0
    print(f"{'':28} {'MB':>5} {'seconds':>8} {'× parsing':>10} {'memory':>7} {'chapters':>9}")
    for name, (data, goal) in books.items():
        seconds, most, chapters = read(data, name)
        times = f"{seconds / parse(data):.0f}" if name.endswith(".epub") else ""
        over += seconds > goal or most - least > MEGABYTES
        size = len(data) / 1_000_000
        print(f"{name:28} {size:>5.1f} {seconds:>8.1f} {times:>10} {most - least:>7.0f} {chapters:>9}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
