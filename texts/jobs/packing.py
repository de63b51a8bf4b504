"""A book as bytes and back. Blocks travel as Markdown, which keeps them without loss; pictures in base 64."""

import json
import zlib
from base64 import b64decode, b64encode

from texts.blocks import Image
from texts.importing import Book
from texts.importing.book import Chapter
from texts.writers import from_markdown, to_markdown

PLAIN = ["title", "subtitle", "authors", "translators", "language", "direction", "year", "rights", "source", "notices"]
OF_CHAPTER = ["title", "number", "part", "printed", "suspects"]


def pack(book: Book) -> bytes:
    parcel = {
        "book": {name: getattr(book, name) for name in [*PLAIN, "lost"]},
        "chapters": [
            {**{name: getattr(chapter, name) for name in OF_CHAPTER}, "source": to_markdown(chapter.blocks)}
            for chapter in book.chapters
        ],
        "images": {
            name: [b64encode(image.data).decode(), image.width, image.height] for name, image in book.images.items()
        },
    }
    return zlib.compress(json.dumps(parcel).encode(), 3)


def unpack(data: bytes) -> Book:
    parcel = json.loads(zlib.decompress(data))
    images = {
        name: Image(name, b64decode(code), width, height) for name, (code, width, height) in parcel["images"].items()
    }
    chapters = [Chapter(blocks=from_markdown(entry.pop("source"), images), **entry) for entry in parcel["chapters"]]
    return Book(chapters=chapters, **parcel["book"])
