import uuid

import pytest
from django.urls import reverse

from discussions.models import Post, Thread
from tests.factories import make_answer, make_group, make_reading, make_thread, membership


def address(name, thread, *args):
    return thread.url_of(name, *args)


def list_address(reading, name="thread_list"):
    return reverse(f"discussions:{name}", args=[reading.group.slug, reading.slug])


def begin(client, reading, query="", **words):
    fields = {"title": "A title", "body": "The first words.", "key": uuid.uuid4(), **words}
    return client.post(list_address(reading, "thread_new") + query, fields)


class TestThreadNew:
    def test_a_member_begins_a_thread_about_a_section(self, as_user, reading, section, member):
        response = begin(as_user(member), reading, f"?section={section.slug}", section=section.slug)
        thread = Thread.objects.get()
        assert response.url == thread.get_absolute_url()
        assert (thread.section, thread.author.user, thread.post_count) == (section, member, 1)

    def test_sending_the_form_twice_begins_one_thread(self, as_user, reading, member):
        key = uuid.uuid4()
        first, second = (begin(as_user(member), reading, key=key) for _ in range(2))
        assert first.url == second.url
        assert (Thread.objects.count(), Post.objects.count()) == (1, 1)

    def test_about_a_question_it_belongs_to_the_section_of_the_question(self, as_user, reading, question, member):
        begin(as_user(member), reading, f"?question={question.pk}")
        thread = Thread.objects.get()
        assert (thread.question, thread.section) == (question, question.section)

    def test_about_a_paragraph_the_paragraph_is_quoted_with_a_link_back(self, as_user, reading, section, member):
        chapter = section.chapters.get()
        query = f"?chapter={chapter.slug}&paragraph=2"
        page = as_user(member).get(list_address(reading, "thread_new") + query).content.decode()
        assert "&gt; Second paragraph of chapter 1." in page
        assert f"{chapter.get_absolute_url()}#p2" in page
        begin(as_user(member), reading, query)
        thread = Thread.objects.get()
        assert (thread.chapter, thread.paragraph, thread.section) == (chapter, 2, section)

    def test_a_preview_shows_the_words_and_begins_nothing(self, as_user, reading, member):
        page = begin(as_user(member), reading, body="Look *here*.", do="preview").content.decode()
        assert "Look <em>here</em>." in page
        assert "Look *here*." in page
        assert not Thread.objects.exists()

    @pytest.mark.parametrize(
        ("title", "body"), [("", "Words."), ("Title", ""), ("\u200b\u200b", "Words."), ("Title", "[x]: https://e.org")]
    )
    def test_without_words_nothing_begins_and_what_was_typed_stays(self, as_user, reading, member, title, body):
        response = begin(as_user(member), reading, title=title, body=body)
        assert response.status_code == 200
        assert body in response.content.decode()
        assert not Thread.objects.exists()

    @pytest.mark.parametrize(
        "query", ["?question=0", "?answer=x", "?chapter=none", "?section=none", "?question=" + "9" * 30]
    )
    def test_about_nothing_that_is_there_it_is_not_found(self, as_user, reading, member, query):
        assert as_user(member).get(list_address(reading, "thread_new") + query).status_code == 404


class TestAboutAnAnswer:
    def query(self, answer):
        return f"?answer={answer.pk}"

    def test_the_answer_is_quoted_for_who_may_see_it(self, as_user, reading, question, member, newcomer):
        answer = make_answer(reading, question, member, "Because of the ice.")
        address = list_address(reading, "thread_new") + self.query(answer)
        assert as_user(newcomer).get(address).status_code == 404
        make_answer(reading, question, newcomer)
        assert "&gt; Because of the ice." in as_user(newcomer).get(address).content.decode()

    def test_an_answer_for_facilitators_only_is_no_matter_for_the_group(
        self, as_user, reading, question, member, facilitator
    ):
        answer = make_answer(reading, question, member, audience="facilitators")
        address = list_address(reading, "thread_new") + self.query(answer)
        assert as_user(facilitator).get(address).status_code == 404

    def test_a_thread_about_an_answer_opens_when_the_answers_do(
        self, as_user, reading, question, section, member, facilitator, newcomer
    ):
        reading.group.spoiler_guard = "off"
        reading.group.save()
        answer = make_answer(reading, question, member, "Because of the ice.")
        thread = make_thread(
            reading, facilitator, body="> Because of the ice.", question=question, section=section, answer=answer
        )
        covered = as_user(newcomer).get(thread.get_absolute_url()).content.decode()
        assert "Because of the ice." not in covered
        make_answer(reading, question, newcomer)
        assert "Because of the ice." in as_user(newcomer).get(thread.get_absolute_url()).content.decode()

    def test_it_stays_covered_when_the_answer_is_taken_back(
        self, as_user, reading, question, section, member, facilitator, newcomer
    ):
        reading.group.spoiler_guard = "off"
        reading.group.save()
        answer = make_answer(reading, question, member, "Because of the ice.")
        thread = make_thread(
            reading, facilitator, body="> Because of the ice.", question=question, section=section, answer=answer
        )
        answer.take_back()
        assert "Because of the ice." not in as_user(newcomer).get(thread.get_absolute_url()).content.decode()
        assert "Because of the ice." in as_user(facilitator).get(thread.get_absolute_url()).content.decode()


