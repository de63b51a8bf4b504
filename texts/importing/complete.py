"""What a book still lacks after reading: a title from the file's name, a language by guessing, a direction."""

import re
from pathlib import PurePath

from texts.importing.book import Book
from texts.importing.languages import direction_of, guess_language
from texts.writers import plain_text

SAMPLE = 40_000


def complete(book: Book, filename: str = "") -> None:
    if not book.title:
        book.title = title_from(filename)
        book.notices.append("The file gives no title; its name was used.")
    book.title = " ".join(book.title.split())
    if not book.authors:
        book.notices.append("The file names no author.")
    if not book.language:
        book.language = guess_language(_sample(book))
        if book.language:
            book.notices.append(f"The language seems to be {book.language}; the file does not say.")
    if direction_of(book.language) == "rtl":
        book.direction = "rtl"
    for chapter in book.chapters:
        if chapter.title == "Opening":
            book.notices.append("The text before the first heading has no title; it is called “Opening”.")


def _sample(book: Book) -> str:
    sample = ""
    for chapter in book.chapters:
        sample += plain_text(chapter.blocks)[: SAMPLE - len(sample)]
        if len(sample) >= SAMPLE:
            break
    return sample


def title_from(filename: str) -> str:
    stem = PurePath(filename.replace("\\", "/")).stem
    words = re.sub(r"[_\s-]+", " ", stem).strip()
    return words[:1].upper() + words[1:] or "Untitled"
