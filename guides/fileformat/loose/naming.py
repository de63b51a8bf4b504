"""Which text a file is for, where it says so plainly."""

import re

from guides.fileformat.document import TextReference
from guides.fileformat.loose.words import is_chapter, plain

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ŽА-Я]"
_NAME = rf"(?:(?:{_CAPITAL}\w{{0,2}}\.-?)+|{_CAPITAL}[\w’'-]*)"  # a stop only behind initials: else the sentence ends
_WITHIN = r"(?:and|of|for|the|de|da|di|van|von|der|la|le|du|y|und|et)\b"
_WORD = rf"(?:{_NAME}|(?:{_WITHIN}|&)(?=\s))"
_SPACE = r"(?=\s)[^\S\n]*\n?[^\S\n]*"
# “by Israeli historian Yuval Noah Harari”
_WHO_IS = rf"(?:(?:{_NAME}\s+)?(?:(?!{_WITHIN})[a-z][\w-]*\s+){{1,3}}(?={_NAME}\s+{_NAME}))?"
_AUTHORS = rf"(?:the\s+)?{_NAME}(?:,?{_SPACE}{_WORD}){{0,9}}"
_BY = r"(?:by|von|par|por|di)"
_LINK_WITH_BY = re.compile(rf"\[([^\[\]]{{2,150}}?)\s+{_BY}\s+{_WHO_IS}({_AUTHORS})\]\(")
_LINK_BY = re.compile(rf"\[([^\[\]]{{2,200}})\]\([^()\s]*(?:\([^()]*\))?[^()\s]*\),?\s+{_BY}\s+{_WHO_IS}({_AUTHORS})")
_MARKED_BY = re.compile(
    rf"(?:\*\*|[*_]|[“„«\"])([^*_“”„«»\"\n]{{2,150}}?)(?:\*\*|[*_]|[”“»\"]),?\s+{_BY}\s+({_AUTHORS})"
)
_LABELLED = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__|[*_])?(?:book|text|title|novel|work|essay|article|paper|reading|buch|libro|livre|книга|书名)"
    r"\s?(?:[:：](?:\*\*|__|[*_])|(?:\*\*|__|[*_])?[:：])\s*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_LABELLED_AUTHOR = re.compile(
    r"^\s*(?:[-*+]\s+)?(?:\*\*|__|[*_])?(?:authors?|autor(?:in|a|es)?|auteure?|autore|автор|作者|written by)"
    r"\s?(?:[:：](?:\*\*|__|[*_])|(?:\*\*|__|[*_])?[:：])\s*(\S.*?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_BY_LINE = re.compile(
    rf"^\W{{0,3}}(?:(?i:{_BY})\s+)?({_NAME}(?:\s+{_WORD}){{1,5}})(?:\s*\([^()\n]*\))?\W*$", re.MULTILINE
)
_PART_OF_A_TEXT = re.compile(
    r"^\s*(?:[-*+]\s+)?\W{0,2}readings?\W{0,2}:.*\b(?:chapters?|ch\.|pp?\.|pages?)\s.*$", re.IGNORECASE | re.MULTILINE
)
_QUOTED = re.compile(r"[«„《『]([^“”«»„《》『』]{2,150})[»“”》』]")
_IN_ITALICS = re.compile(r"(?<=\s)[*_]([^*_]{2,150})[*_](?!\w)")
_GUIDE = (
    r"(?:(?:a|the|un|une|una|eine?)\s+)?(?:"
    r"(?:reading|study|discussion|book[- ]club|readers?['’]?s?|reader['’]s|teaching|viewing)\s+"
    r"(?:group\s+)?(?:discussion\s+)?(?:guide|questions|companion|kit)"
    r"|bible study|leseleitfaden|lektüre(?:schlüssel|hilfe|leitfaden)|guide(?= to)"
    r"|book[- ]club in a bag|book[- ]club kit|fiche de lecture|ficha de (?:lectura|leitura)|roteiro de leitura"
    r"|gu[ií]a de (?:lectura|estudio)|guide de lecture|guia de leitura|guida alla lettura|путеводитель)"
)
_MEETING = (
    r"(?:book[- ]club|reading (?:group|club|circle)|seminar|lesekreis|buchclub|club de lecture|club de lectura"
    r"|clube de leitura|gruppo di lettura|leesclub|leeskring|читательский клуб|книжный клуб|读书会|読書会)"
)
_TO = r"(?:to|for|on|zu|de|sur|sobre|к)\b"
_GUIDE_TO = re.compile(rf"^(?:{_GUIDE}\s*(?:{_TO}|[:：–—-])|{_MEETING}\s*[:：–—-])\s*(.{{2,150}})$", re.IGNORECASE)
_ITS_GUIDE = re.compile(rf"^(.{{2,150}}?)\s*(?:[:：,–—-]\s*)?\b{_GUIDE}$", re.IGNORECASE)
_WITH_AUTHOR = re.compile(rf"^(.{{2,150}}?)(?:(?:,?\s+{_BY}|,\s+de)\s+|,\s+d['’])({_AUTHORS})$")
_PERSON = rf"{_NAME}(?:\s+{_WORD}){{1,4}}"
_THEN_AUTHOR = re.compile(rf"^(.{{2,150}}?)(?:\s+\(({_PERSON})\)|,\s+({_PERSON}))$")
_ONLY_GUIDE = re.compile(_GUIDE, re.IGNORECASE)


