"""What members bring: marks of what they do not understand, passages, roles for the evening."""

import uuid

import pytest
from django.urls import reverse

from groups.models import BroughtPassage, Duty, Unclear
from tests.factories import make_group, make_meeting, make_reading, membership
from texts.models import Edition
from texts.shelf import hold_edition


@pytest.fixture
def meeting(reading, section):
    return make_meeting(reading, section)


def mark(client, reading, section, **thing):
    return client.post(f"{reading.section_url(section)}unclear/", thing)


def at_meeting(client, meeting, act, /, **data):
    reading = meeting.reading
    return client.post(reverse(f"groups:{act}", args=[reading.group.slug, reading.slug, meeting.pk]), data)


def bring(client, meeting, **data):
    return at_meeting(client, meeting, "passage_bring", **{"key": uuid.uuid4(), **data})


def pages(client, reading, section):
    """Everything of a section that a member can open."""
    addresses = [reading.section_url(section) + page for page in ("", "meeting/")]
    addresses += [reading.get_absolute_url(), reading.group.get_absolute_url(), "/"]
    return "".join(client.get(address).text for address in addresses)


class TestUnclearSet:
    def test_a_question_is_marked_once_and_taken_back(self, as_user, reading, section, question, member):
        client = as_user(member)
        for _twice in range(2):
            assert mark(client, reading, section, question=question.pk).status_code == 302
        assert Unclear.objects.get().question == question
        assert "You marked this as not clear." in client.get(reading.section_url(section)).text
        for _twice in range(2):
            mark(client, reading, section, question=question.pk, given="0")
        assert not Unclear.objects.exists()

    def test_so_are_a_paragraph_and_a_section(self, as_user, reading, section, member):
        client = as_user(member)
        mark(client, reading, section, chapter=section.chapters.get().slug, paragraph=2)
        mark(client, reading, section)
        assert Unclear.objects.count() == 2
        html = client.get(reading.section_url(section)).text
        assert "1, ¶2" in html
        assert "You marked this section as a whole." in html
        mark(client, reading, section, given="0")
        assert Unclear.objects.get().paragraph == 2

    def test_a_paragraph_that_is_not_there_is_told_and_comes_back(self, as_user, reading, section, member):
        response = mark(as_user(member), reading, section, chapter=section.chapters.get().slug, paragraph=77)
        assert response.status_code == 422
        assert "has 2 paragraphs" in response.text
        assert 'value="77"' in response.text
        assert not Unclear.objects.exists()

    def test_facilitators_see_who_and_what(self, as_user, reading, section, question, meeting, member, facilitator):
        client = as_user(member)
        mark(client, reading, section, question=question.pk)
        mark(client, reading, section, chapter=section.chapters.get().slug, paragraph=2)
        client = as_user(facilitator)
        for page in ("", "meeting/"):
            html = client.get(reading.section_url(section) + page).text
            assert f"Not clear to: {member.name}." in html
            assert f"¶2</a>: {member.name}" in html

    def test_the_page_of_facilitators_collects_them_and_shows_each_member_their_own(
        self, as_user, reading, section, question, member, newcomer, facilitator
    ):
        Unclear.mark(reading, membership(reading.group, member), section, question=question)
        Unclear.mark(reading, membership(reading.group, newcomer), section, question=question)
        collected = as_user(facilitator).get(f"{reading.get_absolute_url()}standing/").text
        assert f'<span class="meta">{member.name}, {newcomer.name}</span>' in collected
        mine = f"{reading.get_absolute_url()}members/{membership(reading.group, member).pk}/"
        for user in (facilitator, member):
            assert f"{section.title}</a>: {question.prompt}" in as_user(user).get(mine).text

    def test_on_paper_there_are_no_names(self, as_user, reading, section, question, meeting, member, facilitator):
        mark(as_user(member), reading, section, question=question.pk)
        html = as_user(facilitator).get(f"{reading.section_url(section)}meeting/print/").text
        assert "1 member does not understand the question." in html
        assert f"Not clear to: {member.name}" not in html

    def test_other_members_see_nothing_of_it(self, as_user, reading, section, question, meeting, member, newcomer):
        before = without_tokens(pages(as_user(newcomer), reading, section))
        client = as_user(member)
        mark(client, reading, section, question=question.pk)
        mark(client, reading, section, chapter=section.chapters.get().slug, paragraph=2)
        mark(client, reading, section)
        assert "Only you and the facilitators see it." in pages(client, reading, section)
        assert without_tokens(pages(as_user(newcomer), reading, section)) == before

    def test_who_has_left_is_no_longer_named(self, reading, section, question, member, facilitator):
        mine = membership(reading.group, member)
        Unclear.mark(reading, mine, section, question=question)
        ruth = membership(reading.group, facilitator)
        assert Unclear.objects.visible_to(ruth).exists()
        mine.leave()
        assert not Unclear.objects.visible_to(ruth).exists()
        assert Unclear.objects.visible_to(mine).exists()

    def test_a_facilitator_of_another_group_sees_none(self, reading, guide, section, question, member, stranger):
        Unclear.mark(reading, membership(reading.group, member), section, question=question)
        other = make_reading(make_group(stranger), guide)
        assert not Unclear.objects.visible_to(membership(other.group, stranger)).exists()


