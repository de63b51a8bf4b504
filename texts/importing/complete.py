"""What a book still lacks after reading: a title from the file's name, a language by guessing, a direction."""

import re
from pathlib import PurePath

from texts.importing.book import Book
from texts.importing.languages import contradicted_by, direction_of, guess_language
from texts.importing.sentences import gettext_noop, say
from texts.writers import plain_text

SAMPLE = 40_000
LEAST = 400


def complete(book: Book, filename: str = "", *, doubt_language: bool = False) -> None:
    """`doubt_language`: it was declared in markup, where programs put their own, not stated by a person."""
    if not book.title:
        book.title = title_from(filename)
        book.notices.append(say(gettext_noop("The file gives no title; its name was used.")))
    book.title = " ".join(book.title.split()).rstrip(" ,;:")
    if not book.authors:
        book.notices.append(say(gettext_noop("The file names no author.")))
    _settle_language(book, doubt_language)
    if direction_of(book.language) == "rtl":
        book.direction = "rtl"
    if len(book.chapters) == 1 and book.chapters[0].title == "Opening":
        book.chapters[0].title = book.title
    for chapter in book.chapters:
        if chapter.title == "Opening":
            book.notices.append(
                say(gettext_noop("The text before the first heading has no title; it is called “Opening”."))
            )


def _settle_language(book: Book, doubt: bool) -> None:
    sample = _sample(book)
    if not book.language:
        book.language = guess_language(sample)
        if book.language:
            book.notices.append(
                say(
                    gettext_noop("The language seems to be %(language)s; the file does not say."),
                    language=book.language,
                )
            )
    elif doubt and (plainly := contradicted_by(book.language, sample)):
        book.notices.append(
            say(
                gettext_noop("The file says that its language is %(language)s, but the text is in %(true_language)s."),
                language=book.language,
                true_language=plainly,
            )
        )
        book.language, book.direction = plainly, direction_of(plainly)


def _sample(book: Book) -> str:
    """Some of every chapter, or all of the first if there are few: a preface may be in another language."""
    share = max(SAMPLE // len(book.chapters), LEAST) if book.chapters else 0
    return "\n".join(plain_text(chapter.blocks)[:share] for chapter in book.chapters)[:SAMPLE]


def title_from(filename: str) -> str:
    stem = PurePath(filename.replace("\\", "/")).stem
    words = re.sub(r"[_\s-]+", " ", stem).strip()
    return words[:1].upper() + words[1:] or "Untitled"
