"""The organizers' desk: their own guides are theirs to change, and nothing that was typed is lost."""

import re
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from groups.models import Answer
from guides.models import Guide, Question, Section
from tests import factories

pytestmark = pytest.mark.django_db


def change_url(obj):
    return reverse(f"admin:guides_{obj._meta.model_name}_change", args=[obj.pk])


def form_data(response):
    """What a browser would send back for the page as it stands."""
    context = response.context
    data = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            name = field.html_name
            if value is None or value is False:
                continue
            if hasattr(value, "all") or isinstance(value, list | tuple):
                items = [getattr(item, "pk", item) for item in value]
                data[name] = ", ".join(tag.name for tag in value) if name == "tags" else items
            elif hasattr(value, "strftime"):
                data[name + "_0"], data[name + "_1"] = value.strftime("%Y-%m-%d"), value.strftime("%H:%M:%S")
            else:
                data[name] = value
    return data


def row_of(data, prefix, pk):
    return next(
        key.rsplit("-", 1)[0] for key, value in data.items() if re.fullmatch(rf"{prefix}-\d+-id", key) and value == pk
    )


def new_row(data, prefix, **values):
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data


def words_of(response):
    return response.content.decode()


@pytest.fixture
def desk(as_user, organizer):
    return as_user(organizer)


@pytest.fixture
def other(db):
    return factories.make_user("Oscar Other", is_staff=True)


@pytest.fixture
def section(guide):
    return guide.sections.first()


@pytest.fixture
def answered(guide, facilitator, member):
    reading = factories.make_reading(factories.make_group(facilitator, member, name="Secret circle"), guide)
    question = guide.sections.first().questions.first()
    factories.make_answer(reading, question, member, "What nobody else may read.")
    return question


class TestWhoMay:
    def test_members_do_not_get_in(self, as_user, guide, member):
        for address in (change_url(guide), reverse("admin:guides_guide_publish", args=[guide.pk])):
            response = as_user(member).get(address)
            assert response.status_code in (302, 403, 404)
            assert guide.title not in words_of(response)

    def test_another_organizer_reads_but_does_not_change(self, as_user, guide, other):
        client = as_user(other)
        shown = client.get(change_url(guide))
        assert shown.status_code == 200
        assert guide.title in words_of(shown)
        assert 'name="title"' not in words_of(shown)
        before = Guide.objects.values().get(pk=guide.pk)
        assert client.post(change_url(guide), {"title": "Taken over"}).status_code == 403
        assert Guide.objects.values().get(pk=guide.pk) == before

    @pytest.mark.parametrize("act", ["publish", "withdraw", "review"])
    def test_another_organizer_neither_publishes_nor_withdraws(self, as_user, guide, other, act):
        before = Guide.objects.values().get(pk=guide.pk)
        assert as_user(other).post(reverse(f"admin:guides_guide_{act}", args=[guide.pk])).status_code == 403
        assert Guide.objects.values().get(pk=guide.pk) == before
        assert guide.releases.count() == 1

    def test_another_organizer_does_not_change_sections_questions_or_paste(self, as_user, guide, section, other):
        client, question = as_user(other), section.questions.first()
        paste = reverse("admin:guides_section_paste", args=[section.pk])
        assert client.post(change_url(section), {"title": "Mine"}).status_code == 403
        assert client.post(change_url(question), {"prompt": "Mine?"}).status_code == 403
        assert client.post(paste, {"source": "1. Mine?", "take": "0", "add": "1"}).status_code == 403
        assert not Question.objects.filter(prompt__contains="Mine").exists()
        assert not Section.objects.filter(title="Mine").exists()

    def test_nobody_deletes_many_at_once(self, as_user, guide, other):
        address = reverse("admin:guides_guide_changelist")
        as_user(other).post(address, {"action": "delete_selected", "_selected_action": [guide.pk], "post": "yes"})
        assert Guide.objects.filter(pk=guide.pk).exists()

    def test_another_organizer_does_not_delete(self, as_user, guide, other):
        address = reverse("admin:guides_guide_delete", args=[guide.pk])
        assert as_user(other).post(address, {"post": "yes"}).status_code == 403
        assert Guide.objects.filter(pk=guide.pk).exists()

    def test_sections_and_questions_cannot_be_moved_into_a_foreign_guide(self, desk, guide, section, other):
        foreign = factories.make_guide(other)
        data = form_data(desk.get(change_url(section))) | {"guide": foreign.pk, "title": "Moved"}
        desk.post(change_url(section), data)
        section.refresh_from_db()
        assert (section.title, section.guide) == ("Moved", guide)
        question = section.questions.first()
        data = form_data(desk.get(change_url(question))) | {"section": foreign.sections.first().pk}
        desk.post(change_url(question), data)
        question.refresh_from_db()
        assert question.section == section

    def test_a_foreign_row_in_a_forged_form_is_refused(self, desk, guide, section, other):
        foreign = factories.make_guide(other).sections.first()
        data = form_data(desk.get(change_url(guide)))
        data["sections-0-id"], data["sections-0-title"] = foreign.pk, "Stolen"
        assert desk.post(change_url(guide), data).status_code == 200
        assert not Section.objects.filter(title="Stolen").exists()

    def test_columns_outside_the_form_do_not_change(self, desk, guide, other):
        data = form_data(desk.get(change_url(guide)))
        data |= {"published_at_0": "2001-01-01", "withdrawn_at": "2001-01-01", "created_by": other.pk, "id": 99}
        desk.post(change_url(guide), data)
        changed = Guide.objects.get(pk=guide.pk)
        assert (changed.created_by, changed.published_at, changed.withdrawn_at) == (
            guide.created_by, guide.published_at, None,
        )  # fmt: skip


