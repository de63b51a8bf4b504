"""Guides that were not written for us, in over a hundred shapes: which sections and questions are in each.

`shapes.txt` holds files, each followed by what it holds: `T` the text (title / author), `S` a section, `Q` the
beginning of a question, with `|` how many choices it has, `A` the beginning of its answer, `k` its kind, `m` its
minutes, `o` that it is optional. `*` is anything.
"""

import re
from pathlib import Path

import pytest

from guides.fileformat.parse import parse
from guides.fileformat.reading import read_guide
from guides.fileformat.write import write

SHAPES = [
    (name, body, holds.strip().splitlines())
    for name, body, holds in re.findall(
        r"^%%%% (?!holds)(.+)\n([\s\S]*?)^%%%% holds\n([\s\S]*?)(?=^%%%% |\Z)",
        (Path(__file__).parent / "shapes.txt").read_text(),
        re.MULTILINE,
    )
]


def listed(document):
    for section in document.sections:
        yield "S", section.title, section
        for question in section.questions:
            yield "Q", question.prompt, question


def agrees(line, found):
    sort, words, thing = found
    begins, *about = line[2:].split(" | ")
    if sort != line[0] or not (begins == "*" or words.startswith(begins)):
        return False
    if sort == "S":
        return begins in ("*", words)
    answer = next((detail[2:] for detail in about if detail.startswith("A ")), None)
    choices = next((int(detail) for detail in about if detail.isdigit()), 0)
    kind = next((detail[2:] for detail in about if detail.startswith("k ")), thing.kind)
    minutes = next((int(detail[2:]) for detail in about if detail.startswith("m ")), None)
    if (thing.minutes, thing.is_core) != (minutes, "o" not in about):
        return False
    answered = thing.model_answer.startswith(answer) if answer else not thing.model_answer
    return answered and len(thing.choices) == choices and thing.kind == kind


def test_there_are_many():
    assert len(SHAPES) > 120


@pytest.mark.parametrize(("name", "body", "holds"), SHAPES, ids=[name for name, _, _ in SHAPES])
def test_every_question_is_found_once_in_its_section_and_nothing_else(name, body, holds):
    document = read_guide(body.encode(), name).document
    expected = [line for line in holds if line[0] in "SQ"]
    found = list(listed(document))
    assert len(found) == len(expected), [words for _, words, _ in found]
    for line, thing in zip(expected, found, strict=True):
        assert agrees(line, thing), (line, thing)


@pytest.mark.parametrize(
    ("name", "body", "text"),
    [
        (name, body, line[2:])
        for name, body, holds in SHAPES
        for line in holds
        if line.startswith("T ") and "*" not in line
    ],
)
def test_the_text_is_found_where_the_file_names_it(name, body, text):
    title, _, author = text.partition(" / ")
    found = read_guide(body.encode(), name).document.text
    assert found.title == title.strip(" /")
    assert ", ".join(found.authors) == author.strip()


@pytest.mark.parametrize(("name", "body"), [(name, body) for name, body, _ in SHAPES])
def test_what_was_read_can_be_written_and_read_again(name, body):
    document = read_guide(body.encode(), name).document
    assert parse(write(document)).document == document
