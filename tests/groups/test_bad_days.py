"""What goes wrong in a year of reading: each has an outcome, and nobody's words are lost."""

import datetime

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups.models import Answer, Draft, Progress, StartingPoint
from tests.factories import (
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_question,
    make_reading,
    make_section,
    make_user,
    membership,
)
from tests.pages import html_of


@pytest.fixture
def long_reading(facilitator, member, organizer):
    reading = make_reading(make_group(facilitator, member), make_guide(by=organizer, sections=3, questions=1))
    for days, section in zip((-7, 3, 10), reading.guide.sections.all(), strict=True):
        make_meeting(reading, section, days=days)
    reading.group.memberships.update(joined_at=timezone.now() - datetime.timedelta(days=20))
    return reading


def pages_of(reading):
    url = reading.get_absolute_url()
    sections = [reading.section_url(section) for section in reading.guide.sections.all()]
    return [url, f"{url}schedule/", f"{url}catch-up/", f"{url}standing/", "/groups/path/", "/groups/", *sections]


def works(client, reading):
    return {page: client.get(page).status_code for page in pages_of(reading)}


class TestTheGuide:
    def test_withdrawn_the_group_keeps_it(self, as_user, long_reading, facilitator, organizer, stranger):
        type(long_reading.guide).objects.filter(pk=long_reading.guide_id).update(withdrawn_at=timezone.now())
        client = as_user(facilitator)
        assert set(works(client, long_reading).values()) == {200}
        assert "no longer in the library; your group keeps it" in html_of(client.get(long_reading.get_absolute_url()))
        assert as_user(stranger).post("/groups/alone/", {"guide": long_reading.guide.slug}).status_code == 404

    def test_a_corrected_question_keeps_its_answers_and_says_what_they_answered(self, as_user, long_reading, member):
        question = long_reading.guide.sections.first().questions.first()
        make_answer(long_reading, question, member, "To the first wording")
        question.prompt = "Quite another question?"
        question.save()
        html = html_of(as_user(member).get(long_reading.section_url(question.section)))
        assert "To the first wording" in html
        assert "The question had another wording then" in html

    def test_a_question_taken_out_stays_for_who_wrote_to_it(self, as_user, long_reading, member, facilitator):
        question = long_reading.guide.sections.first().questions.first()
        Draft.keep(long_reading, question, membership(long_reading.group, member), "Half a thought")
        question.retire()
        url = long_reading.section_url(question.section)
        assert "Half a thought" in html_of(as_user(member).get(url))
        assert question.prompt not in html_of(as_user(facilitator).get(url))

    def test_a_section_put_in_between_moves_nobody(self, as_user, long_reading, member):
        first, second, third = long_reading.guide.sections.all()
        mine = membership(long_reading.group, member)
        Progress.finish(long_reading, second, mine)
        StartingPoint.choose(long_reading, mine, second)
        long_reading.guide.sections.filter(position__gte=2).update(position=F("position") + 1)
        make_section(long_reading.guide, 2, questions=1, slug="put-in", title="Put in between")
        client = as_user(member)
        html = html_of(client.get(long_reading.get_absolute_url()))
        marks = html.split("<tbody>")[1].split("</tr>")[0]
        assert [marks.count(words) for words in ("Before they began", ">Read<", "Not begun")] == [2, 1, 1]
        assert "You begin at section 3" in html
        assert set(works(client, long_reading).values()) <= {200, 403}
        assert long_reading.meetings.get(sections=third).sections.get() == third

    def test_a_section_taken_out_leaves_its_meeting_and_ones_starting_point_falls_back(
        self, as_user, long_reading, facilitator
    ):
        second = long_reading.guide.sections.all()[1]
        StartingPoint.choose(long_reading, membership(long_reading.group, facilitator), second)
        make_section(long_reading.guide, 9, questions=0, slug="empty")
        second.questions.all().delete()
        second.delete()
        assert long_reading.meetings.count() == 3
        client = as_user(facilitator)
        assert set(works(client, long_reading).values()) == {200}
        assert "You begin at" not in html_of(client.get(long_reading.get_absolute_url()))

    def test_a_guide_without_sections_breaks_no_page(self, as_user, facilitator, organizer):
        reading = make_reading(make_group(facilitator), make_guide(by=organizer, sections=0, published=False))
        assert set(works(as_user(facilitator), reading).values()) == {200}


class TestTwoReadingsAtOnce:
    def test_every_page_knows_which_it_is(self, as_user, long_reading, guide, facilitator):
        other = make_reading(long_reading.group, guide, slug="other")
        make_meeting(other, guide.sections.first(), days=1)
        Progress.finish(other, guide.sections.first(), membership(other.group, facilitator))
        client = as_user(facilitator)
        for reading in (long_reading, other):
            assert set(works(client, reading).values()) == {200}
        html = html_of(client.get(long_reading.group.get_absolute_url()))
        assert long_reading.get_absolute_url() in html
        assert other.get_absolute_url() in html
        marks = html_of(client.get(long_reading.get_absolute_url())).split("<tbody>")[1].split("</tr>")[0]
        assert ">Read<" not in marks


class TestWords:
    def test_two_hundred_kilobytes_come_back_whole(self, as_user, long_reading, member):
        question = long_reading.guide.sections.first().questions.first()
        words = "A long thought. " * 12_800
        url = f"{long_reading.section_url(question.section)}questions/{question.pk}/share/"
        response = as_user(member).post(url, {"body": words})
        assert response.status_code == 422
        assert words.strip() in html_of(response)
        assert not Answer.objects.exists()

    def test_who_is_removed_while_typing_gets_their_words_back(self, as_user, long_reading, member, facilitator):
        question = long_reading.guide.sections.first().questions.first()
        mine = membership(long_reading.group, member)
        Draft.keep(long_reading, question, mine, "What I had so far")
        mine.remove(membership(long_reading.group, facilitator), "Reasons")
        url = f"{long_reading.section_url(question.section)}questions/{question.pk}/draft/"
        response = as_user(member).post(url, {"body": "What I had so far and more"})
        assert response.status_code == 404
        assert "What I had so far and more" in html_of(response)
        assert Draft.objects.get().body == "What I had so far"


class TestCost:
    """The same number of queries for 3 members and 30, for 3 sections and 30."""

    def make(self, facilitator, members, sections):
        guide = make_guide(sections=sections, questions=1)
        reading = make_reading(make_group(facilitator, *[make_user() for _ in range(members)]), guide)
        for number, section in enumerate(guide.sections.all()):
            make_meeting(reading, section, days=7 * number - 10)
        everybody = list(reading.group.memberships.all())
        sheet = guide.sections.first()
        for member in everybody:
            Progress.finish(reading, sheet, member)
            make_answer(reading, sheet.questions.first(), member.user)
            StartingPoint.choose(reading, member, sheet)
        make_question(sheet, 2)
        return reading

    def count(self, client, url):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    def test_a_large_group_costs_what_a_small_one_does(self, client, db):
        counts = []
        for members, sections in ((2, 3), (29, 30)):
            facilitator = make_user()
            reading = self.make(facilitator, members, sections)
            client.force_login(facilitator)
            one = reading.group.memberships.last()
            url = reading.get_absolute_url()
            pages = ["", "schedule/", "catch-up/", "standing/", f"members/{one.pk}/", "section-1/", "settings/"]
            addresses = [reading.group.get_absolute_url(), "/groups/path/", *[url + page for page in pages]]
            counts.append([self.count(client, address) for address in addresses])
        assert counts[0] == counts[1]
        assert max(counts[0]) < 40