class TestFrontOfTheDesk:
    def test_has_one_kind_of_groups(self, as_user):
        shown = words_of(as_user(factories.make_user("Root", is_staff=True, is_superuser=True)).get("/admin/"))
        assert "/admin/groups/group/" in shown
        assert "/admin/auth/" not in shown


class TestGuideList:
    def test_shows_state_size_and_editors_and_finds_by_text(self, desk, guide, organizer):
        factories.make_guide(organizer, published=False, title="Elsewhere")
        shown = words_of(desk.get(reverse("admin:guides_guide_changelist") + f"?q={guide.text.title}"))
        for words in (guide.title, "Published", organizer.name):
            assert words in shown
        assert "Elsewhere" not in shown

    @pytest.mark.parametrize(("status", "listed"), [("draft", False), ("published", True), ("withdrawn", False)])
    def test_filters_by_status(self, desk, guide, status, listed):
        shown = words_of(desk.get(reverse("admin:guides_guide_changelist") + f"?status={status}"))
        assert (guide.title in shown) == listed

    def test_the_cost_does_not_grow(self, desk, organizer):
        costs = []
        for number in (2, 25):
            for _ in range(number):
                factories.make_guide(organizer)
            with CaptureQueriesContext(connection) as queries:
                desk.get(reverse("admin:guides_guide_changelist"))
            costs.append(len(queries))
        assert costs[0] == costs[1]


class TestManyAtOnce:
    ADDRESS = "admin:guides_guide_changelist"

    def send(self, client, action, guides, **more):
        chosen = {"action": action, "_selected_action": [guide.pk for guide in guides]}
        return client.post(reverse(self.ADDRESS), chosen | more)

    def test_asks_first_and_names_what_it_leaves_alone(self, desk, organizer, guide, other):
        draft, theirs = factories.make_guide(organizer, published=False), factories.make_guide(other, title="Theirs")
        shown = words_of(self.send(desk, "withdraw_many", [guide, draft, theirs]))
        assert shown.index(guide.title) < shown.index("stay as they are") < shown.index("Theirs")
        assert not Guide.objects.filter(withdrawn_at__isnull=False).exists()
        self.send(desk, "withdraw_many", [guide, draft, theirs], sure="yes")
        assert list(Guide.objects.filter(withdrawn_at__isnull=False)) == [guide]

    def test_publishes_what_can_be_and_says_why_the_rest_cannot(self, desk, organizer):
        ready, empty = (factories.make_guide(organizer, published=False) for _ in range(2))
        empty.sections.all().delete()
        response = self.send(desk, "publish_many", [ready, empty], sure="yes")
        told = " ".join(str(message) for message in desk.get(response["Location"]).context["messages"])
        assert f"{empty}: A guide needs at least one section" in told
        assert list(Guide.objects.published()) == [ready]

    def test_asks_for_reviews(self, desk, organizer):
        drafts = [factories.make_guide(organizer, published=False) for _ in range(2)]
        self.send(desk, "review_many", drafts, sure="yes")
        assert Guide.objects.filter(review_asked_at__isnull=False).count() == 2