def without_tokens(html):
    return [line for line in html.splitlines() if 'name="csrfmiddlewaretoken"' not in line and 'name="key"' not in line]


class TestPassageBring:
    def test_everybody_sees_them_in_the_order_of_the_book(
        self, as_user, reading, section, meeting, member, newcomer, facilitator
    ):
        chapter = section.chapters.get().slug
        bring(as_user(member), meeting, chapter=chapter, first_paragraph=2, why="The turn of it")
        bring(as_user(newcomer), meeting, chapter=chapter, first_paragraph=1, last_paragraph=2, why="How it begins")
        for user, page in ((newcomer, ""), (facilitator, ""), (facilitator, "print/"), (facilitator, "present/?q=3")):
            html = as_user(user).get(f"{reading.section_url(section)}meeting/{page}").text
            assert -1 < html.index("How it begins") < html.index("The turn of it")
            assert member.name in html

    def test_paper_and_screen_have_its_words(self, as_user, reading, section, meeting, member, facilitator):
        bring(as_user(member), meeting, chapter=section.chapters.get().slug, first_paragraph=2)
        for page in ("print/", "present/?q=3"):
            html = as_user(facilitator).get(f"{reading.section_url(section)}meeting/{page}").text
            assert "Second paragraph of chapter 1." in html
            assert "First paragraph of chapter 1." not in html

    def test_a_page_finds_its_chapter_in_the_edition_that_one_holds(self, as_user, reading, section, meeting, member):
        chapter = section.chapters.get()
        edition = Edition.objects.create(text=chapter.text, name="Pocket print")
        chapter.page_ranges.create(edition=edition, first=80, last=99)
        hold_edition(member, chapter.text, edition)
        bring(as_user(member), meeting, page=87)
        assert BroughtPassage.objects.get().where == "1, page 87"

    def test_a_double_click_brings_it_once(self, as_user, meeting, member):
        client, key = as_user(member), uuid.uuid4()
        for _twice in range(2):
            bring(client, meeting, page=87, key=key)
        assert BroughtPassage.objects.count() == 1

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            ({}, "Say where it is"),
            ({"first_paragraph": 2}, "Say which chapter"),
            ({"chapter": "chapter-1", "last_paragraph": 2}, "Say where the passage begins."),
            ({"chapter": "chapter-1", "first_paragraph": 2, "last_paragraph": 1}, "lies before the first"),
            ({"chapter": "chapter-1", "first_paragraph": 9}, "has 2 paragraphs"),
        ],
    )
    def test_what_cannot_be_found_comes_back_with_what_was_typed(self, as_user, meeting, member, data, told):
        response = bring(as_user(member), meeting, why="Because of the rain", **data)
        assert response.status_code == 422
        assert told in response.text
        assert "Because of the rain" in response.text
        assert not BroughtPassage.objects.exists()


