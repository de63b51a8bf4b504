"""The door of the importer: looks at what a file is, whatever its name, and gives it to the right reader."""

import logging

from texts.importing import limits
from texts.importing.book import Book, Cut, ImportRefused
from texts.importing.detect import kind_of_text, refuse_foreign
from texts.importing.encodings import decode
from texts.importing.html_reader import read_html
from texts.importing.markdown_reader import read_markdown
from texts.importing.plain import read_plain
from texts.importing.sentences import gettext_noop, say
from texts.importing.zips import read_zip

logger = logging.getLogger(__name__)


def read_book(data: bytes, filename: str, *, cut: Cut | None = None, encoding: str | None = None) -> Book:
    """Raises ImportRefused, with a sentence for the organizer, for whatever cannot be brought in."""
    cut = cut or Cut()
    if not data:
        raise ImportRefused(say(gettext_noop("The file is empty.")))
    if len(data) > limits.UPLOAD_BYTES:
        raise ImportRefused(
            say(
                gettext_noop("The file is larger than %(most)s MB, the most that is read."),
                most=limits.UPLOAD_BYTES // limits.MEGABYTE,
            )
        )
    try:
        return _read(data, filename, cut, encoding)
    except (ImportRefused, MemoryError):
        raise
    except RecursionError as error:
        raise ImportRefused(say(gettext_noop("The file is nested too deeply to be read."))) from error
    except Exception as error:
        logger.exception("A file was not understood: %s", filename)
        raise ImportRefused(
            say(gettext_noop("Something in the file was not understood, and it could not be read."))
        ) from error


def _read(data: bytes, filename: str, cut: Cut, encoding: str | None) -> Book:
    if data.startswith(b"PK"):
        return read_zip(data, filename, cut)
    refuse_foreign(data, filename)
    text, notice = decode(data, encoding)
    kind = kind_of_text(text, filename)
    book = Book(notices=[notice] if notice else [])
    if kind == "html":
        return read_html(text, filename, cut, book)
    if kind == "markdown":
        return read_markdown(text, filename, cut, book)
    return read_plain(text, filename, cut, book)
