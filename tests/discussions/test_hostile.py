"""Strings that were made to do harm: through the forms, onto the pages, into quotations and names. All at once."""

import json
import re
import uuid
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from discussions.forms import PostForm, ThreadForm
from discussions.mentions import names
from discussions.models import Post, Thread
from discussions.quoting import quoted
from guides.models import Section
from tests.factories import make_thread, membership
from texts.markdown import render

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
    """The whole list of naughty strings, and every twelfth of six thousand payloads that are much alike."""
    strings = json.loads((corpus / "hostile" / "blns.json").read_text())
    strings += (corpus / "hostile" / "xss-payload-list.txt").read_text(errors="replace").splitlines()[::12]
    return [text for text in dict.fromkeys(strings) if "\0" not in text]


@pytest.mark.parametrize(
    "html", ["<script>", "<img src=x>", '<a href="javascript:1">', "<p onclick=x>", "<svg/onload=x>"]
)
def test_the_reader_knows_harm(html):
    assert harmful(html)


def accepted(form_class, field, texts, **options):
    """What the form makes of each, as far as it lets it through; the other fields are well filled."""
    for text in texts:
        data = {"title": "A title", "body": "Words.", "key": str(uuid.uuid4()), field: text}
        form = form_class(data, **options)
        if form.is_valid():
            yield form.cleaned_data[field]
        else:
            assert field in form.errors


def test_hostile_posts_stay_words(as_user, naughty, reading, member, newcomer):
    thread = make_thread(reading, newcomer)
    about = {"thread": thread, "group": thread.group, "author": thread.author}
    bodies = list(accepted(PostForm, "body", naughty))
    assert len(bodies) > 900
    posts = [Post(number=number, body=body, **about) for number, body in enumerate(bodies, 2)]
    Post.objects.bulk_create(posts)
    Thread.objects.filter(pk=thread.pk).update(last_number=len(posts) + 1)
    assert not harmful("".join(post.body_html for post in posts))
    page = as_user(member).get(thread.get_absolute_url(), {"page": 3}).content.decode()
    shown = re.findall(r'<div class="voice-said">(.*?)<form method="post">', page, re.DOTALL)
    assert len(shown) == 50
    assert not harmful("".join(shown))


def test_hostile_titles_stay_words(as_user, naughty, reading, member):
    sections = Section.objects.none()
    titles = list(accepted(ThreadForm, "title", [text[:200] for text in naughty], sections=sections))
    assert len(titles) > 900
    about = {"reading": reading, "group": reading.group, "author": membership(reading.group, member)}
    Thread.objects.bulk_create(Thread(title=title, **about) for title in titles)
    threads = Thread.objects.for_list(about["author"])
    assert not harmful(render_to_string("discussions/_threads.html", {"threads": threads}))
    listed = as_user(member).get(reverse("discussions:thread_list", args=[reading.group.slug, reading.slug]))
    assert len(listed.context["pager"]) == 30
    for thread in threads.order_by("pk")[::300]:
        html = as_user(member).get(thread.get_absolute_url()).content.decode()
        assert not harmful(re.search(r"<h1.*?</h1>", html, re.DOTALL)[0])
        assert not harmful(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1])


def test_hostile_quotations_and_names_stay_words(naughty):
    together = "".join(quoted(text, text[:60], "https://example.org/") for text in naughty[::2])
    assert not harmful("".join(render(quoted(text, text[:60], "https://example.org/")) for text in naughty[::5]))
    assert not harmful(render(together[:200_000]))
    for text in naughty:
        assert names(f"@{text}", text) in (True, False)
        names(text, "Nadia Haddad")


def test_a_preview_and_a_quotation_stay_words(as_user, reading, member, newcomer):
    bad = "<img src=x onerror=alert(1)> [link](javascript:alert(1))"
    thread = make_thread(reading, newcomer, body=bad)
    response = as_user(member).post(thread.url_of("post_new"), {"body": bad, "key": uuid.uuid4(), "do": "preview"})
    preview = re.search(r'id="preview">.*?<div class="voice-said">(.*?)</div>', response.content.decode(), re.DOTALL)[1]
    assert "alert(1)" in preview
    assert not harmful(preview)
    box = as_user(member).get(thread.get_absolute_url(), {"quote": 1}).content.decode()
    assert "<img" not in box


def test_words_of_ten_thousand_letters_are_posted_listed_quoted_and_searched(as_user, reading, member, newcomer):
    word = "ab" * 5000
    thread = make_thread(reading, newcomer, "c" * 200, word)
    client = as_user(member)
    assert word in client.get(thread.get_absolute_url()).content.decode()
    assert client.post(thread.url_of("post_new"), {"body": f"@{word}", "key": uuid.uuid4()}).status_code == 302
    assert "ab" * 1000 in client.get(thread.get_absolute_url(), {"quote": 1}).context["form"]["body"].value()
    for name in ("search", "discussions:news"):
        assert client.get(reverse(name), {"q": word}).status_code == 200
