"""Between people: warnings, pauses, reports for the hosts, whom one does not wish to read, other names, floods."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from discussions import limits
from discussions.models import (
    Block,
    FeedToken,
    ModerationEntry,
    Post,
    PostDraft,
    Reaction,
    ReadMark,
    Report,
    Thread,
)
from notices.looking import look
from notices.models import Notice
from tests.discussions.test_moderation import log_of, of_reading, page_of
from tests.factories import make_answer, membership

KEY = "1b4e28ba-2fa1-11d2-883f-0016d3cca427"


def talk(thread, name, who):
    return of_reading(thread, name, membership(thread.reading.group, who).pk)


def mute(client, thread, who, act="week"):
    return client.post(talk(thread, "member_conduct", who), {"act": act, "reason": "Three times rude."})


class TestConduct:
    def test_a_warning_reaches_the_member_and_is_on_record(self, as_user, thread, facilitator, member, newcomer):
        mute(as_user(facilitator), thread, member, "warn")
        assert "Ruth Facilitator warned Nadia Member." in log_of(as_user(newcomer), thread)
        look()
        assert Notice.objects.get(recipient=member).kind == Notice.Kind.MODERATION
        assert not membership(thread.reading.group, member).is_muted

    def test_who_was_asked_to_pause_keeps_the_words_and_is_told(self, as_user, thread, facilitator, member):
        mute(as_user(facilitator), thread, member)
        words = {"body": "And yet it moves", "key": KEY}
        reply = as_user(member).post(thread.url_of("post_new"), words)
        assert reply.status_code == 409
        assert "And yet it moves" in reply.content.decode()
        assert "asked you to write in no thread" in reply.content.decode()
        mute(as_user(facilitator), thread, member, "unmute")
        assert as_user(member).post(thread.url_of("post_new"), words).status_code == 302
        assert "let Nadia Member write in threads again" in log_of(as_user(member), thread)

    def test_they_are_told_before_they_write_by_whom_until_when_and_why(self, as_user, thread, facilitator, member):
        mute(as_user(facilitator), thread, member)
        for address in (thread.get_absolute_url(), of_reading(thread, "thread_new")):
            page = as_user(member).get(address).content.decode()
            assert "You were asked to write in no thread until" in page
            assert "Ruth Facilitator" in page
            assert "Three times rude." in page
            assert 'value="post"' not in page
            assert "Save draft" in page

    def test_a_removal_is_on_record_for_the_members(self, as_user, thread, facilitator, member, newcomer):
        mute(as_user(facilitator), thread, member, "warn")
        remove = reverse("groups:member_remove", args=[thread.group.slug, membership(thread.group, member).pk])
        as_user(facilitator).post(remove, {"reason": "It went on."})
        log = log_of(as_user(newcomer), thread)
        told = "Ruth Facilitator removed Nadia Member from the group. Why: It went on."
        assert log.index(told) < log.index("Ruth Facilitator warned Nadia Member.")

    def test_they_begin_no_thread_either_and_nothing_is_half_made(self, as_user, thread, facilitator, member):
        mute(as_user(facilitator), thread, member)
        new = {"title": "Another way", "body": "And yet", "key": KEY}
        reply = as_user(member).post(of_reading(thread, "thread_new"), new)
        assert reply.status_code == 409
        assert "And yet" in reply.content.decode()
        assert not Thread.objects.filter(title="Another way").exists()

    def test_only_facilitators_do_it_and_not_to_themselves(self, as_user, thread, facilitator, member, newcomer):
        assert mute(as_user(newcomer), thread, member).status_code == 403
        assert mute(as_user(facilitator), thread, facilitator).status_code == 404
        assert not ModerationEntry.objects.exists()


class TestBlocking:
    def block(self, client, thread, who, given="1"):
        return client.post(talk(thread, "member_block", who), {"given": given})

    def test_their_words_are_gone_for_me_alone_until_i_want_them_back(
        self, as_user, thread, newcomer, member, facilitator
    ):
        assert "The first post." in page_of(as_user(newcomer), thread)
        self.block(as_user(newcomer), thread, member)
        assert "The first post." not in page_of(as_user(newcomer), thread)
        assert "You asked not to see posts by this person." in page_of(as_user(newcomer), thread)
        assert "The first post." in page_of(as_user(facilitator), thread)
        self.block(as_user(newcomer), thread, member, "0")
        assert "The first post." in page_of(as_user(newcomer), thread)

    @pytest.mark.parametrize("blocked", [True, False])
    def test_nothing_of_theirs_is_searched_counted_or_told(self, thread, reply, newcomer, member, blocked):
        me, them = (membership(thread.reading.group, who) for who in (newcomer, member))
        if blocked:
            Block.put(me, them, True)
        reply(thread, member, "A word for @Ben")
        assert Post.objects.readable_by(me).filter(author=them).exists() is not blocked
        assert Post.objects.unseen_by(me).filter(author=them).exists() is not blocked
        assert (Thread.objects.with_news(me).get().new_count > 0) is not blocked
        look()
        assert Notice.objects.filter(recipient=newcomer).exists() is not blocked

    def test_nor_their_answers_and_titles(self, client, as_user, thread, question, newcomer, member):
        me, them = (membership(thread.reading.group, who) for who in (newcomer, member))
        make_answer(thread.reading, question, newcomer, "Mine")
        make_answer(thread.reading, question, member, "A story of theirs")
        address = reverse("discussions:reading_feed", args=[FeedToken.make(thread.reading, me)])
        for blocked in (False, True):
            Block.put(me, them, blocked)
            found = as_user(newcomer).get(reverse("search"), {"q": "story"}).content.decode()
            assert ("Whose <mark>story</mark>" in found) is not blocked
            assert ("of theirs" in found) is not blocked
            assert ("A story of theirs" in client.get(address).content.decode()) is not blocked
        look()
        assert not Notice.objects.filter(recipient=newcomer).exists()

    def test_their_new_posts_are_not_announced_nor_their_name_listed(self, as_user, thread, reply, newcomer, member):
        me, them = (membership(thread.reading.group, who) for who in (newcomer, member))
        Block.put(me, them, True)
        reply(thread, member, "Since then")
        news = as_user(newcomer).get(thread.url_of("thread_news"), {"after": 1}).content.decode()
        assert "new post" not in news
        assert Thread.objects.for_list(me).get().last_voice is None

    def test_the_title_of_their_thread_is_named_nowhere_the_replies_of_others_stay(
        self, client, as_user, thread, reply, newcomer, member, facilitator
    ):
        me, them = (membership(thread.reading.group, who) for who in (newcomer, member))
        reply(thread, facilitator, "A word for @Ben about the voyage")
        thread.close(membership(thread.reading.group, facilitator))
        PostDraft.keep(thread.reading, me, PostDraft.place_in(thread), None, body="Half a reply", thread=thread)
        look()
        feed = reverse("discussions:reading_feed", args=[FeedToken.make(thread.reading, me)])
        pages = [
            *(thread.url_of(name) for name in ("thread_detail", "thread_markdown", "thread_print")),
            *(of_reading(thread, name) for name in ("thread_list", "moderation_log")),
            *(reverse(name) for name in ("discussions:news", "notices:notice_list")),
            reverse("search") + "?q=voyage",
            thread.reading.get_absolute_url(),
            feed,
        ]
        for blocked in (False, True):
            Block.put(me, them, blocked)
            for page in pages:
                ReadMark.objects.all().delete()
                words = as_user(newcomer).get(page).content.decode()
                assert (thread.title in words) is not blocked, page
                assert ("somebody you asked not to see" in words) is blocked, page

    def test_nor_is_their_name_under_reactions(self, as_user, thread, reply, newcomer, member, facilitator):
        me, them, others = (membership(thread.reading.group, who) for who in (newcomer, member, facilitator))
        post = reply(thread, newcomer, "Mine")
        for one in (them, others):
            Reaction.put(post, one, "thanks", True)
        assert "Thanks, 2: <bdi>Nadia Member</bdi>, <bdi>Ruth" in page_of(as_user(newcomer), thread)
        Block.put(me, them, True)
        assert "Thanks: <bdi>Ruth" in page_of(as_user(newcomer), thread)

    def test_a_stranger_is_not_found(self, as_user, thread, newcomer, stranger):
        assert as_user(newcomer).post(of_reading(thread, "member_block", 99999)).status_code == 404
        assert self.block(as_user(stranger), thread, newcomer).status_code == 404
        assert not Block.objects.exists()


class TestPace:
    def test_a_flood_is_stopped_and_the_next_hour_is_free(self, thread, reply, newcomer, monkeypatch):
        monkeypatch.setattr(limits, "POSTS_OF_NEWCOMERS", 2)
        for _ in range(2):
            reply(thread, newcomer)
        with pytest.raises(ValidationError, match="a lot in one hour"):
            reply(thread, newcomer)
        Post.objects.update(posted_at=timezone.now() - limits.HOUR)
        assert reply(thread, newcomer)

    def test_who_has_been_here_for_a_while_may_write_more(self, thread, reply, newcomer, monkeypatch):
        monkeypatch.setattr(limits, "POSTS_OF_NEWCOMERS", 2)
        me = membership(thread.reading.group, newcomer)
        me.joined_at -= limits.NEW
        me.save()
        assert [reply(thread, newcomer) for _ in range(3)]


class TestHosts:
    def report(self, client, thread):
        client.post(thread.url_of("post_report", 1), {"reason": "It is rude."})
        return Report.objects.get()

    def test_see_what_facilitators_pass_on(self, as_user, thread, newcomer, facilitator, host):
        report = self.report(as_user(newcomer), thread)
        queue = reverse("admin:discussions_report_changelist")
        assert "0 reports" in as_user(host).get(queue).content.decode()
        as_user(facilitator).post(of_reading(thread, "report_escalate", report.pk), {"reason": "Too much for me."})
        assert "1 report" in as_user(host).get(queue).content.decode()
        assert "asked the site’s hosts" in log_of(as_user(newcomer), thread)

    def test_who_reports_is_told_who_will_read_it(self, as_user, reading, thread, newcomer, facilitator):
        mine = Thread.begin(reading, membership(reading.group, facilitator), "Mine", "My post", KEY)
        for one, reader in ((thread, "A facilitator will read it."), (mine, "The site’s hosts will read it.")):
            answer = as_user(newcomer).post(one.url_of("post_report", 1), {"reason": "Rude"}, follow=True)
            assert reader in answer.text

    def test_the_queue_leads_to_a_word_with_the_author(self, as_user, thread, member, newcomer, facilitator):
        self.report(as_user(newcomer), thread)
        author = membership(thread.reading.group, member)
        page = as_user(facilitator).get(of_reading(thread, "report_list")).text
        assert of_reading(thread, "member_conduct", author.pk) in page

    def test_see_what_is_about_a_facilitator_who_does_not(self, as_user, reading, newcomer, facilitator, host):
        thread = Thread.begin(reading, membership(reading.group, facilitator), "Mine", "My post", KEY)
        report = self.report(as_user(newcomer), thread)
        assert report in Report.objects.for_hosts()
        look()
        assert not Notice.objects.filter(recipient=facilitator, kind=Notice.Kind.REPORT).exists()
        assert "It is rude." not in as_user(facilitator).get(of_reading(thread, "report_list")).content.decode()
        assert as_user(facilitator).post(of_reading(thread, "report_dismiss", report.pk)).status_code == 404

    def test_find_who_wrote_when_at_an_address_but_not_what(self, as_user, thread, question, member, host):
        make_answer(thread.reading, question, member, "An answer of mine")
        words = reverse("admin:discussions_words")
        page = as_user(host).get(words, {"address": f"https://example.org{thread.get_absolute_url()}"})
        assert "Nadia Member" in page.content.decode()
        assert "The first post." not in page.content.decode()
        section = as_user(host).get(words, {"address": thread.reading.section_url(question.section)}).content.decode()
        assert "answer" in section
        assert "An answer of mine" not in section
        assert as_user(host).get(words, {"address": "/groups/nowhere/"}).status_code == 422

    def test_read_for_a_reason_that_the_group_can_read(self, as_user, thread, newcomer, host):
        words = reverse("admin:discussions_words_read", args=["post", thread.posts.get().pk])
        asked = as_user(host).get(words).content.decode() + as_user(host).post(words, {"do": "read"}).content.decode()
        assert "The first post." not in asked
        assert not ModerationEntry.objects.exists()
        shown = as_user(host).post(words, {"do": "read", "reason": "A complaint by mail."}).content.decode()
        assert "The first post." in shown
        assert "host read words by Nadia Member. Why: A complaint by mail." in log_of(as_user(newcomer), thread)
        assert LogEntry.objects.get().change_message == "A complaint by mail."

    def test_who_reads_a_thread_has_read_everybody_in_it(self, as_user, thread, reply, newcomer, host):
        reply(thread, newcomer)
        words = reverse("admin:discussions_words_read", args=["thread", thread.pk])
        as_user(host).post(words, {"do": "read", "reason": "A complaint by mail."})
        assert {str(entry.whom) for entry in ModerationEntry.objects.all()} == {"Nadia Member", "Ben Newcomer"}

    def test_leave_a_post_and_settle_what_was_reported(self, as_user, thread, newcomer, facilitator, host):
        report = self.report(as_user(newcomer), thread)
        report.escalate(membership(thread.reading.group, facilitator), "Too much for me.")
        words = reverse("admin:discussions_words_read", args=["post", report.post_id])
        assert as_user(host).post(words, {"do": "leave", "reason": ""}).status_code == 422
        as_user(host).post(words, {"do": "leave", "reason": "It is rude, and allowed."})
        report.refresh_from_db()
        assert (report.outcome, report.settled_by) == ("dismissed", None)
        assert "The first post." in page_of(as_user(newcomer), thread)
        assert "left the post. Why: It is rude, and allowed." in log_of(as_user(newcomer), thread)
        assert 'value="leave"' not in as_user(host).get(words).content.decode()

    @pytest.mark.parametrize("kind", ["post", "thread", "answer"])
    def test_delete_for_a_reason(self, as_user, thread, question, member, host, kind):
        answer = make_answer(thread.reading, question, member, "An answer of mine")
        pk = {"post": thread.posts.get().pk, "thread": thread.pk, "answer": answer.pk}[kind]
        words = reverse("admin:discussions_words_read", args=[kind, pk])
        as_user(host).post(words, {"do": "delete", "reason": "It is against the law."})
        left = thread.posts.exclude(body="").exists(), Thread.objects.exists(), type(answer).objects.exists()
        assert (
            left == {"post": (False, True, True), "thread": (False, False, True), "answer": (True, True, False)}[kind]
        )
        assert ModerationEntry.objects.get().by_host

    def test_organizers_are_refused(self, as_user, thread, organizer):
        words = reverse("admin:discussions_words_read", args=["post", thread.posts.get().pk])
        assert as_user(organizer).post(words, {"do": "read", "reason": "I am curious."}).status_code == 403
        assert as_user(organizer).get(reverse("admin:discussions_words")).status_code == 403
        assert not ModerationEntry.objects.exists()
