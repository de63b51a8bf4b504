"""What the page of a chapter knows of guides and of the reader's own groups."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from groups.models import Progress
from tests import factories
from tests.factories import membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(section):
    chapter = section.guide.text.chapters.first()
    section.chapters.set([chapter])
    return chapter


@pytest.fixture
def cited(section, chapter, question):
    question.chapter, question.first_paragraph = chapter, 2
    question.save()
    return question


def shown(client, chapter) -> str:
    return client.get(chapter.get_absolute_url()).content.decode()


class TestSectionsThatReadIt:
    def test_a_visitor_is_told_of_the_published_guide(self, client, section, chapter, organizer):
        factories.make_guide(
            organizer, text=chapter.text, title="A draft", published=False
        ).sections.first().chapters.add(chapter)
        page = shown(client, chapter)
        assert f'<a href="{section.get_absolute_url()}">Section 1</a> of the guide <bdi>{section.guide.title}' in page
        assert "A draft" not in page
        assert "The end of the chapter" not in page

    def test_a_member_is_led_to_the_section_of_their_group(self, as_user, reading, section, chapter, member):
        page = shown(as_user(member), chapter)
        assert f'<a href="{reading.section_url(section)}">Section 1</a> in <bdi>{reading.group.name}' in page
        assert "The end of the chapter" in page
        assert "Mark this section as read" in page

    def test_who_has_read_it_is_told_when_and_not_asked_again(
        self, as_user, reading, section, chapter, member, newcomer
    ):
        reading.group.admit(newcomer)
        progress = Progress.finish(reading, section, membership(reading.group, member))
        page = shown(as_user(member), chapter)
        day = date_format(timezone.localtime(progress.read_at), "MONTH_DAY_FORMAT")
        assert f"You read this section on {day}" in page
        assert "Mark this section as read" not in page
        assert "Mark this section as read" in shown(as_user(newcomer), chapter)
        progress.reopen()
        assert "Mark this section as read" in shown(as_user(member), chapter)

    def test_a_guide_for_one_group_is_named_to_its_members_alone(
        self, client, as_user, reading, section, chapter, member, stranger
    ):
        type(section.guide).objects.update(audience="groups")
        assert "Section 1" not in shown(client, chapter)
        assert reading.group.name in shown(as_user(member), chapter)
        assert "Section 1" not in shown(as_user(stranger), chapter)

    def test_only_the_last_chapter_of_a_section_ends_it(self, as_user, section, chapter, member):
        section.chapters.set(chapter.text.chapters.all()[:2])
        assert "Mark this section as read" not in shown(as_user(member), chapter)
        assert "Mark this section as read" in shown(as_user(member), chapter.text.chapters.all()[1])


class TestQuestionsInTheMargin:
    def test_they_lead_to_where_they_stand_on_the_sheet(self, client, section, chapter, cited):
        factories.make_question(section, position=0).retire()
        page = shown(client, chapter)
        assert f"{section.get_absolute_url()}#q1" in page
        assert "Question 1, section 1" in page
        assert 'id="q1"' in client.get(section.get_absolute_url()).content.decode()

    def test_and_members_to_their_own_group(self, as_user, reading, chapter, cited, member):
        page = shown(as_user(member), chapter)
        assert reading.question_url(cited) in page
        assert f"#q{cited.pk}" in page


class TestReferring:
    def test_a_paragraph_can_be_referred_to_by_anybody_and_talked_about_by_members(
        self, client, as_user, reading, chapter, member
    ):
        page = shown(client, chapter)
        assert f'data-cited="{chapter.text.title}, {chapter.label}, ¶"' in page
        assert "data-paragraph" not in page
        assert "data-paragraph" in shown(as_user(member), chapter)
