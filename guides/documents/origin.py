"""What changed in the guide that one was made from, and taking some of it over.

Three documents are compared: the origin as its editors last looked at it, the origin now, and one's own.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, fields, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.differences import DiffLine, differences
from guides.documents.from_rows import document_of, public_edition
from guides.documents.to_rows import write_guide
from guides.fileformat.document import FormatError, GuideDocument, QuestionDocument, SectionDocument
from guides.fileformat.parse import parse
from guides.fileformat.parts import write_entries
from guides.fileformat.write import written_question, written_section
from guides.models import Guide, Release

PARTS = {
    "title": gettext_lazy("Title"),
    "subtitle": gettext_lazy("Subtitle"),
    "blurb": gettext_lazy("Blurb"),
    "why": gettext_lazy("Why read it"),
    "about_author": gettext_lazy("About the author"),
    "audience": gettext_lazy("Who it is for"),
    "how_to_use": gettext_lazy("How to use this guide"),
    "preparatory": gettext_lazy("Preparatory reading"),
    "further": gettext_lazy("Further reading"),
    "timeline": gettext_lazy("Dates"),
    "people": gettext_lazy("People"),
    "terms": gettext_lazy("Terms"),
}
SECTION_NAMES = [field.name for field in fields(SectionDocument) if field.name != "questions"]


@dataclass(frozen=True)
class Change:
    """`key` says which part it is; `is_ours_too`: it was changed here as well."""

    key: str
    label: str
    lines: list[DiffLine]
    is_ours_too: bool = False


@dataclass(frozen=True)
class News:
    release: Release
    base: GuideDocument
    theirs: GuideDocument
    ours: GuideDocument

    def changes(self) -> list[Change]:
        found = [*self._parts(), *self._sections(), *self._questions()]
        return [change for change in found if change is not None]

    def _parts(self) -> Iterable[Change | None]:
        for name, label in PARTS.items():
            texts = (_part(document, name) for document in (self.base, self.theirs, self.ours))
            yield _change(f"part:{name}", str(label), *texts)

    def _sections(self) -> Iterable[Change | None]:
        for place, theirs in enumerate(self.theirs.sections):
            base, ours = _same(theirs, self.base.sections), _same(theirs, self.ours.sections)
            label = _("Section “%(title)s”") % {"title": theirs.title}
            if base is None and ours is None:
                yield _change(f"section:{place}", _("New: %(what)s") % {"what": label}, "", _whole(theirs), "")
            elif base and ours:
                yield _change(f"section:{place}", label, _own(base), _own(theirs), _own(ours))
        for place, base in enumerate(self.base.sections):
            ours = _same(base, self.ours.sections)
            if ours and _same(base, self.theirs.sections) is None:
                label = _("Left out: section “%(title)s”") % {"title": base.title}
                yield _change(f"gone:{place}", label, _whole(base), "", _whole(ours))

    def _questions(self) -> Iterable[Change | None]:
        before, after, mine = (_by_key(document) for document in (self.base, self.theirs, self.ours))
        for key, (section, question) in after.items():
            place = {"title": section.title, "number": section.questions.index(question) + 1}
            label = _("Section “%(title)s”, question %(number)d") % place
            if key in before and key in mine:
                yield _change(f"question:{key}", label, *(_asked(known[key][1]) for known in (before, after, mine)))
            elif key not in before and key not in mine and _same(section, self.ours.sections):
                label = _("New: %(what)s") % {"what": label}
                yield _change(f"question:{key}", label, "", _asked(question), "")
        for key, (section, question) in before.items():
            if key in mine and key not in after and _same(section, self.theirs.sections):
                label = _("Left out: a question in section “%(title)s”") % {"title": section.title}
                yield _change(f"question:{key}", label, _asked(question), "", _asked(mine[key][1]))


def has_news(guide: Guide) -> bool:
    """Whether the origin was published again since; one query more for a guide that has one."""
    origin, seen = guide.derived_from, guide.derived_release
    return bool(origin and seen and origin.is_published and origin.releases.filter(number__gt=seen.number).exists())


def news_of(guide: Guide, by) -> News | None:
    """What is new in the origin, as far as `by` may read it; None if it was not published again."""
    if not has_news(guide):
        return None
    origin, seen = guide.derived_from, guide.derived_release
    latest = origin.releases.latest("number")
    try:
        base, theirs = (parse(release.document).document for release in (seen, latest))
    except FormatError:
        return None
    ours = document_of(guide)
    if not origin.is_editable_by(by):
        base, theirs = _with_notes(public_edition(base), ours), _with_notes(public_edition(theirs), ours)
    return News(latest, _without_retired(base), _without_retired(theirs), ours)


def take_over(guide: Guide, news: News, chosen: set[str], by, leave_rest: bool = False) -> None:
    """Bring what was chosen into the guide. The rest stays on offer, unless it is left for good. Raises FormatError."""
    changes = [change.key for change in news.changes()]
    taken = [key for key in changes if key in chosen]
    if taken:
        document = deepcopy(news.ours)
        for key in taken:
            _take(document, news, key)
        write_guide(document, guide.text, by, guide)
    if leave_rest or taken == changes:
        guide.derived_release = news.release
        guide.save(update_fields=["derived_release", "updated_at"])


def _take(document: GuideDocument, news: News, key: str) -> None:
    kind, _colon, name = key.partition(":")
    if kind == "part":
        setattr(document, name, deepcopy(getattr(news.theirs, name)))
    elif kind == "gone":
        document.sections.remove(_found(news.base.sections[int(name)], document))
    elif kind == "section":
        _take_section(document, news, int(name))
    else:
        _take_question(document, news, name)


def _take_section(document: GuideDocument, news: News, place: int) -> None:
    theirs = deepcopy(news.theirs.sections[place])
    ours = _same(theirs, document.sections)
    if ours:
        for name in SECTION_NAMES:
            setattr(ours, name, getattr(theirs, name))
        return
    before = [_same(section, document.sections) for section in news.theirs.sections[:place]]
    known = [document.sections.index(section) for section in before if section]
    document.sections.insert(known[-1] + 1 if known else len(document.sections), theirs)


def _take_question(document: GuideDocument, news: News, key: str) -> None:
    theirs, ours = _by_key(news.theirs).get(key), _by_key(document).get(key)
    if theirs is None and ours:
        ours[0].questions.remove(ours[1])
    elif theirs and ours:
        ours[0].questions[ours[0].questions.index(ours[1])] = deepcopy(theirs[1])
    elif theirs:
        _found(theirs[0], document).questions.append(deepcopy(theirs[1]))


def _found(section: SectionDocument, document: GuideDocument) -> SectionDocument:
    found = _same(section, document.sections)
    if found is None:
        raise LookupError(section.title)
    return found


def _same(section: SectionDocument, among: list[SectionDocument]) -> SectionDocument | None:
    """The section with most of the same questions, else the one of the same title."""
    keys = {question.key for question in section.questions if question.key}
    shared = [(len(keys & {question.key for question in other.questions}), other) for other in among]
    count, found = max(shared, key=lambda pair: pair[0], default=(0, None))
    return found if count else next((other for other in among if other.title == section.title), None)


def _change(key: str, label: str, base: str, theirs: str, ours: str) -> Change | None:
    if theirs in (base, ours):
        return None
    return Change(key, label, differences(base, theirs), is_ours_too=ours != base)


def _part(document: GuideDocument, name: str) -> str:
    value = getattr(document, name)
    return value if isinstance(value, str) else write_entries(value, dated=name == "timeline")


def _whole(section: SectionDocument) -> str:
    return written_section(replace(section, questions=[replace(question, key="") for question in section.questions]))


def _own(section: SectionDocument) -> str:
    return written_section(replace(section, questions=[]))


def _asked(question: QuestionDocument) -> str:
    return written_question(1, replace(question, key="")).removeprefix("1. ")


def _by_key(document: GuideDocument) -> dict[str, tuple[SectionDocument, QuestionDocument]]:
    return {
        question.key: (section, question)
        for section in document.sections
        for question in section.questions
        if question.key
    }


def _without_retired(document: GuideDocument) -> GuideDocument:
    sections = [
        replace(section, questions=[question for question in section.questions if not question.retired])
        for section in document.sections
    ]
    return replace(document, sections=sections)


def _with_notes(document: GuideDocument, ours: GuideDocument) -> GuideDocument:
    """One's own notes and model answers, where one may not see the origin's."""
    mine, empty = _by_key(ours), QuestionDocument("")
    sections = []
    for section in document.sections:
        own = _same(section, ours.sections)
        questions = []
        for question in section.questions:
            _section, known = mine.get(question.key, (None, empty))
            answer, note = known.model_answer, known.facilitator_note
            questions.append(replace(question, model_answer=answer, facilitator_note=note))
        sections.append(replace(section, questions=questions, facilitator_notes=own.facilitator_notes if own else ""))
    return replace(document, sections=sections)
