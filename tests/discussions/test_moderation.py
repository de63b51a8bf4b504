import pytest
from django.urls import reverse

from discussions.models import ModerationEntry, Report
from tests.factories import make_group, make_reading, membership


def page_of(client, thread):
    return client.get(thread.get_absolute_url()).content.decode()


def of_reading(thread, name, *args):
    return reverse(f"discussions:{name}", args=[thread.reading.group.slug, thread.reading.slug, *args])


def log_of(client, thread):
    return client.get(of_reading(thread, "moderation_log")).content.decode()


class TestReports:
    def report(self, client, thread, reason="It is rude."):
        return client.post(thread.url_of("post_report", 1), {"reason": reason})

    def test_a_report_waits_for_the_facilitators_and_the_post_stays(self, as_user, thread, newcomer, facilitator):
        for _ in range(2):
            self.report(as_user(newcomer), thread)
        assert Report.objects.count() == 1
        assert "The first post." in page_of(as_user(newcomer), thread)
        assert "1 post was reported." in as_user(facilitator).get(of_reading(thread, "thread_list")).content.decode()
        assert "It is rude." in as_user(facilitator).get(of_reading(thread, "report_list")).content.decode()

    def test_a_reason_is_needed(self, as_user, thread, newcomer):
        self.report(as_user(newcomer), thread, " ")
        assert not Report.objects.exists()

    def test_only_facilitators_of_this_group_read_reports(self, as_user, thread, newcomer, stranger, guide):
        self.report(as_user(newcomer), thread)
        make_reading(make_group(stranger), guide)
        assert as_user(newcomer).get(of_reading(thread, "report_list")).status_code == 403
        assert as_user(stranger).get(of_reading(thread, "report_list")).status_code == 404

    def test_leaving_the_post_settles_the_report_and_is_on_record(self, as_user, thread, newcomer, facilitator):
        self.report(as_user(newcomer), thread)
        url = of_reading(thread, "report_dismiss", Report.objects.get().pk)
        assert as_user(newcomer).post(url).status_code == 403
        assert not Report.objects.get().settled_at
        as_user(facilitator).post(url)
        assert Report.objects.get().outcome == "dismissed"
        assert "left the post" in log_of(as_user(newcomer), thread)
        assert "It is rude." not in log_of(as_user(newcomer), thread)

    def test_a_report_of_another_group_cannot_be_settled(self, as_user, thread, newcomer, stranger, guide):
        self.report(as_user(newcomer), thread)
        theirs = make_reading(make_group(stranger), guide)
        args = [theirs.group.slug, theirs.slug, Report.objects.get().pk]
        assert as_user(stranger).post(reverse("discussions:report_dismiss", args=args)).status_code == 404
        assert not Report.objects.get().settled_at

    def test_ones_own_post_is_not_reported(self, as_user, thread, member):
        assert self.report(as_user(member), thread).status_code == 403


class TestHiding:
    def hide(self, client, thread, reason="Not kind"):
        return client.post(thread.url_of("post_hide", 1), {"reason": reason})

    def test_the_words_are_covered_for_everyone_but_their_author_and_facilitators(
        self, as_user, thread, facilitator, newcomer, member
    ):
        self.hide(as_user(facilitator), thread)
        assert "The first post." not in page_of(as_user(newcomer), thread)
        assert "Hidden by" in page_of(as_user(newcomer), thread)
        assert "The first post." in page_of(as_user(member), thread)
        assert "The first post." in page_of(as_user(facilitator), thread)

    def test_members_read_who_whom_and_why_but_not_what(self, as_user, thread, facilitator, newcomer):
        self.hide(as_user(facilitator), thread)
        log = log_of(as_user(newcomer), thread)
        assert "Ruth Facilitator hid a post by Nadia Member." in log
        assert "Not kind" in log
        assert "The first post." not in log

    def test_it_settles_the_reports(self, as_user, thread, facilitator, newcomer):
        as_user(newcomer).post(thread.url_of("post_report", 1), {"reason": "Rude"})
        self.hide(as_user(facilitator), thread)
        assert Report.objects.get().outcome == "hidden"

    def test_it_can_be_shown_again(self, as_user, thread, facilitator, newcomer):
        self.hide(as_user(facilitator), thread)
        as_user(facilitator).post(thread.url_of("post_restore", 1))
        assert "The first post." in page_of(as_user(newcomer), thread)

    def test_it_needs_a_reason(self, as_user, thread, facilitator):
        assert self.hide(as_user(facilitator), thread, "").status_code == 200
        assert thread.posts.get().hidden_at is None

    def test_hidden_words_can_be_found_nowhere_else(self, as_user, thread, facilitator, newcomer):
        thread.posts.get().edit("Second words.", 1)
        self.hide(as_user(facilitator), thread)
        assert as_user(newcomer).get(thread.url_of("post_history", 1)).status_code == 404
        assert as_user(newcomer).get(thread.url_of("post_report", 1)).status_code == 404
        for name in ("thread_markdown", "thread_print"):
            assert "Second words." not in as_user(newcomer).get(thread.url_of(name)).content.decode()
        assert "Second words." not in as_user(newcomer).get(reverse("discussions:news")).content.decode()


