"""What a new thread is about, as the address of its form says: ?section= ?question= ?answer= ?chapter=&paragraph=;
or ?thread= of one that was deleted while somebody’s draft of a reply was kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from discussions.models import PostDraft
from discussions.quoting import as_markdown, quoted
from groups.models import Answer, Membership, Reading
from guides.models import Question, Section
from texts.markdown import plain
from texts.models import Chapter
from texts.passages import paragraphs

VERSE = re.compile(r'\s*<blockquote class="verse')


@dataclass
class Subject:
    section: Section | None = None
    question: Question | None = None
    answer: Answer | None = None
    chapter: Chapter | None = None
    paragraph: int | None = None
    lost_thread: int | None = None

    @property
    def place(self) -> str:
        """The shortest query that leads here: one draft is kept for each."""
        if self.chapter:
            return urlencode({"chapter": self.chapter.slug} | ({"paragraph": self.paragraph} if self.paragraph else {}))
        if self.answer or self.question:
            return f"answer={self.answer.pk}" if self.answer else f"question={self.question.pk}"
        if self.section:
            return urlencode({"section": self.section.slug})
        return f"thread={self.lost_thread}" if self.lost_thread else ""

    @property
    def is_fixed(self) -> bool:
        """Whether the section follows from it."""
        return self.question is not None or (self.chapter is not None and self.section is not None)

    def about(self) -> dict:
        """The arguments of Thread.begin."""
        return {name: value for name, value in vars(self).items() if name != "lost_thread"}

    def quotation(self, reading: Reading, absolute: Callable[[str], str]) -> str:
        """What the first post begins with: the answer or the paragraph, with a link back; or nothing."""
        if self.answer:
            about = {"name": self.answer.author, "number": self.answer.question.position}
            source = _("%(name)s, answer to question %(number)d") % about
            return quoted(self.answer.body, source, absolute(reading.question_url(self.question)))
        if self.chapter and self.paragraph:
            source = _("%(chapter)s, paragraph %(number)d") % {"chapter": self.chapter, "number": self.paragraph}
            address = absolute(f"{self.chapter.get_absolute_url()}#p{self.paragraph}")
            return quoted(as_markdown(paragraph_text(self.chapter, self.paragraph)), source, address)
        return ""


def subject_of(query: Mapping[str, str], reading: Reading, membership: Membership) -> Subject:
    """Raises Http404 for what is not of this guide, or an answer that the member may not see or the group does not."""
    if "answer" in query:
        shared = Answer.objects.visible_to(membership).with_words().filter(reading=reading, hidden_at=None)
        answers = shared.filter(audience=Answer.Audience.GROUP).select_related("author__user", "question__section")
        answer = get_object_or_404(answers, pk=_number(query["answer"]))
        return Subject(answer.question.section, answer.question, answer)
    if "question" in query:
        questions = Question.objects.select_related("section").filter(section__guide=reading.guide_id)
        question = get_object_or_404(questions, pk=_number(query["question"]))
        return Subject(question.section, question)
    if "chapter" in query:
        return _passage(query, reading)
    if query.get("section"):
        return Subject(get_object_or_404(Section, guide=reading.guide_id, slug=query["section"]))
    if "thread" in query:
        lost = PostDraft.objects.of(reading, membership).filter(thread=None)
        number = _number(query["thread"])
        get_object_or_404(lost, place=f"thread={number}")
        return Subject(lost_thread=number)
    return Subject()


def _passage(query: Mapping[str, str], reading: Reading) -> Subject:
    chapter = get_object_or_404(
        Chapter.objects.select_related("text"), text=reading.guide.text_id, slug=query["chapter"]
    )
    paragraph = _number(query["paragraph"]) if query.get("paragraph") else None
    if paragraph is not None and not 1 <= paragraph <= chapter.paragraphs:
        raise Http404
    section = Section.objects.filter(guide=reading.guide_id, chapters=chapter).first()
    return Subject(section, chapter=chapter, paragraph=paragraph)


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise Http404
    return int(value)


def paragraph_text(chapter: Chapter, number: int) -> str:
    """Without its number and its notes; verse line by line."""
    html = paragraphs(chapter.html, number, number)
    return plain(html.replace("</span>", "<br>") if VERSE.match(html) else html)
