import uuid

import pytest

from discussions.models import Post, PostRevision, Reaction, ReadMark, Thread
from tests.factories import membership


def reply_of(thread, user, body="A reply.", **options):
    return thread.reply(membership(thread.reading.group, user), body, uuid.uuid4(), **options)


def page_of(client, thread, query=""):
    return client.get(thread.get_absolute_url() + query).content.decode()


def post_words(client, thread, body="A reply.", **fields):
    return client.post(thread.url_of("post_new"), {"body": body, "key": uuid.uuid4(), "do": "post", **fields})


class TestPostNew:
    def test_a_reply_appears_under_its_number(self, as_user, thread, newcomer):
        response = post_words(as_user(newcomer), thread, "One voice, I think.")
        assert response.url == f"{thread.get_absolute_url()}#r2"
        page = page_of(as_user(newcomer), thread)
        assert 'id="r2"' in page
        assert "One voice, I think." in page

    def test_sending_it_twice_posts_once(self, as_user, thread, newcomer):
        key = uuid.uuid4()
        addresses = {post_words(as_user(newcomer), thread, key=key).url for _ in range(2)}
        assert len(addresses) == 1
        assert thread.posts.count() == 2

    def test_a_preview_posts_nothing_and_keeps_the_words(self, as_user, thread, newcomer):
        page = post_words(as_user(newcomer), thread, "Look *here*.", do="preview").content.decode()
        assert "Look <em>here</em>." in page
        assert "Look *here*.</textarea>" in page
        assert thread.posts.count() == 1

    def test_nothing_written_is_nothing_posted(self, as_user, thread, newcomer):
        assert "Write something first." in post_words(as_user(newcomer), thread, "  \n ").content.decode()
        assert thread.posts.count() == 1

    def test_windows_line_ends_do_not_make_a_post_too_long(self, as_user, thread, newcomer):
        post_words(as_user(newcomer), thread, "a\r\n" * 10_000)
        assert thread.posts.count() == 2

    def test_a_post_that_is_too_long_is_given_back(self, as_user, thread, newcomer):
        page = post_words(as_user(newcomer), thread, "a" * 20_001).content.decode()
        assert "a" * 20_001 in page
        assert thread.posts.count() == 1

    def test_words_for_a_thread_closed_meanwhile_are_given_back(self, as_user, thread, newcomer):
        thread.close()
        response = post_words(as_user(newcomer), thread, "All my morning’s work.")
        page = response.content.decode()
        assert response.status_code == 409
        assert "closed while you were writing" in page
        assert "All my morning’s work." in page
        assert thread.posts.count() == 1

    def test_words_for_a_thread_deleted_meanwhile_are_given_back(self, as_user, thread, newcomer, stranger):
        url = thread.url_of("post_new")
        thread.delete()
        words = {"body": "All my morning’s work.", "key": uuid.uuid4()}
        response = as_user(newcomer).post(url, words)
        assert response.status_code == 404
        assert "All my morning’s work." in response.content.decode()
        assert "All my morning’s work." not in as_user(stranger).post(url, words).content.decode()

    def test_a_moved_thread_takes_the_reply_as_before(self, as_user, thread, facilitator, newcomer):
        thread.move(membership(thread.reading.group, facilitator), thread.reading.guide.sections.last())
        thread.reading.group.__class__.objects.update(spoiler_guard="off")
        assert post_words(as_user(newcomer), thread).status_code == 302

    def test_strangers_and_wrong_methods_change_nothing(self, as_user, thread, stranger, member):
        assert post_words(as_user(stranger), thread).status_code == 404
        assert as_user(member).get(thread.url_of("post_new")).status_code == 405
        assert Post.objects.count() == 1


class TestQuoting:
    def test_the_words_stand_in_the_box_with_a_link_back(self, as_user, thread, newcomer):
        page = page_of(as_user(newcomer), thread, "?quote=1")
        assert "&gt; The first post." in page
        assert "posts/1/" in page

    def test_hidden_words_are_not_quoted(self, as_user, thread, newcomer, facilitator):
        post = thread.posts.get()
        post.hide(membership(thread.reading.group, facilitator), "Rude")
        page = page_of(as_user(newcomer), thread, "?quote=1")
        assert "The first post." not in page
        assert "no longer here" in page

    @pytest.mark.parametrize("number", ["0", "99", "x", "9" * 40, "²"])
    def test_what_is_not_there_is_not_quoted(self, as_user, thread, newcomer, number):
        assert as_user(newcomer).get(thread.get_absolute_url(), {"quote": number}).status_code == 200


