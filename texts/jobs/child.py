"""The process that reads one file: a line of JSON with what to do and the bytes come in, a line of JSON and the packed
book go out. It knows neither settings nor database, and may not grow or run beyond its limits.
"""

import json
import resource
import sys

from texts.importing import Book, Cut, EncodingUnknown, ImportRefused, read_book
from texts.importing.sentences import gettext_noop, say
from texts.jobs import packing
from texts.writers import plain_text

MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 60
FIRST = 160


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    order = json.loads(sys.stdin.buffer.readline())
    report, book = read(order, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(report).encode() + b"\n")
    if book:
        packing.write(book, sys.stdout.buffer)


def read(order: dict, data: bytes) -> tuple[dict, Book | None]:
    try:
        book = read_book(data, order["filename"], cut=Cut(**order["cut"]), encoding=order["encoding"] or None)
        return {"outline": outline(book)}, book
    except EncodingUnknown as unknown:
        return {"error": unknown.message.pair, "guesses": unknown.guesses}, None
    except ImportRefused as refused:
        return {"error": refused.message.pair}, None
    except MemoryError:
        return {"error": say(gettext_noop("The file needs more memory than reading may take.")).pair}, None


def outline(book: Book) -> dict:
    """What the preview shows; what the importer said is in pairs, for texts.jobs.speaking."""
    report = book.as_json() | {"has_cover": book.cover is not None}
    report |= {"notices": [each.pair for each in book.notices], "lost": [each.pair for each in book.lost]}
    for entry, chapter in zip(report["chapters"], book.chapters, strict=True):
        entry["number"] = chapter.separate_number
        entry["first_words"] = chapter.first_words
        entry["suspects"] = [[at, plain_text([chapter.blocks[at]])[:FIRST]] for at in chapter.suspects]
    return report


if __name__ == "__main__":
    main()
