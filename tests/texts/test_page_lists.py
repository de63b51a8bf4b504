"""On which pages the chapters stand in an edition, said for all of them at once."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import factories
from tests.texts.desk import opened
from texts.page_lists import page_list, read_pages, set_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    text = factories.make_text(chapters=0)
    for at, (part, number, title) in enumerate(
        [("", "Letter I", ""), ("One", "1", "Begin: again"), ("One", "2", ""), ("Two", "1", "Begin: again")], 1
    ):
        factories.make_chapter(text, at, part=part, number=number, title=title)
    return text.editions.create(name="Pocket print")


def pages(edition, lines: str) -> list:
    found = read_pages(edition, lines)
    return [found.get(chapter.pk) for chapter in edition.text.chapters.order_by("position")]


@pytest.mark.parametrize(
    "lines",
    [
        "Letter I: 7–9\n1. Begin: again: 10–20\n2: 21–21\n1. Begin: again: 22–30",
        "  letter  i :7-9\n\n1. Begin: again\tp. 10\t20\n2\t21\t21\n1. Begin: again: pp. 22 — 30\n\n",
        "7\n10\n21\n22-30",
        "7\t9\n10\t20\n21\t21\n22\t30\n",
        "1. Begin: again: 10\n2: 21\n1. Begin: again: 22–30\nLetter I: 7–9",
    ],
    ids=["named", "in other ways", "first pages", "two columns", "in another order"],
)
def test_lines_are_read_as_people_write_them(edition, lines):
    assert pages(edition, lines) == [(7, 9), (10, 20), (21, 21), (22, 30)]


def test_what_is_known_is_written_so_that_it_can_be_read_again(edition):
    set_pages(edition, read_pages(edition, "Letter I: 7–9\n2: 21"[:13]))
    assert page_list(edition) == "Letter I: 7–9\n1. Begin: again:\n2:\n1. Begin: again:"
    assert pages(edition, page_list(edition)) == [(7, 9), None, None, None]


def test_a_column_may_have_gaps_and_nothing_at_all_is_no_pages(edition):
    assert pages(edition, "7-9\n\n21-22") == [(7, 9), None, (21, 22), None]
    assert pages(edition, " \r\n") == [None] * 4


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("Letter I: 7–9\nLetter X: 10–20", ["Line 2: “Letter X” is no chapter"]),
        ("Letter I 7–9", ["Line 1: “Letter I 7–9” is no chapter"]),
        ("Letter I: 7–9\nLetter I: 7–9", ["Line 2: “Letter I” is no chapter of this text, or one too many"]),
        ("Letter I: nine", ["Line 1: “Letter I: nine” is no chapter"]),
        ("Letter I: 123456–7", ["Line 1"]),
        ("Letter I: 9–7\n2: 30–21", ["Line 1: the last page of “Letter I”", "Line 2: the last page of “2”"]),
        ("7\n10\n21\n22", ["Line 4: say on which page “1. Begin: again” ends"]),
        ("1-2\n" * 6, ["Line 5", "Line 6"]),
    ],
)
def test_each_line_that_is_wrong_is_named(edition, lines, wrong):
    with pytest.raises(ValidationError) as raised:
        read_pages(edition, lines)
    messages = raised.value.messages
    assert len(messages) == len(wrong)
    assert all(said.startswith(start) for said, start in zip(messages, wrong, strict=True)), messages


def test_numbers_alone_among_names_are_no_chapter_though_one_has_no_number(edition):
    factories.make_chapter(edition.text, 5, number="", title="Afterword")
    with pytest.raises(ValidationError, match="Line 2: “10” is no chapter"):
        read_pages(edition, "Letter I: 7–9\n10–12")


class TestEditionAdmin:
    def send(self, desk, edition, lines: str, **changed):
        data = {"name": edition.name, "pages": lines, "seen": opened(desk, edition)} | changed
        return desk.post(reverse("admin:texts_edition_change", args=[edition.pk]), data)

    def test_the_pages_of_all_chapters_are_saved_at_once(self, as_user, organizer, edition):
        desk = as_user(organizer)
        for lines, shown in (("7\n10\n21\n22-30", "2: 21–21"), ("2: 5–6", "Letter I:\n")):
            response = self.send(desk, edition, lines)
            assert response.status_code == 302, response.content.decode()
            assert shown in desk.get(reverse("admin:texts_edition_change", args=[edition.pk])).content.decode()
        assert [str(row) for row in edition.page_ranges.all()] == ["Pocket print: pages 5 to 6"]

    def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost_or_saved(self, as_user, organizer, edition):
        page = self.send(as_user(organizer), edition, "Letter I: 7–9\nLetter X: 1–2").content.decode()
        assert "Line 2: “Letter X” is no chapter" in page
        assert "Letter I: 7–9\nLetter X: 1–2</textarea>" in page
        assert not edition.page_ranges.exists()

    def test_the_second_of_two_savers_sees_both(self, as_user, organizer, edition):
        desk = as_user(organizer)
        seen = opened(desk, edition)
        set_pages(edition, read_pages(edition, "Letter I: 1–2"))
        response = self.send(desk, edition, "Letter I: 7–9", seen=seen)
        assert response.status_code == 409
        assert "1–2" in response.content.decode().replace("<del>", "").replace("</del>", "")
        assert str(edition.page_ranges.get()) == "Pocket print: pages 1 to 2"