class TestQuotingWhatWasTakenAway:
    @pytest.mark.parametrize("act", ["hide", "delete_words"])
    def test_the_words_stay_in_the_box_with_the_reason(self, as_user, thread, newcomer, facilitator, reply, act):
        rude = reply(thread, newcomer, "Rude words")
        box = as_user(newcomer).get(thread.get_absolute_url() + "?quote=2").context["form"]["body"].value()
        getattr(rude, act)(membership(thread.reading.group, facilitator))
        words = {"body": box + "I answer.", "key": uuid.uuid4()}
        response = as_user(newcomer).post(thread.url_of("post_new"), words)
        assert response.status_code == 409
        assert "Post 2, which you quote, was taken away meanwhile." in response.content.decode()
        assert "I answer." in response.content.decode()
        assert as_user(newcomer).post(thread.url_of("post_new"), words | {"body": "I answer."}).status_code == 302


class TestPostEdit:
    def edit(self, client, thread, number=1, body="Better words.", version=1):
        return client.post(thread.url_of("post_edit", number), {"body": body, "version": version, "do": "post"})

    def test_earlier_words_stay_readable(self, as_user, thread, member, newcomer):
        assert self.edit(as_user(member), thread).url == f"{thread.get_absolute_url()}#r1"
        page = page_of(as_user(newcomer), thread)
        assert "Better words." in page
        assert "edited" in page
        history = as_user(newcomer).get(thread.url_of("post_history", 1)).content.decode()
        assert "The first post." in history

    def test_the_second_of_two_windows_gets_both_texts(self, as_user, thread, member):
        self.edit(as_user(member), thread, body="From the first window.")
        response = self.edit(as_user(member), thread, body="From the second window.")
        page = response.content.decode()
        assert response.status_code == 409
        assert "From the first window." in page
        assert "From the second window." in page
        assert thread.posts.get().body == "From the first window."

    @pytest.mark.parametrize("who", ["newcomer", "facilitator"])
    def test_nobody_edits_another_ones_words(self, as_user, thread, who, request):
        response = self.edit(as_user(request.getfixturevalue(who)), thread)
        assert response.status_code == 403
        assert thread.posts.get().body == "The first post."

    def test_a_closed_thread_is_not_edited(self, as_user, thread, member):
        thread.close()
        assert self.edit(as_user(member), thread).status_code == 403


class TestPostDelete:
    def test_where_nobody_wrote_after_it_is_gone(self, as_user, thread, newcomer):
        post = reply_of(thread, newcomer, "Never mind.")
        as_user(newcomer).post(thread.url_of("post_delete", post.number))
        thread.refresh_from_db()
        assert (thread.posts.count(), thread.post_count) == (1, 1)
        assert "deleted this post" not in page_of(as_user(newcomer), thread)

    def test_its_number_is_not_given_again(self, as_user, thread, newcomer):
        as_user(newcomer).post(thread.url_of("post_delete", reply_of(thread, newcomer).number))
        assert reply_of(thread, newcomer).number == 3

    def test_where_others_replied_a_trace_stays(self, as_user, thread, member, newcomer):
        post = reply_of(thread, newcomer, "Words I regret.")
        post.edit("Other words I regret.", 1)
        reply_of(thread, member, "An answer to it.")
        as_user(newcomer).post(thread.url_of("post_delete", post.number))
        page = page_of(as_user(member), thread)
        assert "I regret." not in page
        assert "deleted this post" in page
        assert not PostRevision.objects.exists()
        assert as_user(member).get(thread.url_of("post_history", post.number)).status_code == 404

    def test_the_first_of_a_thread_without_replies_means_the_thread(self, as_user, thread, member):
        assert as_user(member).post(thread.url_of("post_delete", 1)).url == thread.url_of("thread_delete")

    def test_another_member_may_not(self, as_user, thread, newcomer):
        assert as_user(newcomer).post(thread.url_of("post_delete", 1)).status_code == 403
        assert thread.posts.get().body

    def test_a_facilitator_says_why_and_everybody_can_read_it(self, as_user, thread, facilitator, newcomer):
        url = thread.url_of("post_delete", 1)
        as_user(facilitator).post(url)
        assert thread.posts.get().body
        as_user(facilitator).post(url, {"reason": "A telephone number"})
        assert not thread.posts.get().body
        assert "A facilitator deleted this post." in page_of(as_user(newcomer), thread)


