"""The desk as organizers use it: writing a sheet on one page, reviewing each other, publishing on a day."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guides.documents import publish_due
from guides.models import Guide, Passage, Question, Review
from notices.tasks import publish_guides
from tests import factories
from tests.guides.desk import change_url, form_data, new_row, row_of
from tests.pages import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organizer):
    return factories.make_guide(organizer, published=False, sections=3)


def act(name, guide):
    return reverse(f"admin:guides_guide_{name}", args=[guide.pk])


class TestWithoutScripts:
    """Rows are added in the empty one at the end, and moved by the buttons beside their numbers."""

    def test_an_empty_row_waits_and_makes_nothing(self, desk, draft):
        data = form_data(desk.get(change_url(draft)))
        assert data["sections-TOTAL_FORMS"] == 4
        desk.post(change_url(draft), data | {"sections-3-position": "4"})
        assert draft.sections.count() == 3
        desk.post(change_url(draft), data | {"sections-3-title": "An epilogue"})
        assert draft.sections.last().title == "An epilogue"

    @pytest.mark.parametrize(
        ("row", "way", "order"),
        [
            (1, "up", [2, 1, 3]),
            (1, "down", [1, 3, 2]),
            (0, "up", [1, 2, 3]),
            (2, "down", [1, 2, 3]),
            (9, "up", [1, 2, 3]),
        ],
    )
    def test_a_button_moves_a_row_and_comes_back(self, desk, draft, row, way, order):
        data = form_data(desk.get(change_url(draft)))
        answer = desk.post(change_url(draft), data | {"_move": f"sections-{row}-position:{way}"})
        assert (answer.status_code, answer.url) == (302, f"{change_url(draft)}#sections-group")
        assert [section.title for section in draft.sections.all()] == [f"Section title {number}" for number in order]

    def test_who_moves_a_row_is_a_saver_like_others(self, desk, draft):
        data = form_data(desk.get(change_url(draft)))
        desk.post(change_url(draft), data | {"_move": "sections-1-position:up"})
        assert desk.post(change_url(draft), data | {"title": "Mine"}).status_code == 409

    def test_questions_move_too(self, desk, draft):
        section = draft.sections.first()
        first, second = section.questions.all()
        data = form_data(desk.get(change_url(section)))
        desk.post(change_url(section), data | {"_move": "questions-1-position:up"})
        assert list(section.questions.all()) == [second, first]

    def test_enter_in_a_field_saves_and_neither_moves_nor_previews(self, desk, draft):
        for address in (change_url(draft), change_url(draft.sections.first())):
            form = html_of(desk.get(address)).partition("novalidate>")[2]
            assert form.index('name="_continue"') < min(form.index('name="_move"'), form.index("formaction"))


class TestOnePage:
    """A question with all that belongs to it is written on the page of its section."""

    def test_everything_of_a_new_question(self, desk, draft):
        section = draft.sections.first()
        data = new_row(
            form_data(desk.get(change_url(section))),
            "questions",
            prompt="Who speaks?",
            kind="poll",
            choice_lines="He\nShe\nNobody",
            is_core="",
            minutes="10",
            hint="The *first* line.",
            chapter=draft.text.chapters.first().pk,
            reference="at the end",
            reveal="at_meeting",
            one_of="A",
            model_answer="Nobody does.",
            facilitator_note="Wait.",
        )
        desk.post(change_url(section), data)
        question = section.questions.get(prompt="Who speaks?")
        assert [choice.label for choice in question.choices.all()] == ["He", "She", "Nobody"]
        assert (question.kind, question.is_core, question.minutes, question.one_of) == ("poll", False, 10, "A")
        assert (question.hint, question.model_answer, question.facilitator_note) == (
            "The *first* line.", "Nobody does.", "Wait.",
        )  # fmt: skip
        assert (question.chapter, question.reference) == (draft.text.chapters.first(), "at the end")
        assert question.reveal == Question.Reveal.AT_MEETING

    def test_a_chapter_of_another_text_is_refused(self, desk, draft):
        section, foreign = draft.sections.first(), factories.make_text(chapters=1).chapters.first()
        data = form_data(desk.get(change_url(section)))
        row = row_of(data, "questions", section.questions.first().pk)
        answer = desk.post(change_url(section), data | {f"{row}-chapter": foreign.pk, f"{row}-hint": "x"})
        assert answer.status_code == 200
        assert not Question.objects.filter(chapter=foreign).exists()

    @pytest.mark.parametrize(
        ("span", "field"),
        [(("9999", ""), "first_paragraph"), (("1", "9999"), "last_paragraph"), (("3", "2"), "last_paragraph")],
    )
    def test_a_span_outside_the_text_says_so_at_its_field(self, desk, draft, span, field):
        section, chapter = draft.sections.first(), draft.text.chapters.first()
        assert chapter.paragraphs
        first, last = span
        where = {"chapter": chapter.pk, "first_paragraph": first, "last_paragraph": last}
        page = form_data(desk.get(change_url(section)))
        for prefix, words in (
            ("questions", {"prompt": "Why?", "kind": "factual", "reveal": "open"}),
            ("passages", {"quotation": "“Ice.”"}),
        ):
            number = page[f"{prefix}-TOTAL_FORMS"]
            answer = desk.post(change_url(section), new_row(dict(page), prefix, **words, **where))
            sets = {inline.formset.prefix: inline.formset for inline in answer.context["inline_admin_formsets"]}
            assert list(sets[prefix].forms[number].errors) == [field]
            assert f'href="#id_{prefix}-{number}-{field}"' in html_of(answer)
        assert (section.questions.count(), Passage.objects.count()) == (2, 0)

    def test_the_next_section_is_one_button_away(self, desk, draft):
        first, second, _third = draft.sections.all()
        data = form_data(desk.get(change_url(first)))
        answer = desk.post(change_url(first), data | {"aim": "To begin.", "_next": second.pk})
        assert answer.url == change_url(second)
        first.refresh_from_db()
        assert first.aim == "To begin."

    def test_costs_the_same_for_few_and_for_many(self, desk, draft):
        few, many = draft.sections.all()[:2]
        for number in range(3, 40):
            factories.make_question(many, number, choices=["Yes", "No"])
            many.passages.create(position=number, quotation="“Ice.”", chapter=draft.text.chapters.first())
        few.passages.create(position=1, quotation="“Ice.”", chapter=draft.text.chapters.first())
        factories.make_question(few, 3, choices=["Yes", "No"])

        def cost(section, words):
            with CaptureQueriesContext(connection) as opened:
                data = form_data(desk.get(change_url(section)))
            with CaptureQueriesContext(connection) as saved:
                assert desk.post(change_url(section), data | {"aim": words}).status_code == 302
            return len(opened), len(saved)

        for section in (few, many):  # numbers close up at the first saving
            cost(section, "first")
        assert cost(few, "second") == cost(many, "second")


class TestANewGuide:
    @pytest.mark.parametrize(("ticked", "count"), [({"with_chapters": "on"}, 3), ({}, 0)])
    def test_begins_with_a_section_for_each_chapter_if_one_likes(self, desk, organizer, ticked, count):
        text = factories.make_text(chapters=3)
        desk.post(reverse("admin:guides_guide_add"), {"text": text.pk, "title": "Cold", **ticked})
        guide = Guide.objects.get(title="Cold")
        assert (guide.sections.count(), list(guide.editors.all())) == (count, [organizer])

    def test_what_is_missing_leads_to_where_it_is_mended(self, desk, draft):
        section = draft.sections.last()
        section.questions.all().delete()
        page = html_of(desk.get(change_url(draft)))
        assert f'<a href="{change_url(section)}">Section 3 has no question.</a>' in page
        assert f'<a href="{change_url(draft)}#id_blurb">' in page


class TestReview:
    def test_another_organizer_says_what_is_missing_and_it_is_a_draft_again(self, desk, as_user, draft, other):
        desk.post(act("review", draft))
        draft.refresh_from_db()
        assert (draft.status, draft.may_be_reviewed_by(other)) == ("In review", True)
        client = as_user(other)
        assert draft.title in html_of(client.get(reverse("admin:index")))
        assert client.post(act("reviewed", draft), {"is_ready": "no", "remarks": " "}).status_code == 422
        assert client.post(act("reviewed", draft), {}).status_code == 422
        assert not Review.objects.exists()
        client.post(act("reviewed", draft), {"is_ready": "no", "remarks": "Too *long*."})
        draft.refresh_from_db()
        assert draft.status == "Draft"
        assert "Too <em>long</em>." in html_of(as_user(draft.created_by).get(change_url(draft)))

    def test_what_is_ready_waits_for_its_editors(self, desk, as_user, draft, other):
        desk.post(act("review", draft))
        as_user(other).post(act("reviewed", draft), {"is_ready": "yes"})
        draft.refresh_from_db()
        assert (draft.status, draft.reviews.get().is_ready) == ("In review", True)
        assert as_user(other).post(act("publish", draft)).status_code == 403

    def test_nobody_reviews_their_own_request_and_members_nothing(self, as_user, draft, other, member):
        as_user(other).post(act("reviewed", draft), {"is_ready": "yes"})  # nobody asked yet
        client = as_user(draft.created_by)
        client.post(act("review", draft))
        assert client.post(act("reviewed", draft), {"is_ready": "yes"}).status_code == 403
        assert as_user(member).post(act("reviewed", draft), {"is_ready": "yes"}).status_code in (302, 403, 404)
        assert not Review.objects.exists()

    def test_what_is_published_asks_for_none(self, desk, guide):
        desk.post(act("review", guide))
        guide.refresh_from_db()
        assert (guide.status, guide.review_asked_at) == ("Published", None)


class TestOnADay:
    def in_minutes(self, minutes):
        return timezone.localtime() + datetime.timedelta(minutes=minutes)

    def set_for(self, desk, guide, at, **more):
        return desk.post(act("publish", guide), {"publish_on": at.strftime("%Y-%m-%dT%H:%M"), "later": "", **more})

    def test_the_worker_publishes_it_once_with_the_note_and_name_of_who_set_it(self, desk, draft, other):
        draft.editors.add(other)
        self.set_for(desk, draft, self.in_minutes(30), note="For the winter")
        publish_guides(0)
        assert not Guide.objects.published().exists()
        Guide.objects.update(publish_on=timezone.now())
        publish_guides(0)
        publish_guides(0)
        release = draft.releases.get()
        assert (release.note, str(release.released_by)) == ("For the winter", str(draft.created_by))
        assert list(Guide.objects.published()) == [draft]

    def test_the_worker_knows_of_it(self):
        from procrastinate.contrib.django import app

        tasks = [task.task.name for task in app.periodic_registry.periodic_tasks.values()]
        assert "notices.tasks.publish_guides" in tasks

    def test_a_day_that_is_past_or_missing_is_refused_at_its_field(self, desk, draft):
        for answer in (
            self.set_for(desk, draft, self.in_minutes(-1)),
            desk.post(act("publish", draft), {"later": "", "note": "Kept"}),
        ):
            assert answer.status_code == 422
            assert list(answer.context["form"].errors) == ["publish_on"]
        assert "Kept" in html_of(answer)
        draft.refresh_from_db()
        assert (draft.publish_on, draft.is_published) == (None, False)

    def test_can_be_called_off(self, desk, draft):
        self.set_for(desk, draft, self.in_minutes(30))
        desk.post(act("publish", draft), {"never": ""})
        draft.refresh_from_db()
        assert (draft.publish_on, draft.publish_by) == (None, None)

    def test_what_cannot_come_out_waits_says_why_and_holds_up_nobody(self, desk, draft, organizer):
        fine = factories.make_guide(organizer, published=False)
        Guide.objects.update(publish_on=timezone.now() - datetime.timedelta(minutes=5))
        factories.make_question(draft.sections.first(), 3, choices=["Only one"])
        reasons = publish_due()
        assert reasons[fine] == []
        assert reasons[draft] == ["Section 1, question 3 needs at least two choices."]
        assert list(Guide.objects.published()) == [fine]
        page = html_of(desk.get(change_url(draft)))
        assert "and could not." in page
        Question.objects.filter(position=3).delete()
        publish_due()
        assert Guide.objects.published().count() == 2


class TestAfterPublishing:
    def test_says_that_what_is_saved_is_seen_and_asks_for_a_version(self, desk, organizer):
        guide = factories.make_guide(organizer, published=False)
        desk.post(act("publish", guide))
        assert "Publish the changes" not in html_of(desk.get(change_url(guide)))
        section = guide.sections.first()
        section.aim = "New."
        section.save()
        assert "Publish the changes" in html_of(desk.get(change_url(guide)))
