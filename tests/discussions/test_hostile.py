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
from tests.conftest import CORPUS
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


@pytest.fixture(scope="module")
def naughty():
    """The whole list of naughty strings and some six thousand payloads."""
    if not CORPUS.exists():
        pytest.skip("the corpus of hostile strings is not here (../shared/corpus)")
    strings = json.loads((CORPUS / "hostile" / "blns.json").read_text())
    strings += (CORPUS / "hostile" / "xss-payload-list.txt").read_text(errors="replace").splitlines()
    return [text for text in dict.fromkeys(strings) if "\0" not in text]


@pytest.mark.parametrize(
    "html", ["<script>", "<img src=x>", '<a href="javascript:1">', "<p onclick=x>", "<svg/onload=x>"]
)
def test_the_reader_knows_harm(html):
    assert harmful(html)


def on_a_page(as_user, member, address, pattern):
    """What the pattern finds in the page, one after another."""
    html = as_user(member).get(address).content.decode()
    return re.findall(pattern, html, re.DOTALL)


def test_hostile_posts_stay_words(naughty):
    assert not harmful("".join(render(text) for text in naughty))


def test_so_do_they_on_a_page(as_user, naughty, reading, member, newcomer):
    """Those with words of each kind of trouble: naughty strings and payloads, through the form of a post."""
    thread = make_thread(reading, newcomer)
    about = {"thread": thread, "group": thread.group, "author": thread.author}
    forms = [PostForm({"body": text, "key": str(uuid.uuid4())}) for text in naughty[3::140]]
    bodies = [form.cleaned_data["body"] for form in forms if form.is_valid()][:49]
    Post.objects.bulk_create(Post(number=number, body=body, **about) for number, body in enumerate(bodies, 2))
    Thread.objects.filter(pk=thread.pk).update(last_number=len(bodies) + 1)
    said = r'<div class="voice-said">(.*?)<form method="post">'
    shown = on_a_page(as_user, member, thread.get_absolute_url(), said)
    assert len(shown) == len(bodies) + 1 > 40
    assert not harmful("".join(shown))


def test_hostile_titles_stay_words(as_user, naughty, reading, member):
    titles = []
    for text in naughty:
        form = ThreadForm({"title": text[:200]}, sections=Section.objects.none())
        form.full_clean()
        titles += [form.cleaned_data["title"]] if "title" in form.cleaned_data else []
    assert len(titles) > 6500
    about = {"reading": reading, "group": reading.group, "author": membership(reading.group, member)}
    listed = [Thread(pk=pk, title=title, **about) for pk, title in enumerate(titles[::20], 1)]
    for thread in listed:
        thread.first_new = None  # as ThreadQuerySet.with_news
    assert not harmful(render_to_string("discussions/_threads.html", {"threads": listed}))
    thread = make_thread(reading, member, " ".join(titles)[:200])
    for pattern in (r"<h1.*?</h1>", r"<title>(.*?)</title>"):
        assert not harmful("".join(on_a_page(as_user, member, thread.get_absolute_url(), pattern)))


def test_hostile_quotations_stay_words(naughty):
    quotations = [quoted(text, text[:60], "https://example.org/") for text in naughty]
    for start in range(0, len(quotations), 200):
        html = render("".join(quotations[start : start + 200]))
        assert html.count("<blockquote>") > 50
        assert not harmful(html)


def test_hostile_names_are_found_or_not_and_break_nothing(naughty):
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