class TestThreadDetail:
    def test_members_read_it(self, as_user, thread, newcomer):
        page = as_user(newcomer).get(thread.get_absolute_url()).content.decode()
        assert "Whose story is it?" in page
        assert "The first post." in page

    @pytest.mark.parametrize("name", ["thread_detail", "thread_markdown", "thread_print", "thread_news", "thread_edit"])
    def test_a_stranger_learns_nothing(self, as_user, thread, stranger, name):
        response = as_user(stranger).get(address(name, thread))
        assert response.status_code == 404
        assert thread.title not in response.content.decode()

    def test_another_group_with_the_same_guide_learns_nothing(self, as_user, thread, guide, stranger):
        other = make_reading(make_group(stranger), guide)
        theirs = address("thread_detail", thread).replace(thread.reading.group.slug, other.group.slug)
        assert as_user(stranger).get(theirs).status_code == 404
        assert thread.title not in as_user(stranger).get(list_address(other)).content.decode()

    def test_who_is_not_signed_in_is_asked_to(self, client, thread):
        response = client.get(thread.get_absolute_url())
        assert response.status_code == 302
        assert "login" in response.url

    def test_who_left_no_longer_reads(self, as_user, thread, newcomer):
        membership(thread.reading.group, newcomer).leave()
        assert as_user(newcomer).get(thread.get_absolute_url()).status_code == 404

    def test_in_an_archived_group_one_reads_and_does_not_write(self, as_user, thread, member):
        group = thread.reading.group
        group.archived_at = group.created_at
        group.save()
        assert "The first post." in as_user(member).get(thread.get_absolute_url()).content.decode()
        words = {"body": "Too late.", "key": uuid.uuid4()}
        assert as_user(member).post(address("post_new", thread), words).status_code == 403
        assert begin(as_user(member), thread.reading).status_code == 403
        assert Post.objects.count() == 1


class TestThreadEdit:
    def test_its_author_changes_the_title(self, as_user, thread, member):
        as_user(member).post(address("thread_edit", thread), {"title": "Another", "version": 1})
        thread.refresh_from_db()
        assert (thread.title, thread.version) == ("Another", 2)

    def test_the_second_of_two_editors_sees_both_titles(self, as_user, thread, member):
        thread.rename(thread.author, "The quicker one", 1)
        response = as_user(member).post(address("thread_edit", thread), {"title": "The slower one", "version": 1})
        page = response.content.decode()
        assert response.status_code == 409
        assert "The quicker one" in page
        assert "The slower one" in page

    def test_another_member_may_not(self, as_user, thread, newcomer):
        response = as_user(newcomer).post(address("thread_edit", thread), {"title": "Mine now", "version": 1})
        assert response.status_code == 403
        thread.refresh_from_db()
        assert thread.title == "Whose story is it?"


class TestThreadDelete:
    def test_it_is_offered_to_whom_it_is_open(self, as_user, thread, member, newcomer, facilitator):
        def offered(user):
            return address("thread_delete", thread) in as_user(user).get(thread.get_absolute_url()).text

        assert (offered(member), offered(newcomer), offered(facilitator)) == (True, False, True)
        assert "None" not in as_user(member).get(address("thread_delete", thread)).text
        thread.reply(membership(thread.reading.group, newcomer), "A reply.", uuid.uuid4())
        assert (offered(member), offered(facilitator)) == (False, True)

    def test_its_author_deletes_it_while_nobody_else_posted(self, as_user, thread, member):
        assert as_user(member).post(address("thread_delete", thread)).status_code == 302
        assert not Thread.objects.exists()

    def test_not_when_somebody_has_replied(self, as_user, thread, member, newcomer):
        thread.reply(membership(thread.reading.group, newcomer), "A reply.", uuid.uuid4())
        assert as_user(member).post(address("thread_delete", thread)).status_code == 403
        assert Thread.objects.exists()

    def test_another_member_may_not(self, as_user, thread, newcomer):
        assert as_user(newcomer).post(address("thread_delete", thread)).status_code == 403
        assert Thread.objects.exists()

    def test_a_facilitator_does_with_a_reason_that_members_can_read(self, as_user, thread, facilitator, newcomer):
        url = address("thread_delete", thread)
        assert as_user(facilitator).post(url).status_code == 200
        assert Thread.objects.exists()
        as_user(facilitator).post(url, {"reason": "Advertising"})
        assert not Thread.objects.exists()
        log = as_user(newcomer).get(list_address(thread.reading, "moderation_log")).content.decode()
        assert "Advertising" in log
        assert "Whose story is it?" not in log
