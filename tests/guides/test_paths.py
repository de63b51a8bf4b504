"""Reading paths: guides in an order, made at the desk and read by everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides.models import ReadingPath
from tests import factories
from tests.guides.desk import change_url, form_data, new_row
from tests.pages import html_of

pytestmark = pytest.mark.django_db


def make_path(by, *guides, published=True, title="Three revolutions"):
    path = ReadingPath.objects.create(title=title, slug=f"path-{ReadingPath.objects.count()}", created_by=by)
    path.editors.add(by)
    for place, guide in enumerate(guides, 1):
        path.steps.create(guide=guide, position=place, note=f"Because of {guide.title}.")
    if published:
        path.publish()
    return path


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def guides(organizer):
    return [factories.make_guide(organizer, text=factories.make_text(title)) for title in ("Alpha", "Beta", "Gamma")]


@pytest.fixture
def path(organizer, guides):
    return make_path(organizer, *guides)


class TestPathDetail:
    def test_shows_the_guides_in_order_with_why_they_stand_there(self, client, path, guides):
        page = shown(client, path.get_absolute_url())
        places = [page.index(f"Because of {guide.title}.") for guide in guides]
        assert places == sorted(places)

    def test_what_is_not_in_the_library_is_not_in_the_path(self, client, path, guides, organizer):
        guides[1].withdraw()
        path.steps.create(guide=factories.make_guide(organizer, published=False, title="Unborn"), position=4)
        page = shown(client, path.get_absolute_url())
        assert guides[1].title not in page
        assert "Unborn" not in page
        assert "2 guides" in page

    def test_a_draft_is_for_organizers_and_for_no_cache(self, client, as_user, organizer, guides):
        draft = make_path(organizer, *guides, published=False)
        assert client.get(draft.get_absolute_url()).status_code == 404
        assert draft.title not in shown(client, reverse("guides:path_list"))
        assert draft.title not in shown(client, guides[0].get_absolute_url())
        response = as_user(organizer).get(draft.get_absolute_url())
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")

    def test_the_cost_does_not_grow(self, client, organizer, guides):
        costs = []
        for path in (make_path(organizer, *guides[:2]), make_path(organizer, *guides, *more(organizer, 12))):
            with CaptureQueriesContext(connection) as queries:
                shown(client, path.get_absolute_url())
            costs.append(len(queries))
        assert costs[0] == costs[1]


def more(organizer, count):
    return [factories.make_guide(organizer) for _ in range(count)]


class TestLinks:
    def test_a_guide_names_the_next_in_its_paths(self, client, path, guides):
        page = shown(client, guides[0].get_absolute_url())
        assert path.get_absolute_url() in page
        assert f'<a href="{guides[1].get_absolute_url()}" rel="next">Beta</a>' in page
        assert 'rel="next"' not in shown(client, guides[2].get_absolute_url())

    def test_the_library_lists_paths_that_lead_somewhere(self, client, path, organizer):
        empty = make_path(organizer, title="Nowhere yet")
        for name in ("guides:guide_list", "guides:path_list"):
            page = shown(client, reverse(name))
            assert path.title in page
            assert empty.title not in page


class TestAtTheDesk:
    def test_is_made_filled_ordered_and_published(self, as_user, organizer, guides):
        desk = as_user(organizer)
        desk.post(reverse("admin:guides_readingpath_add"), {"title": "From here to there", "description": "*Why*."})
        path = ReadingPath.objects.get()
        data = new_row(form_data(desk.get(change_url(path))), "steps", guide=guides[2].pk, position="1", note="First.")
        data["steps-0-guide"], data["steps-0-position"] = guides[0].pk, "2"
        assert desk.post(change_url(path), data).status_code == 302
        assert [(step.guide, step.position) for step in path.steps.all()] == [(guides[2], 1), (guides[0], 2)]
        desk.post(reverse("admin:guides_path_publish", args=[path.pk]))
        assert ReadingPath.objects.published().get().slug == "from-here-to-there"
        desk.post(reverse("admin:guides_path_withdraw", args=[path.pk]))
        assert not ReadingPath.objects.published().exists()

    def test_a_guide_twice_gets_its_message_at_the_field(self, as_user, organizer, path, guides):
        desk = as_user(organizer)
        data = new_row(form_data(desk.get(change_url(path))), "steps", guide=guides[0].pk, position="9")
        response = desk.post(change_url(path), data)
        assert response.status_code == 200
        assert "in the path already" in html_of(response)
        assert path.steps.count() == 3

    def test_the_second_saver_is_told(self, as_user, organizer, path):
        desk = as_user(organizer)
        first, second = (form_data(desk.get(change_url(path))) for _ in range(2))
        assert desk.post(change_url(path), first | {"title": "Theirs"}).status_code == 302
        response = desk.post(change_url(path), second | {"title": "Mine"})
        assert response.status_code == 409
        assert "Theirs" in html_of(response)

    @pytest.mark.parametrize("act", ["publish", "withdraw"])
    def test_only_its_editors_change_it(self, as_user, path, act):
        other = as_user(factories.make_user("Oscar Other", is_staff=True))
        before = ReadingPath.objects.values().get()
        assert other.post(reverse(f"admin:guides_path_{act}", args=[path.pk])).status_code == 403
        assert other.post(change_url(path), {"title": "Mine"}).status_code == 403
        assert ReadingPath.objects.values().get() == before

    def test_members_do_not_get_in(self, as_user, member, path):
        assert as_user(member).post(reverse("admin:guides_path_withdraw", args=[path.pk])).status_code in (
            302,
            403,
            404,
        )
        assert ReadingPath.objects.published().exists()
