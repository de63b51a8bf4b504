"""Guides that were not written for us are read sensibly, or the reading says what it did not find."""

import pytest

from guides.fileformat.document import FormatError
from guides.fileformat.reading import as_json, questions_from_text, read_guide


def guide(source, filename="guide.md"):
    return read_guide(source, filename).document


def prompts(source):
    return [question.prompt for question in guide(source).questions]


def counts(source):
    return [(section.title, len(section.questions)) for section in guide(source).sections]


class TestSections:
    def test_headings_above_questions_are_sections(self):
        source = "# Walden\n\n## Economy\n\n1. What does it cost to live?\n\n## Solitude\n\n- Who is alone?\n- Why?\n"
        assert counts(source) == [("Economy", 1), ("Solitude", 2)]

    def test_a_label_for_questions_is_no_section(self):
        source = (
            "# T\n## Week 1: A\n### Discussion Questions\n1. One?\n## Week 2: B\n### Discussion Questions\n1. Two?\n"
        )
        assert counts(source) == [("Week 1: A", 1), ("Week 2: B", 1)]

    def test_chapters_below_a_label_are_sections(self):
        source = "# T\n## Discussion questions\n### Chapter 1\n- One?\n### Chapter 2\n- Two?\n- Three?\n"
        assert counts(source) == [("Chapter 1", 1), ("Chapter 2", 2)]

    def test_parts_that_repeat_in_every_chapter_are_no_sections(self):
        part = "### Comprehension\n1. Who?\n### Discussion\n1. Why?\n"
        source = f"# The Trial\n## Chapter One\n{part}## Chapter Two\n{part}"
        assert counts(source) == [("Chapter One", 2), ("Chapter Two", 2)]
        assert [question.kind for question in guide(source).questions] == ["factual", "interpretive"] * 2

    def test_bold_lines_and_plain_chapter_lines_are_headings(self):
        bold = "# T\n\n**Chapter 1**\n\n* Who?\n* Why?\n\n**Chapter 2**\n\n* Define “nature”.\n* What is read?\n"
        plain = "The Conquest of Bread\n\nChapter 1: Riches\n\n1. Whose?\n\nChapter 2: Well-being\n\n1. For all?\n"
        assert counts(bold) == [("Chapter 1", 2), ("Chapter 2", 2)]
        assert counts(plain) == [("Chapter 1: Riches", 1), ("Chapter 2: Well-being", 1)]

    def test_a_list_of_chapters_with_lists_of_questions_becomes_sections(self):
        source = "# T\n- Chapter 1\n  - What is A?\n  - What is B?\n- Chapter 2\n  - What is C?\n"
        assert counts(source) == [("Chapter 1", 2), ("Chapter 2", 1)]

    def test_the_parts_of_a_section_find_their_places(self):
        source = (
            "# T\n## Part 1: The state (pp. 3-20)\n### Reading\nLenin, chapter 1\n### Objectives\n- Know it.\n"
            "### Key terms\n- State: an organ\n### Questions\n1) What is it?\n## Further reading\n- Engels\n"
        )
        section = guide(source).sections[0]
        assert (section.reading_note, section.pages, section.aim) == ("Lenin, chapter 1", "3-20", "- Know it.")
        assert [(term.name, term.text) for term in section.terms] == [("State", "an organ")]
        assert guide(source).further == "- Engels"