class TestPages:
    def test_the_lasting_address_leads_to_the_page_of_the_post(self, as_user, thread, newcomer):
        about = {"thread": thread, "group": thread.group, "author": thread.author, "body": "A reply."}
        Post.objects.bulk_create(Post(number=number, **about) for number in range(2, 62))
        Thread.objects.filter(pk=thread.pk).update(last_number=61)
        response = as_user(newcomer).get(thread.url_of("post_detail", 61))
        assert response.url == f"{thread.get_absolute_url()}?page=2#r61"
        page = page_of(as_user(newcomer), thread, "?page=2")
        assert 'id="r61"' in page
        assert 'id="r50"' not in page

    @pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "9" * 30])
    def test_a_page_that_is_not_there_is_the_nearest(self, as_user, thread, newcomer, page):
        assert as_user(newcomer).get(thread.get_absolute_url(), {"page": page}).status_code == 200


class TestNewSinceYouWereHere:
    MARK = "New since you were here"

    def test_the_break_stands_above_what_came_since(self, as_user, thread, member, newcomer):
        page_of(as_user(newcomer), thread)
        reply_of(thread, member, "Since then.")
        page = page_of(as_user(newcomer), thread)
        assert page.index("The first post.") < page.index(self.MARK) < page.index("Since then.")
        assert self.MARK not in page_of(as_user(newcomer), thread)

    def test_a_first_visit_and_ones_own_reply_make_no_break(self, as_user, thread, newcomer):
        assert self.MARK not in page_of(as_user(newcomer), thread)
        post_words(as_user(newcomer), thread)
        assert self.MARK not in page_of(as_user(newcomer), thread)

    def test_nor_does_the_choice_to_read_ahead(self, as_user, ahead, newcomer):
        as_user(newcomer).post(ahead.url_of("thread_ahead"), {"given": "1"})
        page = page_of(as_user(newcomer), ahead)
        assert "He dies there." in page
        assert self.MARK not in page

    def test_the_list_leads_to_the_first_unread(self, as_user, thread, member, newcomer):
        page_of(as_user(newcomer), thread)
        reply_of(thread, member)
        listed = as_user(newcomer).get(thread.get_absolute_url().rsplit("/", 2)[0] + "/").content.decode()
        assert f"{thread.get_absolute_url()}#r2" in listed
        assert "1 new" in listed

    def test_marking_as_new_from_a_post_on(self, as_user, thread, member, newcomer):
        reply_of(thread, member)
        page_of(as_user(newcomer), thread)
        as_user(newcomer).post(thread.url_of("post_unread", 2))
        assert ReadMark.objects.get(membership__user=newcomer).number == 1
        assert self.MARK in page_of(as_user(newcomer), thread)


class TestReactions:
    def react(self, client, thread, number=1, **fields):
        return client.post(thread.url_of("post_react", number), fields or {"give": "thanks"})

    def test_everybody_sees_who_nodded(self, as_user, thread, newcomer, facilitator):
        for _ in range(2):
            self.react(as_user(newcomer), thread)
        assert Reaction.objects.count() == 1
        assert f"Thanks: <bdi>{newcomer.name}</bdi>" in page_of(as_user(facilitator), thread)

    def test_it_can_be_taken_back(self, as_user, thread, newcomer):
        self.react(as_user(newcomer), thread)
        self.react(as_user(newcomer), thread, withdraw="thanks")
        assert not Reaction.objects.exists()

    def test_not_to_oneself_not_by_strangers_and_not_otherwise(self, as_user, thread, member, newcomer, stranger):
        assert self.react(as_user(member), thread).status_code == 403
        assert self.react(as_user(stranger), thread).status_code == 404
        assert self.react(as_user(newcomer), thread, give="hate").status_code == 404
        assert not Reaction.objects.exists()


class TestQuestions:
    def test_the_asker_marks_the_reply_that_settled_it(self, as_user, thread, member, newcomer):
        reply_of(thread, newcomer, "It is Milton’s.")
        as_user(member).post(thread.url_of("thread_ask"), {"given": "1"})
        assert "An open question." in page_of(as_user(member), thread)
        as_user(member).post(thread.url_of("post_settle", 2), {"given": "1"})
        page = page_of(as_user(newcomer), thread)
        assert "This settled the question." in page
        assert "An open question." not in page

    def test_another_member_may_not(self, as_user, thread, newcomer):
        assert as_user(newcomer).post(thread.url_of("post_settle", 1), {"given": "1"}).status_code == 403
        assert as_user(newcomer).post(thread.url_of("thread_ask"), {"given": "1"}).status_code == 403
        thread.refresh_from_db()
        assert thread.asked_at is None