class TestAdd:
    def test_begins_small_and_makes_its_author_an_editor(self, desk, organizer):
        text = factories.make_text("Frankenstein", language="fr")
        address = reverse("admin:guides_guide_add")
        shown = words_of(desk.get(address))
        assert 'name="title"' in shown
        assert 'name="licence"' not in shown
        desk.post(address, {"text": text.pk, "title": "Maker and made", "blurb": "", "why": ""})
        guide = Guide.objects.get()
        assert guide.is_editable_by(organizer)
        assert (guide.slug, guide.language, guide.is_published) == ("maker-and-made", "fr", False)

    def test_from_a_text_makes_a_section_for_each_chapter(self, desk, organizer):
        text = factories.make_text("Frankenstein", chapters=3)
        address = reverse("admin:guides_guide_from_text", args=[text.pk])
        assert not Guide.objects.exists()
        assert "3 chapters" in words_of(desk.get(address))
        assert not Guide.objects.exists()
        desk.post(address)
        guide = Guide.objects.get()
        assert [section.chapters.get() for section in guide.sections.all()] == list(text.chapters.all())
        assert guide.is_editable_by(organizer)


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
        assert "Half written" in words_of(response)
        assert sorted(guide.sections.values_list("position", flat=True)) == [1, 2]

    def test_the_text_stays_while_sections_name_its_chapters(self, desk, guide):
        data = form_data(desk.get(change_url(guide))) | {"text": factories.make_text("Another").pk}
        response = desk.post(change_url(guide), data)
        assert "name chapters" in str(response.context["adminform"].form.errors["text"])

    def test_says_what_is_missing(self, desk, guide, section):
        section.questions.update(is_core=False)
        factories.make_chapter(guide.text, 9, title="Left over", number="9")
        shown = words_of(desk.get(change_url(guide)))
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
        assert "Half written" in words_of(response)
        assert section.questions.count() == 2
        assert not Section.objects.filter(title="Half written").exists()

    def test_an_answered_question_is_retired_not_deleted_and_no_answer_is_shown(self, desk, section, answered):
        data = form_data(desk.get(change_url(section)))
        row = row_of(data, "questions", answered.pk)
        response = desk.post(change_url(section), data | {f"{row}-DELETE": "on"})
        assert "has answers" in words_of(response)
        assert words_of(response).count("keeps the wording the question had then") == 1
        deletion = desk.get(reverse("admin:guides_question_delete", args=[answered.pk]))
        for page in (response, deletion):
            for secret in ("Secret circle", "Nadia", "What nobody else may read."):
                assert secret not in words_of(page)
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
        assert "Withdraw it instead" in words_of(shown)
        assert "Secret circle" not in words_of(shown)
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
        assert "Theirs" in words_of(response)
        assert "Mine" in words_of(response)
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
        assert "From its page" in strip_tags(words_of(response))  # the words that differ are marked
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


class TestPaste:
    LIST = "1. Who writes?\n2. Is it a lie?\n3. What follows?"

    def test_is_looked_at_first_then_added_after_what_is_there(self, desk, section):
        address = reverse("admin:guides_section_paste", args=[section.pk])
        shown = words_of(desk.post(address, {"source": self.LIST, "look": ""}))
        assert "Is it a lie?" in shown
        assert section.questions.count() == 2
        desk.post(address, {"source": self.LIST, "take": ["0", "2"], "add": "1"})
        assert [question.prompt for question in section.questions.all()][2:] == ["Who writes?", "What follows?"]

    def test_a_text_without_questions_says_so_and_keeps_it(self, desk, section):
        response = desk.post(reverse("admin:guides_section_paste", args=[section.pk]), {"source": "   ", "look": ""})
        assert "no question" in words_of(response)

    def test_an_open_page_of_the_section_notices(self, desk, section):
        stale = form_data(desk.get(change_url(section)))
        desk.post(
            reverse("admin:guides_section_paste", args=[section.pk]), {"source": self.LIST, "take": "0", "add": ""}
        )
        assert desk.post(change_url(section), stale | {"aim": "Mine."}).status_code == 409


