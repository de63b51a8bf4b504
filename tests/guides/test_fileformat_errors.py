"""What is wrong in a file is named with its line and its cause, and nothing is imported."""

import contextlib
import time
from pathlib import Path

import pytest

from guides.fileformat.document import ChapterSpan, Entry, FormatError, Part, TextReference
from guides.fileformat.parse import parse
from guides.fileformat.write import write

HEAD = "---\nformat: reading-guide/1\ntitle: Maker and made\ntext: frankenstein\n---\n"
SECTION = HEAD + "## Letters\n\n"
QUESTIONS = SECTION + "### Questions\n\n"


def problems(source):
    with pytest.raises(FormatError) as caught:
        parse(source)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def head(*lines):
    return "\n".join(["---", "format: reading-guide/1", *lines, "---", ""])


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("", 1, "front matter"),
        ("# A guide\n", 1, "front matter"),
        ("---\ntitle: x\n", 1, "no second line"),
        ("---\n- a\n- b\n---\n", 2, "not a list of keys"),
        ("---\njust words\n---\n", 2, "not a list of keys"),
        ("---\ntitle: x\n---\n", 1, "does not say its format"),
        ("---\nformat: reading-guide/9\ntitle: x\n---\n", 2, "reading-guide/9"),
        (head("title: [a", "text: b"), 4, "not valid YAML"),
        (head("title: 'a"), 3, "is not closed"),
        (head("title: a", "\tb: c"), 4, "a tab"),
        (head("title: a: b"), 3, "needs quotation marks"),
        (head("text: x"), 1, "no title"),
        (head("title:"), 3, "no title"),
        (head("title: {a: b}"), 3, "must be words"),
        (head("title: a", "title: b"), 4, "twice"),
        (head("title: a", "x: &n [1]", "y: [*n, *n]"), 5, "*n"),
        (head("title: !!python/object/apply:os.system [ls]"), 3, "tag"),
        (head("title: a", "x: " + "[" * 3000 + "]" * 3000), 4, "too deeply"),
        (head("title: a", "x: " + "9" * 5000), 4, "too long"),
        (head("title: a\x07b"), 3, "does not allow"),
        (head("title: a", *(f"k{number}: {'x' * 100}" for number in range(1000))), 2, "100,000"),
        (head("title: a", "? [a, b]", ": c"), 4, "not a word"),
        (head("title: a", "level: easy"), 4, "introductory, intermediate, advanced"),
        (head("title: a", "slug: not an address"), 4, "not an address"),
        (head("title: a", "text: {authors: [b]}"), 4, "no title"),
        (head("title: a", "text: {title: b, year: old}"), 4, "not a year"),
        (head("title: a", "tags: {a: b}"), 4, "not a list of words"),
        (HEAD + "a\x00", 6, "NUL"),
        (HEAD + "a" * 2_000_000, 0, "2 million are allowed"),
        (HEAD + "##\n", 6, "no title"),
        (SECTION + "paragraphs: 14 to 1\n", 8, "reversed"),
        (SECTION + "paragraphs: all\n", 8, "not a span"),
        (SECTION + "minutes: about an hour\n", 8, "not a number of minutes"),
        (SECTION + "### Passages\n> Words.\n> — letter-i ¶9–3\n", 10, "reversed"),
        (QUESTIONS + "1. Is it?\n\n2.\n", 12, "no text"),
        (QUESTIONS + "1. {core}\n", 10, "no text"),
        (QUESTIONS + "1. Is it?\n\n   - [ ] Yes\n", 10, "at least two choices; this one has one"),
        (QUESTIONS + "1. Is it?\n\n   {poll}\n", 10, "at least two choices; this one has none"),
        (QUESTIONS + "1. Is it?\n\n   - [ ] Yes\n   - [ ]\n", 10, "choice of this question has no text"),
        (QUESTIONS + "1. Is it?\n\n   {at letter-i ¶9–2}\n", 12, "reversed"),
        (QUESTIONS + "1. Is it?\n\n   {at ¶0}\n", 12, "counted from 1"),
        (QUESTIONS + "1. Is it?\n\n   {at Letter One}\n", 12, "not a place"),
        (QUESTIONS + "1. Is it?\n\n   {reveal never}\n", 12, "after_answer"),
        (QUESTIONS + '1. Is it?\n\n   {one of "Clerval}\n', 12, "not closed"),
    ],
)
def test_an_error_names_its_line_and_its_cause(source, line, words):
    assert any(at == line and words in message for at, message in problems(source)), problems(source)


def test_every_error_is_reported_at_once():
    found = problems(QUESTIONS + "1.\n\n2. Is it?\n\n   {reveal never}\n\n## Next\n\nminutes: x\n")
    assert [line for line, _ in found] == [10, 14, 18]


SPACES = f"aim: a{' ' * 200_000}b\n"
HOSTILE = ["```x", "1. {", "> —", "- **(", "::: a", "# a", "### b", "- [ ] a"]


@pytest.mark.parametrize("source", [*(f"{line}\n" * 40_000 for line in HOSTILE), SPACES], ids=[*HOSTILE, "spaces"])
def test_hostile_files_are_read_in_bounded_time(source):
    started = time.monotonic()
    readable = f"{SECTION}{source}\n### Questions\n\n1. Why?\n{source}"
    with contextlib.suppress(FormatError):
        parse(readable)
    assert time.monotonic() - started < 20


