"""Who saves second at the desk is told so, and loses nothing."""

import pytest
from django.utils.html import strip_tags

from guides.models import Guide
from tests.guides.desk import change_url, form_data, row_of
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(guide):
    return guide.sections.first()


class TestConflict:
    @pytest.mark.parametrize("kind", ["guide", "section", "question"])
    def test_the_second_saver_is_told_and_sees_both_texts(self, desk, guide, section, kind):
        obj, field = {
            "guide": (guide, "blurb"),
            "section": (section, "aim"),
            "question": (section.questions.first(), "hint"),
        }[kind]
        first, second = (form_data(desk.get(change_url(obj))) for _ in range(2))
        assert desk.post(change_url(obj), first | {field: "Theirs."}).status_code == 302
        response = desk.post(change_url(obj), second | {field: "Mine."})
        assert response.status_code == 409
        assert "Theirs" in html_of(response)
        assert "Mine" in html_of(response)
        obj.refresh_from_db()
        assert getattr(obj, field) == "Theirs."
        assert desk.post(change_url(obj), form_data(response)).status_code == 302
        obj.refresh_from_db()
        assert getattr(obj, field) == "Mine."

    def test_a_title_in_the_list_of_the_guide_meets_the_page_of_the_section(self, desk, guide, section):
        listed = form_data(desk.get(change_url(guide)))
        page = form_data(desk.get(change_url(section)))
        assert desk.post(change_url(section), page | {"title": "From its page"}).status_code == 302
        row = row_of(listed, "sections", section.pk)
        response = desk.post(change_url(guide), listed | {f"{row}-title": "From the list"})
        assert response.status_code == 409
        assert "From its page" in strip_tags(html_of(response))  # the words that differ are marked
        section.refresh_from_db()
        assert section.title == "From its page"

    def test_an_older_page_of_a_section_does_not_undo_a_question_saved_elsewhere(self, desk, section):
        question = section.questions.first()
        stale = form_data(desk.get(change_url(section)))
        desk.post(change_url(question), form_data(desk.get(change_url(question))) | {"prompt": "New words?"})
        stale["questions-0-prompt"] = "Old words?"
        assert desk.post(change_url(section), stale).status_code == 409
        question.refresh_from_db()
        assert question.prompt == "New words?"

    def test_two_pages_of_different_sections_do_not_meet(self, desk, guide):
        first, second = guide.sections.all()
        pages = [(section, form_data(desk.get(change_url(section)))) for section in (first, second)]
        assert [desk.post(change_url(s), page | {"aim": "Mine."}).status_code for s, page in pages] == [302, 302]

    def test_a_form_without_a_version_is_not_taken(self, desk, guide):
        data = form_data(desk.get(change_url(guide))) | {"title": "Forged"}
        del data["seen_version"]
        assert desk.post(change_url(guide), data).status_code == 409
        assert not Guide.objects.filter(title="Forged").exists()
