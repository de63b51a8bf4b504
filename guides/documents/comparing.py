"""What changed between two documents of a guide, part by part, in words that an organizer knows."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.differences import Line, differences
from guides.fileformat.document import GuideDocument, QuestionDocument, SectionDocument
from guides.fileformat.parts import write_entries
from guides.fileformat.write import write, written_question, written_section

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


@dataclass(frozen=True)
class Change:
    """`key` says which part it is; `is_ours_too`: it was changed here as well."""

    key: str
    label: str
    lines: list[Line]
    is_ours_too: bool = False


@dataclass(frozen=True)
class Comparison:
    """Of three: what became of `base` in `theirs`, where `ours` does not say so already."""

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
            base, ours = same_section(theirs, self.base.sections), same_section(theirs, self.ours.sections)
            label = _("Section “%(title)s”") % {"title": theirs.title}
            if base is None and ours is None:
                yield _change(f"section:{place}", _("New: %(what)s") % {"what": label}, "", _whole(theirs), "")
            elif base and ours:
                yield _change(f"section:{place}", label, _own(base), _own(theirs), _own(ours))
        for place, base in enumerate(self.base.sections):
            ours = same_section(base, self.ours.sections)
            if ours and same_section(base, self.theirs.sections) is None:
                label = _("Left out: section “%(title)s”") % {"title": base.title}
                yield _change(f"gone:{place}", label, _whole(base), "", _whole(ours))

    def _questions(self) -> Iterable[Change | None]:
        before, after, mine = (by_key(document) for document in (self.base, self.theirs, self.ours))
        for key, (section, question) in after.items():
            place = {"title": section.title, "number": section.questions.index(question) + 1}
            label = _("Section “%(title)s”, question %(number)d") % place
            if key in before and key in mine:
                yield _change(f"question:{key}", label, *(_asked(known[key][1]) for known in (before, after, mine)))
            elif key not in before and key not in mine and same_section(section, self.ours.sections):
                label = _("New: %(what)s") % {"what": label}
                yield _change(f"question:{key}", label, "", _asked(question), "")
        for key, (section, question) in before.items():
            if key in mine and key not in after and same_section(section, self.theirs.sections):
                label = _("Left out: a question in section “%(title)s”") % {"title": section.title}
                yield _change(f"question:{key}", label, _asked(question), "", _asked(mine[key][1]))


def changes_between(before: GuideDocument, after: GuideDocument) -> list[Change]:
    """All that readers see of it, also what stands in the head of the file and the order."""
    before, after = without_retired(before), without_retired(after)
    last = _change("head", _("About the guide"), *(_head(one) for one in (before, after, before)))
    found = [*Comparison(before, after, before).changes(), *([last] if last else [])]
    return [*found, Change("order", _("Another order"), [])] if _is_reordered(before, after) else found


def same_section(section: SectionDocument, among: list[SectionDocument]) -> SectionDocument | None:
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


def by_key(document: GuideDocument) -> dict[str, tuple[SectionDocument, QuestionDocument]]:
    return {
        question.key: (section, question)
        for section in document.sections
        for question in section.questions
        if question.key
    }


def without_retired(document: GuideDocument) -> GuideDocument:
    sections = [
        replace(section, questions=[question for question in section.questions if not question.retired])
        for section in document.sections
    ]
    return replace(document, sections=sections)


def _head(document: GuideDocument) -> str:
    """What is in no other part: language, licence, topics and the like."""
    empty: dict = {name: type(getattr(document, name))() for name in PARTS}
    return write(replace(document, **empty | {"title": "…", "sections": []}))


def _is_reordered(before: GuideDocument, after: GuideDocument) -> bool:
    """Sections among each other, or questions, within their section or out of it."""
    pairs, both = _pairs(before, after), by_key(before).keys() & by_key(after).keys()
    places = [new for _old, new in pairs]
    if places != sorted(places):
        return True
    return any(_keys(before.sections[old], both) != _keys(after.sections[new], both) for old, new in pairs)


def _pairs(before: GuideDocument, after: GuideDocument) -> list[tuple[int, int]]:
    """Where a section stood and where it stands now, in the old order; only what is surely the same."""
    pairs = []
    for old, section in enumerate(before.sections):
        found = same_section(section, after.sections)
        if found and same_section(found, before.sections) is section:
            pairs.append((old, next(new for new, one in enumerate(after.sections) if one is found)))
    return pairs


def _keys(section: SectionDocument, among: Set[str]) -> list[str]:
    return [question.key for question in section.questions if question.key in among]
