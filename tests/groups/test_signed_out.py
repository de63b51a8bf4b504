"""Words that are sent after the session has ended come back to who wrote them, once."""

import uuid

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from groups.models import Answer, BroughtPassage, Draft
from tests.factories import PASSWORD, make_meeting, make_question, make_thread


def send_signed_out(client, address, come_from, /, **data):
    """From a page that was open when the session ended; gives the page one is led to after signing in again."""
    Session.objects.all().delete()
    response = client.post(address, data, headers={"Referer": f"http://testserver{come_from}"})
    assert response.status_code == 302
    return response["Location"]


def sign_in(client, user, address):
    response = client.post(address, {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    return response["Location"]


@pytest.fixture
def share(as_user, reading, question, member):
    def act(who=member, name="share", **data):
        client = as_user(member)
        page = reading.section_url(question.section)
        address = f"{page}questions/{question.pk}/{name}/"
        to = send_signed_out(client, address, page, **{"writer": member.pk, "body": "Words I wrote", **data})
        return client, sign_in(client, who, to)

    return act


BACK = "You had been signed out."


class TestAnAnswer:
    @pytest.mark.parametrize("name", ["share", "draft", "pass"])
    def test_stands_in_its_box_again_and_was_not_shared(self, share, question, name):
        client, page = share(name=name)
        assert page.endswith(f"#q{question.pk}")
        html = client.get(page).text
        assert "Words I wrote</textarea>" in html
        assert BACK in html
        assert not Answer.objects.exists()
        assert not Draft.objects.exists()

    def test_comes_back_once_and_is_shared_once(self, share, reading, question):
        client, page = share()
        client.get(page)
        assert BACK not in client.get(page).text
        for _twice in range(2):
            client.post(f"{reading.section_url(question.section)}questions/{question.pk}/share/", {"body": "Words"})
        assert Answer.objects.count() == 1

    def test_a_choice_is_ticked_again(self, as_user, reading, section, member):
        question = make_question(section, 9, choices=["A", "B"])
        client, page = as_user(member), reading.section_url(section)
        chosen = question.choices.last().pk
        data = {"choices": chosen, "writer": member.pk}
        to = send_signed_out(client, f"{page}questions/{question.pk}/share/", page, **data)
        assert f'value="{chosen}" checked' in client.get(sign_in(client, member, to)).text

    def test_200_kilobytes_come_back_too(self, share):
        client, page = share(body="word " * 40_000)
        assert "word " * 40_000 in client.get(page).text

    def test_somebody_else_at_the_same_browser_sees_nothing(self, share, member, newcomer):
        client, page = share(who=newcomer)
        assert "Words I wrote" not in client.get(page).text
        client.logout()
        client.force_login(member)
        assert "Words I wrote" not in client.get(page).text

    def test_in_a_group_that_was_closed_they_can_be_copied(self, share, reading):
        reading.group.archive()
        client, page = share()
        response = client.get(page)
        assert response.status_code == 403
        assert "Words I wrote</textarea>" in response.text

    def test_without_knowing_whose_they_are_nothing_is_kept(self, share):
        client, page = share(writer="")
        assert "Words I wrote" not in client.get(page).text


class TestTheEvening:
    def test_minutes_and_passages_come_back(self, as_user, reading, section, facilitator):
        meeting, page = make_meeting(reading, section), f"{reading.section_url(section)}meeting/"
        client, writer = as_user(facilitator), {"writer": facilitator.pk}
        to = send_signed_out(client, f"{page}minutes/", page, minutes="We agreed.", version=1, do="share", **writer)
        html = client.get(sign_in(client, facilitator, to)).text
        assert "We agreed.</textarea>" in html
        assert BACK in html
        meeting.refresh_from_db()
        assert meeting.minutes == ""
        bring = reverse("groups:passage_bring", args=[reading.group.slug, reading.slug, meeting.pk])
        to = send_signed_out(client, bring, page, page=87, why="The turn of it", **writer)
        html = client.get(sign_in(client, facilitator, to)).text
        assert "The turn of it" in html
        assert not BroughtPassage.objects.exists()

    def test_so_does_the_plan(self, as_user, reading, section, facilitator):
        make_meeting(reading, section)
        page = f"{reading.section_url(section)}meeting/edit/"
        client = as_user(facilitator)
        to = send_signed_out(client, page, page, notes="Open the window", version=1, writer=facilitator.pk)
        assert "Open the window</textarea>" in client.get(sign_in(client, facilitator, to)).text


class TestTalk:
    """Which stands in a higher room, and uses the same."""

    def test_a_reply_a_thread_and_an_edit_come_back(self, as_user, reading, member):
        thread = make_thread(reading, member, body="The first post.")
        pages = {"post_new": thread.get_absolute_url(), "thread_new": "", "post_edit": ""}
        at = [reading.group.slug, reading.slug]
        addresses = {
            "post_new": reverse("discussions:post_new", args=[*at, thread.pk]),
            "thread_new": reverse("discussions:thread_new", args=at),
            "post_edit": reverse("discussions:post_edit", args=[*at, thread.pk, 1]),
        }
        for name, address in addresses.items():
            client = as_user(member)
            data = {"body": f"Words of {name}", "title": "A title", "version": 1, "writer": member.pk}
            to = send_signed_out(client, address, pages[name] or address, **data, key=uuid.uuid4())
            html = client.get(sign_in(client, member, to)).text
            assert f"Words of {name}</textarea>" in html
            assert BACK in html
        assert [post.body for post in thread.posts.all()] == ["The first post."]


def test_a_form_of_an_earlier_session_shows_the_words_to_copy(reading, question, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    address = f"{reading.section_url(question.section)}questions/{question.pk}/share/"
    response = client.post(address, {"body": "Words I wrote <b>"})
    assert response.status_code == 403
    assert "Words I wrote &lt;b&gt;</textarea>" in response.text
    assert not Answer.objects.exists()


def test_so_does_one_of_minutes(reading, section, facilitator):
    meeting, client = make_meeting(reading, section), Client(enforce_csrf_checks=True)
    client.force_login(facilitator)
    response = client.post(f"{reading.section_url(section)}meeting/minutes/", {"minutes": "We agreed.", "version": 1})
    assert response.status_code == 403
    assert "We agreed.</textarea>" in response.text
    meeting.refresh_from_db()
    assert meeting.minutes == ""


def test_another_sites_page_is_nowhere_to_go(as_user, reading, question, member):
    page = reading.section_url(question.section)
    client = as_user(member)
    Session.objects.all().delete()
    headers = {"Referer": "https://elsewhere.example/trap/"}
    response = client.post(f"{page}questions/{question.pk}/share/", {"body": "x", "writer": 1}, headers=headers)
    assert "elsewhere" not in response["Location"]


class TestAnActWithoutWords:
    def test_leads_back_to_the_page_of_its_button(self, as_user, reading, section, member):
        client, page = as_user(member), reading.section_url(section)
        to = send_signed_out(client, f"{page}progress/", page, state="read")
        assert sign_in(client, member, to) == page

    def test_the_page_of_signing_in_says_that_words_are_kept(self, as_user, reading, question, member):
        client, page = as_user(member), reading.section_url(question.section)
        address = f"{page}questions/{question.pk}/share/"
        to = send_signed_out(client, address, page, writer=member.pk, body="Words I wrote")
        assert "What you wrote is kept" in client.get(to).text
