"""The door of the importer: looks at what a file is, whatever its name, and gives it to the right reader."""

from texts.importing import limits
from texts.importing.archive import Archive
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.epub import read_epub


def read_book(data: bytes, filename: str, *, cut: Cut | None = None, encoding: str | None = None) -> Book:
    """Raises ImportRefused, with a sentence for the organizer, for whatever cannot be brought in."""
    cut = cut or Cut()
    if not data:
        raise ImportRefused("The file is empty.")
    if len(data) > limits.UPLOAD_BYTES:
        raise ImportRefused(
            f"The file is larger than {limits.UPLOAD_BYTES // limits.MEGABYTE} MB, the most that is read."
        )
    try:
        return _read(data, filename, cut, encoding)
    except RecursionError as error:
        raise ImportRefused("The file is nested too deeply to be read.") from error


def _read(data: bytes, filename: str, cut: Cut, encoding: str | None) -> Book:
    return read_epub(Archive(data), cut)
