import pytest

from tests import factories


@pytest.fixture
def draft(organizer):
    return factories.make_guide(organizer, published=False)


@pytest.fixture
def desk(as_user, organizer):
    return as_user(organizer)


@pytest.fixture
def other(db):
    return factories.make_user("Oscar Other", is_staff=True)


@pytest.fixture
def text(db):
    text = factories.make_text("Frankenstein", chapters=0, slug="frankenstein")
    for position, slug in enumerate(("letter-i", "letter-ii", "chapter-i"), 1):
        factories.make_chapter(text, position, slug=slug)
    return text