def text_named_in(title: str, opening: str, prose: str) -> TextReference | None:
    """None where no text is named plainly. `title` may have marks of type; `opening` stands above all headings, `prose`
    before the first question.
    """
    opening, prose = opening[:20_000], _PART_OF_A_TEXT.sub("", prose[:20_000])
    italics = _IN_ITALICS.search(title)
    title = re.sub(r"^[^\w¿«“„\"《『\[(]+", "", plain(title))
    match = _GUIDE_TO.match(title) or _ITS_GUIDE.match(title)
    named = match[1].strip() if match and not is_chapter(match[1]) else title
    if by := _WITH_AUTHOR.match(named):
        marked = _QUOTED.search(by[1])
        return _reference(marked[1] if marked else by[1], by[2])
    if match and (then := _THEN_AUTHOR.match(named)):
        return _reference(then[1], then[2] or then[3])
    if below := _titled_below(opening) if _ONLY_GUIDE.fullmatch(title) else _written_below(title, opening):
        return below
    for pattern, where in (
        (_LINK_WITH_BY, prose),
        (_LINK_BY, prose),
        (_LABELLED, prose),
        (_MARKED_BY, f"{title}\n{opening}"),
    ):
        if found := pattern.search(where):
            return _by_label(found[1], prose) if pattern is _LABELLED else _reference(found[1], found[2])
    quoted = italics if italics and italics[1] != title else _QUOTED.search(title)
    if named is title and (quoted is None or (quoted is not italics and is_chapter(title))):
        return None
    author = _LABELLED_AUTHOR.search(prose) or _BY_LINE.match(opening.split("\n", 1)[0])
    return _reference(quoted[1] if quoted else named, plain(author[1]) if author else "")


def _titled_below(opening: str) -> TextReference | None:
    """“Reading group guide”, and below it a title with its author."""
    first, second, *_rest = [*filter(None, map(str.strip, opening.split("\n"))), "", ""]
    by = re.match(rf"(?i:{_BY})\s+({_PERSON})\W*$", second)
    return _reference(first, by[1]) if by else None


def _written_below(title: str, opening: str) -> TextReference | None:
    """Below a title its author, and then “Reading group guide”."""
    author, guide, *_rest = [*filter(None, map(str.strip, opening.split("\n"))), "", ""]
    by = re.fullmatch(rf"(?:(?i:{_BY})\s+)?({_PERSON})", author) if _ONLY_GUIDE.fullmatch(guide) else None
    return _reference(title, by[1]) if by else None


def _by_label(words: str, prose: str) -> TextReference:
    author = _LABELLED_AUTHOR.search(prose)
    name, _, by = plain(words).partition(" by ")
    return _reference(name, plain(author[1]) if author else by)


def _reference(title: str, authors: str) -> TextReference:
    institution = authors.startswith("the ")
    names = (
        [plain(authors)]
        if institution
        else re.split(r",\s+and\s+|\s+(?:and|und|et|y)\s+|,\s+|\s*&\s*|;\s*", plain(authors))
    )
    people = [re.sub(r"^the\s+|[.,]$|\s+(?:and|of|for)$", "", name).strip() for name in names]
    return TextReference(
        plain(title).lstrip(":–— ").strip("“”„«»\"'‘’《》").rstrip(" ,;"), [name for name in people if name]
    )
