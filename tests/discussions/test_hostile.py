"""Strings that were made to do harm, through the forms and onto the pages."""

import json
import re
import uuid
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from discussions.models import Post, Thread
from tests.factories import make_thread

HARMLESS = {
    *("p", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "section", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "abbr", "br", "code", "em", "s", "strong", "sub", "sup"),
    *("h1", "span", "bdi"),
}


class Reader(HTMLParser):
    """Reads HTML as a browser would and keeps what could run."""

    def __init__(self):
        super().__init__()
        self.harmful = []

    def handle_starttag(self, tag, attributes):
        runs = [name for name, _value in attributes if name.startswith("on") or name in ("style", "src", "formaction")]
        schemes = [
            value for name, value in attributes if name == "href" and re.match(r"\s*(?!https?:|mailto:)\w+:", value)
        ]
        if tag not in HARMLESS or runs or schemes:
            self.harmful.append(self.get_starttag_text())


def harmful(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.harmful


@pytest.fixture
def naughty(corpus):
    payloads = (corpus / "hostile" / "xss-payload-list.txt").read_text(errors="replace").splitlines()
    return json.loads((corpus / "hostile" / "blns.json").read_text()) + payloads[::100]


@pytest.mark.parametrize(
    "html", ["<script>", "<img src=x>", '<a href="javascript:1">', "<p onclick=x>", "<svg/onload=x>"]
)
def test_the_reader_knows_harm(html):
    assert harmful(html)


def add_posts(thread, bodies):
    """Many at once, past the form."""
    about = {"thread": thread, "group": thread.group, "author": thread.author}
    numbered = enumerate(bodies, thread.last_number + 1)
    posts = Post.objects.bulk_create(Post(number=number, body=body[:20_000], **about) for number, body in numbered)
    thread.last_number = posts[-1].number
    thread.save()


def test_hostile_posts_stay_words(as_user, naughty, reading, member, newcomer):
    thread = make_thread(reading, newcomer)
    client = as_user(member)
    for text in naughty[::6]:
        client.post(thread.url_of("post_new"), {"body": text[:20_000], "key": uuid.uuid4()})
    thread.refresh_from_db()
    assert thread.post_count > 80
    others = [text for number, text in enumerate(naughty) if number % 6 and text.strip() and "\0" not in text]
    add_posts(thread, others)
    for page in range(1, thread.pages + 1):
        shown = client.get(thread.get_absolute_url(), {"page": page}).content.decode()
        bodies = re.findall(r'<div class="voice-said">(.*?)<form method="post">', shown, re.DOTALL)
        assert len(bodies) > 10
        assert not harmful("".join(bodies))


def test_hostile_titles_stay_words(as_user, naughty, reading, member):
    client = as_user(member)
    url = reverse("discussions:thread_new", args=[reading.group.slug, reading.slug])
    for text in naughty[::6]:
        client.post(url, {"title": text[:200], "body": "Words.", "key": uuid.uuid4()})
    assert Thread.objects.count() > 50
    listed = reverse("discussions:thread_list", args=[reading.group.slug, reading.slug])
    for page in (1, 2, 3):
        html = client.get(listed, {"page": page}).content.decode()
        items = re.findall(r'<ul class="threads" role="list">(.*?)</ul>', html, re.DOTALL)
        assert items
        assert not harmful("".join(items))
    for thread in Thread.objects.order_by("pk")[::5]:
        html = client.get(thread.get_absolute_url()).content.decode()
        assert not harmful(re.search(r"<h1.*?</h1>", html, re.DOTALL)[0])
        assert not harmful(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1])


def test_a_preview_and_a_quotation_stay_words(as_user, reading, member, newcomer):
    bad = "<img src=x onerror=alert(1)> [link](javascript:alert(1))"
    thread = make_thread(reading, newcomer, body=bad)
    response = as_user(member).post(thread.url_of("post_new"), {"body": bad, "key": uuid.uuid4(), "do": "preview"})
    preview = re.search(r'id="preview">.*?<div class="voice-said">(.*?)</div>', response.content.decode(), re.DOTALL)[1]
    assert "alert(1)" in preview
    assert not harmful(preview)
    box = as_user(member).get(thread.get_absolute_url(), {"quote": 1}).content.decode()
    assert "<img" not in box
