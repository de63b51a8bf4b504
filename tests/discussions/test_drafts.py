import uuid

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from discussions.models import Post, PostDraft, Thread
from tests.factories import make_answer, make_group, make_reading, make_thread, membership

WORDS = "  Half a thought,\nas typed"


def save(client, thread, body=WORDS, **words):
    return client.post(thread.url_of("post_draft"), {"body": body, **words})


def about(reading, query="", name="thread_new"):
    return reverse(f"discussions:{name}", args=[reading.group.slug, reading.slug]) + query


class TestADraftOfAReply:
    def test_it_is_kept_as_typed_and_back_in_the_box(self, as_user, thread, newcomer):
        response = save(as_user(newcomer), thread, speaks_of_later="on")
        assert response.url == thread.url_to_reply
        assert PostDraft.objects.get().body == WORDS
        form = as_user(newcomer).get(thread.get_absolute_url()).context["form"]
        assert form["body"].value() == WORDS
        assert form["speaks_of_later"].value() is True

    def test_nobody_else_sees_it(self, as_user, thread, newcomer, member, facilitator, organizer):
        save(as_user(newcomer), thread)
        organizer.is_superuser = True
        organizer.save()
        for user in (member, facilitator):
            for page in (thread.get_absolute_url(), about(thread.reading, name="thread_list")):
                assert "Half a thought" not in as_user(user).get(page).content.decode()
        assert as_user(organizer).get(thread.get_absolute_url()).status_code == 404

    def test_script_gets_a_line_instead_of_a_page(self, as_user, thread, newcomer):
        headers = {"HX-Request": "true"}
        response = as_user(newcomer).post(thread.url_of("post_draft"), {"body": "x"}, headers=headers)
        assert "Draft saved at" in response.content.decode()
        assert "<html" not in response.content.decode()

    def test_there_is_one_and_emptied_it_is_none(self, as_user, thread, newcomer):
        for body in ("One", "Two"):
            save(as_user(newcomer), thread, body)
        assert PostDraft.objects.get().body == "Two"
        save(as_user(newcomer), thread, "   ")
        assert not PostDraft.objects.exists()

    def test_it_is_gone_when_posted_and_a_late_save_does_not_bring_it_back(self, as_user, thread, newcomer):
        words = {"body": "My reply", "key": str(uuid.uuid4())}
        save(as_user(newcomer), thread, **words)
        as_user(newcomer).post(thread.url_of("post_new"), words)
        assert not PostDraft.objects.exists()
        save(as_user(newcomer), thread, **words)
        assert not PostDraft.objects.exists()
        assert Post.objects.filter(author__user=newcomer).count() == 1

    def test_what_is_quoted_comes_after_it(self, as_user, thread, newcomer):
        save(as_user(newcomer), thread, "First this.")
        body = as_user(newcomer).get(thread.get_absolute_url() + "?quote=1").context["form"]["body"].value()
        assert body.startswith("First this.\n\n> The first post.")

    def test_a_closed_thread_keeps_it_and_shows_it(self, as_user, thread, newcomer):
        save(as_user(newcomer), thread)
        thread.close()
        assert "Half a thought" in as_user(newcomer).get(thread.get_absolute_url()).content.decode()

    def test_it_outlives_the_thread_and_can_begin_another(self, as_user, thread, newcomer, member, facilitator):
        save(as_user(newcomer), thread)
        query = f"?thread={thread.pk}"
        thread.remove(membership(thread.reading.group, facilitator), "Off topic")
        listed = as_user(newcomer).get(about(thread.reading, name="thread_list")).content.decode()
        assert "A reply in a thread that is no longer here" in listed
        page = as_user(newcomer).get(about(thread.reading, query))
        assert page.context["form"]["body"].value() == WORDS
        assert as_user(member).get(about(thread.reading, query)).status_code == 404
        words = {"title": "Then here", "body": WORDS, "key": uuid.uuid4()}
        as_user(newcomer).post(about(thread.reading, query), words)
        assert Thread.objects.get().title == "Then here"
        assert not PostDraft.objects.exists()

    def test_too_long_it_is_refused_and_still_in_the_box(self, as_user, thread, newcomer):
        response = save(as_user(newcomer), thread, "a" * 20_001)
        assert response.status_code == 422
        assert "a" * 20_001 in response.content.decode()

    def test_who_was_removed_meanwhile_gets_the_words_back(self, as_user, thread, newcomer):
        membership(thread.reading.group, newcomer).leave()
        response = save(as_user(newcomer), thread)
        assert response.status_code == 404
        assert "Half a thought" in response.content.decode()
        assert not PostDraft.objects.exists()

    def test_under_a_strict_guard_the_list_does_not_name_the_thread(self, as_user, ahead, newcomer, guard):
        PostDraft.keep(
            ahead.reading, membership(ahead.reading.group, newcomer), "thread=1", None, thread=ahead, body="x"
        )
        guard("strict")
        page = as_user(newcomer).get(about(ahead.reading, name="thread_list")).content.decode()
        assert "A reply in a thread that is ahead of you" in page
        assert ahead.title not in page


class TestADraftOfAThread:
    def test_there_is_one_for_each_place(self, as_user, reading, section, question, member):
        client = as_user(member)
        for query in ("", f"?section={section.slug}", f"?question={question.pk}"):
            client.post(about(reading, query, "thread_draft"), {"title": f"About{query}", "body": "Half a post"})
        assert PostDraft.objects.count() == 3
        for query in ("", f"?section={section.slug}", f"?question={question.pk}"):
            assert client.get(about(reading, query)).context["form"]["title"].value() == f"About{query}"

    def test_everything_in_the_form_is_kept(self, as_user, reading, section, member):
        words = {"title": "T", "body": "B", "section": section.slug, "is_question": "on"}
        response = as_user(member).post(about(reading, "", "thread_draft"), words)
        form = as_user(member).get(response.url).context["form"]
        assert {name: form[name].value() for name in words} == words | {"is_question": True}

    def test_a_title_alone_is_worth_keeping(self, as_user, reading, member):
        as_user(member).post(about(reading, "", "thread_draft"), {"title": "Only a title"})
        assert "Only a title" in as_user(member).get(about(reading, name="thread_list")).content.decode()

    def test_it_is_gone_when_the_thread_begins(self, as_user, reading, section, member):
        query = f"?section={section.slug}"
        words = {"title": "T", "body": "B", "section": section.slug, "key": str(uuid.uuid4())}
        as_user(member).post(about(reading, query, "thread_draft"), words)
        as_user(member).post(about(reading, query), words)
        as_user(member).post(about(reading, query, "thread_draft"), words)
        assert not PostDraft.objects.exists()

    def test_an_answer_one_may_not_see_is_no_place_for_a_draft(self, as_user, reading, question, member, newcomer):
        answer = make_answer(reading, question, member)
        url = about(reading, f"?answer={answer.pk}", "thread_draft")
        assert as_user(newcomer).post(url, {"body": "x"}).status_code == 404


def test_a_draft_across_two_groups_cannot_be_stored(reading, guide, stranger, member):
    theirs = make_thread(make_reading(make_group(stranger), guide), stranger)
    about = {"author": membership(reading.group, member), "body": "x"}
    PostDraft.objects.create(group=reading.group, reading=theirs.reading, **about)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
