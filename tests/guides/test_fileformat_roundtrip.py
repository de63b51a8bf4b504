"""What is written comes back the same, whatever people put into their guides."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from guides.fileformat.document import (
    KINDS,
    KINDS_WITH_CHOICES,
    LEVELS,
    REVEALS,
    ChapterSpan,
    Entry,
    GuideDocument,
    Part,
    PassageDocument,
    QuestionDocument,
    SectionDocument,
    TextReference,
    normal,
    one_line,
)
from guides.fileformat.parse import parse
from guides.fileformat.write import write

NASTY = [
    *(
        "# Why read this",
        "## A section",
        "### Questions",
        "#",
        "#### deep",
        "\\# escaped",
        "\\\\## twice",
        "Title\n===",
    ),
    *(
        "```",
        "```python",
        "~~~",
        "~~~~",
        "```\n# code\n```",
        "  ```\n# half hidden\n  ```",
        "````\n```\n````",
        "``` a`b",
    ),
    *("1. one", "2) two", "- bullet", "* star", "- [ ] box", "- [x] ticked", "  - [ ] deeper", "\\- [ ] kept"),
    *("{core, optional}", "{}", "  {at ¶3}", "\\{kept}", "{half", "half}", ":::", "::: answer", ":::: hint", "\\::: x"),
    *("> quoted", "— chapter-v ¶3", "-- reference", "\\— kept", "– dash", "---", "...", "***", "**bold**: text"),
    *(
        "read: a to b",
        "aim: x",
        "note: y",
        "two  # comment",
        "two  \\# kept",
        "<!-- comment",
        "-->",
        "\tcode",
        "    code",
    ),
    *("a\n\n\nb", "a  \nb", "a\r\nb", "key: [", "*alias", "&anchor", "!tag", "no", "1.10", "null", "'", '"', "“x”"),
    *(
        "\ufeff",
        "\u2028",
        "\x85",
        "\u00a0",
        "\x0c",
        "(",
        ")",
        "\\",
        "\\\\",
        ":",
        "¶",
        "¶3",
        ",",
        "|",
        "%",
        "@",
        "א",
        "読書",
    ),
]
raw = st.lists(
    st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    max_size=6,
).flatmap(lambda pieces: st.sampled_from(["\n", "\n\n", " ", ""]).map(lambda glue: glue.join(pieces)))

markdown = raw.map(normal)
line = raw.map(one_line)
titled = line.filter(bool)
slug = st.text(string.ascii_lowercase + string.digits + "-_", min_size=1, max_size=8)
word = st.text(string.ascii_lowercase, min_size=3, max_size=8)
minutes = st.none() | st.integers(0, 600)
entry = st.builds(Entry, line, line, markdown)


@st.composite
def places(draw):
    first = draw(st.none() | st.integers(1, 900))
    last = None if first is None else first + draw(st.integers(0, 9))
    return {
        "chapter": draw(st.just("") | slug),
        "first_paragraph": first,
        "last_paragraph": last,
        "reference": draw(line),
    }


@st.composite
def passages(draw):
    return PassageDocument(quotation=draw(markdown), **draw(places()))


@st.composite
def questions(draw):
    kind = draw(st.sampled_from(KINDS))
    choices = draw(st.lists(titled, min_size=2, max_size=4)) if kind in KINDS_WITH_CHOICES else []
    return QuestionDocument(
        prompt=draw(markdown.filter(bool)),
        kind=kind,
        choices=choices,
        is_core=draw(st.booleans()),
        minutes=draw(minutes),
        reveal=draw(st.sampled_from(REVEALS)),
        one_of=draw(line),
        hint=draw(markdown),
        model_answer=draw(markdown),
        facilitator_note=draw(markdown),
        retired=draw(st.booleans()),
        key=draw(line),
        extra=draw(st.lists(word.map("x-{} “a, b”".format), max_size=2)),
        **draw(places()),
    )


@st.composite
def spans(draw):
    first = draw(slug)
    return ChapterSpan(first, draw(st.just(first) | slug))


unknown = st.builds(Part, titled.map("Unknown {}".format), markdown)


@st.composite
def sections(draw):
    first = draw(st.integers(1, 99))
    return SectionDocument(
        title=draw(titled),
        reading=draw(st.lists(spans(), max_size=3)),
        paragraphs=draw(st.none() | st.integers(first, 200).map(lambda last: (first, last))),
        minutes=draw(minutes),
        people=draw(st.lists(entry, max_size=2)),
        terms=draw(st.lists(entry, max_size=2)),
        passages=draw(st.lists(passages(), max_size=2)),
        questions=draw(st.lists(questions(), max_size=3)),
        extra=draw(st.dictionaries(word.map("x-{}".format), markdown, max_size=2)),
        extra_parts=draw(st.lists(unknown, max_size=2)),
        **{
            name: draw(markdown)
            for name in ("reading_note", "pages", "aim", "before", "key_ideas", "misunderstandings")
        },
        **{name: draw(markdown) for name in ("today", "supplementary", "facilitator_notes")},
    )


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | raw,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(raw, inner, max_size=2),
    max_leaves=3,
)
front_matter = st.dictionaries(raw.map("x-{}".format), plain, max_size=2)
references = st.builds(
    TextReference, titled, st.lists(titled, max_size=2), st.none() | st.integers(-800, 2100), front_matter
)


@st.composite
def guides(draw):
    return GuideDocument(
        title=draw(titled),
        slug=draw(st.just("") | slug),
        text=draw(st.none() | slug | references),
        level=draw(st.sampled_from(["", *LEVELS])),
        tags=draw(st.lists(titled, max_size=2)),
        timeline=draw(st.lists(entry, max_size=2)),
        people=draw(st.lists(entry, max_size=2)),
        terms=draw(st.lists(entry, max_size=2)),
        sections=draw(st.lists(sections(), max_size=2)),
        extra=draw(front_matter),
        extra_parts=draw(st.lists(unknown, max_size=1)),
        **{name: draw(line) for name in ("subtitle", "language", "licence", "derived_from")},
        **{name: draw(markdown) for name in ("credits", "blurb", "why", "about_author", "how_to_use")},
        **{name: draw(markdown) for name in ("audience", "preparatory", "further")},
    )


@settings(max_examples=100, deadline=None)
@given(guides())
def test_a_written_guide_reads_back_as_the_same_guide(document):
    source = write(document)
    assert parse(source).document == document
    assert write(parse(source).document) == source


@settings(max_examples=100, deadline=None)
@given(st.lists(questions(), min_size=1, max_size=4))
def test_questions_that_look_like_structure_stay_questions(asked):
    document = GuideDocument("Guide", text="text", sections=[SectionDocument("Section", questions=asked)])
    assert parse(write(document)).document.sections[0].questions == asked


@settings(max_examples=100, deadline=None)
@given(raw.filter(str.strip))
def test_any_markdown_in_a_question_survives_after_normalisation(prompt):
    document = GuideDocument("Guide", sections=[SectionDocument("Section", questions=[QuestionDocument(prompt)])])
    assert parse(write(document)).document.questions[0].prompt == normal(prompt)
