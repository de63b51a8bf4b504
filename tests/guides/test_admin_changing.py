"""Guides, sections and questions are changed at the desk, and each fault gets its message."""

import pytest
from django.urls import reverse

from groups.models import Answer
from guides.models import Guide, Question, Section
from tests import factories
from tests.guides.desk import change_url, form_data, new_row, row_of
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(guide):
    return guide.sections.first()


@pytest.fixture
def answered(guide, facilitator, member):
    reading = factories.make_reading(factories.make_group(facilitator, member, name="Secret circle"), guide)
    question = guide.sections.first().questions.first()
    factories.make_answer(reading, question, member, "What nobody else may read.")
    return question


class TestChange:
    def test_saving_the_page_as_it_stands_changes_nothing(self, desk, guide, section):
        factories.make_question(section, 3, ["Yes", "No"])
        guide.tags.add("Family", "Science")
        before = Guide.objects.values().get(), list(Section.objects.values()), list(Question.objects.values())
        for obj in (guide, section, section.questions.first()):
            response = desk.post(change_url(obj), form_data(desk.get(change_url(obj))))
            assert response.status_code == 302, response.context["errors"]
        assert (Guide.objects.values().get() | {"updated_at": before[0]["updated_at"]}) == before[0]
        assert list(Section.objects.values()) == before[1]
        assert list(Question.objects.values()) == before[2]
        assert guide.tags.count() == 2

    def test_sections_are_added_moved_and_renamed_in_the_list(self, desk, guide):
        data = form_data(desk.get(change_url(guide)))
        data["sections-0-position"], data["sections-1-position"] = 2, 1
        data["sections-0-title"] = "Renamed"
        new_row(data, "sections", title="Added", position="")
        assert desk.post(change_url(guide), data).status_code == 302
        found = [(section.position, section.title, section.slug) for section in guide.sections.all()]
        assert found == [(1, "Section title 2", "section-2"), (2, "Renamed", "section-1"), (3, "Added", "added")]

    def test_numbers_begin_at_1_and_have_no_gaps_whatever_was_typed(self, desk, guide):
        data = form_data(desk.get(change_url(guide)))
        data["sections-0-position"], data["sections-1-position"] = 30, 20
        versions = set(guide.sections.values_list("slug", "version"))
        assert desk.post(change_url(guide), data).status_code == 302
        assert list(guide.sections.values_list("slug", "position")) == [("section-2", 1), ("section-1", 2)]
        assert set(guide.sections.values_list("slug", "version")) == versions

    def test_two_sections_of_one_position_get_their_message_and_the_form_stays_filled(self, desk, guide):
        data = form_data(desk.get(change_url(guide)))
        data["sections-1-position"], data["title"] = 1, "Half written"
        response = desk.post(change_url(guide), data)
        formset = response.context["inline_admin_formsets"][0].formset
        assert "Another row has the position 1" in formset.forms[1].errors["position"][0]
        assert "Half written" in html_of(response)
        assert sorted(guide.sections.values_list("position", flat=True)) == [1, 2]

    def test_the_text_stays_while_sections_name_its_chapters(self, desk, guide):
        data = form_data(desk.get(change_url(guide))) | {"text": factories.make_text("Another").pk}
        response = desk.post(change_url(guide), data)
        assert "name chapters" in str(response.context["adminform"].form.errors["text"])

    def test_says_what_is_missing(self, desk, guide, section):
        section.questions.update(is_core=False)
        factories.make_chapter(guide.text, 9, title="Left over", number="9")
        shown = html_of(desk.get(change_url(guide)))
        assert "Section 1 has no core question." in shown
        assert "Chapter “9. Left over” is in no section." in shown
        assert "Section 2 has no core question." not in shown

    def test_terms_of_the_guide_and_of_a_section_keep_apart(self, desk, guide, section):
        data = new_row(form_data(desk.get(change_url(guide))), "terms", name="Sublime", description="Too much.")
        assert desk.post(change_url(guide), data).status_code == 302
        data = new_row(form_data(desk.get(change_url(section))), "terms", name="Frame", description="A story in one.")
        assert desk.post(change_url(section), data).status_code == 302
        assert [(term.name, term.section) for term in guide.terms.all()] == [("Sublime", None), ("Frame", section)]


