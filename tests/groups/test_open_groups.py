"""Groups that are public: what anybody may read of them, and nothing else."""

import pytest

from groups.models import Answer, Opening
from tests.factories import make_answer, make_guide, make_meeting, make_question, make_thread, make_user, membership
from tests.pages import html_of


def open_up(group, *names, **fields):
    group.openness = "public"
    group.open_to_all(names)
    for name, value in fields.items():
        setattr(group, name, value)
    group.save()


@pytest.fixture
def open_question(section):
    return make_question(section, 7, reveal="open")


@pytest.fixture
def places(reading, section):
    """Addresses for anybody: the group, the reading, the section."""
    door = f"/groups/listed/{reading.group.slug}/"
    return [door, f"{door}{reading.slug}/", f"{door}{reading.slug}/{section.slug}/"]


class TestOpenSection:
    def test_a_private_and_a_listed_group_show_no_page_of_it(self, client, reading, open_question, member, places):
        make_answer(reading, open_question, member, "Between us")
        assert [client.get(url).status_code for url in places] == [404, 404, 404]
        reading.group.openness = "listed"
        reading.group.save()
        assert [client.get(url).status_code for url in places] == [200, 404, 404]

    def test_a_public_one_shows_what_was_shared_since(
        self, client, reading, question, open_question, member, newcomer, places
    ):
        make_answer(reading, open_question, newcomer, "Before it was public")
        open_up(reading.group, "answers", "names")
        make_answer(reading, open_question, member, "For everybody")
        html = html_of(client.get(places[2]))
        assert "For everybody" in html
        assert member.name in html
        assert "Before it was public" not in html

    def test_turning_it_off_takes_effect_at_once_and_for_good(self, client, reading, open_question, member, places):
        open_up(reading.group, "answers")
        make_answer(reading, open_question, member, "For everybody")
        assert "For everybody" in html_of(client.get(places[2]))
        open_up(reading.group, "threads")
        assert "For everybody" not in html_of(client.get(places[2]))
        open_up(reading.group, "answers")
        assert "For everybody" not in html_of(client.get(places[2]))

    def test_closing_the_group_shuts_it(self, client, reading, places):
        open_up(reading.group, "answers")
        assert client.get(places[2]).status_code == 200
        reading.group.archive()
        assert [client.get(url).status_code for url in places] == [404, 404, 404]

    @pytest.mark.parametrize("reveal", ["after_answer", "by_facilitator", "at_meeting"])
    def test_the_reveal_rule_holds(self, client, reading, section, member, facilitator, places, reveal):
        question = make_question(section, 8, reveal=reveal)
        open_up(reading.group, "answers")
        make_answer(reading, question, member, "Not yet")
        make_meeting(reading, section, days=1)
        assert "Not yet" not in html_of(client.get(places[2]))
        if reveal == "at_meeting":
            make_meeting(reading, section, days=-1)
        else:
            Opening.objects.create(reading=reading, question=question)
        assert "Not yet" in html_of(client.get(places[2]))

    def test_what_is_hidden_for_facilitators_or_not_shared_stays_in(
        self, as_user, client, reading, section, open_question, member, newcomer, facilitator, places
    ):
        open_up(reading.group, "answers")
        make_answer(reading, open_question, member, "Shown")
        make_answer(reading, open_question, newcomer, "For the facilitators", audience="facilitators")
        make_answer(reading, open_question, facilitator, "Hidden").hide(membership(reading.group, facilitator))
        section.facilitator_notes = "A private note"
        section.save()
        html = html_of(client.get(places[2]))
        assert "Shown" in html
        for words in ("For the facilitators", "Hidden", "A private note"):
            assert words not in html

    def test_what_somebody_chose_stays_in(self, client, reading, section, member, places):
        question = make_question(section, 9, choices=["The monster", "The maker"], reveal="open")
        open_up(reading.group, "answers", "names")
        make_answer(reading, question, member, "So I think", choices=[question.choices.first()])
        html = html_of(client.get(places[-1]))
        assert "So I think" in html
        assert "The monster" not in html

    def test_taken_back_it_is_gone(self, client, reading, open_question, member, places):
        open_up(reading.group, "answers")
        answer = make_answer(reading, open_question, member, "For everybody")
        answer.take_back()
        assert "For everybody" not in html_of(client.get(places[2]))

    def test_without_names_nobody_is_named(self, client, reading, open_question, member, places):
        open_up(reading.group, "answers")
        make_answer(reading, open_question, member, "For everybody")
        for url in places:
            assert member.name not in html_of(client.get(url))
        assert "A member" in html_of(client.get(places[2]))

    def test_names_are_of_those_who_knew(self, client, reading, open_question, member, newcomer, places):
        open_up(reading.group, "names", "answers")
        assert newcomer.name not in html_of(client.get(places[0]))
        make_answer(reading, open_question, member, "For everybody")
        html = html_of(client.get(places[0]))
        assert member.name in html
        assert newcomer.name not in html

    def test_search_engines_stay_out_unless_asked(self, client, reading, places):
        open_up(reading.group, "answers")
        assert all("noindex" in html_of(client.get(url)) for url in places)
        open_up(reading.group, "answers", is_indexed=True)
        assert not any("noindex" in html_of(client.get(url)) for url in places)

    def test_members_are_told_before_they_share(self, as_user, reading, section, member):
        told = "can be read by anybody, without your name"
        client, url = as_user(member), reading.section_url(section)
        assert told not in html_of(client.get(url))
        open_up(reading.group, "answers")
        assert told in html_of(client.get(url))
        assert "This group is public." in html_of(client.get(reading.group.get_absolute_url()))

    def test_costs_the_same_for_two_answers_and_thirty(
        self, client, reading, open_question, places, django_assert_max_num_queries
    ):
        open_up(reading.group, "answers", "threads", "names")
        for _ in range(30):
            user = make_user()
            reading.group.admit(user)
            make_answer(reading, open_question, user)
            make_thread(reading, user, section=open_question.section)
        assert Answer.objects.open_to_all(reading.group).count() == 30
        with django_assert_max_num_queries(10):
            client.get(places[2])


