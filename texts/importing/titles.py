"""Headings as printed, taken apart: the word (Chapter), the number (IV), the title."""

import re
from dataclasses import dataclass
from functools import lru_cache

ROMAN = r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
ONES += " eighteen nineteen"
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
ORDINALS += " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth last"
ORDINALS += (
    " premier première deuxième seconde troisième quatrième cinquième sixième septième huitième neuvième dixième"
    " erster erste erstes zweiter zweite zweites dritter dritte drittes vierter vierte viertes fünfter fünfte fünftes"
    " sechster sechste sechstes siebenter siebente siebentes siebter siebtes achter achte achtes neunter neunte neuntes"
    " zehnter zehnte zehntes primero primera primer primo prima primeiro primeira segundo segunda secondo seconda"
    " tercero tercera tercer terzo terza terceiro terceira cuarto cuarta quarto quarta quinto quinta sexto sexta sesto"
    " sesta séptimo séptima settimo settima sétimo sétima octavo octava ottavo ottava oitavo oitava noveno novena nono"
    " nona décimo décima decimo decima первый первая вторая второй третий третья четвертая четвертый четвёртая"
    " четвёртый пятая пятый шестая шестой седьмая седьмой восьмая восьмой девятая девятый десятая десятый"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


SPELLED = rf"(?:(?:{_either(TENS)})(?:[ -](?:{_either(ONES + ' ' + ORDINALS)}))?|{_either(ORDINALS)}|{_either(ONES)})"
NUMBER = rf"(?:{ROMAN}|\d{{1,4}}|(?:the )?{SPELLED}|[A-H])"

CHAPTER_WORDS = (
    "chapter chap\\.? letter canto lecture essay stave story tale fable sermon dialogue meditation lesson scene "
    "epistle sonnet psalm fragment entry night adventure week section sec\\.? § discourse "
    "kapitel brief chapitre lettre chant capítulo capitulo carta capitolo lettera hoofdstuk kapittel kapitola "
    "rozdział fejezet luku bölüm глава письмо розділ κεφάλαιο الفصل פרק"
)
PART_WORDS = (
    "part book volume vol\\.? division period act "
    "teil buch band partie livre tome parte libro tomo deel boek del część część часть книга "
    "том частина μέρος الجزء חלק"
)
NAMED = (
    "preface foreword introduction introductory prologue prelude proem epilogue conclusion conclusions afterword "
    "postscript appendix appendices dedication advertisement acknowledgements acknowledgments epigraph envoi finale "
    "interlude note notes glossary bibliography index argument postlude coda forethought afterthought "
    "vorwort einleitung nachwort prolog epilog anhang préface avant-propos postface introducción prólogo epílogo "
    "prefacio prefazione introduzione прологъ пролог предисловие введение эпилог послесловие заключение"
)
EASTERN = re.compile(r"^(第\s*[0-9〇零一二三四五六七八九十百千两]+\s*([章回节節篇部卷编編]))\s*[:：、.]?\s*(.*)$")
JOINT = r"[\s.:,;—–―-]*"
LABELLED = re.compile(
    rf"^(?P<word>(?:{_either(CHAPTER_WORDS)})|(?P<part>{_either(PART_WORDS)}))\s+"
    rf"(?P<number>{NUMBER})(?![\w’'])(?P<joint>{JOINT})(?P<title>.*)$",
    re.IGNORECASE,
)
ORDINAL_FIRST = re.compile(
    rf"^(?:the )?(?P<number>{SPELLED})\s+(?P<word>{_either(CHAPTER_WORDS)}|(?P<part>{_either(PART_WORDS)}))\b"
    rf"(?P<joint>{JOINT})(?P<title>.*)$",
    re.IGNORECASE,
)
NUMBERED = re.compile(rf"^\(?(?P<number>{ROMAN}|\d{{1,3}})(?:[.:)]|\s+[—–-])\s*(?P<title>\S.*)$")
DIGITS_THEN_TITLE = re.compile(r"^(?P<number>\d{1,3})\s+(?P<title>[^\W\d_].*)$")
BARE = re.compile(rf"^[\[(]?(?P<number>{ROMAN}|\d{{1,3}})[.)\]]?$")
NAMED_ALONE = re.compile(
    rf"^(?:(?:the|an|a|author[’']s|editor[’']s|translator[’']s|publisher[’']s)\s+)?(?:{_either(NAMED)})\b",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"^(?:table of )?(?:contents|content|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|indice|inhoud|"
    r"innehåll|содержание|оглавление|目录|目次|تحتويات|المحتويات|תוכן(?: העניינים)?|"
    r"list of (?:illustrations|plates|figures|tables)|"
    r"illustrations|toc)[\s:.]*$",
    re.IGNORECASE,
)
FRONT_MATTER = re.compile(
    r"^(?:cover|cover page|title ?page|half ?title|copyright(?: page| notice)?|imprint|colophon|uncopyright|"
    r"also by .*|about the publisher|about this (?:e-?)?book|full project gutenberg licen[cs]e|"
    r"(?:the )?full project gutenberg.*|(?:project )?gutenberg licen[cs]e|transcriber[’']s notes?:?|"
    r"couverture|page de titre|page de copyright|titelseite|titelblatt|umschlag|impressum|portada|portadilla|"
    r"página de título|copertina|frontespizio|titelpagina|colofon|обложка|титульный лист|שער|זכויות יוצרים|כריכה|"
    r"封面|版权页|扉页|الغلاف|حقوق النشر)$",
    re.IGNORECASE,
)
NOTES_TITLE = re.compile(
    r"^(?:(?:foot|end)?notes(?: to .*)?|anmerkungen|fußnoten|notes de bas de page|"
    r"notas|note|примечания|сноски)[\s:.]*$",
    re.IGNORECASE,
)


LABEL_WORDS = {word.replace("\\.?", "") for word in f"{CHAPTER_WORDS} {PART_WORDS}".split()}
LONGEST = 400


@dataclass(frozen=True)
class Split:
    """`kind` is chapter, part, number (a bare number, perhaps with a title), named (Preface), or nothing."""

    kind: str
    number: str
    title: str
    word: str = ""


@lru_cache(maxsize=20_000)
def split_heading(text: str) -> Split:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return Split("", "", text)
    if eastern := EASTERN.match(text):
        kind = "part" if eastern[2] in "部卷编編" else "chapter"
        return Split(kind, eastern[1], eastern[3] or text, eastern[2])
    if _may_be_labelled(text) and (found := LABELLED.match(text) or ORDINAL_FIRST.match(text)):
        return _labelled(found, text)
    if found := BARE.match(text):
        return Split("number", found["number"], text)
    if (found := NUMBERED.match(text)) or (found := DIGITS_THEN_TITLE.match(text)):
        return Split("number", found["number"], found["title"].strip())
    return Split("named" if NAMED_ALONE.match(text) else "", "", text)


def _may_be_labelled(text: str) -> bool:
    """A quick look, because most lines of a text are no headings."""
    return any(word.strip(".,:-") in LABEL_WORDS for word in re.split(r"[ -]", text.lower(), maxsplit=4)[:4])


def _labelled(found: re.Match, text: str) -> Split:
    """“Letter for you” and “Book A table” are not numbered: a title needs something before it."""
    number, joint, title = found["number"], found["joint"], found["title"].strip()
    loose = title and not joint.strip() and not title[0].isupper()
    if loose or (number in "Aa" and title) or (number.isalpha() and number.islower() and len(number) == 1):
        return Split("", "", text)
    kind = "part" if found["part"] else "chapter"
    return Split(kind, number, title or text, found["word"])


def is_chapter_like(text: str) -> bool:
    return split_heading(text).kind == "chapter"


def is_part_like(text: str) -> bool:
    return split_heading(text).kind == "part"


def is_contents(text: str) -> bool:
    return bool(CONTENTS.match(text.strip()))


def is_front_matter(text: str) -> bool:
    return bool(FRONT_MATTER.match(" ".join(text.split()).strip(" .:")))


def is_notes(text: str) -> bool:
    return bool(NOTES_TITLE.match(text.strip()))


def same(one: str, other: str) -> bool:
    """Whether two headings say the same, whatever their case and punctuation."""
    return plain_letters(one) == plain_letters(other)


def plain_letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def roman_value(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for letter, after in zip(text, text[1:] + " ", strict=True):
        value = values.get(letter, 0)
        total += -value if value < values.get(after, 0) else value
    return total


def number_value(number: str) -> int | None:
    """The value of a roman or arabic number; None for spelled ones."""
    number = number.strip()
    if number.isdigit():
        return int(number)
    return roman_value(number) if number and re.fullmatch(ROMAN, number) else None
