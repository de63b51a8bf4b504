import datetime
import uuid

import pytest
from django.utils import timezone

from discussions.models import ModerationEntry, Report
from groups.models import Attendance, Invitation, JoinRequest, Opening
from notices import looking
from notices.looking import look
from notices.models import Mark, Notice
from notices.sentences import lines
from tests.factories import (
    make_answer,
    make_group,
    make_meeting,
    make_question,
    make_reading,
    make_thread,
    make_user,
    membership,
)
from tests.notices.conftest import told


def reply(thread, user, body="A reply.", **options):
    return thread.reply(membership(thread.reading.group, user), body, uuid.uuid4(), **options)


@pytest.mark.usefixtures("looked")
class TestTalk:
    def test_a_new_thread_is_told_to_the_others(self, reading, member, newcomer, facilitator):
        make_thread(reading, member)
        look()
        assert (told(member), told(newcomer), told(facilitator)) == ([], ["thread"], ["thread"])

    def test_a_reply_is_told_to_those_who_wrote_there(self, reading, member, newcomer, facilitator):
        thread = make_thread(reading, member)
        look()
        reply(thread, newcomer)
        look()
        assert told(member) == ["reply"]
        assert told(facilitator) == ["thread"]

    def test_who_is_named_is_told_so_and_only_that(self, reading, member, newcomer):
        reply(make_thread(reading, member), newcomer, "What does @Nadia think?")
        look()
        assert told(member) == ["mention"]

    def test_a_name_behind_a_wide_sign_is_a_name_too(self, reading, member, newcomer):
        thread = make_thread(reading, newcomer)
        look()
        assert told(member) == ["thread"]
        other = make_user("Third Person")
        reading.group.memberships.create(user=other)
        reply(thread, other, f"＠{member.name}, what do you say?")
        look()
        assert sorted(told(member)) == ["mention", "thread"]

    def test_more_news_than_one_batch_is_told_whole(self, reading, member, newcomer, monkeypatch):
        monkeypatch.setattr(looking, "BATCH", 2)
        for number in range(5):
            make_thread(reading, member, f"Thread {number}")
        look()
        assert told(newcomer) == ["thread"] * 5

    def test_nobody_is_told_twice(self, reading, member, newcomer):
        make_thread(reading, member)
        look()
        Mark.objects.update(at=timezone.now() - datetime.timedelta(days=3))
        look()
        assert told(newcomer) == ["thread"]

    def test_strangers_and_other_groups_are_told_nothing(self, reading, guide, member, stranger):
        make_reading(make_group(stranger), guide)
        make_thread(reading, member)
        look()
        assert not Notice.objects.filter(recipient=stranger).exists()

    def test_what_was_said_before_one_joined_is_no_news(self, reading, member, stranger):
        make_thread(reading, member)
        reading.group.admit(stranger)
        look()
        assert told(stranger) == []

    def test_the_spoiler_guard_keeps_talk_of_later_sections(self, reading, member, newcomer):
        later = reading.guide.sections.last()
        make_thread(reading, member, section=later)
        look()
        assert told(newcomer) == []

    def test_leaving_ends_what_one_may_be_told(self, reading, member, newcomer):
        make_thread(reading, member)
        look()
        assert told(newcomer) == ["thread"]
        membership(reading.group, newcomer).leave()
        assert told(newcomer) == []

    def test_a_post_that_was_hidden_is_told_no_more(self, reading, member, newcomer, facilitator):
        thread = make_thread(reading, member)
        look()
        thread.posts.get().hide(by=membership(reading.group, facilitator))
        assert told(newcomer) == []

    def test_what_was_read_in_its_thread_is_not_new(self, reading, member, newcomer):
        from discussions.models import ReadMark

        thread = make_thread(reading, member)
        look()
        assert Notice.objects.standing(newcomer).fresh().exists()
        ReadMark.see(thread, membership(reading.group, newcomer), 1)
        assert not Notice.objects.standing(newcomer).fresh().exists()


@pytest.mark.usefixtures("looked")
class TestAnswers:
    def test_an_answer_is_told_when_it_can_be_read(self, reading, question, member, newcomer, facilitator):
        make_answer(reading, question, newcomer)
        make_answer(reading, question, member)
        look()
        assert told(newcomer) == ["answer"]
        assert told(facilitator) == ["answer", "answer"]

    def test_a_closed_one_is_not_told(self, reading, question, member, newcomer):
        make_answer(reading, question, member)
        look()
        assert told(newcomer) == []

    def test_taking_back_ends_what_may_be_told(self, reading, question, member, newcomer):
        make_answer(reading, question, newcomer)
        answer = make_answer(reading, question, member)
        look()
        answer.take_back()
        assert told(newcomer) == []

    def test_answers_that_the_facilitator_opens_are_told(self, reading, section, member, newcomer, facilitator):
        question = make_question(section, 9, reveal="by_facilitator")
        make_answer(reading, question, member)
        look()
        assert told(newcomer) == []
        opened_by = membership(reading.group, facilitator)
        Opening.objects.create(reading=reading, question=question, opened_by=opened_by)
        look()
        assert told(newcomer) == ["opened"]

    def test_answers_that_the_meeting_opens_are_told_when_it_begins(self, reading, section, member, newcomer):
        make_answer(reading, make_question(section, 9, reveal="at_meeting"), member)
        reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=1))
        make_meeting(reading, section, days=-0.0001)
        look()
        assert told(newcomer) == ["opened"]


