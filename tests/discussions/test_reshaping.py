import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from discussions.models import ModerationEntry, PostDraft, ReadMark, Thread
from discussions.models.reshaping import merge, split
from discussions.templatetags.discussions import first_unread_url
from tests.factories import make_answer, make_group, make_reading, make_thread, make_user, membership


@pytest.fixture
def talk(thread, member, newcomer, facilitator, reply):
    """Five posts; the third and fourth about something else."""
    for user, body in [(newcomer, "Two"), (facilitator, "Aside"), (newcomer, "Aside too"), (member, "Back again")]:
        reply(thread, user, body)
    thread.refresh_from_db()
    return thread


@pytest.fixture
def lead(reading, facilitator):
    return membership(reading.group, facilitator)


def aside(talk, lead, numbers=(3, 4), section=None):
    return split(talk, lead, numbers, "An aside", section, uuid.uuid4())


def bodies(thread):
    return list(thread.posts.order_by("number").values_list("number", "body"))


def page_of(client, thread):
    return client.get(thread.get_absolute_url()).content.decode()


class TestSplit:
    def test_posts_become_a_thread_begun_by_who_wrote_the_first(self, talk, lead, facilitator):
        new = aside(talk, lead)
        assert bodies(new) == [(1, "Aside"), (2, "Aside too")]
        assert bodies(talk) == [(1, "The first post."), (2, "Two"), (5, "Back again")]
        assert new.author.user == facilitator
        talk.refresh_from_db()
        assert (talk.post_count, talk.last_number, new.post_count, new.last_number) == (3, 5, 2, 2)

    def test_a_line_stays_and_old_addresses_lead_there(self, as_user, talk, lead, newcomer):
        new = aside(talk, lead)
        page = page_of(as_user(newcomer), talk)
        assert "2 posts were moved to another thread." in page
        assert "An aside" in page
        assert 'id="r4"' in page
        old = as_user(newcomer).get(talk.url_of("post_detail", 4))
        assert old.url == new.url_from(2)

    def test_posts_that_came_back_leave_no_line(self, as_user, talk, lead, newcomer):
        merge(aside(talk, lead), talk, lead)
        page = page_of(as_user(newcomer), talk)
        assert "Aside too" in page
        assert "moved to another thread" not in page
        assert as_user(newcomer).get(talk.url_of("post_detail", 4)).url == talk.url_from(7)

    def test_the_list_leads_over_the_gap_to_the_first_unread(self, talk, lead, member, newcomer):
        hers = membership(talk.group, newcomer)
        ReadMark.see(talk, hers, 2)
        aside(talk, lead)
        listed = Thread.objects.for_list(hers).get(pk=talk.pk)
        assert (listed.new_count, first_unread_url(listed)) == (1, f"{talk.get_absolute_url()}#r5")

    @pytest.mark.parametrize("name", ["thread_print", "thread_markdown"])
    def test_a_line_stays_on_paper_too(self, as_user, talk, lead, newcomer, name):
        aside(talk, lead)
        copy = as_user(newcomer).get(talk.url_of(name)).content.decode()
        assert "2 posts were moved to another thread." in copy
        assert "An aside" in copy
        assert "Aside too" not in copy

    def test_the_guard_of_the_new_section_holds(self, as_user, talk, lead, member, newcomer, reading, has_read, guard):
        """The newcomer wrote one of its posts; the member did not."""
        new = aside(talk, lead, section=reading.guide.sections.last())
        assert "Aside too" not in page_of(as_user(member), new)
        assert as_user(member).get(talk.url_of("post_detail", 3)).url == new.get_absolute_url()
        assert "Aside too" in page_of(as_user(newcomer), new)
        guard("strict")
        assert "An aside" not in page_of(as_user(member), talk)
        has_read(member, 2)
        assert "An aside" in page_of(as_user(member), talk)

    def test_what_is_about_an_answer_stays_covered(
        self, reading, question, section, member, newcomer, facilitator, lead
    ):
        answer = make_answer(reading, question, member)
        old = make_thread(reading, facilitator, question=question, section=section, answer=answer)
        old.reply(lead, "About it", uuid.uuid4())
        new = split(old, lead, [2], "Still about it", None, uuid.uuid4())
        hers = membership(reading.group, newcomer)
        assert Thread.objects.with_guard(hers).get(pk=new.pk).is_covered

    def test_what_was_read_stays_read(self, talk, lead, member, newcomer):
        ReadMark.see(talk, membership(talk.group, newcomer), 3)
        new = aside(talk, lead)
        assert new.read_marks.get().number == 1

    def test_the_first_post_stays_and_something_must_be_chosen(self, talk, lead):
        for numbers in ([1], [], [99]):
            with pytest.raises(ValidationError):
                aside(talk, lead, numbers)
        assert Thread.objects.count() == 1

    def test_the_reply_that_settled_it_no_longer_does_when_it_left(self, talk, lead):
        talk.settle(talk.posts.get(number=3))
        aside(talk, lead)
        talk.refresh_from_db()
        assert talk.settled_by is None

    def test_facilitators_do_it_from_a_post_on_or_with_some(self, as_user, talk, facilitator):
        url = talk.url_of("thread_split", 3)
        assert "Aside too" in as_user(facilitator).get(url).content.decode()
        words = {"title": "An aside", "key": uuid.uuid4(), "posts": [3]}
        for _twice in range(2):
            as_user(facilitator).post(url, words)
        assert bodies(Thread.objects.get(title="An aside")) == [(1, "Aside")]
        words = {"title": "The rest", "key": uuid.uuid4(), "all_later": "on"}
        as_user(facilitator).post(talk.url_of("thread_split", 4), words)
        assert bodies(talk) == [(1, "The first post."), (2, "Two")]
        assert ModerationEntry.objects.filter(act="thread_split").count() == 2

    def test_nothing_chosen_the_form_comes_back(self, as_user, talk, facilitator):
        words = {"title": "Kept title", "key": uuid.uuid4()}
        response = as_user(facilitator).post(talk.url_of("thread_split", 3), words)
        assert response.status_code == 422
        assert "Choose at least one reply." in response.content.decode()
        assert "Kept title" in response.content.decode()

    def test_members_may_not(self, as_user, talk, member):
        for url in (talk.url_of("thread_split", 3), talk.url_of("thread_merge")):
            assert as_user(member).get(url).status_code == 403
            assert as_user(member).post(url).status_code == 403

    def test_a_reply_typed_meanwhile_is_kept_and_asked_about(self, as_user, talk, lead, newcomer):
        before = as_user(newcomer).get(talk.get_absolute_url()).context["moved"]
        aside(talk, lead)
        words = {"body": "To the aside", "key": str(uuid.uuid4()), "moved": before}
        response = as_user(newcomer).post(talk.url_of("post_new"), words)
        assert response.status_code == 409
        assert "Posts were moved to another thread while you were writing." in response.content.decode()
        assert "To the aside" in response.content.decode()
        again = as_user(newcomer).post(talk.url_of("post_new"), words | {"moved": response.context["moved"]})
        assert again.status_code == 302


