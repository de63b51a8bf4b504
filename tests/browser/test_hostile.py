"""Strings that were made to run as script, one of each kind, in a browser: none does, on no page and in no mail.

All that are known, as words: tests/discussions/test_hostile.py.
"""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from groups.models import Group
from tests.factories import make_answer, make_group, make_guide, make_reading, make_thread, make_user, membership
from tests.notices.conftest import post_out

KINDS = [
    "<script>alert(1)</script>",
    "</title></textarea></script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "' autofocus onfocus='alert(1)",
    '[a](javascript:alert(1)) ![b](x" onerror="alert(1))',
    '<a href="javas&#99;ript:alert(1)">c</a>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "{{constructor.constructor('alert(1)')()}}${alert(1)}",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
]


@pytest.fixture
def world(organizer, facilitator, member):
    guides = [make_guide(by=organizer, title=text) for text in KINDS]
    groups = [make_group(facilitator, member, name=text, about=text, openness="listed") for text in KINDS]
    for number, group in enumerate(groups):
        Group.objects.filter(pk=group.pk).update(slug=f"group-{number}")
        group.slug = f"group-{number}"
    people = [make_user(text[:80]) for text in KINDS]
    for person in people:
        groups[0].admit(person)
    reading = make_reading(groups[0], guides[0])
    question = guides[0].sections.first().questions.first()
    make_answer(reading, question, member, "Mine")
    for person, text in zip(people, KINDS, strict=True):
        make_answer(reading, question, person, text)
        make_thread(reading, person, text, f"{text}\n\n@Nadia").reply(membership(groups[0], person), text, uuid.uuid4())
    return reading


def addresses(reading) -> list[str]:
    section, place = reading.guide.sections.first(), [reading.group.slug, reading.slug]
    of_groups = ("group_list", "home")
    return [
        *("/", "/guides/", "/search/?q=alert", reading.guide.get_absolute_url(), reading.get_absolute_url()),
        *(reverse(f"groups:{name}") for name in of_groups),
        *(reading.section_url(section), reading.group.get_absolute_url()),
        *(reverse(name) for name in ("discussions:news", "notices:notice_list")),
        *(reverse(f"discussions:{name}", args=place) for name in ("thread_list", "moderation_log")),
        reverse("groups:member_list", args=place[:1]),
        *(thread.get_absolute_url() for thread in reading.threads.all()),
    ]


@pytest.mark.django_db(transaction=True)
def test_no_script_runs(somebody, world, member):
    host = make_user("Hanna", is_staff=True, is_superuser=True)
    said = []
    reader, desk, letters = somebody().sign_in(member), somebody().sign_in(host), somebody()
    for person in (reader, desk, letters):
        person.page.on("dialog", lambda dialog: (said.append((dialog.page.url, dialog.message)), dialog.dismiss()))
    reader.page.evaluate("alert('heard')")
    assert said.pop()[1] == "heard"
    for address in addresses(world):
        assert reader.page.goto(reader.address + address).ok, address
    for room in ("guides/guide", "guides/question", "groups/group", "groups/membership", "accounts/user"):
        assert desk.page.goto(f"{desk.address}/admin/{room}/").ok, room
    post_out()
    html = [alternative.content for letter in mail.outbox for alternative in letter.alternatives]
    assert any("script&gt;alert(1)" in letter for letter in html)
    for letter in html:
        letters.page.set_content(letter)
    assert not said
