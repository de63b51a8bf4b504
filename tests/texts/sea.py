"""A text of three chapters, each with a note, for the tests of its pages."""

from tests import factories
from texts.library import set_body

WORDS = "First paragraph.[^1]\n\nSecond paragraph.\n\nThird paragraph.\n\n[^1]: The note.\n"


def sea():
    text = factories.make_text("The Sea", chapters=3, language="en")
    for chapter in text.chapters.all():
        set_body(chapter, WORDS)
    return text
