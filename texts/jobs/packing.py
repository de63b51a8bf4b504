"""A book as bytes and back. Blocks travel as Markdown, which keeps them without loss; pictures in base 64."""

import json
import zlib
from base64 import b64decode, b64encode

from texts.blocks import Image
from texts.importing import Book
from texts.importing.book import Chapter
from texts.importing.sentences import from_pair
from texts.writers import from_markdown, to_markdown

PLAIN = ["title", "subtitle", "authors", "translators", "language", "direction", "year", "rights", "source"]
SAID = ["notices", "lost"]
OF_CHAPTER = ["title", "number", "part", "printed", "suspects"]


def pack(book: Book) -> bytes:
    parcel = {
        "book": {name: getattr(book, name) for name in PLAIN},
        "said": {name: [sentence.pair for sentence in getattr(book, name)] for name in SAID},
        "chapters": [
            {**{name: getattr(chapter, name) for name in OF_CHAPTER}, "source": to_markdown(chapter.blocks)}
            for chapter in book.chapters
        ],
        "images": {name: _packed(image) for name, image in book.images.items()},
        "cover": [book.cover.name, *_packed(book.cover)] if book.cover else None,
    }
    return zlib.compress(json.dumps(parcel).encode(), 3)


def unpack(data: bytes) -> Book:
    parcel = json.loads(zlib.decompress(data))
    images = {name: _unpacked(name, *rest) for name, rest in parcel["images"].items()}
    cover = _unpacked(*parcel["cover"]) if parcel["cover"] else None
    chapters = [Chapter(blocks=from_markdown(entry.pop("source"), images), **entry) for entry in parcel["chapters"]]
    said = {name: [from_pair(pair) for pair in pairs] for name, pairs in parcel["said"].items()}
    return Book(chapters=chapters, cover=cover, **parcel["book"] | said)


def _packed(image: Image) -> list:
    return [b64encode(image.data).decode(), image.width, image.height]


def _unpacked(name: str, code: str, width: int, height: int) -> Image:
    return Image(name, b64decode(code), width, height)
