"""What changed in the guide that one was made from, and taking some of it over.

Three documents are compared: the origin as its editors last looked at it, the origin now, and one's own.
"""

from copy import deepcopy
from dataclasses import dataclass, fields, replace

from guides.documents.comparing import Comparison, by_key, same_section, without_retired
from guides.documents.from_rows import document_of, public_edition
from guides.documents.to_rows import write_guide
from guides.fileformat.document import FormatError, GuideDocument, QuestionDocument, SectionDocument
from guides.fileformat.parse import parse
from guides.models import Guide, Release

SECTION_NAMES = [field.name for field in fields(SectionDocument) if field.name != "questions"]


@dataclass(frozen=True)
class News(Comparison):
    release: Release


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
    return News(without_retired(base), without_retired(theirs), ours, latest)


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
    ours = same_section(theirs, document.sections)
    if ours:
        for name in SECTION_NAMES:
            setattr(ours, name, getattr(theirs, name))
        return
    before = [same_section(section, document.sections) for section in news.theirs.sections[:place]]
    known = [document.sections.index(section) for section in before if section]
    document.sections.insert(known[-1] + 1 if known else len(document.sections), theirs)


def _take_question(document: GuideDocument, news: News, key: str) -> None:
    theirs, ours = by_key(news.theirs).get(key), by_key(document).get(key)
    if theirs is None and ours:
        ours[0].questions.remove(ours[1])
    elif theirs and ours:
        ours[0].questions[ours[0].questions.index(ours[1])] = deepcopy(theirs[1])
    elif theirs:
        _found(theirs[0], document).questions.append(deepcopy(theirs[1]))


def _found(section: SectionDocument, document: GuideDocument) -> SectionDocument:
    found = same_section(section, document.sections)
    if found is None:
        raise LookupError(section.title)
    return found


def _with_notes(document: GuideDocument, ours: GuideDocument) -> GuideDocument:
    """One's own notes and model answers, where one may not see the origin's."""
    mine, empty = by_key(ours), QuestionDocument("")
    sections = []
    for section in document.sections:
        own = same_section(section, ours.sections)
        questions = []
        for question in section.questions:
            _section, known = mine.get(question.key, (None, empty))
            answer, note = known.model_answer, known.facilitator_note
            questions.append(replace(question, model_answer=answer, facilitator_note=note))
        sections.append(replace(section, questions=questions, facilitator_notes=own.facilitator_notes if own else ""))
    return replace(document, sections=sections)