class TestQuestions:
    def test_questions_are_written_on_the_page_of_their_section(self, desk, section):
        data = form_data(desk.get(change_url(section)))
        data["questions-0-prompt"] = "Who writes?"
        new_row(
            data, "questions", prompt="Yes or no?", kind="choice", reveal="open", choice_lines="Yes\r\n\r\n No \r\n"
        )
        assert desk.post(change_url(section), data).status_code == 302
        assert [question.prompt for question in section.questions.all()][0] == "Who writes?"
        added = section.questions.last()
        assert (added.position, [choice.label for choice in added.choices.all()]) == (3, ["Yes", "No"])

    @pytest.mark.parametrize(
        ("row", "field", "message"),
        [
            ({"prompt": "", "kind": "factual", "reveal": "open", "minutes": 5}, "prompt", "Write the question"),
            ({"prompt": "A?", "kind": "choice", "reveal": "open", "choice_lines": "1"}, "choice_lines", "at least two"),
            ({"prompt": "A?", "kind": "poll", "reveal": "open", "choice_lines": "A\nA"}, "choice_lines", "the same"),
            ({"prompt": "A?", "kind": "factual", "reveal": "open", "choice_lines": "A"}, "choice_lines", "no choices"),
            ({"prompt": "A?", "kind": "factual", "reveal": "open", "position": 1}, "position", "position 1"),
            ({"prompt": "A?", "kind": "factual", "reveal": "open", "position": 10**12}, "position", "less than"),
        ],
    )  # fmt: skip
    def test_each_fault_gets_its_message_at_its_field_and_nothing_is_saved(self, desk, section, row, field, message):
        data = form_data(desk.get(change_url(section))) | {"title": "Half written"}
        new_row(data, "questions", **row)
        response = desk.post(change_url(section), data)
        assert response.status_code == 200
        form = response.context["inline_admin_formsets"][0].formset.forms[-1]
        assert message in " ".join(form.errors[field])
        assert "Half written" in html_of(response)
        assert section.questions.count() == 2
        assert not Section.objects.filter(title="Half written").exists()

    def test_an_answered_question_is_retired_not_deleted_and_no_answer_is_shown(self, desk, section, answered):
        data = form_data(desk.get(change_url(section)))
        row = row_of(data, "questions", answered.pk)
        response = desk.post(change_url(section), data | {f"{row}-DELETE": "on"})
        assert "has answers" in html_of(response)
        assert html_of(response).count("keeps the wording the question had then") == 1
        deletion = desk.get(reverse("admin:guides_question_delete", args=[answered.pk]))
        for page in (response, deletion):
            for secret in ("Secret circle", "Nadia", "What nobody else may read."):
                assert secret not in html_of(page)
        desk.post(reverse("admin:guides_question_delete", args=[answered.pk]), {"post": "yes"})
        assert Answer.objects.get().question == answered
        assert desk.post(change_url(section), data | {f"{row}-is_retired": "on"}).status_code == 302
        answered.refresh_from_db()
        assert answered.retired_at

    def test_line_ends_of_a_browser_are_no_other_wording(self, desk, guide, section, answered):
        Question.objects.filter(pk=answered.pk).update(prompt="Two lines\nof one question?")
        Answer.objects.update(prompt="Two lines\nof one question?")
        Guide.objects.filter(pk=guide.pk).update(blurb="A paragraph\non two lines.")
        for one in (section, guide):
            data = form_data(desk.get(change_url(one)))
            lines = {key: value.replace("\n", "\r\n") for key, value in data.items() if isinstance(value, str)}
            assert desk.post(change_url(one), data | lines).status_code == 302
        assert not Answer.objects.get().answered_other_wording
        assert Question.objects.get(pk=answered.pk).prompt == "Two lines\nof one question?"
        assert Guide.objects.get(pk=guide.pk).blurb == "A paragraph\non two lines."

    def test_a_question_nobody_answered_is_deleted(self, desk, section):
        data = form_data(desk.get(change_url(section)))
        assert desk.post(change_url(section), data | {"questions-0-DELETE": "on"}).status_code == 302
        assert section.questions.count() == 1

    def test_after_a_deletion_the_numbers_close_up(self, desk, guide, section):
        assert desk.post(reverse("admin:guides_question_delete", args=[section.questions.first().pk]), {"post": "yes"})
        assert list(section.questions.values_list("position", flat=True)) == [1]
        assert desk.post(reverse("admin:guides_section_delete", args=[section.pk]), {"post": "yes"})
        assert list(guide.sections.values_list("title", "position")) == [("Section title 2", 1)]

    def test_a_guide_that_a_group_reads_cannot_be_deleted_and_the_group_is_not_named(self, desk, guide, answered):
        address = reverse("admin:guides_guide_delete", args=[guide.pk])
        shown = desk.get(address)
        assert "Withdraw it instead" in html_of(shown)
        assert "Secret circle" not in html_of(shown)
        desk.post(address, {"post": "yes"})
        assert Guide.objects.filter(pk=guide.pk).exists()

    def test_a_paragraph_outside_the_chapter_gets_its_message(self, desk, guide, section):
        question = section.questions.first()
        data = form_data(desk.get(change_url(question)))
        data |= {"chapter": guide.text.chapters.first().pk, "first_paragraph": 1, "last_paragraph": 40}
        response = desk.post(change_url(question), data)
        assert "has 2 paragraphs" in str(response.context["adminform"].form.errors["last_paragraph"])

    def test_a_section_names_only_chapters_of_its_own_text(self, desk, section):
        foreign = factories.make_text("Another", chapters=1).chapters.get()
        data = form_data(desk.get(change_url(section))) | {"chapters": [foreign.pk]}
        response = desk.post(change_url(section), data)
        assert "chapters" in response.context["adminform"].form.errors

    @pytest.mark.parametrize("slug", ["section-2", "print"])
    def test_a_section_has_an_address_of_its_own(self, desk, section, slug):
        response = desk.post(change_url(section), form_data(desk.get(change_url(section))) | {"slug": slug})
        assert "Another page" in str(response.context["adminform"].form.errors["slug"])


class TestPaste:
    LIST = "1. Who writes?\n2. Is it a lie?\n3. What follows?"

    def test_is_looked_at_first_then_added_after_what_is_there(self, desk, section):
        address = reverse("admin:guides_section_paste", args=[section.pk])
        shown = html_of(desk.post(address, {"source": self.LIST, "look": ""}))
        assert "Is it a lie?" in shown
        assert section.questions.count() == 2
        desk.post(address, {"source": self.LIST, "take": ["0", "2"], "add": "1"})
        assert [question.prompt for question in section.questions.all()][2:] == ["Who writes?", "What follows?"]

    def test_a_text_without_questions_says_so_and_keeps_it(self, desk, section):
        response = desk.post(reverse("admin:guides_section_paste", args=[section.pk]), {"source": "   ", "look": ""})
        assert "no question" in html_of(response)

    def test_an_open_page_of_the_section_notices(self, desk, section):
        stale = form_data(desk.get(change_url(section)))
        desk.post(
            reverse("admin:guides_section_paste", args=[section.pk]), {"source": self.LIST, "take": "0", "add": ""}
        )
        assert desk.post(change_url(section), stale | {"aim": "Mine."}).status_code == 409