class TestWarnings:
    def test_what_is_unknown_is_kept_written_and_named(self):
        source = (
            head("title: a", "text: b", "mood: dark")
            + "# Soundtrack\n\nTheremin.\n\n## One\n\nestimate: long\n\n### Menu\n\nSoup.\n\n"
            + "### Questions\n\n1. Why?\n\n   {colour red}\n"
        )
        parsed = parse(source)
        section = parsed.document.sections[0]
        assert parsed.document.extra == {"mood": "dark"}
        assert parsed.document.extra_parts == [Part("Soundtrack", "Theremin.")]
        assert (section.extra, section.extra_parts) == ({"estimate": "long"}, [Part("Menu", "Soup.")])
        assert section.questions[0].extra == ["colour red"]
        assert [warning.line for warning in parsed.warnings] == [5, 7, 13, 15, 23]
        assert parse(write(parsed.document)).document == parsed.document

    def test_a_guide_without_a_text_says_so(self):
        assert "which text" in parse(head("title: a")).warnings[0].message

    def test_free_words_for_chapters_are_kept_as_words(self):
        parsed = parse(SECTION + "read: letter-i, Letters II and III\n")
        section = parsed.document.sections[0]
        assert (section.reading, section.reading_note) == ([ChapterSpan("letter-i", "letter-i")], "Letters II and III")
        assert parsed.warnings[0].line == 8


class TestHandwriting:
    """What people write without thinking of the rules."""

    def question(self, source):
        return parse(QUESTIONS + source).document.questions[0]

    def test_lines_need_not_be_indented(self):
        question = self.question("1. Why?\n\nBecause of what?\n\n{optional}\n\n::: hint\nLook.\n:::\n")
        assert (question.prompt, question.is_core, question.hint) == ("Why?\n\nBecause of what?", False, "Look.")

    def test_bullets_are_questions_where_there_are_no_numbers(self):
        assert [question.prompt for question in parse(QUESTIONS + "- Who?\n- Why?\n").document.questions] == [
            "Who?",
            "Why?",
        ]

    def test_a_block_that_is_not_closed_ends_with_its_question(self):
        document = parse(QUESTIONS + "1. Who?\n\n   ::: answer\n   Walton.\n\n2. Why?\n").document
        assert [(question.prompt, question.model_answer) for question in document.questions] == [
            ("Who?", "Walton."),
            ("Why?", ""),
        ]

    def test_headings_inside_code_are_code(self):
        document = parse(HEAD + "# Why read this\n\n```\n## not a section\n```\n\n## Section\n").document
        assert document.why == "```\n## not a section\n```"
        assert [section.title for section in document.sections] == ["Section"]

    def test_a_fence_that_is_never_closed_hides_nothing(self):
        document = parse(HEAD + "# Why read this\n\n```\n\n## Section\n").document
        assert [section.title for section in document.sections] == ["Section"]

    def test_people_and_dates_are_read_without_bold_type(self):
        document = parse(HEAD + "# People\n\n- Mary Shelley: the author\n\n# Timeline\n\n- **1816**: rain\n").document
        assert document.people == [Entry("Mary Shelley", "", "the author")]
        assert document.timeline == [Entry("", "1816", "rain")]

    def test_two_sections_may_have_the_same_title(self):
        assert len(parse(HEAD + "## Letters\n\n## Letters\n").document.sections) == 2

    def test_words_that_yaml_likes_to_change_stay_words(self):
        document = parse(head("title: 1984", "language: no", "text: {title: 1984, authors: George Orwell}")).document
        assert (document.title, document.language) == ("1984", "no")
        assert document.text == TextReference("1984", ["George Orwell"])

    def test_a_comment_after_a_key_is_no_part_of_its_value(self):
        section = parse(
            SECTION + "read: letter-i to letter-iv   # four letters\nminutes: 50 minutes\n"
        ).document.sections[0]
        assert (section.reading, section.minutes) == ([ChapterSpan("letter-i", "letter-iv")], 50)


def test_the_example_in_the_documentation_is_a_valid_guide():
    specification = (Path(__file__).resolve().parents[2] / "docs" / "guide-format.md").read_text()
    example = specification.split("```markdown\n")[1].split("\n```\n")[0]
    parsed = parse(example)
    assert parsed.warnings == []
    assert [question.kind for question in parsed.document.questions] == ["interpretive", "choice"]
    assert parse(write(parsed.document)).document == parsed.document


def test_every_message_can_be_translated(monkeypatch):
    for module in ("front_matter", "parse", "parse_questions", "parse_section", "parts", "settings", "document"):
        monkeypatch.setattr(f"guides.fileformat.{module}._", lambda message: f"¡{message}")
    sources = [
        head("level: [a]", "text: [b]", "x: 1") + "Prose.\n\n# Odd\n\n## \n\nodd: 1\n\n### Terms\n\nProse.\n",
        QUESTIONS + "1. {core, odd, reveal x, at X}\n\n2. A?\n   - [x] a\n   ::: odd\n   ::: hint\n",
        "---\nformat: reading-guide/1\ntitle: 'a\n---\n",
    ]
    for source in sources:
        report = None
        with pytest.raises(FormatError) as caught:
            report = parse(source)
        assert report is None
        assert all(str(problem).startswith("¡") for problem in caught.value.problems)
        assert all(problem.message.startswith("¡") for problem in caught.value.problems)
