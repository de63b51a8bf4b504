"""Somebody says once which edition they hold, and is told its pages everywhere; paper is for all, and names all."""

import pytest
from django.urls import reverse

from notices.models import CalendarToken
from tests.factories import make_meeting
from texts.shelf import hold_edition


@pytest.fixture
def editions(reading, section):
    text = reading.guide.text
    section.chapters.set(text.chapters.all())
    editions = [text.editions.create(name=name) for name in ("Pocket print", "Large print")]
    for factor, edition in enumerate(editions, 1):
        for at, chapter in enumerate(section.chapters.all()):
            chapter.page_ranges.create(edition=edition, first=30 * factor * at + 9, last=30 * factor * at + 38)
    return editions


def test_pages_of_ones_own_edition(client, as_user, reading, section, member, newcomer, editions):
    reading.group.admit(newcomer)
    hold_edition(member, reading.guide.text, editions[0])
    make_meeting(reading, section)
    pages = [
        reading.guide.get_absolute_url(),
        section.get_absolute_url(),
        reading.get_absolute_url(),
        reading.section_url(section),
    ]
    where = {}
    for reader in (member, newcomer):
        signed_in = as_user(reader)
        _made, token = CalendarToken.make(reader)
        shown = {page: signed_in.get(page).content.decode() for page in pages}
        feed = client.get(reverse("notices:calendar_feed", args=[token])).content.decode()
        shown["calendar"] = feed.replace("\r\n ", "")
        where[reader] = [page for page, html in shown.items() if "Pocket print" in html]
    assert where == {member: [*pages, "calendar"], newcomer: []}


def test_who_has_not_said_which_is_shown_where_to_say_it(as_user, reading, section, member, editions):
    address, asked = reading.section_url(section), f'href="{reading.guide.text.get_absolute_url()}#editions"'
    assert asked in as_user(member).get(address).content.decode()
    hold_edition(member, reading.guide.text, editions[0])
    assert asked not in as_user(member).get(address).content.decode()


@pytest.mark.parametrize("name", ["handout_print", "booklet_print"])
def test_paper_names_the_pages_in_every_edition(as_user, reading, section, member, editions, name):
    about = [section.slug] if name == "handout_print" else []
    page = as_user(member).get(reverse(f"groups:{name}", args=[reading.group.slug, reading.slug, *about]))
    assert "Large print: pages 9 to 98 · Pocket print: pages 9 to 68" in page.content.decode()
