"""The spoiler guard on every surface: what a member who is not there yet sees of a thread about a later section."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from discussions.models import FeedToken
from notices.looking import look
from notices.models import Preference
from tests.factories import membership
from tests.notices.conftest import post_out

TITLE, WORDS = "On the ice", "dies there"
SEES_ALL, SEES_TITLE, SEES_WORDS, SEES_NOTHING = "title and words", "title", "words", "nothing"

# surface: with the guard off, on, strict
TABLE = {
    "thread": (SEES_ALL, SEES_TITLE, SEES_NOTHING),
    "address of a post": (SEES_ALL, SEES_TITLE, SEES_NOTHING),
    "quotation": (SEES_ALL, SEES_TITLE, SEES_NOTHING),
    "history": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "print": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "Markdown": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "live fragment": (SEES_WORDS, SEES_NOTHING, SEES_NOTHING),
    "list": (SEES_TITLE, SEES_TITLE, SEES_NOTHING),
    "list of what is new": (SEES_TITLE, SEES_NOTHING, SEES_NOTHING),
    "page of the section": (SEES_TITLE, SEES_TITLE, SEES_NOTHING),
    "log": (SEES_TITLE, SEES_TITLE, SEES_NOTHING),
    "news": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "search": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "feed": (SEES_ALL, SEES_NOTHING, SEES_NOTHING),
    "notices": (SEES_TITLE, SEES_NOTHING, SEES_NOTHING),
    "mail": (SEES_TITLE, SEES_NOTHING, SEES_NOTHING),
}


def addresses(thread, token) -> dict[str, str]:
    reading = thread.reading
    here = [reading.group.slug, reading.slug]
    talk = reverse("discussions:thread_list", args=here)
    return {
        "thread": thread.get_absolute_url(),
        "address of a post": thread.url_of("post_detail", 1),
        "quotation": thread.get_absolute_url() + "?quote=1",
        "history": thread.url_of("post_history", 1),
        "print": thread.url_of("thread_print"),
        "Markdown": thread.url_of("thread_markdown"),
        "live fragment": thread.url_of("thread_news") + "?after=0&show=1",
        "list": talk,
        "list of what is new": talk + "?show=new",
        "page of the section": reading.section_url(thread.section),
        "log": reverse("discussions:moderation_log", args=here),
        "news": reverse("discussions:news"),
        "search": reverse("search") + "?q=ice+OR+dies",
        "feed": reverse("discussions:reading_feed", args=[token]),
        "notices": reverse("notices:notice_list"),
    }


def seen_in(page: str) -> str:
    page = re.sub("</?mark>|&#x27;", "", page)
    return {(True, True): SEES_ALL, (True, False): SEES_TITLE, (False, True): SEES_WORDS}.get(
        (TITLE in page, WORDS in page), SEES_NOTHING
    )


@pytest.fixture
def world(ahead, newcomer, facilitator, has_read, looked):
    """The thread has an earlier wording and stands in the log; the newcomer has read up to the section before."""
    has_read(newcomer, 1)
    ahead.posts.get().edit("He dies there. Edited.", 1)
    ahead.rename(membership(ahead.group, facilitator), TITLE, 1)
    ahead.close(membership(ahead.group, facilitator))
    ahead.reopen(membership(ahead.group, facilitator))
    Preference.objects.create(user=newcomer, reading=ahead.reading, rhythm="daily")
    return ahead


@pytest.fixture
def looked(db):
    look()


@pytest.mark.parametrize("setting", ["off", "on", "strict"])
def test_the_guard_holds_on_every_surface(as_user, world, newcomer, guard, has_read, setting):
    guard(setting)
    token = FeedToken.make(world.reading, membership(world.group, newcomer))
    post_out()
    mails = " ".join(message.body for message in mail.outbox if message.to == [newcomer.email])
    seen = {"mail": seen_in(mails)}
    client = as_user(newcomer)
    # a page of the thread marks it as read: what tells of the new comes first
    for surface, address in reversed(addresses(world, token).items()):
        seen[surface] = seen_in(client.get(address, follow=True).content.decode())
    column = ["off", "on", "strict"].index(setting)
    assert seen == {surface: row[column] for surface, row in TABLE.items()}
    if setting != "off":
        has_read(newcomer, 2)
        for surface in ("thread", "Markdown", "search", "feed", "live fragment"):
            page = client.get(addresses(world, token)[surface], follow=True).content.decode()
            assert seen_in(page) == TABLE[surface][0]
