"""Releases, topics, the feed and the site map."""

import datetime
import re

import pytest
from django.db.models import F
from django.utils import timezone

from guides.documents import publish
from guides.models import Question
from tests import factories
from tests.guides.pages import cost, secretive, url
from tests.pages import page

pytestmark = pytest.mark.django_db


class TestReleases:
    @pytest.fixture
    def revised(self, guide, organizer):
        secretive(guide)
        publish(guide, organizer, "First words")
        question = guide.sections.first().questions.first()
        question.prompt, question.facilitator_note = "Who writes?", "A new secret."
        question.save()
        publish(guide, organizer, "A clearer first question")
        return guide

    def test_the_history_names_every_version_with_its_note(self, client, revised):
        shown = page(client, url("release_list", revised.slug))
        assert "A clearer first question" in shown
        assert "First words" in shown

    def test_what_moved_or_stands_in_the_head_is_told_without_numbers_and_keys(self, client, guide, organizer):
        publish(guide, organizer, "")
        first, second = guide.sections.first().questions.all()[:2]
        first.position, second.position = second.position, first.position
        Question.objects.bulk_update([first, second], ["position"])
        Question.objects.filter(pk=first.pk).update(prompt="A question\nabout two\nlines of a letter?")
        guide.licence = "CC0"
        guide.save()
        publish(guide, organizer, "")
        Question.objects.filter(pk=first.pk).update(prompt="A question about\nthree lines of a letter?")
        guide.language = "de"
        guide.save()
        publish(guide, organizer, "")
        shown = page(client, url("release_detail", guide.slug, 3))
        assert "stand in another order" in shown
        assert "CC0" in shown
        shown = page(client, url("release_detail", guide.slug, 4))
        removed, added = (re.findall(rf"<{tag}><span[^>]*>\w+: </span>(.*?)</{tag}>", shown) for tag in ("del", "ins"))
        assert ("two" in removed, "three" in added) == (True, True)
        assert "A question about <del>" in shown
        assert "another order" not in shown
        assert first.key not in shown

    def test_a_question_that_moved_into_the_next_section_is_told(self, client, guide, organizer):
        publish(guide, organizer, "")
        first, second = guide.sections.all()
        second.questions.update(position=F("position") + 1)
        first.questions.filter(pk=first.questions.last().pk).update(section=second, position=1)
        publish(guide, organizer, "")
        shown = page(client, url("release_detail", guide.slug, 3))
        assert "stand in another order" in shown
        assert "Nothing that readers see" not in shown

    def test_sections_without_questions_that_change_places_are_told(self, client, guide, organizer):
        factories.make_section(guide, 3, questions=0)
        factories.make_section(guide, 4, questions=0)
        publish(guide, organizer, "")
        for old, new in ((3, 9), (4, 3), (9, 4)):
            guide.sections.filter(position=old).update(position=new)
        publish(guide, organizer, "")
        assert "stand in another order" in page(client, url("release_detail", guide.slug, 3))

    def test_what_is_new_or_left_out_does_not_put_the_rest_in_another_order(self, client, guide, organizer):
        publish(guide, organizer, "")
        guide.sections.update(position=F("position") + 1)
        factories.make_section(guide, 1, slug="new", title="Section title 2")
        guide.sections.last().questions.first().delete()
        publish(guide, organizer, "")
        shown = page(client, url("release_detail", guide.slug, 3))
        assert "Left out" in shown
        assert "another order" not in shown

    def test_of_a_version_that_cannot_be_read_it_does_not_say_that_nothing_changed(self, client, guide, organizer):
        for _ in range(2):
            publish(guide, organizer, "")
        address = url("release_detail", guide.slug, 3)
        assert "Nothing that readers see has changed." in page(client, address)
        guide.releases.filter(number=2).update(document="---\ntitle: [\n")
        shown = page(client, address)
        assert "What changed since version 2 cannot be said" in shown
        assert "Nothing that readers see" not in shown

    def test_a_version_shows_what_it_changed_and_no_secrets(self, client, revised):
        shown = page(client, url("release_detail", revised.slug, 3))
        assert "Who writes?" in shown
        assert "<ins>" in shown
        assert "<del>" in shown
        assert "question 1 of Section title 1" in shown
        assert "secret" not in shown
        assert "candle" not in shown

    def test_nobody_sees_the_history_of_a_draft(self, client, draft):
        page(client, url("release_list", draft.slug), 404)
        page(client, url("release_detail", draft.slug, 1), 404)


class TestTopicDetail:
    def test_lists_texts_and_guides_alike_newest_first(self, client, guide, organizer):
        text = factories.make_text("A letter", kind="letter", blurb="What he wrote home.")
        text.published_at = timezone.now() - datetime.timedelta(days=3)
        text.save()
        text.tags.add("Exile")
        guide.tags.add("Exile")
        address = url("topic_detail", "exile")
        newest, oldest = page(client, address), page(client, address + "?order=oldest")
        assert newest.index(guide.title) < newest.index("A letter")
        assert oldest.index(guide.title) > oldest.index("A letter")
        assert "Letter" in newest
        assert f"Guide to {guide.text.title}" in newest
        assert "What he wrote home." in newest

    def test_a_topic_of_drafts_only_is_not_found(self, client, draft):
        draft.tags.add("Secret plans")
        page(client, url("topic_detail", "secret-plans"), 404)
        page(client, url("topic_detail", "never-heard-of"), 404)

    def test_the_cost_does_not_grow(self, client, organizer):
        def add(number):
            for _ in range(number):
                guide = factories.make_guide(organizer)
                guide.tags.add("Exile")
                guide.text.tags.add("Exile")

        add(2)
        few = cost(client, url("topic_detail", "exile"))
        add(20)
        assert cost(client, url("topic_detail", "exile")) == few


class TestFeed:
    def test_has_an_entry_for_each_release_of_what_is_public(self, client, guide, draft, organizer):
        guide.publish(organizer, "Second thoughts", "")
        shown = page(client, url("guide_feed"))
        assert "<author><name>" in shown  # RFC 4287, 4.1.1: a feed without one is not valid
        assert shown.count("<entry>") == 2
        assert "Second thoughts" in shown
        assert draft.title not in shown

    def test_words_that_look_like_markup_reach_the_reader_as_words(self, client, guide):
        guide.blurb = "On <b> & <i>"
        guide.save()
        assert "&lt;p&gt;On &amp;lt;b&amp;gt; &amp;amp; &amp;lt;i&amp;gt;&lt;/p&gt;" in page(client, url("guide_feed"))


class TestSiteMap:
    def test_names_public_pages_only(self, client, guide, draft):
        shown = page(client, url("site_map"))
        assert guide.sections.first().get_absolute_url() in shown
        assert draft.get_absolute_url() not in shown
