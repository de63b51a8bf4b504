"""Two people, or one impatient person, at the same moment."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from groups.models import Answer, Draft, Group, Meeting, Membership, Reading
from tests.factories import make_group, make_guide, make_reading, make_user, membership

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act gives back, or the error it ended in."""
    results, start = [None] * len(acts), threading.Barrier(len(acts))

    def run(place, act):
        start.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_two_last_facilitators_who_leave_at_once_one_stays():
    group = make_group(make_user(), make_user())
    membership(group, group.memberships.last().user).change_role("facilitator")
    both = list(group.memberships.all())
    results = at_once(*[member.leave for member in both])
    assert sum(isinstance(result, ValidationError) for result in results) == 1
    assert Membership.objects.active().facilitators().count() == 1


def test_a_double_click_on_share_shares_once():
    guide = make_guide(make_user())
    reading = make_reading(make_group(make_user()), guide)
    question, me = guide.sections.first().questions.first(), reading.group.memberships.get()
    results = at_once(*[lambda: Answer.share(reading, question, me, "My words") for _ in range(4)])
    assert {result.pk for result in results} == {Answer.objects.get().pk}
    assert Answer.objects.get().edited_at is None


def test_sixty_who_share_at_once_lose_and_double_nothing():
    guide = make_guide(make_user())
    people = [make_user() for _ in range(60)]
    reading = make_reading(make_group(*people), guide)
    question, members = (
        guide.sections.first().questions.first(),
        list(reading.group.memberships.select_related("group")),
    )
    for batch in (members[:20], members[20:40], members[40:]):
        at_once(*[lambda me=me: Answer.share(reading, question, me, f"Words of {me.pk}") for me in batch])
    assert {answer.body for answer in Answer.objects.all()} == {f"Words of {me.pk}" for me in members}
    assert Answer.objects.count() == 60


def three_meetings():
    reading = make_reading(make_group(make_user()), make_guide(make_user(), sections=3, questions=1))
    reading.plan(timezone.now() + datetime.timedelta(days=7), 7, datetime.timedelta(hours=1), 1)
    return reading, list(reading.meetings.all())


def moved(meeting, days):
    """As a facilitator does whose form has stood open: the others follow."""
    mine, by = Meeting.objects.select_related("reading").get(pk=meeting.pk), datetime.timedelta(days=days)
    version, starts, ends = mine.version, mine.starts_at + by, mine.ends_at + by
    return lambda: mine.rearrange(version, starts, ends, [], following=True, place="", link="")


def days_moved(reading, before):
    return [(now.starts_at - then.starts_at).days for now, then in zip(reading.meetings.all(), before, strict=True)]


def test_of_two_who_move_the_same_meeting_at_once_one_is_told():
    reading, before = three_meetings()
    results = at_once(moved(before[0], 1), moved(before[0], 2))
    assert sorted(results) == [False, True]
    assert days_moved(reading, before) == [1 + results.index(True)] * 3


def test_two_who_move_two_meetings_at_once_move_them_one_after_the_other():
    reading, before = three_meetings()
    results = at_once(moved(before[0], 1), moved(before[1], 2))
    assert results[0]
    assert days_moved(reading, before) == ([1, 3, 3] if results[1] else [1, 1, 1])


def test_saving_a_draft_twice_at_once_keeps_one():
    guide = make_guide(make_user())
    reading = make_reading(make_group(make_user()), guide)
    question, me = guide.sections.first().questions.first(), reading.group.memberships.get()
    at_once(*[lambda: Draft.keep(reading, question, me, "Half a thought") for _ in range(4)])
    assert Draft.objects.get().body == "Half a thought"


def test_a_double_click_founds_one_group_and_begins_one_reading():
    import uuid

    user, guide, key = make_user(), make_guide(make_user()), uuid.uuid4()
    groups = at_once(*[lambda: Group.found(user, key, "The Long Table") for _ in range(3)])
    assert {group.pk for group in groups} == {Group.objects.get().pk}
    me = groups[0].memberships.get()
    at_once(*[lambda: Reading.begin(me, guide, key) for _ in range(3)])
    assert Reading.objects.count() == 1
