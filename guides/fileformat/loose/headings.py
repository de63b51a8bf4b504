"""What headings mean, and which of them are the title of a document and its sections."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from guides.fileformat.loose.words import (
    ANSWER,
    MINUTES,
    guide_label,
    is_chapter,
    is_numbered_question,
    plain,
    section_label,
    starts_chapter,
)

_ASKS = re.compile(
    r"\bquestions?\b|\bquiz(?:zes)?\b|\bdiscussion (?:points?|topics?|prompts?)\b|\bprompts\b|\btalking points\b"
    r"|^(?:for |group |class )?(?:discussion|discuss)$|^(?:things )?to (?:discuss|think about|consider)\b"
    r"|^reflections?$|\w*fragen\b|\bpreguntas\b|\bperguntas\b|\bquestões\b|\bdomande\b|\bvragen\b|\bfrågor\b|\bspørgsmål\b|\bspørsmål\b"
    r"|\bpytania\b|\botázky\b|\bвопросы\b|\bпитання\b|أسئلة|שאלות|问题|問題|思考题|讨论题|質問|問い|질문",
    re.IGNORECASE,
)
_LABEL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a about additional after all and as asked assessment at before better big book chapter check class closing club
        comprehension consider content core critical discuss discussion ended essay evaluative extra factual
        final focus following for further general group guide guided guiding helpful here in inferential
        interpretive key leading literal main min minute minutes more observation of on open opening
        optional our points possible post pre prompts q question questions quiz read reader readers reading recall
        reflection reflective response review sample self session some spot starter study suggested talking test text
        the these things think thinking this to together topics translation while whole with you your
        das dem den der die diskussion für gruppe lesen nach reflexion text und verständnis zum zur zu
        comprensión debate del discusión el guía la las lectura para reflexionar reflexión sobre texto y
        au compréhension débat du lecture le les pour réflexion sur texte preguntas perguntas domande vragen questões
        compreensão discussão discussione comprensione riflessione per di dyskusji do pytania bespreking over
        frågor diskussion att вопросы вопрос для к по обсуждения обсуждению размышления тексту итоги
        أسئلة للنقاش المناقشة النقاش שאלות לדיון
        问题 問題 讨论 討論 讨论问题 討論問題 思考题 讨论题 思考问题 質問 問い 질문
        """,
    )
)
_RECORD = re.compile(
    r"\bnotes\b|\bwhat did we\b|\bwho (?:came|attended)\b|\battend(?:ees|ance)\b|\bparticipants\b"
    r"|^(?:meeting )?minutes(?: of\b.*)?$|\banswers?(?: key)?$|\bteilnehmer|\bparticipantes?\b|\bучастники\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\blinks?$|\bschedule\b|\bdates?\b|\bagenda\b|\bactivit|\bexercises?\b|\bhomework\b|\breferences?\b|\bbibliograph"
    r"|\bresources\b|\bcontents\b|\bfaq\b|\bchangelog\b|\blicen[cs]e\b|^readings?$|\baction items\b|\bto-?do\b"
    r"|\b(?:previous|past|upcoming|future|next) (?:books?|readings?|meetings?|sessions?)\b|\breading list\b"
    r"|\btagesordnung\b|\btermine\b|\bliteratur(?:verzeichnis)?$|\benlaces\b|\bliens\b|\bссылки\b|\bповестка\b|参考|^refer[eê]nci",
    re.IGNORECASE,
)
_ANSWERS = re.compile(rf"{ANSWER}(?:\s+(?:key|sheet))?(?:\s+(?:to|for)\s.*)?", re.IGNORECASE)
# What parts of a section are called where the part is only a sort of question.
_SORTS = re.compile(
    r"(?:comprehension|observation|interpretation|application|analysis|recall|reflection|evaluation|warm-?up|opening"
    r"|closing|ice-?breakers?|going deeper|digging deeper|before reading|while reading|after reading)(?: questions?)?",
    re.IGNORECASE,
)
_HOLDS_NO_QUESTIONS = ("aim", "key_ideas", "reading_note", "pages", "supplementary", "people", "terms")
_KINDS_OF_HEADINGS = (
    (
        "factual",
        re.compile(
            r"\b(?:factual|recall|observation|comprehension|literal|compréhension|comprensión)\b|verständnis",
            re.IGNORECASE,
        ),
    ),
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
    source: str = ""

    @cached_property
    def path(self) -> "list[Heading]":
        """From the outermost heading down to this one."""
        return [*(self.parent.path if self.parent else []), self]

    @cached_property
    def words(self) -> str:
        """The title without pictures and marks around it."""
        return re.sub(r"^[^\w¿¡«“\"'(\[]+|[\s:]+$", "", self.title)

    @cached_property
    def is_answers(self) -> bool:
        return bool(_ANSWERS.fullmatch(self.words))

    @cached_property
    def asks(self) -> bool:
        """Whether the heading says that questions follow. “Question 3” is one itself."""
        return bool(_ASKS.search(self.words)) and not self.is_answers and not is_numbered_question(self.words)

    @cached_property
    def only_asks(self) -> bool:
        """“Discussion questions” and the like: a label for questions that names no part of the text."""
        words = re.findall(r"[^\W\d_]+", MINUTES.sub("", self.title).casefold())
        return self.asks and not is_chapter(self.title) and all(map(_is_label_word, words))

    @cached_property
    def is_aside(self) -> bool:
        if self.is_record or section_label(self.title) in _HOLDS_NO_QUESTIONS:
            return True
        return bool(_ASIDE.search(self.words)) and not self.asks

    @cached_property
    def is_record(self) -> bool:
        """What was said in a meeting, or the answers: nothing below is a question to the reader."""
        return self.is_answers or (bool(_RECORD.search(self.words)) and not self.asks)

    @cached_property
    def is_part(self) -> bool:
        """A step of a meeting with its minutes in brackets, a part of a section, or a sort of question."""
        is_step = bool(MINUTES.search(self.title)) and not starts_chapter(self.words)
        is_sort = self.asks and re.fullmatch(r"(?:[\w-]+ ){0,2}questions", self.words, re.IGNORECASE)
        return is_step or bool(is_sort or section_label(self.title) or _SORTS.fullmatch(self.words))

    @cached_property
    def kind(self) -> str:
        """The kind of the questions below, where the heading says it."""
        return next((kind for kind, words in _KINDS_OF_HEADINGS if words.search(self.title)), "")


def _is_label_word(word: str) -> bool:
    return word in _LABEL_WORDS or word.endswith("fragen")


def is_label_line(text: str) -> bool:
    """A line of plain text that stands as a heading for questions, such as “Discussion questions:”."""
    title = plain(text).rstrip(":： ")
    return len(title) < 60 and Heading(7, title, 0).only_asks


def title_heading(headings: Sequence[Heading], asking: Sequence[Heading]) -> Heading | None:
    """The first, unless questions stand below it and others of its rank follow. `asking`: those above questions."""
    if not headings:
        return None
    first = headings[0]
    peers = [heading for heading in headings if heading.level == first.level and not heading.is_aside]
    if first.level > 6 and is_chapter(first.title):
        return None
    if len(peers) > 1 and (
        is_chapter(first.title) or first.only_asks or any(first in heading.path for heading in asking)
    ):
        return None
    return first


def choose_sections(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> list[Heading]:
    """The headings that are sections, in the order of the file. Questions below none of them have no section."""
    parts = _parts(headings, asking, title)
    chosen = {heading for heading in (_section_of(below, parts, title) for below in asking) if heading}
    ranks: dict[tuple[Heading | None, int], list[Heading]] = defaultdict(list)
    for heading in headings:
        if heading in chosen:
            ranks[heading.parent, heading.level].append(heading)
    return [
        heading
        for heading in headings
        if heading in chosen
        or (heading is not title and _is_quiet_peer(heading, ranks.get((heading.parent, heading.level), [])))
    ]


def _section_of(heading: Heading, parts: set[Heading], title: Heading | None) -> Heading | None:
    path = [above for above in heading.path if above is not title and not above.only_asks]
    while len(path) > 1 and (path[-1] in parts or _is_bold_below(path[-1], path[-2])):
        path.pop()
    return path[-1] if path else None


def _is_bold_below(heading: Heading, above: Heading) -> bool:
    """A line in bold below the heading of a chapter: “Looking further”."""
    return heading.level > 6 >= above.level and is_chapter(above.title) and not is_chapter(heading.title)


def _parts(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Headings that name a part of a section (“Comprehension”, “Explore the idea (10 minutes)”), not a section."""
    parents: dict[str, set[Heading]] = defaultdict(set)
    for heading in headings:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks:
            parents[heading.title.casefold()].add(heading.parent)
    repeated = {name for name, above in parents.items() if len(above) > 1}
    parts = {heading for heading in headings if heading.is_part}
    parts |= {heading for heading in headings if heading.title.casefold() in repeated and not is_chapter(heading.title)}
    return parts | _lonely(headings, asking, title)


def _lonely(headings: Sequence[Heading], asking: Sequence[Heading], title: Heading | None) -> set[Heading]:
    """Where several parents have one asking child each among other children, the parents are the sections."""
    children = Counter(heading.parent for heading in headings if heading.parent)
    bearing: dict[Heading, set[Heading]] = defaultdict(set)
    for heading in asking:
        if heading.parent and heading.parent is not title and not heading.parent.only_asks and not heading.only_asks:
            bearing[heading.parent].add(heading)
    if len(bearing) < 2 or any(len(below) > 1 for below in bearing.values()):
        return set()
    return {next(iter(below)) for parent, below in bearing.items() if children[parent] > 1}


def _is_quiet_peer(heading: Heading, peers: Sequence[Heading]) -> bool:
    """A heading without questions among at least two sections of its rank; before and after all of them only a chapter,
    or one that begins like a section (“Community study: …”)."""
    if len(peers) < 2 or heading.is_aside or heading.only_asks:
        return False
    if section_label(heading.title) or guide_label(heading.title):
        return False
    begins, colon, _ = heading.title.partition(":")
    if is_chapter(heading.title) or (
        colon and any(peer.title.startswith(f"{begins}:") for peer in (peers[0], peers[-1]))
    ):
        return True
    return peers[0].line < heading.line < peers[-1].line and not is_chapter(peers[0].title)
