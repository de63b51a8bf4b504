"""A paragraph of a text, an answer and a post as quotations with a link back."""

import pytest
from django.urls import reverse

from discussions.quoting import as_markdown, quoted
from discussions.subject import paragraph_text
from tests.factories import make_answer
from texts.markdown import plain, render

LINK = "https://example.org/"


class TestAParagraph:
    def chapter(self, text, html):
        chapter = text.chapters.first()
        chapter.html, chapter.paragraphs = html, 2
        chapter.save()
        return chapter

    def test_it_comes_without_its_number_and_notes(self, section):
        number = '<a class="para-no" href="#p1"><span class="visually-hidden">Paragraph </span>1</a>'
        note = '<a class="note-ref" href="#n1" id="n1-ref" aria-label="Note 1">1</a>'
        html = f'<p class="para" id="p1">{number}He <em>runs</em>.{note}</p><p class="para" id="p2">Not this.</p>'
        assert paragraph_text(self.chapter(section.chapters.get().text, html), 1) == "He runs."

    def test_verse_keeps_its_lines(self, section):
        lines = '<span>Of man’s first</span><span class="indent-1">disobedience</span>'
        html = f'<blockquote class="verse para" id="p1"><p>{lines}</p></blockquote>'
        words = paragraph_text(self.chapter(section.chapters.get().text, html), 1)
        assert words == "Of man’s first\ndisobedience"
        shown = render(quoted(as_markdown(words), "Milton", LINK))
        assert "Of man’s first<br" in shown
        assert "blockquote" in shown

    def test_a_language_from_right_to_left_keeps_its_direction(self):
        shown = render(quoted(as_markdown("في البدء"), "الفصل 1", LINK))
        assert '<p dir="auto">في البدء</p>' in shown
        assert '<p dir="auto"><a href="https://example.org/"' in shown

    @pytest.mark.parametrize(
        "words", ["1. He ran.", "- No.", "# of them", "*a*_b_`c`", "[x](y)", "<b>&amp;", "a | b\n--- | ---", "~~x~~"]
    )
    def test_signs_of_markdown_are_words(self, words):
        assert plain(render(as_markdown(words))).replace("–", "--").replace("—", "---") == words

    def test_the_page_of_a_chapter_leads_to_it(self, as_user, reading, member, section):
        chapter = section.chapters.get()
        page = as_user(member).get(chapter.get_absolute_url()).content.decode()
        assert f"Talk about it in <bdi>{reading.group.name}</bdi>" in page
        new = reverse("discussions:thread_new", args=[reading.group.slug, reading.slug])
        box = as_user(member).get(f"{new}?chapter={chapter.slug}&paragraph=2").context["form"]["body"].value()
        assert box.startswith("> Second paragraph of chapter 1.")
        assert f"{chapter.get_absolute_url()}#p2)" in box


def test_an_answer_that_begins_with_nothing_visible_can_be_quoted(as_user, reading, question, facilitator, member):
    answer = make_answer(reading, question, member, " " * 3000 + "word")
    new = reverse("discussions:thread_new", args=[reading.group.slug, reading.slug])
    box = as_user(facilitator).get(f"{new}?answer={answer.pk}").context["form"]["body"].value()
    assert box.startswith("> word")


def test_the_page_of_a_chapter_offers_nothing_to_others(client, as_user, reading, stranger, section):
    url = section.chapters.get().get_absolute_url()
    assert "Talk about it" not in client.get(url).content.decode()
    assert "Talk about it" not in as_user(stranger).get(url).content.decode()
