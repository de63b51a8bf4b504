"""The pages of the desk: previews, ways back, what is typed is kept, and what a page costs."""

import re
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.guides.desk import change_url, form_data
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(guide):
    return guide.sections.first()


class TestPreview:
    def test_prints_as_the_site_does_and_saves_nothing(self, desk):
        address = reverse("admin:guides_preview")
        html = html_of(desk.post(address, {"source": "*so* <script>x</script>"}, headers={"X-Requested-With": "fetch"}))
        assert "<em>so</em>" in html
        assert "<script>" not in html
        assert "<em>why</em>" in html_of(desk.post(address, {"preview": "why", "why": "*why*"}))
        assert desk.get(address).status_code == 405


class TestWays:
    def test_every_field_in_markdown_has_a_preview_in_rows_too(self, desk, guide, section):
        guide.terms.create(name="Frame", description="A story around another.")
        for obj, name in ((section, "questions-0-prompt"), (section, "passages-__prefix__-quotation"),
                          (guide, "terms-0-description")):  # fmt: skip
            assert f'name="preview" value="{name}"' in html_of(desk.get(change_url(obj)))

    def test_what_is_typed_is_kept_in_every_form_of_the_desk(self, desk, guide, section):
        pages = [change_url(guide), change_url(section), change_url(section.questions.first()),
                 reverse("admin:guides_guide_add"), reverse("admin:guides_section_paste", args=[section.pk]),
                 reverse("admin:guides_guide_publish", args=[guide.pk]),
                 reverse("admin:texts_text_change", args=[guide.text.pk])]  # fmt: skip
        for address in pages:
            shown = html_of(desk.get(address))
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
