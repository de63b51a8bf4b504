"""A guide made from another is offered what changes there, piece by piece."""

import pytest
from django.urls import reverse

from guides.documents import fork, news_of, publish, take_over
from guides.models import Question
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def origin(organizer):
    guide = factories.make_guide(organizer, published=False, blurb="Old blurb.", why="Because.")
    section = guide.sections.first()
    section.aim, section.facilitator_notes = "Old aim.", "Bring a candle."
    section.save()
    question = section.questions.first()
    question.prompt, question.model_answer = "Who writes?", "Walton."
    question.save()
    publish(guide, organizer, "")
    return guide


@pytest.fixture
def copy(origin, other):
    return fork(origin, other)


def change(origin, by):
    """A word, an aim, a new question, a dropped one, a new section; published."""
    first, second = origin.sections.all()
    first.aim = "New aim."
    first.save()
    question = first.questions.first()
    question.prompt = "Who writes, and to whom?"
    question.save()
    factories.make_question(first, 3, prompt="What is the ice?")
    second.questions.last().delete()
    factories.make_section(origin, 3, title="An epilogue")
    origin.blurb = "New blurb."
    origin.save()
    return publish(origin, by, "Better questions")


def keys(news):
    return {change.label: change.key for change in news.changes()}


def told(guide, by):
    guide.refresh_from_db()
    return news_of(guide, by)


class TestWhatIsOffered:
    def test_nothing_before_the_origin_is_published_again(self, origin, copy, other):
        assert told(copy, other) is None
        origin.blurb = "Not yet released."
        origin.save()
        assert told(copy, other) is None

    def test_each_change_once(self, origin, copy, other, organizer):
        change(origin, organizer)
        assert list(keys(told(copy, other))) == [
            "Blurb",
            "Section “Section title 1”",
            "New: Section “An epilogue”",
            "Section “Section title 1”, question 1",
            "New: Section “Section title 1”, question 3",
            "Left out: a question in section “Section title 2”",
        ]

    def test_says_where_both_have_changed(self, origin, copy, other, organizer):
        section = copy.sections.first()
        section.aim = "My own aim."
        section.save()
        change(origin, organizer)
        both = {change.label: change.is_ours_too for change in told(copy, other).changes()}
        assert both["Section “Section title 1”"]
        assert not both["Section “Section title 1”, question 1"]

    def test_what_only_editors_of_the_origin_may_read_is_not_shown(self, origin, copy, other, organizer):
        section = origin.sections.first()
        section.facilitator_notes = "Bring two candles."
        section.save()
        change(origin, organizer)
        lines = [run.text for change in told(copy, other).changes() for line in change.lines for run in line]
        assert "Walton." not in "\n".join(lines)
        assert "candle" not in "\n".join(lines)

    def test_a_withdrawn_origin_offers_nothing(self, origin, copy, other, organizer):
        change(origin, organizer)
        origin.withdraw()
        assert told(copy, other) is None


