"""The organizers' desk: their own guides are theirs to change, and nothing that was typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import Guide, Question, Section
from tests import factories
from tests.guides.desk import change_url, form_data
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(guide):
    return guide.sections.first()


class TestWhoMay:
    def test_members_do_not_get_in(self, as_user, guide, member):
        for address in (change_url(guide), reverse("admin:guides_guide_publish", args=[guide.pk])):
            response = as_user(member).get(address)
            assert response.status_code in (302, 403, 404)
            assert guide.title not in response.content.decode()

    def test_another_organizer_reads_but_does_not_change(self, as_user, guide, other):
        client = as_user(other)
        shown = client.get(change_url(guide))
        assert shown.status_code == 200
        assert guide.title in html_of(shown)
        assert 'name="title"' not in html_of(shown)
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
        shown = html_of(as_user(factories.make_user("Root", is_staff=True, is_superuser=True)).get("/admin/"))
        assert "/admin/groups/group/" in shown
        assert "/admin/auth/" not in shown


class TestGuideList:
    def test_shows_state_size_and_editors_and_finds_by_text(self, desk, guide, organizer):
        factories.make_guide(organizer, published=False, title="Elsewhere")
        shown = html_of(desk.get(reverse("admin:guides_guide_changelist") + f"?q={guide.text.title}"))
        for words in (guide.title, "Published", organizer.name):
            assert words in shown
        assert "Elsewhere" not in shown

    @pytest.mark.parametrize(("status", "listed"), [("draft", False), ("published", True), ("withdrawn", False)])
    def test_filters_by_status(self, desk, guide, status, listed):
        shown = html_of(desk.get(reverse("admin:guides_guide_changelist") + f"?status={status}"))
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
        shown = html_of(self.send(desk, "withdraw_many", [guide, draft, theirs]))
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
        shown = html_of(desk.get(address))
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
        assert "3 chapters" in html_of(desk.get(address))
        assert not Guide.objects.exists()
        desk.post(address)
        guide = Guide.objects.get()
        assert [section.chapters.get() for section in guide.sections.all()] == list(text.chapters.all())
        assert guide.is_editable_by(organizer)
