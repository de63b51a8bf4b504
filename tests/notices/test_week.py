import datetime

import pytest
from django.core import mail as outbox

from groups.models import Progress
from notices.looking import look
from notices.models import Mail
from notices.sending import send
from notices.week import Week, write_letters
from tests.factories import at, make_answer, make_meeting, make_thread, membership

MONDAY = at(2026, 11, 23, 8, 2)


@pytest.fixture
def monday(monkeypatch, settings):
    """The letters of a Monday morning in UTC, posted."""

    def write(now=MONDAY):
        count = write_letters(now)
        for mail in Mail.objects.filter(sent_at=None):
            send(mail.pk)
        return count

    return write


def letter_to(user):
    return next((mail for mail in outbox.outbox if mail.to == [user.email]), None)


class TestTheLetter:
    def test_it_says_what_to_read_what_to_think_about_and_when_we_meet(self, reading, section, member, monday):
        section.pages = "9 to 31"
        section.save()
        make_meeting(reading, section, days=3, place="At Ruth’s")
        assert monday() == 3
        letter = letter_to(member)
        for part in ["Section title 1", "9 to 31", "10 min", "What is question 1", "You meet on", "At Ruth’s"]:
            assert part in letter.body
            assert part in letter.alternatives[0].content
        assert "/section-1/" in letter.body

    def test_it_names_who_answered_and_never_what(self, reading, section, question, member, newcomer, monday):
        make_meeting(reading, section, days=3)
        make_answer(reading, question, newcomer, "Secret words")
        monday()
        letter = letter_to(member)
        assert "Ben Newcomer" in letter.body
        assert "Secret" not in letter.message().as_string()

    def test_who_lives_elsewhere_is_told_whose_hours_these_are(self, reading, section, member, monday):
        make_meeting(reading, section, days=3)
        member.time_zone = "Atlantic/Azores"
        member.save()
        monday(MONDAY + datetime.timedelta(hours=1))
        assert ", Azores time." in letter_to(member).body
        assert all(" time." not in mail.body for mail in outbox.outbox if mail.to != [member.email])

    def test_what_is_for_facilitators_only_names_nobody(self, reading, section, question, member, newcomer, monday):
        make_meeting(reading, section, days=3)
        make_answer(reading, question, newcomer, audience="facilitators")
        monday()
        assert "Ben Newcomer" not in letter_to(member).body

    def test_the_question_is_one_that_is_not_answered_yet(self, reading, section, question, member, monday):
        make_meeting(reading, section, days=3)
        make_answer(reading, question, member)
        monday()
        assert "What is question 2" in letter_to(member).body

    def test_without_meetings_it_is_the_next_section_one_has_not_read(self, reading, section, member, monday):
        Progress.finish(reading, section, membership(reading.group, member))
        monday()
        assert "Section title 2" in letter_to(member).body

    def test_a_reading_at_its_end_writes_no_letters(self, reading, section, member):
        make_meeting(reading, section, days=-3)
        assert Week.of(reading, membership(reading.group, member)) is None

    def test_there_is_one_a_week(self, reading, monday):
        assert monday() == 3
        assert monday(MONDAY + datetime.timedelta(hours=1)) == 0
        assert len(outbox.outbox) == 3

    def test_monday_is_monday_where_one_lives(self, reading, member, monday):
        member.time_zone = "Pacific/Auckland"
        member.save()
        assert monday(MONDAY - datetime.timedelta(hours=12)) == 1
        assert letter_to(member)

    def test_who_comes_on_thursday_waits_for_the_next(self, reading, monday):
        assert monday(MONDAY + datetime.timedelta(days=3)) == 0

    def test_who_does_not_want_it_gets_none(self, reading, member, newcomer, wants, monday):
        wants(member, "daily", week_letter=False)
        wants(newcomer, "never")
        assert monday() == 1
        assert not letter_to(member)
        assert not letter_to(newcomer)

    @pytest.mark.usefixtures("looked")
    def test_once_a_week_means_one_mail_with_the_news_in_it(self, reading, member, newcomer, wants, monday):
        wants(newcomer, "weekly")
        make_thread(reading, member, "A title")
        look()
        assert monday(MONDAY) == 3
        assert "A title" in letter_to(newcomer).body
        headers = letter_to(newcomer).extra_headers
        assert headers["References"].startswith(f"<reading-{reading.pk}.")  # not below the one thread it tells of
        assert len([mail for mail in outbox.outbox if mail.to == [newcomer.email]]) == 1

    def test_nobody_gets_one_after_leaving(self, reading, member):
        write_letters(MONDAY)
        membership(reading.group, member).leave()
        for mail in Mail.objects.all():
            send(mail.pk)
        assert not letter_to(member)
        assert len(outbox.outbox) == 2
