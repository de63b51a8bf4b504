"""What a guide says in a section is kept until the library changes, and not a moment longer."""

import pytest

from guides.kept_sections import kept_section
from guides.models import Choice, Passage, Person, Question, Section, Term
from texts.models import Chapter, Text

CHANGES = {
    "a prompt": lambda section: section.questions.update(prompt_html="<p>Zqnew</p>"),
    "a choice": lambda section: Choice.objects.update(label="Zqnew"),
    "a question taken out": lambda section: section.questions.first().delete(),
    "a term": lambda section: Term.objects.update(name="Zqnew"),
    "a person": lambda section: Person.objects.create(guide=section.guide, section=section, name="Zqnew"),
    "a passage": lambda section: Passage.objects.update(quotation_html="<p>Zqnew</p>"),
    "an aim": lambda section: Section.objects.update(aim="Zqnew"),
    "another section": lambda section: section.guide.sections.create(position=9, title="Zqnew", slug="zqnew"),
    "a chapter": lambda section: Chapter.objects.update(title="Zqnew"),
    "which chapters": lambda section: section.chapters.clear(),
    "a text": lambda section: Text.objects.update(title="Zqnew"),
}


@pytest.fixture
def section(guide):
    section = guide.sections.order_by("position").first()
    section.chapters.add(guide.text.chapters.first())
    first = section.questions.first()
    Question.objects.filter(pk=first.pk).update(kind="choice", prompt_html="<p>Why do owls wait?</p>")
    Choice.objects.create(question=first, position=1, label="They sleep")
    Term.objects.create(guide=guide, section=section, name="Owls", description="Birds.")
    Passage.objects.create(section=section, position=1, quotation="An owl.")
    return section


def said(section, links: bool = True) -> str:
    kept = kept_section(section.guide_id, section.slug, links)
    questions = [one.prompt_html for one in kept.questions]
    choices = [choice.label for one in kept.questions if one.has_choices for choice in one.choices.all()]
    passages = [one.quotation_html for one in kept.passages]
    notes = [note.name for note in (*kept.people, *kept.terms, *kept.explained)]
    titles = [one.title for one in (*kept.siblings, *kept.section.chapters.all(), kept.section.guide.text)]
    return repr((kept.section.aim, questions, choices, passages, notes, titles))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_seen_at_once(section, change):
    before = said(section)
    assert said(section) == before
    change(section)
    assert said(section) != before


def test_it_costs_one_query_while_nothing_changes(section, django_assert_num_queries):
    said(section)
    with django_assert_num_queries(1):
        said(section)


def test_words_lead_to_what_explains_them_for_those_alone_who_wish_it(section):
    assert 'class="explained"' in said(section)
    assert 'class="explained"' not in said(section, links=False)
    assert 'class="explained"' in said(section)


def test_what_is_not_there_is_not_kept(section):
    with pytest.raises(Section.DoesNotExist):
        kept_section(section.guide_id, "another")
