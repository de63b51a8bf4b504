"""What of a guide cites numbered paragraphs, for texts.citations."""

from django.db.models import F
from django.utils.translation import gettext as _

from guides.models import Passage, Question, Section
from texts.citations import Citing, register


def register_citations() -> None:
    register(Citing(Section, chapter="chapters", name=_section, touch=lambda ids: _touch(pk__in=ids)))
    register(Citing(Question, name=_question, touch=lambda ids: _touch(questions__in=ids)))
    register(Citing(Passage, name=_passage, touch=lambda ids: _touch(passages__in=ids)))


def _section(section: Section) -> str:
    return _("section “%(title)s”") % {"title": section.title}


def _question(question: Question) -> str:
    return _("question “%(prompt)s”") % {"prompt": question.prompt[:80]}


def _passage(passage: Passage) -> str:
    return _("passage “%(words)s”") % {"words": str(passage)[:80]}


def _touch(**which) -> None:
    """An open form of the sheet is out of date now."""
    Section.objects.filter(pk__in=Section.objects.filter(**which).values("pk")).update(version=F("version") + 1)
