"""Bringing words onto the shelf, and a corrected book over an earlier one."""

import pytest

from tests import factories
from texts.blocks import Image
from texts.citations import paired
from texts.importing import Book
from texts.importing.book import Chapter as Found
from texts.library import changes, save_book, set_body
from texts.matching import match
from texts.models import Author, Chapter, ReadingPlace, Text
from texts.naming import address, sort_name
from texts.writers import from_markdown

pytestmark = pytest.mark.django_db


def found(title: str, words: str = "", number: str = "", part: str = "") -> Found:
    return Found(title=title, number=number, part=part, blocks=from_markdown(words or f"What {title} says."))


def book(*chapters: Found, **fields) -> Book:
    fields.setdefault("title", "The Sea")
    return Book(authors=["Ann Author"], language="en-GB", chapters=list(chapters), **fields)


def labels(outcome) -> dict[str, list[str]]:
    return {name: [chapter.label for chapter in found] for name, found in vars(outcome).items()}


class TestSetBody:
    def test_everything_is_built_from_the_markdown_and_saved(self):
        chapter = factories.make_chapter(factories.make_text(chapters=0), 1, html="", plain="")
        set_body(chapter, "One *two* three.[^a]\n\nFour.\n\n[^a]: A note.\n")
        stored = Chapter.objects.get(pk=chapter.pk)
        assert '<p class="para is-first" id="p1">' in stored.html
        assert "<em>two</em>" in stored.html
        assert stored.paragraphs == 2
        assert stored.words == 4
        assert stored.plain.startswith("One two three.\nFour.")

    def test_foreign_html_does_not_come_through(self):
        chapter = factories.make_chapter(factories.make_text(chapters=0), 1)
        set_body(chapter, '<script>alert(1)</script> <img src=x onerror="alert(1)"> [x](javascript:alert(1))')
        assert "<script" not in chapter.html
        assert "<img" not in chapter.html
        assert 'href="javascript' not in chapter.html

    def test_a_picture_of_the_text_is_shown_from_its_own_address(self):
        text = factories.make_text(chapters=0)
        text.pictures.create(name="ab.png", data=b"x", width=3, height=4)
        chapter = factories.make_chapter(text, 1)
        set_body(chapter, "![A ship](image:ab.png)")
        assert 'src="../pictures/ab.png"' in chapter.html
        set_body(chapter, "![A ship](image:other.png)")
        assert "<img" not in chapter.html


