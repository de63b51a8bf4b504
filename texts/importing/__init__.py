"""Any real book in: `read_book(data, filename)` gives a Book of chapters of blocks, or refuses in one sentence."""

from texts.importing.book import Book, Chapter, Cut, EncodingUnknown, ImportRefused
from texts.importing.reader import read_book

__all__ = ["Book", "Chapter", "Cut", "EncodingUnknown", "ImportRefused", "read_book"]
