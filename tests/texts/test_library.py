"""Bringing words onto the shelf, and a corrected book over an earlier one."""

import pytest

from tests import factories
from tests.texts.shelf import book, found
from texts.blocks import Image
from texts.comparing import changes
from texts.importing.book import Chapter as Found
from texts.library import save_book, set_body
from texts.matching import match
from texts.models import Author, Chapter, Text
from texts.naming import address, sort_name

pytestmark = pytest.mark.django_db


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


LONG_TWO = "Long words about the sea and nothing else at all."


class TestAgainWithoutLoss:
    @pytest.fixture
    def text(self):
        return save_book(book(found("One"), found("Two", LONG_TWO), found("Three")), None)

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
            book(found("One"), found("The Sea", LONG_TWO), found("Three")),
            None,
            text,
        )
        assert text.chapters.get(title="The Sea").pk == pk

    def test_what_will_change_is_said_first_and_is_what_happens(self, text):
        corrected = book(found("One"), found("Two", "Corrected."), found("Four"))
        told = {what: labels for what, labels in labels(changes(corrected, text)[0]).items() if labels}
        assert told == {
            "new": ["Four"], "kept": ["One"], "changed": ["Two"], "reworded": ["Two"], "gone": ["Three"]
        }  # fmt: skip
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

    def test_chapters_that_only_have_numbers_stay_with_their_words(self):
        """A chapter put in before them would otherwise take the address, the guide and the talk of another."""
        words = [f"Chapter of {thing}.\n\nWith another paragraph about {thing}." for thing in ("sea", "fog", "ice")]
        text = save_book(book(*[found(f"Chapter {n}", w) for n, w in enumerate(words, 1)]), None)
        before = {chapter.source: chapter.pk for chapter in text.chapters.all()}
        words.insert(1, "Newly written.\n\nNobody has read it.")
        corrected = book(*[found(f"Chapter {n}", w) for n, w in enumerate(words, 1)])
        told = labels(changes(corrected, text)[0])
        assert told["renamed"] == ["“Chapter 2” becomes “Chapter 3”", "“Chapter 3” becomes “Chapter 4”"]
        assert (told["new"], told["reworded"], told["moved"]) == (["Chapter 2"], [], [])
        save_book(corrected, None, text)
        after = {chapter.source: chapter.pk for chapter in text.chapters.all()}
        assert before.items() < after.items()

    def test_a_chapter_into_which_the_next_was_joined_is_still_itself(self):
        parts = ["Short one.\n\nIt ends.", "Long two.\n\nGoes on.\n\nAnd on.\n\nAnd on it goes.\n\nIt ends too."]
        text = save_book(book(found("One", parts[0]), found("Two", parts[1])), None)
        joined = changes(book(found("One", "\n\n".join(parts))), text)[0]
        assert [chapter.title for chapter in joined.reworded] == ["One"]
        assert [chapter.title for chapter in joined.gone] == ["Two"]

    def test_another_order_is_said(self, text):
        told = labels(changes(book(found("Two", LONG_TWO), found("Three"), found("One")), text)[0])
        assert (told["moved"], told["changed"], len(told["kept"])) == (["One"], [], 3)

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