@pytest.mark.usefixtures("looked")
class TestMeetings:
    def test_the_plan_itself_is_no_news(self, reading, member):
        make_meeting(reading)
        look()
        assert told(member) == []

    def test_a_move_is_told_and_so_is_the_next(self, reading, member):
        meeting = make_meeting(reading)
        look()
        for _time in range(2):
            starts = meeting.starts_at + datetime.timedelta(days=1)
            meeting.move(starts, starts + datetime.timedelta(hours=1))
            look()
            look()
        assert told(member) == ["meeting_moved"]
        assert Notice.objects.filter(recipient=member).get().meeting == meeting

    def test_calling_off_is_told(self, reading, member):
        meeting = make_meeting(reading)
        look()
        meeting.cancel()
        look()
        assert told(member) == ["meeting_cancelled"]

    def test_a_meeting_is_near_a_day_before_for_those_who_come(self, reading, member, newcomer):
        meeting = make_meeting(reading, days=1.5)
        Attendance.objects.create(meeting=meeting, membership=membership(reading.group, newcomer), reply="no")
        look()
        assert told(member) == []
        look(timezone.now() + datetime.timedelta(days=1))
        look(timezone.now() + datetime.timedelta(days=1, minutes=1))
        assert (told(member), told(newcomer)) == (["meeting_near"], [])


@pytest.mark.usefixtures("looked")
class TestModeration:
    def test_a_report_is_told_to_facilitators(self, reading, member, newcomer, facilitator):
        post = make_thread(reading, member).posts.get()
        Report.objects.create(post=post, by=membership(reading.group, newcomer), reason="Rude")
        look()
        assert "report" in told(facilitator)
        assert "report" not in told(member)
        Report.objects.get().dismiss(by=membership(reading.group, facilitator))
        assert "report" not in told(facilitator)

    def test_who_is_moderated_is_told_so(self, reading, member, newcomer, facilitator):
        thread = make_thread(reading, member)
        thread.posts.get().hide(by=membership(reading.group, facilitator))
        look()
        assert told(member) == ["moderation"]
        assert "moderation" not in told(newcomer)
        assert ModerationEntry.objects.exists()


@pytest.mark.usefixtures("looked")
def test_every_kind_has_a_sentence_and_an_address(reading, section, question, member, newcomer, facilitator):
    make_answer(reading, question, facilitator)
    make_answer(reading, question, member)
    opened = make_question(section, 9, reveal="by_facilitator")
    make_answer(reading, opened, member)
    Opening.objects.create(reading=reading, question=opened)
    thread = make_thread(reading, facilitator)
    reply(thread, member, "@Ben look")
    reply(thread, member)
    Report.objects.create(post=thread.posts.last(), by=membership(reading.group, newcomer), reason="Rude")
    lead = membership(reading.group, facilitator)
    Invitation.make(lead, email=make_user("Guest").email)
    JoinRequest.objects.create(group=reading.group, user=make_user("Asker"))
    JoinRequest.objects.create(group=reading.group, user=make_user("Answered")).accept(lead)
    moved, off, _near = make_meeting(reading), make_meeting(reading, days=9), make_meeting(reading, days=1.5)
    look()
    moved.move(moved.starts_at + datetime.timedelta(days=1), moved.ends_at + datetime.timedelta(days=1))
    off.cancel()
    thread.posts.last().hide(by=membership(reading.group, facilitator))
    reading.group.admit(make_user("Gone")).remove(lead, "It went on.")
    look(timezone.now() + datetime.timedelta(days=1))
    notices = Notice.objects.in_words()
    assert {notice.kind for notice in notices} == set(Notice.Kind)
    for line in lines(notices):
        assert line.words
        assert line.url.startswith(("/groups/", "/join/", "/me/requests/", "/me/left/"))


@pytest.mark.usefixtures("looked")
def test_answers_to_one_question_are_told_together(reading, section, question, member, newcomer, facilitator):
    for user in (member, newcomer):
        make_answer(reading, question, user)
    make_answer(reading, section.questions.last(), member)
    look()
    told_to = lines(Notice.objects.filter(recipient=facilitator).in_words().order_by("pk"))
    assert [line.words.split(":")[0] for line in told_to] == [
        "Nadia Member and Ben Newcomer answered",
        "Nadia Member answered",
    ]


@pytest.mark.usefixtures("looked")
def test_meetings_that_a_pause_moves_are_told_together(reading, member):
    for days in (7, 14, 21):
        make_meeting(reading, days=days)
    look()
    reading.pause(timezone.localdate() + datetime.timedelta(days=30))
    look()
    (line,) = lines(Notice.objects.filter(recipient=member).in_words())
    assert line.words.startswith(f"3 meetings of “{reading.guide.title}” have new dates.")
    assert line.url.endswith("/schedule/")


def test_the_first_look_at_an_old_site_goes_back_a_week(reading, member, newcomer):
    from discussions.models import Post

    make_thread(reading, member)
    make_thread(reading, member)
    Post.objects.filter(pk=Post.objects.first().pk).update(posted_at=timezone.now() - datetime.timedelta(days=30))
    reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=60))
    look()
    assert told(newcomer) == ["thread"]
