"""What the tests of files made to do harm have in common."""

import pytest

from tests.texts.books import page, prose
from texts.importing import ImportRefused, read_book

ONE = {"a.html": page(f"<h2>One</h2>{prose()}"), "b.html": page(f"<h2>Two</h2>{prose()}")}

TOC = [("One", "a.html"), ("Two", "b.html")]


def refused(data, says, name="x.epub"):
    with pytest.raises(ImportRefused, match=says) as refusal:
        read_book(data, name)
    assert "\n" not in refusal.value.message