class TestQuestions:
    @pytest.mark.parametrize(
        "source",
        [
            "1. What?\n2. Why?\n",
            "1) What?\n\n2) Why?\n",
            "(1) What?\n(2) Why?\n",
            "- What?\n- Why?\n",
            "Q1. What?\n\nQ2. Why?\n",
            "**Question 1:** What?\n\n**Question 2:** Why?\n",
            "I. What?\nII. Why?\n",
            "*1.* What?\n\n*2.* Why?\n",
        ],
    )
    def test_marks_of_many_kinds_are_left_off(self, source):
        assert prompts(f"# T\n\n## Discussion questions\n\n{source}") == ["What?", "Why?"]

    def test_a_task_in_a_list_of_questions_is_a_question(self):
        assert prompts("# T\n## Questions\n1. Who?\n2. Describe the town.\n") == ["Who?", "Describe the town."]

    def test_lettered_questions_stay_in_the_prompt(self):
        source = "# T\n## Questions\n1. Compare them.\n   a) Who is freer?\n\n   b) Who is happier?\n2. Why?\n"
        assert prompts(source) == ["Compare them.\n\n- Who is freer?\n\n- Who is happier?", "Why?"]

    def test_lettered_lines_that_ask_nothing_are_choices(self):
        question = guide("# T\n## Questions\n1. Which?\n   A. One\n   B. Two\n   C. Three\n").questions[0]
        assert (question.prompt, question.kind, question.choices) == ("Which?", "choice", ["One", "Two", "Three"])

    @pytest.mark.parametrize(
        "source",
        [
            "1. What?\n   Answer: This.\n",
            "1. What?\n\nA: This.\n",
            "What?  \nThis.\n",
            "1. What?\n   <details><summary>Answer</summary>This.</details>\n",
            "| Question | Answer |\n|---|---|\n| What? | This. |\n",
        ],
    )
    def test_an_answer_beside_a_question_is_the_model_answer(self, source):
        question = guide(f"# T\n## Questions\n{source}").questions[0]
        assert (question.prompt, question.model_answer) == ("What?", "This.")

    def test_a_question_that_is_plainly_a_definition_is_of_that_kind(self):
        kinds = [
            question.kind for question in questions_from_text("1. Define value.\n2. What is meant by it?\n3. Why?")
        ]
        assert kinds == ["define", "define", "interpretive"]

    def test_comments_tables_tasks_and_notes_hold_no_questions(self):
        source = (
            "# T\n<!-- \n- Shall we?\n-->\n## Questions\n- One?\n\n## Dates\n| Who | When? |\n|---|---|\n| A | B? |\n"
            "## To do\n- [ ] Send it?\n## Meeting notes\n- Who is in control?\n1. What now?\n"
        )
        assert prompts(source) == ["One?"]

    def test_headings_can_be_the_questions(self):
        source = "# Emma\n## Discussion questions\n### 1. Is she kind?\nThink of Box Hill.\n### 2. Does she change?\n"
        assert prompts(source) == ["Is she kind?\n\nThink of Box Hill.", "Does she change?"]

    def test_a_table_in_a_file_gives_sections_answers_and_kinds(self):
        source = "Chapter\tTags\tQuestion\tResponse\n1\tapplication\tWhat “now?\tThis\\n\\nand that\n2\t\tWhy?\t\n"
        document = guide(source, "questions.tsv")
        assert [section.title for section in document.sections] == ["Chapter 1", "Chapter 2"]
        assert document.questions[0].kind == "apply"
        assert document.questions[0].model_answer == "This\n\nand that"

    def test_reference_links_are_resolved(self):
        assert prompts("# T\n## Questions\n- What of [this][a]?\n\n[a]: https://example.org\n") == [
            "What of [this](https://example.org)?"
        ]


class TestText:
    @pytest.mark.parametrize(
        ("source", "title", "authors"),
        [
            ("# Reading guide to Frankenstein by Mary Shelley\n", "Frankenstein", ["Mary Shelley"]),
            ("# Club\n[Emma by Jane Austen](https://example.org)\n", "Emma", ["Jane Austen"]),
            ("# Club\n**Book:** Emma\n**Author:** Jane Austen\n", "Emma", ["Jane Austen"]),
            ("# Club\nWe read *Emma* by Jane Austen.\n", "Emma", ["Jane Austen"]),
            ("---\nbook: Emma\nauthor: Jane Austen\n---\n# Club\n", "Emma", ["Jane Austen"]),
            ("# Discussion Questions for Emma\n", "Emma", []),
        ],
    )
    def test_a_text_that_is_named_plainly_is_found(self, source, title, authors):
        text = guide(f"{source}\n1. Why?\n").text
        assert (text.title, text.authors) == (title, authors)


class TestWarnings:
    def messages(self, source, filename="my-guide.md"):
        return [str(warning) for warning in read_guide(source, filename).warnings]

    def test_a_missing_title_is_said(self):
        assert "Line 1: There is no title; using the file’s first heading." in self.messages("## Club\n\n1. Why?\n")
        assert any("using the file’s name" in message for message in self.messages("1. Why?\n2. How?\n"))

    def test_a_missing_text_and_missing_questions_are_said(self):
        messages = self.messages("# T\n\nProse.\n")
        assert "The file does not say which text it is for." in messages
        assert "No questions were found." in messages

    def test_a_question_outside_the_list_is_named_with_its_line(self):
        messages = self.messages("# T\n## Questions\n1. One?\n\nBonus: two?\n")
        assert any(message.startswith("Line 5: “Bonus: two?” asks") for message in messages)

    def test_broken_front_matter_is_left_out_and_said(self):
        messages = self.messages("---\ntitle: [\n---\n# T\n1. Why?\n")
        assert any("Only its plain lines are read." in message for message in messages)
        document = guide("---\ntitle: Emma: a guide\nx: *a\nbook: Emma\n---\n1. Why?\n")
        assert (document.title, document.text.title, document.extra) == ("Emma: a guide", "Emma", {})


class TestFiles:
    def test_our_own_format_is_read_strictly(self):
        with pytest.raises(FormatError):
            read_guide("---\nformat: reading-guide/1\n---\n1. Why?\n")

    def test_other_encodings_are_read_and_said(self):
        parsed = read_guide("# Über\n1. Warum?\n".encode("cp1252"), "x.md")
        assert parsed.document.title == "Über"
        assert "not in UTF-8" in parsed.warnings[0].message
        assert guide("# Über\n1. Warum?\n".encode("utf-16")).title == "Über"
        assert guide("\ufeff# Über\r\n1. Warum?\r\n".encode()).title == "Über"

    @pytest.mark.parametrize("source", [b"\x89PNG\r\n\x1a\n\x00\xff", b"a" * 5_000_000, "a" * 5_000_000, "# a\x00"])
    def test_what_is_no_text_or_too_long_is_refused(self, source):
        with pytest.raises(FormatError):
            read_guide(source, "x.md")

    def test_the_json_listing_has_sections_and_questions_in_order(self):
        listing = as_json(
            read_guide("# Emma, a guide by A B\n## One\n1. Why?\n## Two\n1. Which?\n   - [ ] a\n   - [ ] b\n")
        )
        assert [section["title"] for section in listing["sections"]] == ["One", "Two"]
        assert [(q["section"], q["kind"], q["choices"]) for q in listing["questions"]] == [
            ("One", "interpretive", []),
            ("Two", "choice", ["a", "b"]),
        ]


