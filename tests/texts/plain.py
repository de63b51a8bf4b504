"""What the tests of plain texts as transcribed have in common."""

from tests.texts.books import LINES
from texts.importing import read_book


def read(*parts, name="x.txt"):
    return read_book("\n\n\n\n".join(parts).encode(), name)


def chapter(*lines):
    return "\n\n".join([*lines, LINES, LINES])