FACILITATORS_ACTS = ["thread_close", "thread_reopen", "thread_pin", "thread_move"]


class TestWhatOnlyFacilitatorsDo:
    @pytest.mark.parametrize("name", FACILITATORS_ACTS)
    def test_members_are_refused_and_strangers_find_nothing(self, as_user, thread, member, stranger, name):
        words = {"given": "1", "section": "section-2"}
        assert as_user(member).post(thread.url_of(name), words).status_code == 403
        assert as_user(stranger).post(thread.url_of(name), words).status_code == 404
        assert as_user(member).get(thread.url_of(name)).status_code == 405
        before = (thread.closed_at, thread.pinned_at, thread.section_id)
        thread.refresh_from_db()
        assert (thread.closed_at, thread.pinned_at, thread.section_id) == before
        assert not ModerationEntry.objects.exists()

    @pytest.mark.parametrize("name", ["post_hide", "post_restore"])
    def test_nor_do_members_hide_or_show(self, as_user, thread, newcomer, name):
        assert as_user(newcomer).post(thread.url_of(name, 1), {"reason": "x"}).status_code == 403
        assert thread.posts.get().hidden_at is None

    def test_closing_and_opening_again(self, as_user, thread, facilitator, newcomer):
        as_user(facilitator).post(thread.url_of("thread_close"))
        assert "This thread is closed." in page_of(as_user(newcomer), thread)
        as_user(facilitator).post(thread.url_of("thread_reopen"))
        assert "Post the reply" in page_of(as_user(newcomer), thread)
        assert [entry.act for entry in ModerationEntry.objects.all()] == ["thread_reopened", "thread_closed"]

    def test_doing_it_twice_is_on_record_once(self, as_user, thread, facilitator):
        for _ in range(2):
            as_user(facilitator).post(thread.url_of("thread_pin"), {"given": "1"})
        assert ModerationEntry.objects.count() == 1

    def test_moving_to_another_section_and_to_the_whole_book(self, as_user, thread, facilitator):
        as_user(facilitator).post(thread.url_of("thread_move"), {"section": "section-2"})
        thread.refresh_from_db()
        assert thread.section.position == 2
        as_user(facilitator).post(thread.url_of("thread_move"), {"section": ""})
        thread.refresh_from_db()
        assert thread.section is None

    def test_a_section_of_another_guide_is_refused(self, as_user, thread, facilitator):
        as_user(facilitator).post(thread.url_of("thread_move"), {"section": "elsewhere"})
        thread.refresh_from_db()
        assert thread.section is None
        assert not ModerationEntry.objects.exists()

    def test_a_facilitator_who_renames_anothers_thread_is_on_record(self, as_user, thread, facilitator, newcomer):
        as_user(facilitator).post(thread.url_of("thread_edit"), {"title": "A kinder title", "version": 1})
        assert "changed the title of a thread by Nadia Member" in log_of(as_user(newcomer), thread)

    def test_a_facilitator_of_another_group_is_a_stranger(self, as_user, thread, stranger, guide):
        make_reading(make_group(stranger), guide)
        assert as_user(stranger).post(thread.url_of("thread_close")).status_code == 404
        assert as_user(stranger).get(of_reading(thread, "moderation_log")).status_code == 404

    def test_who_was_a_facilitator_is_refused(self, as_user, thread, facilitator, member):
        membership(thread.reading.group, member).change_role("facilitator")
        membership(thread.reading.group, facilitator).change_role("member")
        assert as_user(facilitator).post(thread.url_of("thread_close")).status_code == 403