class TestPassageTakeBack:
    def test_ones_own_and_no_other_members(self, as_user, meeting, member, newcomer):
        bring(as_user(member), meeting, page=87)
        pk = BroughtPassage.objects.get().pk
        assert at_meeting(as_user(newcomer), meeting, "passage_take_back", passage=pk).status_code == 403
        assert BroughtPassage.objects.exists()
        for _twice in range(2):
            assert at_meeting(as_user(member), meeting, "passage_take_back", passage=pk).status_code == 302
        assert not BroughtPassage.objects.exists()

    def test_facilitators_take_anybodys_off_the_plan(self, as_user, meeting, member, facilitator):
        bring(as_user(member), meeting, page=87)
        at_meeting(as_user(facilitator), meeting, "passage_take_back", passage=BroughtPassage.objects.get().pk)
        assert not BroughtPassage.objects.exists()

    def test_they_go_with_who_brought_them(self, as_user, reading, section, meeting, member, newcomer):
        bring(as_user(member), meeting, page=87, why="The turn of it")
        membership(reading.group, member).leave()
        assert "The turn of it" not in as_user(newcomer).get(f"{reading.section_url(section)}meeting/").text


class TestDutyGive:
    def test_a_member_takes_it_on(self, as_user, reading, section, meeting, member, facilitator):
        at_meeting(as_user(member), meeting, "duty_give", name="Brings bread")
        assert Duty.objects.get().membership.user == member
        for page in ("", "print/"):
            html = as_user(facilitator).get(f"{reading.section_url(section)}meeting/{page}").text
            assert f"Brings bread: {member.name}" in html

    def test_a_member_gives_none_to_others(self, as_user, reading, meeting, member, newcomer):
        theirs = membership(reading.group, newcomer).pk
        at_meeting(as_user(member), meeting, "duty_give", name="Keeps the time", who=theirs)
        assert Duty.objects.get().membership.user == member

    def test_a_facilitator_asks_anybody_of_the_group(self, as_user, reading, meeting, newcomer, facilitator, stranger):
        client = as_user(facilitator)
        at_meeting(client, meeting, "duty_give", name="Keeps the time", who=membership(reading.group, newcomer).pk)
        assert Duty.objects.get().membership.user == newcomer
        other = make_group(stranger)
        response = at_meeting(client, meeting, "duty_give", name="Keeps it", who=membership(other, stranger).pk)
        assert response.status_code == 422
        assert Duty.objects.count() == 1

    def test_without_a_word_it_is_told(self, as_user, meeting, member):
        assert at_meeting(as_user(member), meeting, "duty_give", name=" ").status_code == 422


class TestDutyDrop:
    def test_ones_own_or_by_a_facilitator(self, as_user, meeting, reading, member, newcomer, facilitator):
        mine = membership(reading.group, member)
        first, second = (meeting.duties.create(membership=mine, name=name) for name in ("Opens", "Writes"))
        assert at_meeting(as_user(newcomer), meeting, "duty_drop", duty=first.pk).status_code == 403
        assert Duty.objects.count() == 2
        at_meeting(as_user(member), meeting, "duty_drop", duty=first.pk)
        at_meeting(as_user(facilitator), meeting, "duty_drop", duty=second.pk)
        assert not Duty.objects.exists()


ACTS = ["passage_bring", "passage_take_back", "duty_give", "duty_drop"]


class TestRefusals:
    @pytest.mark.parametrize("name", ACTS)
    def test_strangers_find_no_meeting(self, as_user, meeting, stranger, name):
        assert at_meeting(as_user(stranger), meeting, name).status_code == 404

    @pytest.mark.parametrize("name", ACTS)
    def test_a_meeting_that_is_called_off_takes_nothing(self, as_user, meeting, member, name):
        meeting.cancel()
        assert at_meeting(as_user(member), meeting, name, page=3, name="Opens").status_code == 403

    def test_another_groups_passage_stays(self, as_user, guide, section, meeting, member, stranger):
        bring(as_user(member), meeting, page=87)
        elsewhere = make_meeting(make_reading(make_group(stranger), guide), section)
        at_meeting(as_user(stranger), elsewhere, "passage_take_back", passage=BroughtPassage.objects.get().pk)
        assert BroughtPassage.objects.exists()