class TestShapesThatPeopleWrite:
    def test_a_table_of_weeks_is_a_section_for_each(self):
        source = (
            "# Eight weeks\n\n| Week | Date | Reading | Questions |\n|---|---|---|---|\n"
            "| 1 | 3 March | Book One | What does she want? Who warns her? |\n| 2 | 10 March | Book Two | Why? |\n"
        )
        sections = guide(source).sections
        assert [(section.title, section.reading_note) for section in sections] == [
            ("Week 1", "Book One"), ("Week 2", "Book Two"),
        ]  # fmt: skip
        assert prompts(source) == ["What does she want?", "Who warns her?", "Why?"]

    def test_a_plan_of_sessions_with_minutes(self):
        source = (
            "READING GROUP PLAN\n\nSession 1 (90 minutes)\nReading: chapters 1-3\n10 min - Welcome\n"
            "40 min - Discussion\n   - What is a wage?\n   - Why is that so?\n20 min - What next\n\n"
            "Session 2 (90 minutes)\nReading: chapters 4-6\n50 min - Discussion\n   - What is profit?\n"
        )
        first, second = guide(source).sections
        assert [first.title, first.reading_note, len(first.questions)] == ["Session 1 (90 minutes)", "chapters 1-3", 2]
        assert "10 min - Welcome" in first.facilitator_notes
        assert [question.prompt for question in second.questions] == ["What is profit?"]
        assert guide(source).text is None

    def test_lettered_choices_with_answers_by_letter_at_the_end(self):
        source = (
            "# Quiz\n\n## Chapter 1\n\n1. Who calls the meeting?\n   a) Napoleon\n   b) Old Major\n   c) Boxer\n\n"
            "## Chapter 2\n\n1. Why do the pigs lead?\n\nAnswers\n\nChapter 1\n1. b\n\nChapter 2\n1. They can read.\n"
        )
        first, second = (section.questions[0] for section in guide(source).sections)
        assert (first.kind, first.choices) == ("choice", ["Napoleon", "Old Major", "Boxer"])
        assert (first.model_answer, second.model_answer) == ("Old Major", "They can read.")

    def test_lettered_parts_of_a_question_are_sub_questions(self):
        assert prompts("# T\n\n1. What does he expect?\n   a. before he leaves\n   b. after he lands\n") == [
            "What does he expect?\n\n- before he leaves\n- after he lands"
        ]
        assert not guide("# T\n\n1. Define these:\n   a) value\n   b) price\n   c) profit\n").questions[0].choices

    @pytest.mark.parametrize("label", ["**Leader note:**", "Note for the facilitator:", "- *Teacher’s notes*:"])
    def test_a_note_for_who_leads_is_no_part_of_what_is_asked(self, label):
        first, second = guide(f"# T\n\n1. Who?\n\n   {label} Be brief.\n\n2. Why?\n").questions
        assert (first.prompt, first.facilitator_note) == ("Who?", "Be brief.")
        assert (second.prompt, second.facilitator_note) == ("Why?", "")

    def test_what_follows_the_questions_on_paper_is_no_part_of_their_section(self):
        read = guide(
            "The Trial\n\nDiscussion questions\n\n1. Who?\n2. Why?\n\nAbout the author\n\nHe was born in Prague.\n\n"
            "Suggestions for further reading\n\nThe Castle\n"
        )
        assert (read.about_author, read.further) == ("He was born in Prague.", "The Castle")
        assert not read.sections[0].before

    def test_a_study_guide_names_its_text_without_the_colon(self):
        assert (
            guide("# Study guide: The Dispossessed by Ursula K. Le Guin\n\n1. Why?\n").text.title == "The Dispossessed"
        )

    def test_headings_within_a_part_stay_with_what_stands_below_them(self):
        read = guide(
            "# A guide to Emma\n\n## About the author\n\n### Her life\n\nBorn in 1775.\n\n### Her work\n\nSix novels.\n"
            "\nNot more.\n\n## Volume I\n\n### Background\n\n#### Highbury\n\nA village.\n\n### Questions\n\n1. Why?\n"
        )
        assert read.about_author == "**Her life**\n\nBorn in 1775.\n\n**Her work**\n\nSix novels.\n\nNot more."
        ((background,),) = (section.extra_parts for section in read.sections)
        assert (background.title, background.text) == ("Background", "**Highbury**\n\nA village.")
