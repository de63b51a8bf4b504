"""What the page of a section shows, and to whom."""

import datetime

import pytest
from django.utils import timezone

from groups.models import Draft, Progress
from tests.factories import (
    make_answer,
    make_chapter,
    make_group,
    make_guide,
    make_meeting,
    make_question,
    make_reading,
    make_section,
    membership,
)
from tests.groups.section import page
from texts.shelf import hold_edition


class TestSectionDetail:
    def test_an_empty_box_waits_for_an_answer(self, as_user, reading, section, member):
        html = page(as_user(member), reading, section)
        assert "A few sentences are enough." in html
        assert "Nobody has answered yet." in html

    def test_the_words_of_a_guide_in_arabic_run_from_right_to_left(self, as_user, reading, section, member):
        reading.guide.language = "ar"
        reading.guide.save()
        section.before = "مرحبا"
        section.save()
        shown = page(as_user(member), reading, section)
        for place in ("<h1", '<div class="prose flow"', "<div"):
            assert f'{place} lang="ar" dir="rtl">' in shown

    def test_it_says_who_has_answered_and_never_what(self, as_user, reading, section, question, member, newcomer):
        make_answer(reading, question, member, "A secret until you dare")
        html = page(as_user(newcomer), reading, section)
        assert "Share your answer to see 1 other" in html
        assert f"<li>{member.name}</li>" in html
        assert "A secret until you dare" not in html

    def test_sharing_opens_what_the_others_said(self, as_user, reading, section, question, member, newcomer):
        make_answer(reading, question, member, "What she thinks")
        make_answer(reading, question, newcomer, "What he thinks")
        html = page(as_user(newcomer), reading, section)
        assert "What she thinks" in html
        assert "You and 1 other have answered" in html

    def test_many_answers_are_folded_until_they_are_asked_for(
        self, as_user, reading, section, question, facilitator, member, newcomer, monkeypatch
    ):
        for limit in ("MANY", "SHOWN_AT_FIRST"):
            monkeypatch.setattr(f"groups.sheets.prepare.{limit}", 1)
        make_answer(reading, question, facilitator, "What came first")
        make_answer(reading, question, newcomer, "What came later")
        link, whole = "Read all 2 answers", f"?question={question.pk}"
        assert "What came later" not in page(as_user(member), reading, section, whole)
        make_answer(reading, question, member)
        folded = page(as_user(member), reading, section)
        assert "What came first" in folded
        assert link in folded
        assert "What came later" not in folded
        unfolded = page(as_user(member), reading, section, whole)
        assert "What came later" in unfolded
        assert link not in unfolded

    def test_many_names_are_folded_too(
        self, as_user, reading, section, question, facilitator, member, newcomer, monkeypatch
    ):
        for limit in ("MANY", "SHOWN_AT_FIRST"):
            monkeypatch.setattr(f"groups.sheets.prepare.{limit}", 1)
        for one in (facilitator, newcomer):
            make_answer(reading, question, one)
        html = page(as_user(member), reading, section)
        assert "see 2 others" in html
        assert "all names" in html
        assert "all names" not in page(as_user(member), reading, section, f"?question={question.pk}")

    def test_anothers_draft_is_not_even_hinted_at(self, as_user, reading, section, question, member, newcomer):
        before = page(as_user(newcomer), reading, section)
        Draft.keep(reading, question, membership(reading.group, member), "Half a thought")
        after = page(as_user(newcomer), reading, section)
        assert without_tokens(before) == without_tokens(after)

    def test_ones_own_draft_is_in_the_box(self, as_user, reading, section, question, member):
        Draft.keep(reading, question, membership(reading.group, member), "Half a thought")
        html = page(as_user(member), reading, section)
        assert "Half a thought</textarea>" in html
        assert "Only you can see it." in html

    def test_an_answer_for_facilitators_is_not_announced_to_members(
        self, as_user, reading, section, question, member, newcomer
    ):
        make_answer(reading, question, member, audience="facilitators")
        html = page(as_user(newcomer), reading, section)
        assert "Nobody has answered yet." in html

    def test_a_facilitator_may_read_before_answering_and_is_told_so(
        self, as_user, reading, section, question, member, facilitator
    ):
        make_answer(reading, question, member, "What she thinks")
        html = page(as_user(facilitator), reading, section)
        assert "You facilitate: you may read the 1 answer before yours" in html
        assert "What she thinks" in html

    def test_the_first_wording_stands_beside_the_later_one(self, as_user, reading, section, question, member):
        make_answer(reading, question, member, "Before the evening")
        make_answer(reading, question, member, "After the evening")
        html = page(as_user(member), reading, section)
        assert "as first shared" in html
        assert "Before the evening" in html

    def test_so_does_the_first_choice(self, as_user, reading, section, member):
        question = make_question(section, 9, choices=["The monster", "The maker"])
        first, later = question.choices.all()
        for choice in (first, later):
            make_answer(reading, question, member, choices=[choice])
        assert "first: The monster" in page(as_user(member), reading, section)
        make_answer(reading, question, member, choices=[first])
        assert "first: The monster" not in page(as_user(member), reading, section)

    def test_what_others_chose_first_is_their_affair(self, as_user, reading, section, member, newcomer):
        question = make_question(section, 9, choices=["The monster", "The maker"])
        for choice in question.choices.all():
            make_answer(reading, question, member, "So I think", choices=[choice])
        make_answer(reading, question, newcomer, choices=[question.choices.first()])
        html = page(as_user(newcomer), reading, section)
        assert "So I think" in html
        assert "first: The monster" not in html

    def test_a_question_worded_anew_says_so(self, as_user, reading, section, question, member):
        make_answer(reading, question, member)
        question.prompt = "Something else entirely?"
        question.save()
        html = page(as_user(member), reading, section)
        assert "The question had another wording then" in html

    def test_a_question_taken_out_stays_only_for_who_wrote_to_it(
        self, as_user, reading, section, question, member, newcomer
    ):
        make_answer(reading, question, member)
        question.retired_at = timezone.now()
        question.save()
        assert f'id="q{question.pk}"' in page(as_user(member), reading, section)
        assert f'id="q{question.pk}"' not in page(as_user(newcomer), reading, section)

    def test_the_guides_own_answer_comes_after_ones_own(self, as_user, reading, section, question, member):
        question.model_answer = "What the guide says"
        question.save()
        assert "What the guide says" not in page(as_user(member), reading, section)
        make_answer(reading, question, member)
        assert "What the guide says" in page(as_user(member), reading, section)

    def test_until_the_meeting_it_says_when_the_answers_open(self, as_user, reading, section, member, newcomer):
        question = make_question(section, 9, reveal="at_meeting")
        make_answer(reading, question, member, "Not before Thursday")
        make_answer(reading, question, newcomer)
        html = page(as_user(newcomer), reading, section)
        assert "1 other has answered. The answers open at the meeting." in html
        assert "Not before Thursday" not in html
        make_meeting(reading, section, days=-0.01)
        assert "Not before Thursday" in page(as_user(newcomer), reading, section)

    def test_a_choice_shows_no_result_before_ones_own(self, as_user, reading, section, member, newcomer):
        question = make_question(section, 9, choices=["The creature", "Victor"])
        make_answer(reading, question, member, choices=[question.choices.last()])
        before = page(as_user(newcomer), reading, section)
        assert "Choose to see what 1 other chose" in before
        assert "tally-bar" not in before
        make_answer(reading, question, newcomer, choices=[question.choices.last()])
        after = page(as_user(newcomer), reading, section)
        assert 'viewBox="0 0 2 1"' in after
        assert "your choice" in after
        assert "2 of 2" in after

    def test_facilitators_notes_are_not_on_it(self, as_user, reading, section, question, facilitator, member):
        section.facilitator_notes = "Keep the window open"
        section.save()
        question.facilitator_note = "Let Ben begin"
        question.save()
        for user in (member, facilitator):
            html = page(as_user(user), reading, section)
            assert "Keep the window open" not in html
            assert "Let Ben begin" not in html

    def test_what_somebody_wrote_cannot_act_as_markup(self, as_user, reading, section, question, member, newcomer):
        make_answer(reading, question, member, "<script>alert(1)</script></textarea><b>x")
        Draft.keep(reading, question, membership(reading.group, newcomer), "</textarea><script>alert(2)</script>")
        for user in (member, newcomer):
            html = page(as_user(user), reading, section, f"?edit={question.pk}")
            assert "<script>alert" not in html

    def test_members_who_hide_their_progress_are_not_counted(self, as_user, reading, section, member, newcomer):
        mine = membership(reading.group, newcomer)
        Progress.finish(reading, section, mine)
        assert "1 of 3 has read it." in page(as_user(member), reading, section)
        mine.hide_progress(True)
        assert "0 of 2 have read it." in page(as_user(member), reading, section)

    @pytest.mark.parametrize("address", ["groups/none/none/none/", "groups/{g}/none/{s}/", "groups/{g}/{r}/none/"])
    def test_what_is_not_there_is_not_found(self, as_user, reading, section, member, address):
        client = as_user(member)
        full = address.format(g=reading.group.slug, r=reading.slug, s=section.slug)
        assert client.get(f"/{full}").status_code == 404

    def test_a_section_of_another_guide_is_not_found_here(self, as_user, reading, member):
        other = make_guide(title="Other").sections.first()
        other.slug = "elsewhere"
        other.save()
        assert as_user(member).get(reading.section_url(other)).status_code == 404