class TestSaveBook:
    def test_a_book_becomes_a_text_with_its_chapters_in_order(self, organizer):
        text = save_book(book(found("Letter I", number="I"), found("Dawn", number="II")), organizer)
        assert (text.slug, text.language, text.created_by) == ("the-sea", "en", organizer)
        assert text.published_at is None
        assert [(c.slug, c.number, c.title) for c in text.chapters.all()] == [
            ("letter-i", "", "Letter I"),
            ("ii-dawn", "II", "Dawn"),
        ]
        assert text.author_line == "Ann Author"

    def test_nothing_is_half_written_when_a_chapter_fails(self, monkeypatch):
        monkeypatch.setattr("texts.library.plain_text", lambda blocks: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            save_book(book(found("One")), None)
        assert not Text.objects.exists()
        assert not Author.objects.exists()

    def test_an_author_who_is_known_is_not_made_twice(self):
        save_book(book(found("One")), None)
        save_book(book(found("One")), None)
        assert Author.objects.count() == 1
        assert set(Text.objects.values_list("slug", flat=True)) == {"the-sea", "the-sea-2"}

    def test_chapters_with_one_heading_get_addresses_of_their_own(self):
        text = save_book(book(found("One", part="Book I"), found("One", part="Book II")), None)
        assert [chapter.slug for chapter in text.chapters.all()] == ["one", "one-2"]

    def test_pictures_are_kept_once(self):
        from texts.blocks import Figure

        image = Image("ab.png", b"bytes", 3, 4)
        chapters = [Found(title=title, blocks=(Figure(image, "A ship"),)) for title in ("One", "Two")]
        text = save_book(book(*chapters), None)
        assert [bytes(picture.data) for picture in text.pictures.all()] == [b"bytes"]

    def test_the_number_of_queries_does_not_grow_with_chapters(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            save_book(book(*[found(f"Chapter {n}") for n in range(45)]), None)


class TestAgainWithoutLoss:
    @pytest.fixture
    def text(self):
        return save_book(
            book(found("One"), found("Two", "Long words about the sea and nothing else at all."), found("Three")), None
        )

    def test_a_corrected_file_keeps_ids_and_addresses(self, text):
        before = {chapter.title: (chapter.pk, chapter.slug) for chapter in text.chapters.all()}
        save_book(
            book(found("Preface"), found("One", "Corrected."), found("Two", "Long words."), found("Three")), None, text
        )
        after = {chapter.title: (chapter.pk, chapter.slug) for chapter in text.chapters.all()}
        assert [chapter.title for chapter in text.chapters.all()] == ["Preface", "One", "Two", "Three"]
        assert {title: after[title] for title in before} == before
        assert text.chapters.get(title="One").plain == "Corrected."

    def test_a_renamed_chapter_is_known_by_its_words(self, text):
        pk = text.chapters.get(title="Two").pk
        save_book(
            book(found("One"), found("The Sea", "Long words about the sea and nothing else at all."), found("Three")),
            None,
            text,
        )
        assert text.chapters.get(title="The Sea").pk == pk

    def test_what_will_change_is_said_first_and_is_what_happens(self, text):
        corrected = book(found("One"), found("Two", "Corrected."), found("Four"))
        told = labels(changes(corrected, text)[0])
        assert told == {"new": ["Four"], "kept": ["One"], "changed": ["Two"], "gone": ["Three"], "left": []}
        assert text.chapters.count() == 3
        save_book(corrected, None, text)
        assert [chapter.title for chapter in text.chapters.all()] == ["One", "Two", "Four"]

    def test_a_chapter_that_a_guide_uses_is_never_deleted(self, text, organizer):
        guide = factories.make_guide(by=organizer, text=Text.objects.get(pk=text.pk), sections=0, published=False)
        factories.make_section(guide, 1).chapters.add(text.chapters.get(title="Three"))
        corrected = book(found("One"))
        assert labels(changes(corrected, text)[0])["left"] == ["Three"]
        save_book(corrected, None, text)
        assert [chapter.title for chapter in text.chapters.all()] == ["One", "Three"]

    def test_a_title_page_that_was_corrected_by_hand_stays(self, text):
        Text.objects.filter(pk=text.pk).update(title="My own title", subtitle="mine")
        text.refresh_from_db()
        save_book(book(found("One"), title="Other", subtitle="other", rights="Public domain"), None, text)
        text.refresh_from_db()
        assert (text.title, text.subtitle, text.rights) == ("My own title", "mine", "Public domain")


class TestMatching:
    def test_the_same_number_in_two_parts_is_not_mixed_up(self):
        old = [found("I", part="Book I"), found("I", part="Book II")]
        new = [found("I", part="Book II"), found("I", part="Book I")]
        assert match(old, new, str, str) == {0: 1, 1: 0}

    @pytest.mark.parametrize(
        ("old", "new"),
        [(("Letter I", ""), ("", "Letter I")), (("Chapter IV", ""), ("4", "Chapter 4")), (("IV", ""), ("", "4"))],
    )
    def test_a_number_may_have_been_written_as_the_title(self, old, new):
        """So a list of chapters whose texts were kept elsewhere takes in the texts."""
        before, after = Chapter(number=old[0], title=old[1]), Chapter(number=new[0], title=new[1])
        assert match([before], [after], str, str) == {0: 0}

    def test_another_title_with_the_same_number_is_another_chapter(self):
        before, after = Chapter(number="4", title="The Gate"), Chapter(number="4", title="The Ford")
        assert match([before], [after], lambda _: "", lambda _: "") == {}


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Mary Shelley", "Shelley, Mary"),
        ("W. E. B. Du Bois", "Du Bois, W. E. B."),
        ("Voltaire", "Voltaire"),
        ("Shelley, Mary", "Shelley, Mary"),
    ],
)
def test_names_are_sorted_by_the_family(name, sorted_as):
    assert sort_name(name) == sorted_as


def test_addresses_break_between_words_and_never_repeat():
    assert address("学而篇") == "学而篇"
    assert address("?!", fallback="chapter") == "chapter"
    assert address("One", {"one", "one-2"}) == "one-3"
    assert not address("word " * 60).endswith("wor")


def test_a_novel_is_saved_within_five_seconds(corpus):
    import time

    from texts.importing import read_book

    began = time.process_time()
    file = corpus / "texts/epub/se-frankenstein.epub"
    text = save_book(read_book(file.read_bytes(), file.name), None)
    assert time.process_time() - began < 5
    assert [c.slug for c in text.chapters.all() if c.slug in ("letter-i", "chapter-xxiv")] == [
        "letter-i",
        "chapter-xxiv",
    ]


