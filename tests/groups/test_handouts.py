"""The guide on paper, had through the group that reads it."""

import pytest
from django.urls import reverse

from tests import factories
from tests.guides.pages import cost, secretive
from texts import paper

pytestmark = pytest.mark.django_db
PAGES, FILES = ("booklet_print", "handout_print"), ("booklet_pdf", "handout_pdf")
NOTES = "?edition=facilitator"


def address(name: str, reading) -> str:
    about = [reading.guide.sections.first().slug] if name.startswith("handout") else []
    return reverse(f"groups:{name}", args=[reading.group.slug, reading.slug, *about])


@pytest.fixture
def typesetter(monkeypatch):
    """Keeps the words it is given, in place of setting them."""
    given: list[str] = []
    monkeypatch.setattr(paper, "pdf", lambda sheet, size: given.append(str(sheet)) or b"%PDF-")
    return given


class TestTheFacilitatorsEdition:
    @pytest.mark.parametrize("name", PAGES)
    def test_has_notes_and_model_answers_on_its_page(self, as_user, facilitator, member, reading, name):
        secrets = secretive(reading.guide)
        shown = as_user(facilitator).get(address(name, reading) + NOTES)
        assert all(secret in shown.content.decode() for secret in secrets)
        assert shown["Cache-Control"] == "private, no-store"
        plain = as_user(member).get(address(name, reading)).content.decode()
        assert not [secret for secret in secrets if secret in plain]
        assert as_user(member).get(address(name, reading) + NOTES).status_code == 403

    @pytest.mark.parametrize("name", FILES)
    def test_has_notes_and_model_answers_in_its_file(
        self, as_user, facilitator, member, stranger, organizer, reading, typesetter, name
    ):
        secrets = secretive(reading.guide)
        for user, status in ((member, 403), (stranger, 404), (organizer, 404)):
            assert as_user(user).get(address(name, reading) + NOTES).status_code == status
        assert not typesetter
        assert as_user(facilitator).get(address(name, reading) + NOTES).status_code == 200
        assert all(secret in typesetter[-1] for secret in secrets)
        assert as_user(member).get(address(name, reading)).status_code == 200
        assert not [secret for secret in secrets if secret in typesetter[-1]]

    def test_is_offered_to_facilitators_where_they_read(self, as_user, facilitator, member, reading):
        places = reading.get_absolute_url(), reading.section_url(reading.guide.sections.first())
        for place in places:
            assert 'name="edition"' in as_user(facilitator).get(place).content.decode()
            shown = as_user(member).get(place).content.decode()
            assert 'name="edition"' not in shown
            assert 'name="paper"' in shown


class TestAGuideForOneGroup:
    @pytest.mark.parametrize("name", [*PAGES, *FILES])
    def test_is_had_on_paper_by_its_members_also_once_it_is_withdrawn(
        self, as_user, facilitator, member, stranger, organizer, group, typesetter, name
    ):
        guide = factories.make_guide(organizer, audience="groups")
        group.guides.add(guide)
        reading = factories.make_reading(group, guide)
        guide.withdraw()
        assert as_user(member).get(address(name, reading)).status_code == 200
        assert as_user(stranger).get(address(name, reading)).status_code == 404


class TestItsCost:
    def test_does_not_grow_with_sections(self, as_user, facilitator, group, organizer):
        small = factories.make_guide(organizer, sections=2, questions=2)
        large = factories.make_guide(organizer, sections=20, questions=4, text=factories.make_text(chapters=20))
        reader = as_user(facilitator)
        few, many = (
            cost(reader, address("booklet_print", factories.make_reading(group, guide)) + NOTES)
            for guide in (small, large)
        )
        assert few == many
