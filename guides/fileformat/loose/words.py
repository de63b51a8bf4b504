"""What headings and labels of other people's guides mean."""

import re
from dataclasses import dataclass
from functools import cached_property

from guides.fileformat.document import one_line
from guides.fileformat.loose.blocks import plain

_ASKS = re.compile(
    r"\bquestions?\b|\bquiz(?:zes)?\b|\bdiscussion (?:points?|topics?|prompts?)\b|\bprompts\b|\btalking points\b"
    r"|^(?:for |group |class )?(?:discussion|discuss)$|^(?:things )?to (?:discuss|think about|consider)\b"
    r"|^reflections?$|\w*fragen\b|\bpreguntas\b|\bperguntas\b|\bquestões\b|\bdomande\b|\bvragen\b|\bfrågor\b|\bspørgsmål\b|\bspørsmål\b"
    r"|\bpytania\b|\botázky\b|\bвопросы\b|\bпитання\b|أسئلة|שאלות|问题|問題|思考题|讨论题|質問|問い|질문",
    re.IGNORECASE,
)
_UNITS = (
    r"chapters?|weeks?|sessions?|parts?|sections?|books?|acts?|scenes?|lectures?|class|units?|days?|meetings?|modules?"
    r"|lessons?|letters?|stor(?:y|ies)|stud(?:y|ies)|cantos?|volumes?|episodes?"
    r"|kapitel|teil|woche|sitzung|treffen|capítulos?|parte|semana|sesión|chapitres?|partie|semaine|séance|capitol[oi]"
    r"|hoofdstuk|rozdział|глав[аы]|часть|неделя|встреча"
)
_COUNT = (
    r"(?:\d+|[ivxlc]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|primer[oa]?|segund[oa]|tercer[oa]?"
    r"|eins|zwei|drei|первая|вторая|третья)"
)
_ORDINAL = (
    r"(?:first|second|third|\d+(?:st|nd|rd|th|\.|er?|[eè]me|ª|º)|premi[eè]re?|deuxième|primera|segunda|erste[rs]?"
    r"|zweite[rs]?|первая|вторая)"
)
_CHAPTER = re.compile(
    rf"\b(?:(?:{_UNITS})\s+{_COUNT}|{_ORDINAL}\s+(?:{_UNITS}))\b|第.{{1,5}}[章回节節課课部编篇]|الفصل\s+\w|\bפרק\s+\w",
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
_ANSWERS = re.compile(
    r"(?:(?:model|suggested|sample|possible|expected)\s+)?(?:answers?|solutions?)(?:\s+(?:key|sheet))?"
    r"(?:\s+(?:to|for)\s.*)?|antworten|lösungen|respuestas|réponses|risposte|svar|ответы|答案|参考答案",
    re.IGNORECASE,
)
# What parts of a section are called where the part is only a sort of question.
_SORTS = re.compile(
    r"(?:comprehension|observation|interpretation|application|analysis|recall|reflection|evaluation|warm-?up|opening"
    r"|closing|ice-?breakers?|going deeper|digging deeper|before reading|while reading|after reading)(?: questions?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\((?:about |ca\.? )?(\d+)(?:\s*[-–]\s*(\d+))?\s*min(?:ute)?s?\.?\)", re.IGNORECASE)

SECTION_LABELS = {
    "aim": r"aims?|goals?|(?:learning )?objectives?|purpose|lernziele?|objetivos?|objectifs?",
    "key_ideas": r"key (?:ideas?|points?|concepts?|takeaways?)|keypoints|main (?:ideas?|points?)|take-?aways"
    r"|summary(?: and key takeaways)?|zusammenfassung|resumen|résumé",
    "reading_note": r"readings?|read|required|(?:assigned|required|key) (?:readings?|passages?|texts?)|passages?"
    r"|what to read|lektüre|lecturas?",
    "pages": r"pages?|seiten|páginas?",
    "before": r"before (?:you read|reading)|preparation|pre-?reading|introduction",
    "supplementary": r"(?:supplementary|further|optional|additional|recommended)(?: (?:readings?|material))?",
    "facilitator_notes": r"(?:(?:notes )?for (?:the )?)?(?:facilitators?|leaders?|instructors?|teachers?|hosts?)"
    r"(?:['’]s)?(?: notes?| guide)?",
    "today": r"today|(?:links? to|connections? (?:to|with)) (?:today|the present)",
    "misunderstandings": r"(?:common )?misunderstandings|misconceptions",
    "people": r"people|characters|cast(?: of characters)?|dramatis personae|personen|figuren|personajes|personnages",
    "terms": r"(?:key )?terms|vocabulary|glossary|(?:key )?words|begriffe|glossar|vocabulario|vocabulaire|glosario",
}
GUIDE_LABELS = {
    "why": r"why read (?:this|it)(?: book)?|introduction|overview|description|about (?:the|this) (?:book|guide|text)"
    r"|synopsis|background|einleitung|introducción",
    "about_author": r"about the (?:authors?|writer)|the author|author biography|biography"
    r"|über den autor|über die autorin|sobre (?:el|la) autora?|l['’]auteur",
    "how_to_use": r"how to use(?: this)?(?: guide)?|using this guide|instructions|format",
    "audience": r"who (?:it|this) is for|audience",
    "preparatory": r"preparatory readings?|before you read|prerequisites",
    "further": r"(?:further|suggested|additional|recommended|supplementary) (?:readings?|resources)|read next"
    r"|if you liked.*|bibliography|weiterführende literatur|zum weiterlesen|pour aller plus loin|para saber más",
    "timeline": r"timeline|chronology",
    "people": SECTION_LABELS["people"],
    "terms": SECTION_LABELS["terms"],
}
_SECTION_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SECTION_LABELS.items()}
_GUIDE_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in GUIDE_LABELS.items()}
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
        words = re.findall(r"[^\W\d_]+", _MINUTES.sub("", self.title).casefold())
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
        is_step = bool(_MINUTES.search(self.title)) and not starts_chapter(self.words)
        is_sort = self.asks and re.fullmatch(r"(?:[\w-]+ ){0,2}questions", self.words, re.IGNORECASE)
        return is_step or bool(is_sort or section_label(self.title) or _SORTS.fullmatch(self.words))

    @cached_property
    def kind(self) -> str:
        """The kind of the questions below, where the heading says it."""
        return next((kind for kind, words in _KINDS_OF_HEADINGS if words.search(self.title)), "")


def _is_label_word(word: str) -> bool:
    return word in _LABEL_WORDS or word.endswith("fragen")


def is_numbered_question(title: str) -> bool:
    return bool(re.match(r"(?:Q|Question)\s*\d", title))


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
    title = re.sub(r"^[^\w]+|[\s:]+$", "", one_line(title))
    return next((name for name, words in labels.items() if words.fullmatch(title)), "")


def is_label_line(text: str) -> bool:
    """A line of plain text that stands as a heading for questions, such as “Discussion questions:”."""
    title = plain(text).rstrip(":： ")
    return len(title) < 60 and Heading(7, title, 0).only_asks
