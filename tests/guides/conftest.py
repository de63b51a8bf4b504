import pytest

from tests import factories


@pytest.fixture
def draft(organizer):
    return factories.make_guide(organizer, published=False)
