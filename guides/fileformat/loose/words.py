"""What words and labels of other people’s guides mean, wherever they stand."""

import re
from html import unescape

from guides.fileformat.document import one_line

MAX_TITLE = 1000
# “Q1.”, “Question 3:”: how questions are numbered beside the numbers of lists.
Q_NUMBER = r"Q(?:uestion)?\.?\s{0,2}\d{0,3}\s?[.:)：]"
QUALIFIED = r"(?:(?:model|suggested|sample|possible|expected|correct)\s+)?"
ANSWER = (
    rf"{QUALIFIED}(?:answers?|solutions?|antwort(?:en)?|lösung(?:en)?|respuestas?|réponses?|risposte?|respostas?|svar"
    r"|ответы?|参考答案|答案|答)"
)
# What blocks between “:::” hold, by their names.
QUESTIONS = ("question", "questions", "discussion", "discuss")
ANSWERS = ("answer", "answers", "solution", "hint")
PARTS = {
    "objectives": "aim",
    "objective": "aim",
    "keypoints": "key_ideas",
    "key-points": "key_ideas",
    "instructor": "facilitator_notes",
    "facilitator": "facilitator_notes",
    "prereq": "before",
}
TASK = re.compile(r"\s{0,3}[-*+] \[[ xX]\]\s+(.*)$")
MINUTES = re.compile(
    r"[(\[](?:(?:about|approx\.?|ca?\.|etwa|env\.|~|≈)\s*)?(?:\d{1,3}\s*[-–]\s*)?(\d{1,3})\s*"
    r"(?:min(?:ut(?:e[ns]?|os?|i))?|minuut|minuten|мин(?:ут\w*)?|分(?:钟|鐘|間)?|dk)\.?[)\]]",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:[?？؟]|か。)(?:[\s\"'”’»)\]*_.…]|\([^()]*\)|\[[^\]]*\]\([^)]*\))*$")
_TELLS = re.compile(
    r"(?:[\"“„«][^\"“”„«»]{2,600}[\"“”»]\s+)?(?:\([^()]{1,40}\)\s+)?(?:[*_]{0,2})"
    r"(?:analy[sz]e|argue|assess|characteri[sz]e|choose|comment on|compare|consider|contrast|debate|define"
    r"|describe|discuss|evaluate|examine|explain|explicate|explore|find|give|identify|imagine|interpret|justify|list"
    r"|look (?:at|closely)|name|outline|paraphrase|predict|recall|reflect|retell|say|select|share|show|speculate|state"
    r"|summari[sz]e|talk about|tell|trace|think of|write|\w+(?:en|ern|eln) Sie)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(rf"[*_]{{0,2}}{Q_NUMBER}[*_]{{0,2}}\s+\S")
_ANSWER_LINE = re.compile(
    rf"^\s*(?:[-*+>]\s+)?[*_]{{0,2}}(?:(?i:{ANSWER}|explanation)[*_]{{0,2}}\s*[:.：]|A\d{{0,3}}[*_]{{0,2}}[:：]|A\d{{1,3}}\.)"
    r"[*_]{0,2}\s*(?:(?<=\s)|(?<=：)|$)(.*)$"
)
UNITS = (
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
    rf"\b(?:(?:{UNITS})\s+{_COUNT}|{_ORDINAL}\s+(?:{UNITS}))\b|第.{{1,5}}[章回节節課课部编篇]|الفصل\s+\w|\bפרק\s+\w",
    re.IGNORECASE,
)
_SECTION_LABELS = {
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
_GUIDE_LABELS = {
    "why": r"why read (?:this|it)(?: book)?|introduction|overview|description|about (?:the|this) (?:book|guide|text)"
    r"|synopsis|background|einleitung|introducción",
    "about_author": r"about the (?:authors?|writer)|the author|author biography|biography"
    r"|über den autor|über die autorin|sobre (?:el|la) autora?|l['’]auteur",
    "how_to_use": r"how to use(?: this)?(?: guide)?|using this guide|instructions|format",
    "audience": r"who (?:it|this) is for|audience",
    "preparatory": r"preparatory readings?|before you read|prerequisites",
    "further": r"(?:(?:suggestions )?for )?(?:(?:further|suggested|additional|recommended|supplementary) )+"
    r"(?:readings?|resources|titles)|read next|read[- ]?alikes?"
    r"|if you liked.*|bibliography|weiterführende literatur|zum weiterlesen|pour aller plus loin|para saber más",
    "timeline": r"timeline|chronology",
    "people": _SECTION_LABELS["people"],
    "terms": _SECTION_LABELS["terms"],
}
_SECTION_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _SECTION_LABELS.items()}
_GUIDE_LABEL = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _GUIDE_LABELS.items()}


def plain(text: str) -> str:
    """A heading or a name without links, emphasis and code marks."""
    text = text[:MAX_TITLE]
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)", "", text)
    return one_line(unescape(re.sub(r"\\([\\`*_{}\[\]()#+.!-])", r"\1", text)))


def has_question_mark(text: str) -> bool:
    return any(sign in text for sign in "?？؟")


def asks(text: str) -> bool:
    """Whether the text ends in a question mark, whatever brackets and quotation marks come after it."""
    return bool(_ASKS.search(text))


def tells(text: str) -> bool:
    """Whether the text is a task: “Describe …”, “Compare …”, perhaps after words that are cited."""
    return bool(_TELLS.match(text))


def is_marked(text: str) -> bool:
    """“Q1. …”, “**Question 3:** …”."""
    return bool(_MARKED.match(text))


def answer_in(text: str) -> re.Match[str] | None:
    """A line “Answer: …”, whose words are its first group."""
    return _ANSWER_LINE.match(text)


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
