"""Whatever a loose guide holds is read in bounded time, and can be written and read back."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guides.fileformat.loose import read_loose
from guides.fileformat.parse import parse
from guides.fileformat.write import write
from tests.guides.test_fileformat_roundtrip import NASTY


def test_an_empty_box_below_a_line_is_nothing():
    (question,) = read_loose("1. Why?\n\nSome words\n::: answer\n:::\n", "x.md").document.sections[0].questions
    assert question.prompt == "Why?"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*NASTY, "Why?", "1. Why?", "## Questions", "A: so", "\n"]), max_size=25))
def test_whatever_is_read_can_be_written_and_read_back(pieces):
    document = read_loose("\n".join(pieces), "x.md").document
    assert parse(write(document)).document == document


LINES = ["# a?", "1. a?", "- a", "::: a", "```x", "<!--", "**a:** b", "[a](", "| a |", "a) b", "> a", "<details>"]
LONG = [" ", "[", "(", "*", "?", "{", "`", "# ", "|-", '"', "a ", "<!--", "!["]


@pytest.mark.parametrize("line", LINES)
def test_files_of_many_lines_are_read_in_bounded_time(line):
    started = time.process_time()
    read_loose(f"{line}\n" * 40_000)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("start", ["", "# ", "1. ", "**a** ", "[a]: ", "| a\n|-"], ids=repr)
def test_lines_of_great_length_are_read_in_bounded_time(start):
    started = time.monotonic()
    for piece in LONG:
        read_loose(f"{start}{piece * 50_000}x\n")
    assert time.monotonic() - started < 10