class TestPreview:
    def test_prints_as_the_site_does_and_saves_nothing(self, desk):
        address = reverse("admin:guides_preview")
        html = words_of(
            desk.post(address, {"source": "*so* <script>x</script>"}, headers={"X-Requested-With": "fetch"})
        )
        assert "<em>so</em>" in html
        assert "<script>" not in html
        assert "<em>why</em>" in words_of(desk.post(address, {"preview": "why", "why": "*why*"}))
        assert desk.get(address).status_code == 405


class TestWays:
    def test_every_field_in_markdown_has_a_preview_in_rows_too(self, desk, guide, section):
        guide.terms.create(name="Frame", description="A story around another.")
        for obj, name in ((section, "questions-0-prompt"), (section, "passages-__prefix__-quotation"),
                          (guide, "terms-0-description")):  # fmt: skip
            assert f'name="preview" value="{name}"' in words_of(desk.get(change_url(obj)))

    def test_what_is_typed_is_kept_in_every_form_of_the_desk(self, desk, guide, section):
        pages = [change_url(guide), change_url(section), change_url(section.questions.first()),
                 reverse("admin:guides_guide_add"), reverse("admin:guides_section_paste", args=[section.pk]),
                 reverse("admin:guides_guide_publish", args=[guide.pk]),
                 reverse("admin:texts_text_change", args=[guide.text.pk])]  # fmt: skip
        for address in pages:
            shown = words_of(desk.get(address))
            assert "admin-desk/desk.js" in shown, address
            assert re.search(r'<form[^>]*(id="\w+_form"|data-keep)', shown), address

    def test_saving_leads_back_to_what_it_belongs_to(self, desk, guide, section):
        question = section.questions.first()
        data = form_data(desk.get(change_url(question))) | {"_save": "1"}
        assert desk.post(change_url(question), data)["Location"] == change_url(section)
        data = form_data(desk.get(change_url(section))) | {"_save": "1"}
        assert desk.post(change_url(section), data)["Location"] == change_url(guide)
        gone = reverse("admin:guides_question_delete", args=[question.pk])
        assert desk.post(gone, {"post": "yes"})["Location"] == change_url(section)


class TestScale:
    def test_a_guide_of_60_sections_opens_and_saves_quickly_at_a_fixed_cost(self, desk, organizer):
        small = factories.make_guide(organizer, sections=3, questions=2)
        large = factories.make_guide(organizer, sections=60, questions=10, text=factories.make_text(chapters=60))
        opened, saved, seconds = [], [], []
        for guide in (small, large):
            begin = time.process_time()
            with CaptureQueriesContext(connection) as queries:
                page = desk.get(change_url(guide))
            opened.append(len(queries))
            seconds.append(time.process_time() - begin)
            data = form_data(page) | {"blurb": f"{uuid.uuid4()}"}
            data |= {key: value * 10 for key, value in data.items() if re.fullmatch(r"sections-\d+-position", key)}
            data["sections-0-position"] = 10_000
            begin = time.process_time()
            with CaptureQueriesContext(connection) as queries:
                assert desk.post(change_url(guide), data).status_code == 302
            saved.append(len(queries))
            seconds.append(time.process_time() - begin)
        assert opened[0] == opened[1]
        assert saved[0] == saved[1]
        assert max(seconds) < 2

    def test_a_section_costs_the_same_whatever_it_asks(self, desk, organizer):
        small, large = (factories.make_guide(organizer, questions=size).sections.first() for size in (2, 30))
        opened, saved = [], []
        for section in (small, large):
            with CaptureQueriesContext(connection) as queries:
                page = desk.get(change_url(section))
            opened.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                assert desk.post(change_url(section), form_data(page) | {"aim": "New."}).status_code == 302
            saved.append(len(queries))
        assert opened[0] == opened[1]
        assert saved[0] == saved[1]
