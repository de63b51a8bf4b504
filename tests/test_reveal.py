"""The reveal rule on every surface: where somebody’s words may be read, and where never, under each rule."""

import datetime
import io
import zipfile

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from discussions.models import FeedToken
from groups.models import Answer, Opening
from notices.bundling import bundle
from notices.looking import look
from notices.models import CalendarToken, Mail, Notice
from notices.sending import send
from tests.factories import make_answer, make_meeting, make_question, membership

WORDS, TOLD = "The heron stood alone.", "stood alone"


def answers(world):
    make_answer(world["reading"], world["question"], world["viewer"], "Mine")


def passes(world):
    Answer.pass_on(world["reading"], world["question"], membership(world["reading"].group, world["viewer"]))


def meeting_begins(world):
    world["meeting"].starts_at = timezone.now()
    world["meeting"].save()


def meeting_is_called_off(world):
    meeting_begins(world)
    world["meeting"].cancel()


def facilitator_opens(world):
    Opening.objects.create(reading=world["reading"], question=world["question"])


def is_hidden(world):
    world["answer"].hide(membership(world["reading"].group, world["facilitator"]), "A reason")


def is_for_facilitators(world):
    Answer.objects.filter(pk=world["answer"].pk).update(audience="facilitators")


def is_taken_back(world):
    world["answer"].take_back()


def viewer_takes_back(world):
    answers(world)
    world["reading"].answers.get(author__user=world["viewer"]).take_back()


STATES = [
    ("open", [], True),
    ("open", [is_hidden], False),
    ("open", [is_for_facilitators], False),
    ("open", [is_taken_back], False),
    ("after_answer", [], False),
    ("after_answer", [meeting_begins], False),
    ("after_answer", [answers], True),
    ("after_answer", [passes], True),
    ("after_answer", [viewer_takes_back], False),
    ("after_answer", [facilitator_opens], True),
    ("after_answer", [answers, is_hidden], False),
    ("after_answer", [answers, is_for_facilitators], False),
    ("after_answer", [answers, is_taken_back], False),
    ("at_meeting", [answers], False),
    ("at_meeting", [answers, meeting_is_called_off], False),
    ("at_meeting", [meeting_begins], True),
    ("by_facilitator", [answers, meeting_begins], False),
    ("by_facilitator", [facilitator_opens], True),
    ("by_facilitator", [facilitator_opens, is_hidden], False),
]


def get(client, address, **query) -> str:
    response = client.get(address, query)
    return "" if response.status_code >= 400 else response.text


def at(world, route: str, *more) -> str:
    return reverse(route, args=[world["reading"].group.slug, world["reading"].slug, *more])


def section_page(client, world):
    return get(client, world["reading"].section_url(world["question"].section))


def search(client, world):
    return get(client, "/search/", q="heron")


def begin_a_reply(client, world):
    return get(client, at(world, "discussions:thread_new"), answer=world["pk"])


def evening(client, world):
    page = world["reading"].section_url(world["question"].section) + "meeting/"
    return "".join(get(client, page + part) for part in ("", "agenda/", "print/", "present/"))


def group_pages(client, world):
    reading = world["reading"]
    pages = [reading.get_absolute_url(), reading.group.get_absolute_url(), "/", "/groups/", "/news/", "/notices/"]
    pages += [at(world, f"discussions:{name}") for name in ("thread_list", "moderation_log", "report_list")]
    return "".join(get(client, page) for page in pages)


def count_of_search(client, world):
    """Whether it is found at all."""
    return TOLD if f"#q{world['question'].pk}" in search(client, world) else ""


def letters(client, world):
    Notice.objects.all().delete()
    mail.outbox.clear()
    look()
    bundle(timezone.now() + datetime.timedelta(days=1, hours=1))
    for pk in Mail.objects.filter(sent_at=None).values_list("pk", flat=True):
        send(pk)
    letters = [letter for letter in mail.outbox if world["viewer"].email in letter.to]
    return "".join(letter.subject + letter.body + str(letter.alternatives) for letter in letters)


def feeds(client, world):
    mine = membership(world["reading"].group, world["viewer"])
    _token, calendar = CalendarToken.make(world["viewer"], world["reading"])
    feed = FeedToken.make(world["reading"], mine)
    addresses = reverse("discussions:reading_feed", args=[feed]), reverse("notices:calendar_feed", args=[calendar])
    return "".join(get(client, address) for address in addresses)


def own_export(client, world):
    response = client.post(reverse("notices:export"))
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


WHERE_OPEN = [section_page, search, count_of_search, begin_a_reply, feeds]  # here the words stand once they are open
NEVER = [evening, group_pages, own_export]  # here others’ words never stand, whatever the rule


@pytest.fixture
def world(reading, section, member, newcomer, facilitator):
    question = make_question(section, 9)
    answer = make_answer(reading, question, member, WORDS)
    meeting = make_meeting(reading, section, days=2)
    return {"reading": reading, "question": question, "answer": answer, "pk": answer.pk, "meeting": meeting,
            "viewer": newcomer, "facilitator": facilitator}  # fmt: skip


def name_of(value) -> str:
    return " ".join(event.__name__ for event in value) or "nothing" if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize(("rule", "happens", "is_open"), STATES, ids=name_of)
def test_words_are_read_where_the_rule_opens_them_and_nowhere_else(as_user, world, rule, happens, is_open):
    world["question"].reveal = rule
    world["question"].save()
    for event in happens:
        event(world)
    client = as_user(world["viewer"])
    read = {surface.__name__ for surface in WHERE_OPEN + NEVER if TOLD in surface(client, world)}
    assert read == ({surface.__name__ for surface in WHERE_OPEN} if is_open else set())
    assert is_open or TOLD not in letters(client, world)


def test_a_facilitator_reads_what_is_shared_and_nothing_after_it_was_taken_back(as_user, world, facilitator):
    world["question"].reveal = "by_facilitator"
    world["question"].save()
    client = as_user(facilitator)
    assert all(TOLD in surface(client, world) for surface in (section_page, search, evening))
    is_taken_back(world)
    assert not any(TOLD in surface(client, world) for surface in (section_page, search, evening))