class TestMerge:
    @pytest.fixture
    def other(self, reading, newcomer):
        return make_thread(reading, newcomer, "Whose story, again?", "The same question.")

    def test_posts_come_after_and_every_old_address_leads_there(self, as_user, talk, other, lead, member, facilitator):
        as_user(facilitator).post(talk.url_of("thread_merge"), {"into": other.pk})
        assert [body for _number, body in bodies(other)] == [
            "The same question.", "The first post.", "Two", "Aside", "Aside too", "Back again",
        ]  # fmt: skip
        assert as_user(member).get(talk.get_absolute_url()).url == other.get_absolute_url()
        assert as_user(member).get(talk.url_of("post_detail", 3)).url == other.url_from(4)
        other.refresh_from_db()
        assert (other.post_count, other.last_number) == (6, 6)

    def test_the_merged_thread_is_in_no_list(self, talk, other, lead, member):
        merge(talk, other, lead)
        assert list(Thread.objects.visible_to(membership(talk.group, member))) == [other]

    def test_the_guard_of_the_place_holds(self, as_user, talk, ahead, lead, has_read, guard):
        guard("strict")
        bystander = make_user()
        talk.group.admit(bystander)
        assert "Aside too" in page_of(as_user(bystander), talk)
        merge(talk, ahead, lead)
        assert "Aside too" not in as_user(bystander).get(talk.get_absolute_url(), follow=True).content.decode()
        has_read(bystander, 2)
        assert "Aside too" in as_user(bystander).get(talk.get_absolute_url(), follow=True).content.decode()

    def test_what_is_about_an_answer_does_not_get_out(self, reading, question, member, facilitator, lead, other):
        answer = make_answer(reading, question, member)
        covered = make_thread(reading, facilitator, question=question, answer=answer)
        with pytest.raises(ValidationError):
            merge(covered, other, lead)
        too = make_thread(reading, facilitator, question=question, answer=answer)
        merge(covered, too, lead)
        assert too.posts.count() == 2

    def test_who_read_both_has_read_it(self, talk, other, lead, member):
        hers = membership(talk.group, member)
        ReadMark.see(talk, hers, 5)
        ReadMark.see(other, hers, 1)
        merge(talk, other, lead)
        assert Thread.objects.for_list(hers).get(pk=other.pk).new_count == 0

    def test_drafts_go_along(self, as_user, talk, other, lead, member):
        hers = membership(talk.group, member)
        PostDraft.keep(talk.reading, hers, PostDraft.place_in(talk), None, thread=talk, body="Half here")
        PostDraft.keep(talk.reading, hers, PostDraft.place_in(other), None, thread=other, body="Half there")
        merge(talk, other, lead)
        assert page_of(as_user(member), other).count("Half there\n\nHalf here") == 1

    @pytest.mark.parametrize(
        ("there", "kept"), [("", "Too late?"), ("Half there", "Half there\n\nToo late?"), ("Too", "Too late?")]
    )
    def test_a_draft_saved_meanwhile_goes_along(self, as_user, talk, other, lead, newcomer, there, kept):
        hers = membership(talk.group, newcomer)
        PostDraft.keep(talk.reading, hers, PostDraft.place_in(other), None, thread=other, body=there)
        merge(talk, other, lead)
        response = as_user(newcomer).post(talk.url_of("post_draft"), {"body": "Too late?"})
        assert response.url == other.url_to_reply
        assert other.drafts.get().body == kept

    def test_a_reply_typed_meanwhile_is_kept_in_the_box_of_the_other(self, as_user, talk, other, lead, newcomer):
        merge(talk, other, lead)
        words = {"body": "Too late?", "key": uuid.uuid4()}
        response = as_user(newcomer).post(talk.url_of("post_new"), words)
        assert response.status_code == 409
        assert "put together with this one" in response.content.decode()
        assert "Too late?" in response.content.decode()
        assert other.url_of("post_new") in response.content.decode()

    def test_one_after_another(self, as_user, talk, other, reading, lead, member):
        third = make_thread(reading, member)
        merge(talk, other, lead)
        merge(other, third, lead)
        assert as_user(member).get(talk.get_absolute_url()).url == third.get_absolute_url()
        assert as_user(member).get(talk.url_of("post_detail", 1)).url == third.url_from(3)

    def test_not_with_itself_not_twice_not_across_readings(self, talk, other, lead, guide, group):
        elsewhere = make_thread(make_reading(group, guide, slug="again"), lead.user)
        merge(talk, other, lead)
        for pair in [(talk, other), (other, other), (other, elsewhere)]:
            with pytest.raises(ValidationError):
                merge(*pair, lead)


def test_a_move_across_two_groups_cannot_be_stored(talk, stranger, guide):
    theirs = make_thread(make_reading(make_group(stranger), guide), stranger)
    Thread.objects.filter(pk=talk.pk).update(merged_into=theirs)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