OLD = "First thought.\n\nThe second thought, which is longer and has many words.\n\nYes.\n\nA third thought."
NEW = (
    "A preface that was missing.\n\nFirst thought.\n\nThe second thought, which is longer and has many more words."
    "\n\nYes.\n\nSomething else."
)
LONG = (
    "The road that led down to the harbour was already white with frost that year. "
    "Nobody in the house had slept, and nobody said so, for the lamp was lit again."
)


class TestCitations:
    """Guides, groups and readers point at numbered paragraphs; a corrected file moves the numbers."""

    @pytest.fixture
    def text(self):
        return save_book(book(found("One", OLD), found("Two", "Other words.")), None)

    @pytest.fixture
    def section(self, text):
        return factories.make_guide(text=text, sections=1, published=False).sections.get()

    def test_they_follow_their_words_and_what_is_lost_is_said_before(self, text, section, member):
        one = text.chapters.get(title="One")
        ask = {"section": section, "chapter": one}
        moved = factories.make_question(**ask, position=11, first_paragraph=1)
        span = factories.make_question(**ask, position=12, first_paragraph=2, last_paragraph=4)
        lost = factories.make_question(**ask, position=13, prompt="About the third?", first_paragraph=4)
        passage = section.passages.create(quotation="Yes.", chapter=one, first_paragraph=3)
        place = ReadingPlace.objects.create(user=member, text=text, chapter=one, paragraph=3)
        version = section.version
        corrected = book(found("One", NEW), found("Two", "Other words."))
        _outcome, plan = changes(corrected, text)
        assert [str(move) for move in plan.lost] == ["question “About the third?” (¶4)"]
        assert f"question “{moved.prompt}”: from ¶1 to ¶2" in [str(move) for move in plan.followed]
        save_book(corrected, None, text)
        for row in (moved, span, lost, passage, place, section):
            row.refresh_from_db()
        assert (moved.first_paragraph, span.first_paragraph, span.last_paragraph) == (2, 3, 4)
        assert (lost.chapter, lost.first_paragraph) == (one, None)
        assert (passage.first_paragraph, place.paragraph) == (4, 4)
        assert section.version > version

    def test_they_follow_into_the_chapter_that_has_the_words_now(self, text, section):
        one = text.chapters.get(title="One")
        question = factories.make_question(section=section, position=11, chapter=one, first_paragraph=4)
        section.chapters.set([one])
        section.first_paragraph = 4
        section.save()
        head, tail = OLD.rsplit("\n\n", 1)
        save_book(book(found("One", head), found("One and a half", tail), found("Two", "Other words.")), None, text)
        question.refresh_from_db()
        section.refresh_from_db()
        new = text.chapters.get(title="One and a half")
        assert (question.chapter, question.first_paragraph) == (new, 1)
        assert (section.chapters.get(), section.first_paragraph) == (new, 1)

    def test_links_in_what_people_wrote_follow_too(self, text, section):
        address = text.chapters.get(title="One").get_absolute_url()
        section.before = f"Look [here](https://read.example{address}#p1) and [there]({address}#p4)."
        section.save()
        save_book(book(found("One", NEW), found("Two", "Other words.")), None, text)
        section.refresh_from_db()
        assert section.before == f"Look [here](https://read.example{address}#p2) and [there]({address})."
        assert f'href="https://read.example{address}#p2"' in section.before_html

    def test_a_file_that_says_the_same_moves_nothing(self, text, section):
        one = text.chapters.get(title="One")
        factories.make_question(section=section, position=11, chapter=one, first_paragraph=4)
        assert changes(book(found("One", OLD), found("Two", "Other words.")), text)[1].moves == []

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("Alpha beta gamma delta.|Yes.", "Yes.|Alpha beta gamma delta.", {1: 2, 2: 1}),
            (LONG, LONG.replace(". ", ".|"), {1: 1}),
            (LONG.replace(". ", ".|"), LONG, {1: 1, 2: 1}),
            (f"{LONG}|Next.", f"{LONG} Corrected.|Next.", {1: 1, 2: 2}),
            ("Nothing of this is left.", "Here are words that never stood there.", {}),
        ],
        ids=["changed places", "one became two", "two became one", "corrected", "gone"],
    )
    def test_paragraphs_find_each_other(self, old, new, expected):
        assert paired(old.split("|"), new.split("|")) == expected
