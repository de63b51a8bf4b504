"""Every kind of notice × every rule about telling: on the page and by mail."""

import datetime
import uuid
import zoneinfo

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from discussions.models import Report
from groups.models import Answer, JoinRequest, Opening, Progress
from notices.bundling import bundle, last_stroke
from notices.looking import look
from notices.models import Mail, Notice, Preference
from notices.sending import send
from tests.factories import make_answer, make_meeting, make_question, make_thread, make_user, membership
from tests.matrix.knocking import Undone
from tests.notices.conftest import told
from tests.notices.stage import mails_to, post_out


def mention(stage):
    return make_thread(stage.reading, stage.doer, body=f"What does @{stage.told_one.name} think?")


def reply(stage):
    thread = make_thread(stage.reading, stage.told_one)
    thread.reply(stage.member(stage.doer), "A reply.", uuid.uuid4())


def thread(stage):
    """In the section in which the one who is told is reading."""
    here = {"reading": stage.reading, "group": stage.group, "section": stage.question.section}
    Progress.objects.create(membership=stage.member(stage.told_one), **here)
    return make_thread(stage.reading, stage.doer, section=stage.question.section)


def answer(stage):
    make_answer(stage.reading, stage.question, stage.told_one)
    make_answer(stage.reading, stage.question, stage.doer)


def opened(stage):
    question = make_question(stage.question.section, 9, reveal="by_facilitator")
    make_answer(stage.reading, question, stage.doer)
    Opening.objects.create(reading=stage.reading, question=question, opened_by=stage.member(stage.facilitator))


def _meeting(stage, days=5.0):
    meeting = make_meeting(stage.reading, days=days)
    look()
    return meeting


def meeting_moved(stage):
    meeting = _meeting(stage)
    meeting.move(meeting.starts_at + datetime.timedelta(days=1), meeting.ends_at + datetime.timedelta(days=1))


def meeting_cancelled(stage):
    _meeting(stage).cancel()


def meeting_near(stage):
    make_meeting(stage.reading, days=1.0001)
    look()
    return datetime.timedelta(minutes=30)


def report(stage):
    post = make_thread(stage.reading, stage.facilitator).posts.get()
    stage.member(stage.told_one).change_role("facilitator")
    stage.reading.group.refresh_from_db()
    Report.objects.create(post=post, by=stage.member(stage.doer), reason="Rude")


def moderation(stage):
    make_thread(stage.reading, stage.told_one).posts.get().hide(by=stage.member(stage.facilitator), reason="Loud")


def request(stage):
    stage.member(stage.told_one).change_role("facilitator")
    JoinRequest.objects.create(group=stage.group, user=make_user("Asker"))


def removed(stage):
    stage.member(stage.told_one).remove(stage.member(stage.facilitator), "It went on.")


URGENT = {"meeting_moved", "meeting_cancelled", "meeting_near", "removed"}
KINDS = [mention, reply, thread, answer, opened, meeting_moved, meeting_cancelled, meeting_near, report, moderation,
         request, removed]  # fmt: skip
MINUTE = datetime.timedelta(minutes=1)
UTC = zoneinfo.ZoneInfo("UTC")


def happens(kind, stage):
    """The thing happens and is found; nothing of what led to it is left to be told."""
    later = kind(stage)
    look(timezone.now() + (later if kind is meeting_near else datetime.timedelta()))
    Notice.objects.exclude(kind=kind.__name__, recipient=stage.told_one).delete()
    outbox.outbox.clear()


def next_stroke(rhythm):
    """When a bundle of this rhythm goes next, on a clock in UTC."""
    now = timezone.now()
    hours = (now + datetime.timedelta(hours=hour) for hour in range(1, 8 * 24))
    return last_stroke(rhythm, next(hour for hour in hours if last_stroke(rhythm, hour, UTC) > now), UTC)