def without_tokens(html):
    return [line for line in html.splitlines() if "csrfmiddlewaretoken" not in line]


class TestAlone:
    def test_pages_speak_of_no_others_until_somebody_comes(self, as_user, guide, member, newcomer):
        reading = make_reading(make_group(member), guide)
        section, client = guide.sections.first(), as_user(member)
        html = page(client, reading, section) + client.get(reading.get_absolute_url()).text
        together = [
            "Share with",
            "Nobody has answered yet.",
            "Around the table",
            "have read it",
            "Where we are",
            "We meet",
        ]
        assert [words for words in together if words in html] == []
        assert "Finish this answer" in html
        reading.group.admit(newcomer)
        html = page(client, reading, section) + client.get(reading.get_absolute_url()).text
        assert [words for words in together if words not in html] == []


def test_pages_are_those_of_the_edition_the_member_holds(as_user, reading, section, member, newcomer):
    text = reading.guide.text
    section.chapters.set([make_chapter(text, at) for at in (7, 8)])
    edition = text.editions.create(name="Pocket print")
    for at, chapter in enumerate(section.chapters.all()):
        chapter.page_ranges.create(edition=edition, first=30 * at + 9, last=30 * at + 38)
    hold_edition(member, text, edition)
    assert "Pocket print (yours): pages 9 to 68" in page(as_user(member), reading, section)
    assert "Pocket print" not in page(as_user(newcomer), reading, section)


def test_dates_are_said_in_the_readers_own_time(as_user, reading, section, member):
    member.time_zone = "Asia/Tokyo"
    member.save()
    starts = timezone.now().replace(hour=19, minute=30) + datetime.timedelta(days=3)
    reading.meetings.create(starts_at=starts, ends_at=starts + datetime.timedelta(hours=1)).sections.add(section)
    html = page(as_user(member), reading, section)
    assert "04:30 to 05:30" in html
    assert "Tokyo time" in html


def test_the_section_before_and_after_are_one_step_away(as_user, reading, member):
    make_section(reading.guide, 3)
    middle = reading.guide.sections.all()[1]
    html = page(as_user(member), reading, middle)
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


@pytest.mark.parametrize("slug", ["schedule", "finish", "resume", "meetings", "threads"])
def test_a_section_may_be_named_like_a_page_of_ours(as_user, reading, section, member, slug):
    section.slug = slug
    section.save()
    assert section.title in page(as_user(member), reading, section).split("<h1 ")[1]
