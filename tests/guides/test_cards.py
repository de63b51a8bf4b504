"""What machines read: Open Graph, schema.org, the map of the site. Nothing of it about what is not for everybody."""

import json
import re

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.naming import site_name
from guides.models import ReadingPath
from tests import factories
from tests.pages import page

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_of(shown):
    (found,) = DATA.findall(shown)
    return json.loads(found)


class TestGuide:
    def test_says_what_it_is_about_and_what_it_is_part_of(self, client, organizer):
        text = factories.make_text("Frankenstein")
        guide = factories.make_guide(organizer, text=text, title="Maker and made", blurb="A blurb.", level="advanced")
        guide.tags.add("Family")
        data = data_of(page(client, guide.get_absolute_url()))
        assert (data["@type"], data["name"], data["educationalLevel"]) == (
            "LearningResource", "Maker and made", "Advanced",
        )  # fmt: skip
        assert data["about"]["name"] == "Frankenstein"
        assert data["keywords"] == ["Family"]
        assert data["url"] == settings.SITE_URL + guide.get_absolute_url()
        assert [part["name"] for part in data["hasPart"]] == ["Section title 1", "Section title 2"]
        section = data_of(page(client, guide.sections.first().get_absolute_url()))
        assert section["isPartOf"]["name"] == "Maker and made"

    def test_has_one_address_whatever_it_was_asked_by(self, client, guide):
        shown = page(client, guide.get_absolute_url() + "?from=elsewhere")
        address = settings.SITE_URL + guide.get_absolute_url()
        assert f'<link rel="canonical" href="{address}">' in shown
        assert f'<meta property="og:url" content="{address}">' in shown

    def test_words_of_a_guide_cannot_end_the_script(self, client, organizer):
        guide = factories.make_guide(organizer, title="</script><script>alert(1)</script>", blurb="<!-- & -->")
        shown = page(client, guide.get_absolute_url())
        assert data_of(shown)["name"] == guide.title
        assert "<script>alert" not in shown

    @pytest.mark.parametrize("fields", [{"published": False}, {"audience": "groups"}])
    def test_nothing_about_what_is_not_for_everybody(self, as_user, organizer, fields):
        guide = factories.make_guide(organizer, **fields)
        for address in (guide.get_absolute_url(), guide.sections.first().get_absolute_url()):
            shown = page(as_user(organizer), address)
            assert guide.text.title in shown
            assert "ld+json" not in shown
            assert "og:" not in shown
            assert "canonical" not in shown


class TestText:
    def test_a_text_and_its_chapters_say_what_they_are(self, client):
        text = factories.make_text("Frankenstein", written_from=1818, blurb="A blurb.", language="en")
        text.cover = text.pictures.create(name="c.png", data=b"x", width=2, height=3)
        text.save()
        shown = page(client, text.get_absolute_url())
        data = data_of(shown)
        assert (data["@type"], data["name"], data["dateCreated"]) == ("Book", "Frankenstein", "1818")
        assert data["author"][0]["name"] == text.author_line
        assert f'<meta property="og:image" content="{data["image"]}">' in shown
        chapter = data_of(page(client, text.chapters.first().get_absolute_url()))
        assert (chapter["@type"], chapter["position"], chapter["timeRequired"]) == ("Chapter", 1, "PT10M")
        assert chapter["isPartOf"]["@id"] == data["@id"]

    def test_nothing_about_one_that_is_not_published(self, as_user, organizer):
        text = factories.make_text("Hidden", published=False)
        for address in (text.get_absolute_url(), text.chapters.first().get_absolute_url()):
            shown = page(as_user(organizer), address)
            assert "Hidden" in shown
            assert "ld+json" not in shown
            assert "canonical" not in shown

    def test_the_front_page_names_the_site(self, client):
        shown = page(client, "/")
        assert data_of(shown)["@type"] == "WebSite"
        assert data_of(shown)["name"] == site_name()
        assert f'<meta property="og:title" content="{site_name()}">' in shown


class TestMap:
    def test_names_guides_sections_chapters_and_paths_and_no_draft(self, client, organizer, guide):
        draft = factories.make_guide(organizer, published=False, title="Draft", slug="a-draft")
        hidden = factories.make_text("Hidden", published=False)
        path = ReadingPath.objects.create(title="A path", slug="a-path")
        path.steps.create(guide=guide, position=1)
        closed = ReadingPath.objects.create(title="A draft of a path", slug="draft-path")
        closed.steps.create(guide=guide, position=1)
        path.publish()
        guide.tags.add("Stoics")
        shown = page(client, reverse("guides:site_map"))
        assert f"<loc>{settings.SITE_URL}/topics/stoics/</loc>" in shown
        chapter = reverse("texts:chapter_detail", args=[guide.text.slug, "chapter-1"])
        for address in (guide.get_absolute_url(), guide.sections.last().get_absolute_url(), chapter, "/paths/a-path/"):
            assert f"<loc>{settings.SITE_URL}{address}</loc>" in shown
        for words in (draft.slug, hidden.slug, closed.slug):
            assert words not in shown

    def test_robots_find_it(self, client):
        assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in page(client, "/robots.txt")
