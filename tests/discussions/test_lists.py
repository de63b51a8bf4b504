import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from discussions.models import Post, Reaction, Thread
from discussions.models.reshaping import merge
from tests.factories import make_answer, make_group, make_reading, make_thread, membership


def talk(client, reading, **query):
    return client.get(reverse("discussions:thread_list", args=[reading.group.slug, reading.slug]), query)


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def add_posts(thread, users, count):
    members = [membership(thread.reading.group, user) for user in users]
    first = thread.posts.count() + 1
    about = {"group": thread.group, "thread": thread}
    posts = [
        Post(number=number, author=members[number % len(members)], body=f"Post {number}", **about)
        for number in range(first, first + count)
    ]
    Post.objects.bulk_create(posts)
    Reaction.objects.bulk_create(Reaction(post=post, membership=members[0], kind="thanks") for post in posts)
    Thread.objects.filter(pk=thread.pk).update(last_number=first + count - 1, post_count=first + count - 1)


class TestThreadList:
    def titles(self, response):
        return [thread.title for thread in response.context["pager"]]

    @pytest.fixture
    def threads(self, reading, section, member, newcomer, reply):
        asked = make_thread(reading, member, "Asked", section=section)
        asked.ask(True)
        answered = make_thread(reading, newcomer, "Answered")
        reply(answered, member)
        settled = make_thread(reading, newcomer, "Settled")
        settled.ask(True)
        settled.settle(reply(settled, newcomer))

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({}, ["Settled", "Answered", "Asked"]),
            ({"sort": "begun"}, ["Settled", "Answered", "Asked"]),
            ({"show": "unanswered"}, ["Asked"]),
            ({"show": "questions"}, ["Asked"]),
            ({"show": "mine"}, ["Answered", "Asked"]),
            ({"section": "section-1"}, ["Asked"]),
            ({"section": "section-2"}, []),
            ({"section": "section-1", "show": "mine", "sort": "replies"}, ["Asked"]),
            ({"show": "nonsense", "sort": "1; drop table", "page": "x"}, ["Settled", "Answered", "Asked"]),
        ],
    )
    def test_it_is_sorted_and_chosen(self, as_user, reading, threads, member, query, expected):
        assert self.titles(talk(as_user(member), reading, **query)) == expected

    def test_the_new_are_those_where_others_wrote(self, as_user, reading, threads, member):
        client = as_user(member)
        assert self.titles(talk(client, reading, show="new")) == ["Settled", "Answered"]
        client.get(Thread.objects.get(title="Settled").get_absolute_url())
        assert self.titles(talk(client, reading, show="new")) == ["Answered"]

    def test_a_thread_kept_first_stays_first(self, as_user, reading, threads, facilitator, member):
        Thread.objects.get(title="Asked").pin(membership(reading.group, facilitator), True)
        assert self.titles(talk(as_user(member), reading))[0] == "Asked"

    def test_it_has_pages_that_keep_the_choice(self, as_user, reading, member):
        for number in range(31):
            make_thread(reading, member, f"Thread number {number}")
        page = talk(as_user(member), reading, show="unanswered").content.decode()
        assert "?show=unanswered&amp;page=2" in page
        assert len(self.titles(talk(as_user(member), reading, show="unanswered", page=2))) == 1

    def test_every_section_offers_a_thread_that_nobody_has_created(self, as_user, reading, section, member):
        make_thread(reading, member, section=section)
        page = talk(as_user(member), reading)
        assert [one.slug for one in page.context["offered"]] == ["section-2"]
        assert "?section=section-2" in page.content.decode()
        new = reverse("discussions:thread_new", args=[reading.group.slug, reading.slug])
        for slug, title in (("section-2", "Section title 2"), ("section-1", None)):
            assert as_user(member).get(new, {"section": slug}).context["form"]["title"].value() == title

    def test_under_a_strict_guard_nothing_ahead_is_offered(self, as_user, reading, member, guard, has_read):
        guard("strict")
        assert not talk(as_user(member), reading).context["offered"]
        has_read(member, 1)
        assert [one.slug for one in talk(as_user(member), reading).context["offered"]] == ["section-1"]

    def test_strangers_find_nothing(self, as_user, reading, stranger):
        assert talk(as_user(stranger), reading).status_code == 404

    def test_thirty_threads_cost_what_two_cost(self, as_user, reading, section, member, newcomer):
        def more(count):
            for _ in range(count):
                make_thread(reading, newcomer, section=section)

        more(2)
        url = reverse("discussions:thread_list", args=[reading.group.slug, reading.slug])
        few = queries_of(as_user(member), url)
        more(28)
        assert queries_of(as_user(member), url) == few


