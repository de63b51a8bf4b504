"""Guides, groups and readers point at numbered paragraphs; a corrected file moves the numbers."""

import time

import pytest

from groups.models import Unclear
from tests import factories
from tests.texts.shelf import book, found
from texts.comparing import changes
from texts.library import save_book
from texts.models import ReadingPlace
from texts.paragraphs import paired

pytestmark = pytest.mark.django_db


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
        assert plan.lost == ["question “About the third?” (¶4)"]
        assert f"question “{moved.prompt}”: from ¶1 to ¶2" in plan.followed
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

    def test_a_sheet_of_several_chapters_keeps_them_all(self, text, section):
        section.chapters.set(text.chapters.all())
        section.first_paragraph = 1
        section.save()
        save_book(book(found("One", NEW), found("Two", "Other words.")), None, text)
        section.refresh_from_db()
        assert [chapter.title for chapter in section.chapters.all()] == ["One", "Two"]
        assert section.first_paragraph == 2

    def test_a_sheet_reads_on_where_its_chapter_was_cut_in_two(self, text, section):
        section.chapters.set([text.chapters.get(title="One")])
        head, tail = OLD.split("\n\n", 1)
        cut = book(found("One", head), found("More", tail), found("Two", "Other words."))
        told = f"section “{section.title}”: which chapters it reads"
        assert changes(cut, text)[1].followed == [told]
        save_book(cut, None, text)
        assert [chapter.title for chapter in section.chapters.all()] == ["One", "More"]

    def test_what_members_brought_and_marked_follows(self, text, section, member):
        section.chapters.set([one := text.chapters.get(title="One")])
        text.publish()
        section.guide.publish(None, "First", "")
        reading = factories.make_reading(group := factories.make_group(member), section.guide)
        me = factories.membership(group, member)
        for paragraph in (1, 2, 4):
            Unclear.mark(reading, me, section, chapter=one, paragraph=paragraph)
        about = {"group": group, "reading": reading, "membership": me}
        brought = factories.make_meeting(reading, section).brought_passages.create(
            **about, chapter=one, first_paragraph=2, last_paragraph=3
        )
        save_book(book(found("One", NEW), found("Two", "Other words.")), None, text)
        brought.refresh_from_db()
        assert (brought.first_paragraph, brought.last_paragraph) == (3, 4)
        marks = set(Unclear.objects.values_list("chapter", "paragraph"))
        assert marks == {(one.pk, 2), (one.pk, 3), (None, None)}

    def test_marks_that_meet_at_one_paragraph_become_one(self, text, section, member):
        save_book(book(found("One", LONG.replace(". ", ".\n\n"))), None, text)
        text.publish()
        section.guide.publish(None, "First", "")
        reading = factories.make_reading(group := factories.make_group(member), section.guide)
        me = factories.membership(group, member)
        for paragraph in (1, 2):
            Unclear.mark(reading, me, section, chapter=text.chapters.get(), paragraph=paragraph)
        save_book(book(found("One", LONG)), None, text)
        assert Unclear.objects.get().paragraph == 1

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

    def test_a_long_chapter_in_which_every_paragraph_was_corrected_is_compared_in_time(self):
        old = [" ".join(f"{word}.{at}" for word in range(80)) for at in range(1500)]
        started = time.process_time()
        assert paired(old, [f"{text} corrected" for text in old]) == {at: at for at in range(1, 1501)}
        assert time.process_time() - started < 8