class TestTakingOver:
    def test_only_what_was_chosen(self, origin, copy, other, organizer):
        change(origin, organizer)
        news = told(copy, other)
        chosen = keys(news)
        take_over(
            copy,
            news,
            {chosen["Section “Section title 1”, question 1"], chosen["New: Section “Section title 1”, question 3"]},
            other,
        )
        copy.refresh_from_db()
        first, second = copy.sections.all()
        prompts = list(first.questions.values_list("prompt", flat=True))
        assert (prompts[0], prompts[2]) == ("Who writes, and to whom?", "What is the ice?")
        assert (copy.blurb, first.aim, second.questions.count()) == ("Old blurb.", "Old aim.", 2)

    def test_what_was_not_chosen_is_offered_until_it_is_left(self, origin, copy, other, organizer):
        change(origin, organizer)
        news = told(copy, other)
        offered = keys(news)
        take_over(copy, news, {offered["Blurb"], offered["Left out: a question in section “Section title 2”"]}, other)
        copy.refresh_from_db()
        rest = told(copy, other)
        assert list(keys(rest)) == [
            "Section “Section title 1”",
            "New: Section “An epilogue”",
            "Section “Section title 1”, question 1",
            "New: Section “Section title 1”, question 3",
        ]
        take_over(copy, rest, {keys(rest)["New: Section “An epilogue”"]}, other, leave_rest=True)
        copy.refresh_from_db()
        assert (copy.sections.count(), copy.blurb) == (3, "New blurb.")
        assert told(copy, other) is None

    def test_all_of_it(self, origin, copy, other, organizer):
        change(origin, organizer)
        news = told(copy, other)
        take_over(copy, news, set(keys(news).values()), other)
        copy.refresh_from_db()
        assert copy.blurb == "New blurb."
        assert [section.title for section in copy.sections.all()] == [
            "Section title 1", "Section title 2", "An epilogue",
        ]  # fmt: skip
        assert [section.questions.count() for section in copy.sections.all()] == [3, 1, 2]
        assert (copy.slug, copy.derived_from) != (origin.slug, None)

    def test_ones_own_notes_and_questions_stay(self, origin, copy, other, organizer):
        question = copy.sections.first().questions.first()
        question.model_answer = "My own answer."
        question.save()
        factories.make_question(copy.sections.first(), 3, prompt="My own question?")
        change(origin, organizer)
        news = told(copy, other)
        take_over(copy, news, set(keys(news).values()), other)
        question.refresh_from_db()
        assert (question.prompt, question.model_answer) == ("Who writes, and to whom?", "My own answer.")
        assert Question.objects.filter(section__guide=copy, prompt="My own question?").exists()

    def test_a_question_with_answers_is_retired_not_deleted(self, origin, copy, other, organizer, facilitator, member):
        publish(copy, other, "")
        reading = factories.make_reading(factories.make_group(facilitator, member), copy)
        dropped = copy.sections.last().questions.last()
        factories.make_answer(reading, dropped, member)
        change(origin, organizer)
        news = told(copy, other)
        take_over(copy, news, set(keys(news).values()), other)
        dropped.refresh_from_db()
        assert dropped.retired_at


class TestOpenForms:
    def test_only_those_of_sections_that_change_are_out_of_date(self, origin, copy, other, organizer):
        change(origin, organizer)
        news, before = told(copy, other), list(copy.sections.values_list("version", flat=True))
        take_over(copy, news, {keys(news)["Section “Section title 1”, question 1"]}, other)
        assert list(copy.sections.values_list("version", flat=True)) == [before[0] + 1, before[1]]


class TestAtTheDesk:
    def address(self, copy):
        return reverse("admin:guides_guide_origin", args=[copy.pk])

    def test_the_guide_says_that_there_is_something_new(self, as_user, origin, copy, other, organizer):
        desk = as_user(other)
        page = reverse("admin:guides_guide_change", args=[copy.pk])
        assert self.address(copy) not in desk.get(page).content.decode()
        change(origin, organizer)
        assert self.address(copy) in desk.get(page).content.decode()

    def test_is_looked_at_and_taken(self, as_user, origin, copy, other, organizer):
        release, desk = change(origin, organizer), as_user(other)
        shown = desk.get(self.address(copy)).content.decode()
        for words in ("and to whom", "Better questions", "New</ins> aim."):
            assert words in shown
        desk.post(self.address(copy), {"release": release.pk, "take": ["part:blurb"], "leave": ""})
        copy.refresh_from_db()
        assert (copy.blurb, copy.derived_release) == ("New blurb.", release)

    def test_a_page_older_than_the_last_release_is_shown_anew(self, as_user, origin, copy, other, organizer):
        old = change(origin, organizer)
        publish(origin, organizer, "Once more")
        as_user(other).post(self.address(copy), {"release": old.pk, "take": ["part:blurb"]})
        copy.refresh_from_db()
        assert copy.blurb == "Old blurb."

    def test_only_editors_of_the_copy(self, as_user, origin, copy, organizer):
        release = change(origin, organizer)
        data = {"release": release.pk, "take": ["part:blurb"], "leave": ""}
        assert as_user(organizer).post(self.address(copy), data).status_code == 403
        copy.refresh_from_db()
        assert copy.blurb == "Old blurb."