class TestGrowth:
    def test_a_thread_of_three_hundred_posts_costs_what_one_of_three_costs(
        self, as_user, thread, member, newcomer, facilitator
    ):
        add_posts(thread, [member, newcomer, facilitator], 3)
        few = queries_of(as_user(facilitator), thread.get_absolute_url())
        add_posts(thread, [member, newcomer, facilitator], 300)
        assert queries_of(as_user(facilitator), thread.get_absolute_url() + "?page=3") == few
        assert few < 25

    @pytest.mark.parametrize("name", ["thread_print", "thread_markdown"])
    def test_so_do_its_copies(self, as_user, thread, member, newcomer, name):
        add_posts(thread, [member, newcomer], 3)
        few = queries_of(as_user(member), thread.url_of(name))
        add_posts(thread, [member, newcomer], 100)
        assert queries_of(as_user(member), thread.url_of(name)) == few

    def test_so_do_the_news_of_one_group_and_of_five(self, as_user, reading, guide, member, newcomer):
        make_thread(reading, newcomer)
        few = queries_of(as_user(member), reverse("discussions:news"))
        for _ in range(4):
            other = make_reading(make_group(newcomer, member), guide)
            for _ in range(5):
                make_thread(other, newcomer)
        assert queries_of(as_user(member), reverse("discussions:news")) == few


class TestNews:
    def test_it_has_what_is_new_in_all_my_groups_in_order_of_time(
        self, as_user, reading, guide, member, newcomer, stranger
    ):
        make_thread(reading, newcomer, "Here", "Words here.")
        make_thread(make_reading(make_group(newcomer, member), guide), newcomer, "There", "Words there.")
        make_thread(make_reading(make_group(newcomer, stranger), guide), newcomer, "Elsewhere", "Words elsewhere.")
        page = as_user(member).get(reverse("discussions:news")).content.decode()
        assert page.index("Words here.") < page.index("Words there.")
        assert "lsewhere" not in page

    def test_what_was_read_and_ones_own_are_not_news(self, as_user, reading, thread, member, newcomer):
        make_thread(reading, newcomer, body="Unread words.")
        assert "Unread words." in as_user(member).get(reverse("discussions:news")).content.decode()
        assert "The first post." not in as_user(member).get(reverse("discussions:news")).content.decode()
        as_user(newcomer).get(thread.get_absolute_url())
        assert "The first post." not in as_user(newcomer).get(reverse("discussions:news")).content.decode()

    def test_everything_shown_can_be_marked_as_read(self, as_user, reading, thread, member, newcomer, reply):
        client = as_user(newcomer)
        latest = client.get(reverse("discussions:news")).context["latest"]
        reply(thread, member, "Came in between.")
        client.post(reverse("discussions:news_read"), {"upto": latest})
        page = client.get(reverse("discussions:news")).content.decode()
        assert "The first post." not in page
        assert "Came in between." in page

    def test_what_was_not_shown_stays_new_though_later_numbers_were(self, as_user, reading, member, newcomer, reply):
        """Posts of a thread that joins another come after its own, and may be older."""
        early = make_thread(reading, newcomer, body="Early words.")
        late = make_thread(reading, newcomer, body="Late words.")
        upto = reply(late, newcomer, "Later words.").pk - 1
        merge(early, late, membership(reading.group, newcomer))
        client = as_user(member)
        client.post(reverse("discussions:news_read"), {"upto": upto})
        page = client.get(reverse("discussions:news")).content.decode()
        assert "Late words." not in page
        assert "Later words." in page

    def test_the_open_page_asks_and_hears_nothing_when_there_is_nothing(self, as_user, thread, member, newcomer, reply):
        client, url = as_user(newcomer), thread.url_of("thread_news")
        first = client.get(url, {"after": 1})
        assert not first.content.strip()
        again = client.get(url, {"after": 1}, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        reply(thread, member, "Meanwhile.")
        fresh = client.get(url, {"after": 1}, headers={"If-None-Match": first["ETag"]}).content.decode()
        assert "1 new post" in fresh
        assert "Meanwhile." not in fresh
        assert "Meanwhile." in client.get(url, {"after": 1, "show": 1}).content.decode()


class TestTags:
    def render(self, source, **context):
        return Template("{% load discussions %}" + source).render(Context(context))

    def test_a_section_lists_its_threads_and_offers_another(self, reading, section, member, newcomer):
        make_thread(reading, newcomer, "About it", section=section)
        make_thread(reading, newcomer, "About something else")
        me = membership(reading.group, member)
        html = self.render("{% thread_list reading me section=section %}", reading=reading, me=me, section=section)
        assert "About it" in html
        assert "something else" not in html
        assert "?section=section-1" in html

    def test_six_threads_show_five_and_the_way_to_all(self, reading, member):
        for _ in range(6):
            make_thread(reading, member)
        html = self.render("{% thread_list reading me %}", reading=reading, me=membership(reading.group, member))
        assert html.count("<li>") == 5
        assert "All 6 threads" in html

    def test_six_cost_what_five_cost(self, reading, member):
        me = membership(reading.group, member)
        counts = []
        for count in (5, 1):
            for _ in range(count):
                make_thread(reading, member)
            with CaptureQueriesContext(connection) as captured:
                self.render("{% thread_list reading me %}", reading=reading, me=me)
            counts.append(len(captured))
        assert counts == [2, 2]

    def test_a_question_and_an_answer_lead_to_a_thread_about_them(self, reading, question, member):
        answer = make_answer(reading, question, member)
        assert self.render("{% talk_link r q %}", r=reading, q=question).endswith(f"?question={question.pk}")
        assert self.render("{% talk_link r q a %}", r=reading, q=question, a=answer).endswith(f"?answer={answer.pk}")
