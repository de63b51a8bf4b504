"""Public pages are kept until the library changes; nothing else is, and nobody else gets them."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guides import changes
from guides.models import ReadingPath
from readinggroups.page_cache import ROUTES, Page, Shelf
from tests.factories import make_guide, make_text
from texts.library import set_body

pytestmark = pytest.mark.django_db
PRIVATE = {"texts_readeredition", "texts_readingplace", "texts_importjob"}
OF_EDITORS = {"guides_guide_editors", "guides_review", "guides_readingpath_editors"}


@pytest.fixture
def addresses(guide, organizer):
    guide.tags.add("Stoics")
    path = ReadingPath.objects.create(title="From the start", slug="start", published_at=timezone.now())
    path.steps.create(guide=guide, position=1)
    chapter = guide.text.chapters.first()
    set_body(chapter, "A first paragraph.")
    section = guide.sections.first()
    topic = reverse("guides:topic_detail", args=["stoics"])
    lists = [reverse(name) for name in ("home", "guides:guide_list", "guides:path_list", "texts:text_list")]
    return [*lists, topic, *(row.get_absolute_url() for row in (guide, section, path, guide.text, chapter))]


def queries_of(client, address, **headers) -> tuple[int, object]:
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, **headers)
    return len(queries), response


class TestWhatIsKept:
    def test_every_public_page_costs_one_query_when_it_is_shown_again(self, client, addresses):
        assert len(addresses) == len(ROUTES)
        for address in addresses:
            first = client.get(address)
            count, again = queries_of(client, address)
            assert (address, count) == (address, 1)
            assert again.content == first.content
            assert again.headers == first.headers
            assert "Cookie" in again["Vary"]
            assert not again.cookies

    def test_what_the_browser_has_is_not_sent_again(self, client, guide):
        etag = client.get(guide.get_absolute_url())["ETag"]
        count, response = queries_of(client, guide.get_absolute_url(), headers={"If-None-Match": etag})
        assert (count, response.status_code, response.content) == (1, 304, b"")

    def test_each_question_of_a_visitor_has_its_own_page(self, client, guide, organizer):
        make_guide(organizer, title="Another", text=make_text("Late", written_from=1999))
        every, some = (client.get(reverse("guides:guide_list") + query).content for query in ("", "?period=ancient"))
        assert b"Another" in every
        assert b"Another" not in some

    def test_not_for_who_is_signed_in_or_chose_a_paper(self, client, as_user, guide, member):
        address = guide.get_absolute_url()
        client.get(address)
        shown = as_user(member).get(address)
        assert str(member) in shown.content.decode()
        assert "no-store" in shown["Cache-Control"]
        visitor = Client()
        visitor.post(reverse("accounts:theme_set"), {"theme": "dark"})
        assert 'data-theme="dark"' in visitor.get(address).content.decode()
        assert 'data-theme="dark"' not in Client().get(address).content.decode()

    def test_no_draft_no_missing_page_and_no_search(self, client, as_user, organizer):
        draft = make_guide(organizer, published=False)
        assert "no-store" in as_user(organizer).get(draft.get_absolute_url())["Cache-Control"]
        assert Client().get(draft.get_absolute_url()).status_code == 404
        assert "ETag" not in Client().get(reverse("search"), {"q": "walrus"})


class TestWhenTheLibraryChanges:
    def test_a_change_is_seen_at_once(self, client, guide):
        address = guide.get_absolute_url()
        assert "A new name" not in client.get(address).content.decode()
        guide.sections.update(title="A new name")
        assert "A new name" in client.get(address).content.decode()

    def test_what_is_withdrawn_is_gone_at_once(self, client, guide):
        assert client.get(guide.get_absolute_url()).status_code == 200
        guide.withdraw()
        assert client.get(guide.get_absolute_url()).status_code == 404

    def test_what_is_planned_comes_out_in_time(self, client, guide):
        type(guide).objects.update(published_at=timezone.now() + datetime.timedelta(seconds=0.5))
        before = changes.state()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.6)")
        assert changes.state() != before

    def test_every_table_behind_the_pages_is_watched(self):
        models = [
            model
            for name in ("texts", "guides", "taggit")
            for model in apps.get_app_config(name).get_models(include_auto_created=True)
        ]
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'library_changed'")
            watched = {table for (table,) in cursor.fetchall()}
        assert {model._meta.db_table for model in models} - watched == PRIVATE | OF_EDITORS

    def test_few_changes_are_remembered(self, guide):
        for number in range(150):
            guide.text.editions.create(name=f"Edition {number}")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM guides_change")
            assert cursor.fetchone() == (100,)


def test_the_shelf_has_little_room_and_forgets_the_oldest():
    shelf = Shelf(room=10)
    for name in "abc":
        shelf.keep("now", (name,), Page(b"12345", {}))
        shelf.find("now", ("a",))
    assert [name for name in "abc" if shelf.find("now", (name,))] == ["a", "c"]
    shelf.keep("later", ("d",), Page(b"12345", {}))
    assert shelf.find("later", ("a",)) is None
    assert shelf.size == 5
