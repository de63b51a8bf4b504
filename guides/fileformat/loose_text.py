"""The text that a guide is for, where the guide names it in its prose or its labels."""

import re

from guides.fileformat.document import TextReference
from guides.fileformat.loose_blocks import plain
from guides.fileformat.loose_words import is_chapter

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_WORD = rf"(?:{_NAME}|(?:and|of|for|the|de|da|di|van|von|der|la|le|du|y|&)(?=\s))"
_AUTHORS = rf"(?:the\s+)?{_NAME}(?:,?\s+{_WORD}){{0,9}}"
_LINK_WITH_BY = re.compile(rf"\[([^\[\]]{{2,150}}?)\s+by\s+({_AUTHORS})\]\(")
_LINK_BY = re.compile(rf"\[([^\[\]]{{2,200}})\]\([^()\s]*(?:\([^()]*\))?[^()\s]*\),?\s+by\s+({_AUTHORS})")
_MARKED_BY = re.compile(rf"(?:\*\*|[*_]|“|\")([^*_“”\"\n]{{2,150}}?)(?:\*\*|[*_]|”|\"),?\s+by\s+({_AUTHORS})")
_LABELLED = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?(?:book|text|title|novel|work|essay|article|paper|reading)(?::(?:\*\*|__)"
    r"|(?:\*\*|__)?:)\s*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED_AUTHOR = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__)?authors?(?::(?:\*\*|__)|(?:\*\*|__)?:)\s*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE
)
_TITLE_BY = re.compile(
    rf"^(?:(?:A |The )?(?:[Rr]eading|[Ss]tudy|[Bb]ook [Cc]lub|[Dd]iscussion) (?:[Gg]uide|[Qq]uestions)"
    rf"(?:\s+(?:to|for|:))?\s*)?(.{{2,150}}?),?\s+by\s+({_AUTHORS})$"
)
_GUIDE_TO = re.compile(
    r"^(?:a |the )?(?:reading|study|discussion|book club|reader['’]s)\s+(?:guide|questions|companion)\s*"
    r"(?:to|for|on|:|[-–—])\s*(.{2,150})$",
    re.IGNORECASE,
)
_ITS_GUIDE = re.compile(
    r"^(.{2,150}?)\s*[:,–—-]\s*(?:a |the )?(?:reading|study|discussion|book club)\s+(?:guide|questions)$", re.IGNORECASE
)


def text_named_in(title: str, opening: str, prose: str) -> TextReference | None:
    """`opening` stands above all headings, `prose` before the first question; None where no text is named plainly."""
    opening, prose = opening[:20_000], prose[:20_000]
    if match := _TITLE_BY.match(title):
        return _reference(match[1], match[2])
    for pattern, where in ((_LINK_WITH_BY, prose), (_LINK_BY, prose), (_LABELLED, prose), (_MARKED_BY, opening)):
        if match := pattern.search(where):
            return _labelled(match[1], prose) if pattern is _LABELLED else _reference(match[1], match[2])
    match = _GUIDE_TO.match(title) or _ITS_GUIDE.match(title)
    return _reference(match[1], "") if match and not is_chapter(match[1]) else None


def _labelled(words: str, prose: str) -> TextReference:
    author = _LABELLED_AUTHOR.search(prose)
    name, _, by = plain(words).partition(" by ")
    return _reference(name, plain(author[1]) if author else by)


def _reference(title: str, authors: str) -> TextReference:
    institution = authors.startswith("the ")
    names = [plain(authors)] if institution else re.split(r",\s+and\s+|\s+and\s+|,\s+|\s*&\s*|;\s*", plain(authors))
    people = [re.sub(r"^the\s+|[.,]$|\s+(?:and|of|for)$", "", name).strip() for name in names]
    return TextReference(plain(title).strip("“”\"'‘’"), [name for name in people if name])
