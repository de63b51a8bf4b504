import pytest
from django.urls import reverse

from discussions.models import Post, ReadMark, Thread
from groups.models import Membership
from tests.factories import membership

WORDS = "He dies there."


def page_of(client, thread, query=""):
    return client.get(thread.get_absolute_url() + query, follow=True).content.decode()


def read_ahead(client, thread, given=1):
    """Press “Read it anyway”, or “Hide it again”."""
    return client.post(thread.url_of("thread_ahead"), {"given": given}, follow=True).content.decode()


def talk(client, thread):
    return client.get(reverse("discussions:thread_list", args=[thread.reading.group.slug, thread.reading.slug]))


class TestTheGuard:
    def test_a_thread_about_a_later_section_says_so_and_sends_no_posts(self, as_user, ahead, newcomer, has_read):
        has_read(newcomer, 1)
        page = page_of(as_user(newcomer), ahead)
        assert "This thread is about section 2." in page
        assert "You have come as far as section 1." in page
        assert WORDS not in page

    def test_who_has_read_that_far_reads_on(self, as_user, ahead, newcomer, has_read):
        has_read(newcomer, 2)
        assert WORDS in page_of(as_user(newcomer), ahead)

    def test_it_opens_on_purpose_for_one_person_and_stays_open(self, as_user, ahead, newcomer, member):
        assert WORDS in read_ahead(as_user(newcomer), ahead)
        assert "You chose to read ahead" in page_of(as_user(newcomer), ahead)
        assert WORDS not in page_of(as_user(member), ahead)
        assert WORDS not in read_ahead(as_user(newcomer), ahead, 0)

    def test_a_link_does_not_open_it(self, as_user, ahead, newcomer):
        assert as_user(newcomer).get(ahead.url_of("thread_ahead")).status_code == 405
        assert WORDS not in page_of(as_user(newcomer), ahead, "?ahead=1&given=1")

    def test_a_covered_page_is_not_a_page_read(self, as_user, ahead, newcomer):
        page_of(as_user(newcomer), ahead)
        assert not ReadMark.objects.filter(number__gt=0).exists()

    def test_those_who_wrote_in_it_need_no_guard(self, as_user, ahead, facilitator):
        assert WORDS in page_of(as_user(facilitator), ahead)

    def test_a_group_may_do_without(self, as_user, ahead, newcomer, guard):
        guard("off")
        assert WORDS in page_of(as_user(newcomer), ahead)

    @pytest.mark.parametrize("name", ["thread_print", "thread_markdown", "thread_news", "post_history"])
    def test_no_other_address_gives_it_away(self, as_user, ahead, newcomer, name):
        numbers = [1] if name.startswith("post") else []
        response = as_user(newcomer).get(ahead.url_of(name, *numbers))
        assert response.status_code == 403
        assert WORDS not in response.content.decode()

    def test_the_address_of_a_post_leads_to_the_guard(self, as_user, ahead, newcomer):
        assert as_user(newcomer).get(ahead.url_of("post_detail", 1)).url == ahead.get_absolute_url()

    def test_the_list_says_that_it_is_ahead(self, as_user, ahead, newcomer):
        assert "ahead of you" in talk(as_user(newcomer), ahead).content.decode()


class TestTheStrictGuard:
    @pytest.fixture(autouse=True)
    def strict(self, guard):
        guard("strict")

    def test_it_does_not_open_and_tells_not_even_the_title(self, as_user, ahead, newcomer):
        for page in (page_of(as_user(newcomer), ahead), read_ahead(as_user(newcomer), ahead)):
            assert "A thread about section 2" in page
            assert "Read it anyway" not in page
            assert WORDS not in page
            assert ahead.title not in page

    def test_what_was_opened_before_is_closed_again(self, as_user, ahead, newcomer, guard):
        guard("on")
        assert WORDS in read_ahead(as_user(newcomer), ahead)
        guard("strict")
        assert WORDS not in page_of(as_user(newcomer), ahead)

    def test_it_is_in_no_list_no_count_and_no_news(self, as_user, ahead, newcomer, has_read):
        assert ahead.title not in talk(as_user(newcomer), ahead).content.decode()
        assert ahead.title not in as_user(newcomer).get(reverse("discussions:news")).content.decode()
        me = Membership.objects.get(user=newcomer)
        assert Thread.objects.visible_to(me).count() == 0
        has_read(newcomer, 2)
        assert ahead.title in talk(as_user(newcomer), ahead).content.decode()
        assert ahead.title in as_user(newcomer).get(reverse("discussions:news")).content.decode()

    def test_the_log_does_not_name_it(self, as_user, ahead, facilitator, newcomer, member):
        ahead.close(membership(ahead.reading.group, facilitator))
        log = reverse("discussions:moderation_log", args=[ahead.reading.group.slug, ahead.reading.slug])
        assert ahead.title not in as_user(newcomer).get(log).content.decode()
        assert ahead.title in as_user(facilitator).get(log).content.decode()

    def test_who_has_read_that_far_and_who_facilitates_read_it(self, as_user, ahead, newcomer, facilitator, has_read):
        assert WORDS in page_of(as_user(facilitator), ahead)
        has_read(newcomer, 2)
        assert WORDS in page_of(as_user(newcomer), ahead)


class TestAPostThatSpeaksOfLater:
    LATER = "At the very end he burns."

    @pytest.fixture
    def post(self, thread, facilitator, reply):
        return reply(thread, facilitator, self.LATER, speaks_of_later=True)

    def test_it_is_veiled_until_one_has_read_to_the_end(self, as_user, thread, post, newcomer, has_read):
        assert 'class="veil"' in page_of(as_user(newcomer), thread)
        has_read(newcomer, 1)
        assert 'class="veil"' in page_of(as_user(newcomer), thread)
        has_read(newcomer, 2)
        assert 'class="veil"' not in page_of(as_user(newcomer), thread)

    def test_under_a_strict_guard_it_is_not_sent(self, as_user, thread, post, newcomer, guard, has_read):
        guard("strict")
        assert self.LATER not in page_of(as_user(newcomer), thread)
        assert self.LATER not in page_of(as_user(newcomer), thread, "?quote=2")
        assert self.LATER not in as_user(newcomer).get(thread.url_of("thread_markdown")).content.decode()
        has_read(newcomer, 2)
        assert self.LATER in page_of(as_user(newcomer), thread)

    def test_it_is_not_among_the_words_to_be_found(self, thread, post, newcomer, has_read):
        me = membership(thread.reading.group, newcomer)
        assert set(Post.objects.readable_by(me)) == {thread.posts.first()}
        has_read(newcomer, 2)
        assert post in Post.objects.readable_by(me)
