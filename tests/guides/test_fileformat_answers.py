"""Answers that stand apart from their questions find them again."""

import pytest

from guides.fileformat.reading import read_guide


def answers(source):
    document = read_guide(source, "guide.md").document
    return [[question.model_answer for question in section.questions] for section in document.sections]


LISTS = "## Chapter 1\n\n1. Who writes?\n2. To whom?\n\n## Chapter 2\n\n1. What is the ice?\n"


@pytest.mark.parametrize(
    "below",
    [
        "## Answers\n\n1. Walton.\n2. His sister.\n3. An obstacle.\n",
        "# Answer key\n\n### Chapter 1\n\n1. Walton.\n2. His sister.\n\n### Chapter 2\n\n1. An obstacle.\n",
        "## Answers to the questions\n\n1. Walton.\n2. His sister.\n\nNow the second.\n\n1. An obstacle.\n",
        "## Suggested solutions\n\n**Chapter 2**\n\n1. An obstacle.\n\n**Chapter 1**\n\n1. Walton.\n2. His sister.\n",
    ],
)
def test_at_the_end_of_the_file(below):
    assert answers(f"# A guide\n\n{LISTS}\n{below}") == [["Walton.", "His sister."], ["An obstacle."]]


def test_at_the_end_of_each_section():
    source = LISTS.replace("\n## Chapter 2", "\n### Answers\n\n1. Walton.\n2. His sister.\n\n## Chapter 2")
    assert answers(f"# A guide\n\n{source}") == [["Walton.", "His sister."], [""]]


def test_below_the_one_list_of_a_plain_text():
    source = "A short guide\n\nQuestions:\n\n1. Who writes?\n2. To whom?\n\nAnswers:\n\n1. Walton.\n2. His sister.\n"
    assert answers(source) == [["Walton.", "His sister."]]


def test_what_does_not_fit_is_kept_and_named():
    five = "1. One.\n2. Two.\n3. Three.\n4. Four.\n5. Five.\n"
    parsed = read_guide(f"# A guide\n\n{LISTS}\n## Answers\n\n{five}", "g.md")
    assert not any(question.model_answer for question in parsed.document.questions)
    assert "Four." in "".join(part.text for part in parsed.document.extra_parts)
    assert any("not clear which questions" in warning.message for warning in parsed.warnings)
