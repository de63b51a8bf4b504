"""A guide from a file, at the desk: looked at first, and every refusal at its field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guides.models import Guide
from tests import factories
from tests.pages import html_of

pytestmark = pytest.mark.django_db
DOCUMENT = "# Walden\n\n## Economy\n\n1. What does it cost to live?\n\n## Solitude\n\n1. Who is alone?\n"


@pytest.fixture
def send(as_user, organizer):
    client = as_user(organizer)
    return lambda **data: client.post(reverse("admin:guides_guide_import"), data)


def file(words, name="guide.md"):
    return SimpleUploadedFile(name, words if isinstance(words, bytes) else words.encode())


def errors(response):
    assert response.status_code == 422
    assert not Guide.objects.exists()
    return {name: " ".join(messages) for name, messages in response.context["form"].errors.items()}


def test_is_looked_at_first_then_saved_for_the_text_that_was_chosen(send, organizer):
    text = factories.make_text("Walden; or, Life in the Woods")
    looked = send(file=file(DOCUMENT), look="1")
    assert "What does it cost to live?" in html_of(looked)
    assert not Guide.objects.exists()
    again = looked.context["form"].initial
    assert again["source"] == DOCUMENT
    send(source=again["source"], filename=again["filename"], text=text.pk, save="1")
    guide = Guide.objects.get()
    assert (guide.text, guide.is_published, guide.is_editable_by(organizer)) == (text, False, True)
    assert [section.title for section in guide.sections.all()] == ["Economy", "Solitude"]


def test_says_when_it_would_change_a_guide_that_is_there(send, organizer):
    factories.make_guide(organizer, slug="walden", title="My Walden")
    assert "“My Walden”" in html_of(send(source=DOCUMENT, look="1"))


def test_a_guide_of_others_is_not_changed(send):
    theirs = factories.make_guide(factories.make_user("Oscar Other", is_staff=True), slug="walden", title="Theirs")
    assert send(source=DOCUMENT, save="1").status_code == 422
    theirs.refresh_from_db()
    assert theirs.title == "Theirs"


@pytest.mark.parametrize(
    ("data", "at", "words"),
    [
        ({}, "source", "Choose a file"),
        ({"file": file(b"\x89PNG\x00\x00")}, "file", "not a text file"),
        ({"file": file("a" * 5_000_000)}, "file", "5.0 million characters"),
        ({"source": "---\nformat: reading-guide/1\ntitle: &a [*a\n---\n"}, "source", "Line 3"),
        ({"source": "---\nformat: reading-guide/1\ntitle: T\ntitle: U\n---\n"}, "source", "twice"),
        ({"source": "---\nformat: reading-guide/1\ntitle: T\n---\n## S\n### Questions\n1. A?\n\n   {choice}\n"},
         "source", "needs at least two choices"),
        ({"source": "---\nformat: reading-guide/1\ntitle: T\n---\n## S\n### Questions\n1. {core}\n"},
         "source", "no text"),
    ],
)  # fmt: skip
def test_each_refusal_stands_at_its_field_and_saves_nothing(send, data, at, words):
    for act in ("look", "save"):
        for sent in data.values():
            if hasattr(sent, "seek"):
                sent.seek(0)
        found = errors(send(**data, **{act: "1"}))
        assert words.lower() in found[at].lower()


def test_members_do_not_get_in(as_user, member):
    response = as_user(member).post(reverse("admin:guides_guide_import"), {"source": DOCUMENT, "save": "1"})
    assert response.status_code in (302, 403, 404)
    assert not Guide.objects.exists()
