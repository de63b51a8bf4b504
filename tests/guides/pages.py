"""What the tests of the guides' pages have in common."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def url(name, *arguments):
    return reverse(f"guides:{name}", args=arguments)


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def secretive(guide):
    """Gives the guide what only facilitators may read. Returns the words."""
    section = guide.sections.first()
    question = section.questions.first()
    section.facilitator_notes = "Bring a candle."
    section.save()
    question.model_answer, question.facilitator_note = "Walton writes it.", "Ask twice."
    question.save()
    return "Bring a candle.", "Walton writes it.", "Ask twice."
