"""What headings and labels of other people's guides mean, and which text they name."""

import re
from dataclasses import dataclass

from guides.fileformat.document import Entry, TextReference, normal, one_line
from guides.fileformat.loose.blocks import plain

_ASKS = re.compile(
    r"\bquestions\b|\bdiscussion (?:points?|topics?|prompts?)\b|\bprompts\b|\btalking points\b"
    r"|\b(?:fragen|preguntas|perguntas|domande|vragen|frågor|pytania|вопросы)\b"
    r"|^(?:for |group |class )?discuss(?:ion)?\b|^to (?:discuss|think about|consider)\b|^reflections?$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"(?:chapters?|weeks?|sessions?|parts?|sections?|books?|acts?|scenes?|lectures?|class|units?|days?|meetings?"
    r"|modules?|lessons?|letters?|stor(?:y|ies)|cantos?|volumes?)\s+(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_LABEL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        fragen preguntas perguntas domande vragen frågor pytania вопросы
        a about additional after all and as asked at before better big book chapter class closing club
        comprehension consider content core critical discuss discussion ended essay evaluative extra factual
        final focus following for further general group guide guided guiding helpful here in inferential
        interpretive key leading literal main min minute minutes more observation of on open opening
        optional our points possible post pre prompts q question questions reader readers reading recall
        reflection reflective response review sample some starter study suggested talking text the these
        think thinking to together topics translation while whole with you your
        """,
    )
)
_RECORD = re.compile(
    r"\bnotes\b|\bwhat did we\b|\bwho (?:came|attended)\b|\battend(?:ees|ance)\b|\banswers?(?: key)?$", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\blinks?$|\bschedule\b|\bdates?\b|\bagenda\b|\bactivit|\bexercises?\b|\bhomework\b|\breferences?\b|\bbibliography\b"
    r"|\bresources\b|\bcontents\b|\bfaq\b|\bchangelog\b|\blicen[cs]e\b|^readings?$",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"(?:(?:model|suggested|sample|possible|expected)\s+)?(?:answers?|solutions?)(?:\s+(?:key|sheet))?"
    r"(?:\s+(?:to|for)\s.*)?|antworten|lösungen|respuestas|réponses|risposte|svar|ответы",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\((?:about |ca\.? )?(\d+)(?:\s*[-–]\s*(\d+))?\s*min(?:ute)?s?\.?\)", re.IGNORECASE)

SECTION_LABELS = {
    "aim": r"aims?|goals?|(?:learning )?objectives?|purpose",
    "key_ideas": r"key (?:ideas?|points?|concepts?|takeaways?)|keypoints|main (?:ideas?|points?)|take-?aways|summary",
    "reading_note": r"readings?|read|(?:assigned|required|key) (?:readings?|passages?|texts?)|passages?|what to read",
    "pages": r"pages?",
    "before": r"before (?:you read|reading)|preparation|pre-?reading|introduction",
    "supplementary": r"(?:supplementary|further|optional|additional|recommended) (?:readings?|material)",
    "facilitator_notes": r"(?:(?:notes )?for (?:the )?)?(?:facilitators?|leaders?|instructors?|teachers?|hosts?)"
    r"(?:['’]s)?(?: notes?| guide)?",
    "today": r"today|(?:links? to|connections? (?:to|with)) (?:today|the present)",
    "misunderstandings": r"(?:common )?misunderstandings|misconceptions",
    "people": r"people|characters|cast(?: of characters)?|dramatis personae",
    "terms": r"(?:key )?terms|vocabulary|glossary|(?:key )?words",
}
GUIDE_LABELS = {
    "why": r"why read (?:this|it)(?: book)?|introduction|overview|description|about (?:the|this) (?:book|guide|text)"
    r"|synopsis|background",
    "about_author": r"about the (?:authors?|writer)|the author|author biography|biography",
    "how_to_use": r"how to use(?: this)?(?: guide)?|using this guide|instructions|format",
    "audience": r"who (?:it|this) is for|audience",
    "preparatory": r"preparatory readings?|before you read|prerequisites",
    "further": r"(?:further|suggested|additional|recommended|supplementary) (?:readings?|resources)|read next"
    r"|if you liked.*|bibliography",
    "timeline": r"timeline|chronology",
    "people": SECTION_LABELS["people"],
    "terms": SECTION_LABELS["terms"],
}
_SECTION_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SECTION_LABELS.items()}
_GUIDE_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in GUIDE_LABELS.items()}
_KINDS_OF_HEADINGS = (
    ("factual", re.compile(r"\b(?:factual|recall|observation|comprehension|literal)\b", re.IGNORECASE)),
    ("evaluative", re.compile(r"\bevaluat(?:ive|ion) questions\b", re.IGNORECASE)),
    ("apply", re.compile(r"\bapplication\b", re.IGNORECASE)),
    ("define", re.compile(r"^(?:definitions?|define)\b", re.IGNORECASE)),
)


@dataclass(eq=False)
class Heading:
    level: int
    title: str
    line: int
    parent: "Heading | None" = None

    @property
    def path(self) -> "list[Heading]":
        """From the outermost heading down to this one."""
        return [*(self.parent.path if self.parent else []), self]

    @property
    def is_answers(self) -> bool:
        return bool(_ANSWERS.fullmatch(self.title.strip().rstrip(":")))

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.title)) and not self.is_answers

    @property
    def only_asks(self) -> bool:
        """“Discussion questions” and the like: a label for questions that names no part of the text."""
        words = re.findall(r"[^\W\d_]+", _MINUTES.sub("", self.title).casefold())
        return self.asks and not is_chapter(self.title) and all(word in _LABEL_WORDS for word in words)

    @property
    def is_aside(self) -> bool:
        return self.is_record or (bool(_ASIDE.search(self.title)) and not self.asks)

    @property
    def is_record(self) -> bool:
        """What was said in a meeting, or the answers: nothing below is a question to the reader."""
        return self.is_answers or (bool(_RECORD.search(self.title)) and not self.asks)

    @property
    def is_step(self) -> bool:
        """A step of a meeting, with its minutes in brackets."""
        return bool(_MINUTES.search(self.title))

    @property
    def kind(self) -> str:
        """The kind of the questions below, where the heading says it."""
        return next((kind for kind, words in _KINDS_OF_HEADINGS if words.search(self.title)), "")


def is_chapter(title: str) -> bool:
    return bool(_CHAPTER.search(title))


def starts_chapter(text: str) -> bool:
    return bool(_CHAPTER.match(text))


def is_chapter_label(text: str) -> bool:
    """A short line that names a chapter and asks nothing."""
    title = plain(text).rstrip(":")
    return starts_chapter(title) and len(title) < 100 and "?" not in title


def section_label(title: str) -> str:
    """The attribute of a section that a heading or label names, or nothing."""
    return _labelled(title, _SECTION_LABEL)


def guide_label(title: str) -> str:
    return _labelled(title, _GUIDE_LABEL)


def _labelled(title: str, labels: dict[str, re.Pattern[str]]) -> str:
    title = one_line(title).strip(":").strip()
    return next((name for name, words in labels.items() if words.fullmatch(title)), "")


def is_label_line(text: str) -> bool:
    """A line of plain text that stands as a heading for questions, such as “Discussion questions:”."""
    title = plain(text).rstrip(":")
    return len(title) < 60 and Heading(7, title, 0).only_asks and "question" in title.casefold() + "question points"


_NAMED = re.compile(
    r"\*\*(.+?)\*\*\s*(?:\(([^)]*)\))?\s*[:–—-]?\s*(.*)|([^:–—]{1,60}?)\s*(?::|\s[–—-])\s+(.*)", re.DOTALL
)


def entry(text: str, dated: bool = False) -> Entry:
    match = _NAMED.fullmatch(text)
    if not match:
        return Entry(text=normal(text)) if dated else Entry(name=plain(text))
    name, when = plain(match[1] or match[4]).rstrip(":"), plain(match[2] or "")
    words = normal(match[3] or match[5] or "")
    return Entry(when, name, words) if dated else Entry(name, when, words)


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


_PART_OF_A_TEXT = re.compile(
    r"^\s*(?:[-*+]\s+)?\W{0,2}readings?\W{0,2}:.*\b(?:chapters?|ch\.|pp?\.|pages?)\s.*$", re.I | re.M
)


def text_named_in(title: str, opening: str, prose: str) -> TextReference | None:
    """`opening` stands above all headings, `prose` before the first question; None where no text is named plainly."""
    opening, prose = opening[:20_000], prose[:20_000]
    if match := _TITLE_BY.match(title):
        return _reference(match[1], match[2])
    prose = _PART_OF_A_TEXT.sub("", prose)
    for pattern, where in ((_LINK_WITH_BY, prose), (_LINK_BY, prose), (_LABELLED, prose), (_MARKED_BY, opening)):
        if match := pattern.search(where):
            return _by_label(match[1], prose) if pattern is _LABELLED else _reference(match[1], match[2])
    match = _GUIDE_TO.match(title) or _ITS_GUIDE.match(title)
    return _reference(match[1], "") if match and not is_chapter(match[1]) else None


def _by_label(words: str, prose: str) -> TextReference:
    author = _LABELLED_AUTHOR.search(prose)
    name, _, by = plain(words).partition(" by ")
    return _reference(name, plain(author[1]) if author else by)


def _reference(title: str, authors: str) -> TextReference:
    institution = authors.startswith("the ")
    names = [plain(authors)] if institution else re.split(r",\s+and\s+|\s+and\s+|,\s+|\s*&\s*|;\s*", plain(authors))
    people = [re.sub(r"^the\s+|[.,]$|\s+(?:and|of|for)$", "", name).strip() for name in names]
    return TextReference(plain(title).lstrip(":–— ").strip("“”\"'‘’"), [name for name in people if name])
