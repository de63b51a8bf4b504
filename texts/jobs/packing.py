"""A book as bytes and back. Blocks travel as Markdown, which keeps them without loss; pictures in base 64.

Each line is a JSON value, because a large book in one piece would be held several times over: what is said of the
book, the pictures, then the chapters.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from gzip import GzipFile
from io import BytesIO
from typing import IO

from texts.blocks import Image
from texts.importing import Book
from texts.importing.book import Chapter
from texts.importing.sentences import from_pair
from texts.writers import from_markdown, to_markdown

PLAIN = ["title", "subtitle", "authors", "translators", "language", "direction", "year", "rights", "source"]
SAID = ["notices", "lost"]
OF_CHAPTER = ["title", "number", "part", "printed", "suspects"]


def pack(book: Book) -> bytes:
    packed = BytesIO()
    write(book, packed)
    return packed.getvalue()


def write(book: Book, stream: IO[bytes]) -> None:
    with GzipFile("", "wb", 3, stream, mtime=0) as packed:
        for line in _lines(book):
            packed.write(json.dumps(line).encode() + b"\n")


def _lines(book: Book) -> Iterator:
    yield {name: getattr(book, name) for name in PLAIN}
    yield {name: [sentence.pair for sentence in getattr(book, name)] for name in SAID}
    images = list(book.images.values())
    yield len(images)
    yield from map(_packed, images)
    yield _packed(book.cover) if book.cover else None
    for chapter in book.chapters:
        yield {name: getattr(chapter, name) for name in OF_CHAPTER} | {"source": to_markdown(chapter.blocks)}


def unpack(data: bytes | memoryview) -> Book:
    lines = map(json.loads, GzipFile(fileobj=BytesIO(data)))
    book = Book(**next(lines))
    said = next(lines)
    book.notices, book.lost = ([from_pair(pair) for pair in said[name]] for name in SAID)
    images = {image.name: image for image in (_unpacked(next(lines)) for _image in range(next(lines)))}
    cover = next(lines)
    book.cover = _unpacked(cover) if cover else None
    book.chapters = [Chapter(blocks=from_markdown(line.pop("source"), images), **line) for line in lines]
    return book


def _packed(image: Image) -> list:
    return [image.name, b64encode(image.data).decode(), image.width, image.height]


def _unpacked(line: list) -> Image:
    name, code, width, height = line
    return Image(name, b64decode(code), width, height)