class TestOpenThread:
    def url(self, reading, thread):
        return f"/groups/listed/{reading.group.slug}/{reading.slug}/threads/{thread.pk}/"

    def test_it_is_read_and_not_written_by_anybody(self, as_user, client, reading, member, stranger):
        before = make_thread(reading, member, "Before")
        open_up(reading.group, "threads")
        thread = make_thread(reading, member, "About owls", "The first word")
        html = html_of(client.get(self.url(reading, thread)))
        assert "The first word" in html
        assert "<textarea" not in html
        assert client.get(self.url(reading, before)).status_code == 404
        assert client.post(self.url(reading, thread), {"body": "Me too"}).status_code == 405
        assert as_user(stranger).get(thread.get_absolute_url()).status_code == 404
        listed = html_of(client.get(f"/groups/listed/{reading.group.slug}/{reading.slug}/"))
        assert "About owls" in listed
        assert "Before" not in listed

    def test_hidden_and_deleted_posts_and_what_speaks_of_later_stay_in(
        self, client, reading, member, newcomer, facilitator
    ):
        open_up(reading.group, "threads")
        thread = make_thread(reading, member, body="The first word")
        keys = ["11111111-1111-4111-8111-11111111111" + str(number) for number in range(3)]
        author = membership(reading.group, newcomer)
        thread.reply(author, "Hidden words", keys[0]).hide(membership(reading.group, facilitator))
        thread.reply(author, "Further on", keys[1], speaks_of_later=True)
        thread.reply(author, "Deleted words", keys[2]).delete_words()
        html = html_of(client.get(self.url(reading, thread)))
        assert "The first word" in html
        for words in ("Hidden words", "Further on", "Deleted words"):
            assert words not in html

    def test_talk_about_a_closed_answer_is_closed(self, client, reading, question, member, newcomer):
        open_up(reading.group, "threads", "answers")
        answer = make_answer(reading, question, member)
        thread = make_thread(reading, newcomer, question=question, answer=answer, section=question.section)
        assert client.get(self.url(reading, thread)).status_code == 404
        Opening.objects.create(reading=reading, question=question)
        assert client.get(self.url(reading, thread)).status_code == 200

    def test_a_strict_guard_keeps_sections_in(self, client, reading, section, member):
        open_up(reading.group, "threads", spoiler_guard="strict")
        about = make_thread(reading, member, section=section)
        whole = make_thread(reading, member)
        assert client.get(self.url(reading, about)).status_code == 404
        assert client.get(self.url(reading, whole)).status_code == 200


class TestTheSettings:
    def save(self, client, group, **changes):
        group.refresh_from_db()
        names = ("name", "about", "house_rules", "language", "openness", "spoiler_guard", "time_zone", "version")
        data = {name: getattr(group, name) for name in names} | changes
        for name, value in client.get(f"/groups/{group.slug}/settings/").context["form"].initial.items():
            data.setdefault(name, value)
        return client.post(
            f"/groups/{group.slug}/settings/", {name: "" if v is None else v for name, v in data.items()}
        )

    def test_a_group_is_opened_and_shut(self, as_user, group, facilitator):
        client = as_user(facilitator)
        assert self.save(client, group, openness="public", opened=["answers"], is_indexed="on").status_code == 302
        group.refresh_from_db()
        assert (group.opened, group.is_indexed) == ({"answers"}, True)
        since = group.answers_open_at
        self.save(client, group, opened=["answers", "names"], about="Other words")
        group.refresh_from_db()
        assert group.opened == {"answers", "names"}
        assert group.answers_open_at == since
        assert self.save(client, group, openness="private", opened=["answers"], is_indexed="on").status_code == 302
        group.refresh_from_db()
        assert (group.opened, group.answers_open_at, group.is_indexed) == (set(), None, False)

    def test_a_new_group_takes_the_language_of_its_guide(self, as_user, stranger):
        guide = make_guide(language="pt")
        data = {
            "name": "Owls",
            "guide": guide.slug,
            "openness": "private",
            "key": "11111111-1111-4111-8111-111111111111",
        }
        as_user(stranger).post("/groups/new/", data)
        assert stranger.groups_founded.get().language == "pt"