def mailed_before_and_after(rhythm):
    """How many mails a minute before its hour, a minute after, and after that."""
    due = next_stroke(rhythm)
    return [post_out(due - MINUTE), post_out(due + MINUTE), post_out(due + 2 * MINUTE)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind(kind, stage, stranger, as_user):
    happens(kind, stage)
    with Undone():
        is_on_the_page(as_user(stage.told_one))
    assert told(stranger) == []
    preference = Preference.of(stage.told_one, stage.group if kind in (request, removed) else stage.reading)
    preference.week_letter = False
    urgent = kind.__name__ in URGENT
    for rhythm in ("few_hours", "daily", "weekly", "at_once", "never"):
        preference.rhythm = rhythm
        preference.save()
        with Undone():
            outbox.outbox.clear()
            if rhythm == "never":
                assert mailed_before_and_after("weekly") == [0, 0, 0]
            elif rhythm == "at_once" or urgent:
                assert [post_out(), post_out()] == [1, 1], rhythm
            elif kind is request and rhythm == "weekly":
                assert mailed_before_and_after("weekly") == [0, 1, 1]
            else:
                assert mailed_before_and_after(rhythm) == [0, 1, 1], rhythm
    preference.rhythm = "at_once"
    preference.save()
    bundle()
    for name, change in CHANGES.items():
        if kind is removed and name in ("left", "removed"):
            continue
        with Undone():
            outbox.outbox.clear()
            change(stage)
            assert post_out() == 0, name
    assert post_out() == 1


def is_on_the_page(client):
    page = client.get("/notices/")
    (row,) = page.context["rows"]
    assert row.is_new
    assert str(escape(row.words)) in page.text
    assert client.get(row.url, follow=True).status_code == 200


CHANGES = {
    "left": lambda stage: stage.member(stage.told_one).leave(),
    "removed": lambda stage: stage.member(stage.told_one).remove(stage.member(stage.facilitator), ""),
    "suspended": lambda stage: stage.told_one.suspend(),
    "unconfirmed": lambda stage: stage.told_one.emailaddress_set.update(verified=False),
    "archived": lambda stage: stage.group.archive(),
    "seen": lambda stage: Notice.objects.update(seen_at=timezone.now()),
}


class TestWhatIsNoLongerSo:
    """The thing itself changes between the writing down and the sending."""

    @pytest.mark.parametrize(
        ("kind", "undo"),
        [
            (mention, lambda stage: stage.reading.threads.get().posts.first().delete_words()),
            (reply, lambda stage: stage.reading.threads.get().posts.last().delete_words()),
            (thread, lambda stage: stage.reading.threads.get().posts.first().delete_words()),
            (answer, lambda stage: Answer.objects.get(author=stage.member(stage.doer)).take_back()),
            (opened, lambda stage: Answer.objects.get(author=stage.member(stage.doer)).take_back()),
            (meeting_moved, lambda stage: stage.reading.meetings.get().cancel()),
            (meeting_near, lambda stage: stage.reading.meetings.get().cancel()),
            (report, lambda stage: Report.objects.update(settled_at=timezone.now(), outcome="dismissed")),
            (request, lambda stage: JoinRequest.objects.get().withdraw()),
            (removed, lambda stage: stage.group.admit(stage.told_one)),
        ],
    )
    def test_it_is_not_told(self, kind, undo, stage):
        happens(kind, stage)
        Preference.objects.filter(user=stage.told_one).update(rhythm="at_once")
        bundle()
        undo(stage)
        for pk in Mail.objects.values_list("pk", flat=True):
            send(pk)
        assert mails_to(stage.told_one) == []
        assert kind.__name__ not in told(stage.told_one)

    @pytest.mark.parametrize("kind", [thread, mention])
    def test_nor_what_the_guard_closes(self, kind, stage):
        happens(kind, stage)
        stage.group.spoiler_guard = "strict"
        stage.group.save()
        stage.reading.threads.update(section=stage.reading.guide.sections.last())
        post_out(timezone.now() + datetime.timedelta(days=1))
        assert mails_to(stage.told_one) == []


class TestTheTimeInAMail:
    def test_is_the_readers_own(self, stage):
        stage.told_one.time_zone = "Pacific/Auckland"
        stage.told_one.save()
        happens(meeting_moved, stage)
        post_out()
        starts = stage.reading.meetings.get().starts_at.astimezone(zoneinfo.ZoneInfo("Pacific/Auckland"))
        assert f"{starts:%H:%M}" in mails_to(stage.told_one)[0].subject


def test_who_is_told_of_an_act_learns_which_of_their_threads_it_was(as_user, reading, member, facilitator, looked):
    leads = membership(reading.group, facilitator)
    theirs, others = make_thread(reading, member, "The oak tree"), make_thread(reading, facilitator, "On the ice")
    post = others.reply(membership(reading.group, member), "A reply.", uuid.uuid4())
    theirs.close(by=leads)
    post.hide(by=leads, reason="Loud")
    look()
    page = as_user(member).get(reverse("notices:notice_list")).text
    assert "“The oak tree”: Ruth Facilitator closed a thread." in page
    assert "“On the ice”: Ruth Facilitator hid" not in page
    assert "Ruth Facilitator hid a post by Nadia Member." in page


def test_who_is_removed_learns_whom_to_ask_and_finds_no_way_back(as_user, stage, settings):
    happens(removed, stage)
    post_out()
    (mail,) = mails_to(stage.told_one)
    html = mail.alternatives[0][0]
    assert mail.subject == f"You are no longer a member of “{stage.group.name}”."
    page = as_user(stage.told_one).get(reverse("notices:left_group", args=[stage.member(stage.told_one).pk])).text
    for words in (mail.body, html, page):
        assert f"{stage.facilitator.name} is the one to ask" in words
        assert settings.SERVER_EMAIL in words
        assert stage.group.get_absolute_url() not in words
        assert stage.facilitator.email not in words
    assert "It went on." in page
    assert "It went on." not in mail.body + html
