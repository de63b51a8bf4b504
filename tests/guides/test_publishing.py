"""A guide comes out as releases: asked first, noted, and never with a hole in it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from guides.documents import publish_due
from guides.fileformat.parse import parse
from guides.models import Guide
from tests import factories

pytestmark = pytest.mark.django_db


def act(name, guide):
    return reverse(f"admin:guides_guide_{name}", args=[guide.pk])


class TestPublish:
    def test_asks_first_and_then_puts_it_into_the_library_with_its_note(self, desk, client, draft, organizer):
        assert desk.get(act("publish", draft)).status_code == 200
        assert not Guide.objects.published().exists()
        desk.post(act("publish", draft), {"note": "For the autumn"})
        release = draft.releases.get()
        assert (release.number, release.note, release.released_by) == (1, "For the autumn", organizer)
        assert parse(release.document).document.title == draft.title
        client.logout()
        assert client.get(draft.get_absolute_url()).status_code == 200

    def test_an_empty_guide_or_a_hidden_text_says_why_and_keeps_the_note(self, desk, organizer):
        empty = factories.make_guide(organizer, sections=0, published=False)
        hidden = factories.make_guide(organizer, text=factories.make_text(published=False), published=False)
        for guide, reason in ((empty, "at least one section"), (hidden, "Publish the text first")):
            response = desk.post(act("publish", guide), {"note": "My note"})
            assert response.status_code == 422
            assert reason in response.content.decode()
            assert "My note" in response.content.decode()
            assert not guide.releases.exists()

    def test_a_choice_question_with_one_choice_is_named(self, desk, draft):
        factories.make_question(draft.sections.first(), 5, ["Only this"])
        response = desk.post(act("publish", draft))
        assert "Section 1, question 5 needs at least two choices." in response.content.decode()
        assert not draft.releases.exists()

    def test_again_makes_the_next_version(self, desk, guide):
        desk.post(act("publish", guide), {"note": "Corrected"})
        assert list(guide.releases.values_list("number", flat=True)) == [2, 1]


class TestWithdraw:
    def test_asks_first_then_the_library_drops_it_and_it_can_come_back(self, desk, client, guide):
        desk.get(act("withdraw", guide))
        assert Guide.objects.published().exists()
        desk.post(act("withdraw", guide))
        assert not Guide.objects.published().exists()
        desk.post(act("publish", guide))
        assert Guide.objects.published().exists()

    def test_a_draft_is_not_withdrawn(self, desk, draft):
        desk.post(act("withdraw", draft))
        draft.refresh_from_db()
        assert draft.status == "Draft"


class TestReview:
    def test_marks_it_until_it_is_published(self, desk, draft):
        desk.post(act("review", draft))
        draft.refresh_from_db()
        assert draft.status == "In review"
        desk.post(act("publish", draft))
        draft.refresh_from_db()
        assert draft.status == "Published"


class TestFork:
    def test_another_organizer_gets_a_draft_that_names_its_origin(self, as_user, guide):
        other = factories.make_user("Oscar", is_staff=True)
        as_user(other).get(act("fork", guide))
        assert Guide.objects.count() == 1
        as_user(other).post(act("fork", guide))
        copy = Guide.objects.exclude(pk=guide.pk).get()
        assert (copy.derived_from, copy.status) == (guide, "Draft")
        assert copy.is_editable_by(other)
        assert not guide.is_editable_by(other)

    def test_a_draft_is_not_copied(self, as_user, draft):
        as_user(factories.make_user("Oscar", is_staff=True)).post(act("fork", draft))
        assert Guide.objects.count() == 1


class TestOnADay:
    def test_comes_out_when_its_day_has_come_and_not_before(self, draft, organizer):
        later = factories.make_guide(organizer, published=False)
        Guide.objects.filter(pk=draft.pk).update(publish_on=timezone.now() - datetime.timedelta(minutes=1))
        Guide.objects.filter(pk=later.pk).update(publish_on=timezone.now() + datetime.timedelta(days=1))
        publish_due()
        assert list(Guide.objects.published()) == [draft]
