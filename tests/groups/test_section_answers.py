"""Answers on the page of a section: those that wait, the guide’s own, and the paragraphs they name."""

import pytest

from groups.models import Opening
from tests.factories import make_answer, make_chapter, make_meeting, make_question
from tests.groups.section import act, page


class TestClosed:
    """What others said waits, whatever one has said oneself: nothing on the page speaks as if nobody had answered."""

    @pytest.mark.parametrize("edits", [False, True], ids=["passed", "edits"])
    def test_it_is_not_said_that_nobody_answered(self, as_user, reading, question, member, newcomer, edits):
        question.reveal = "at_meeting"
        question.save()
        make_answer(reading, question, newcomer, "What he thinks")
        client = as_user(member)
        act(client, reading, question, *(["share"] if edits else ["pass"]), body="Mine")
        html = page(client, reading, question.section, f"?edit={question.pk}" if edits else "")
        asked = html.partition(f'id="q{question.pk}"')[2].partition('class="question"')[0]
        assert "1 other has answered. The answers open at the meeting." in asked
        assert "Nobody has answered yet." not in asked
        assert "You are the first to answer" not in asked


class TestParagraphsNamedInAnAnswer:
    def said(self, as_user, reading, section, question, member, words):
        make_answer(reading, question, member, words)
        html = page(as_user(member), reading, section)
        return html.split('class="voice-said">')[1].split("small-actions")[0]

    def test_lead_to_the_text(self, as_user, reading, section, question, member):
        html = self.said(as_user, reading, section, question, member, "See ¶2, not ¶9 and not `¶1`.")
        address = section.chapters.get().get_absolute_url()
        assert f'<a href="{address}#p2">¶2</a>, not ¶9 and not <code>¶1</code>' in html

    def test_of_the_questions_own_chapter_where_there_are_several(self, as_user, reading, section, question, member):
        other = make_chapter(reading.guide.text, 7)
        section.chapters.add(other)
        question.chapter = other
        question.save()
        html = self.said(as_user, reading, section, question, member, "See ¶2.")
        assert f'<a href="{other.get_absolute_url()}#p2">¶2</a>' in html

    def test_without_knowing_the_chapter_nothing_is_made_of_it(self, as_user, reading, section, question, member):
        section.chapters.add(make_chapter(reading.guide.text, 7))
        assert "See ¶2." in self.said(as_user, reading, section, question, member, "See ¶2.")


class TestTheGuidesAnswer:
    @pytest.mark.parametrize("rule", ["at_meeting", "by_facilitator"])
    def test_waits_until_the_others_answers_are_open(self, as_user, reading, section, member, rule):
        question = make_question(section, 9, reveal=rule, model_answer="What the guide says")
        make_answer(reading, question, member)
        assert "What the guide says" not in page(as_user(member), reading, section)
        if rule == "at_meeting":
            make_meeting(reading, section, days=-0.01)
        else:
            Opening.objects.create(reading=reading, question=question)
        assert "What the guide says" in page(as_user(member), reading, section)
