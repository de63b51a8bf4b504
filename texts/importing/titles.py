"""Headings as printed, taken apart: the word (Chapter), the number (IV), the title."""

import re
import unicodedata
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
HAN_NUMERALS = "一二三四五六七八九十"
LIKE_LATIN = str.maketrans("ІХСМЅ", "IXCMS")
"""Cyrillic letters that stand for Roman numerals."""


def _either(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


SPELLED = rf"(?:(?:{_either(TENS)})(?:[ -](?:{_either(ONES + ' ' + ORDINALS)}))?|{_either(ORDINALS)}|{_either(ONES)})"
NUMBER = rf"(?:{ROMAN}|\d{{1,4}}|(?:the )?{SPELLED}|[A-H])"

CHAPTER_WORDS = (
    "chapter chap\\.? letter canto lecture essay stave story tale fable sermon dialogue meditation lesson scene "
    "epistle sonnet psalm fragment entry night adventure week section sec\\.? § discourse "
    "kapitel brief chapitre lettre chant capítulo capitulo carta capitolo lettera hoofdstuk kapittel kapitola "
    "kapitlet rozdział fejezet luku bölüm capitolul capítol poglavlje глава письмо розділ κεφάλαιο κεφάλαιον "
    "κεφαλαιο κεφαλαιον caput ĉapitro الفصل פרק"
)
PART_WORDS = (
    "part book volume vol\\.? division period act "
    "teil buch band partie livre tome parte libro tomo deel boek del część część часть книга "
    "том частина μέρος μεροσ الجزء חלק"
)
COUNTED_IN_WORDS = (
    "chapitre kapitel kapitlet kapittel capítulo capitolo hoofdstuk kapitola rozdział fejezet luku глава розділ "
    "κεφάλαιο κεφάλαιον κεφαλαιο κεφαλαιον caput ĉapitro פרק الفصل الباب"
)
PARTS_COUNTED_IN_WORDS = (
    "teil partie parte deel delen część rész část díl osa liber часть частина μέρος μεροσ חלק الجزء"
)
"""Words of headings such as ENSIMMÄINEN LUKU: whatever stands beside them, alone on the line, is the number."""
NAMED = (
    "preface foreword introduction introductory prologue prelude proem epilogue conclusion conclusions afterword "
    "postscript appendix appendices dedication advertisement acknowledgements acknowledgments epigraph envoi finale "
    "interlude note notes glossary bibliography index argument postlude coda forethought afterthought "
    "förord efterord esipuhe forord voorwoord inleiding epiloog předmluva doslov wstęp przedmowa előszó utószó "
    "vorwort einleitung nachwort prolog epilog anhang préface avant-propos postface introducción prólogo epílogo "
    "prefacio prefazione introduzione прологъ пролог предисловие введение эпилог послесловие заключение"
)
NO_LETTERS = re.compile(r"[\W_]+")
COUNTED = re.compile(
    rf"^(?:(?P<number>[^\W\d_]+)\s+(?P<word>{_either(COUNTED_IN_WORDS)}|(?P<part>{_either(PARTS_COUNTED_IN_WORDS)}))"
    rf"|(?P<word_first>{_either(COUNTED_IN_WORDS)}|(?P<part_first>{_either(PARTS_COUNTED_IN_WORDS)}))"
    r"\s+(?P<number_last>[^\W\d_]+[΄´ʹ׳’']?))(?:\s*[.:—–-]+\s*(?P<title>\S.*)|[.:]?)$",
    re.IGNORECASE,
)
EASTERN_NUMBER = r"[0-9０-９〇零一二三四五六七八九十百千两兩]+"
EASTERN_PARTS = "部卷巻编編冊册幕"
EASTERN = re.compile(
    rf"^(?P<number>第\s*{EASTERN_NUMBER}\s*(?P<word>[章回节節篇话話讲講课課折出夜場场{EASTERN_PARTS}])"
    rf"|제?\s*[0-9]+\s*(?P<korean>[장화회부편권])(?!\w)"
    rf"|(?P<volume>卷)(?:{EASTERN_NUMBER}|[上中下])(?=[\s・·．:：、.]|$))"
    r"[\s・·．:：、.]*(?P<title>.*)$"
)
ROMAN_SIGNS = {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in range(0x2160, 0x2170)}
"""Roman numerals that are one character."""
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
DOTTED = r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})*"
CARDINAL = rf"(?i:(?:{_either(TENS)})(?:[ -](?:{_either(ONES)}))?|{_either(ONES)})"
NUMBERED = re.compile(rf"^\(?(?P<number>{ROMAN}|{DOTTED}|{CARDINAL})(?:[.:)](?!\d)|\s+[—–-])\s*(?P<title>\S.*)$")
DIGITS_THEN_TITLE = re.compile(rf"^(?P<number>{DOTTED})\s+(?P<title>[^\W\d_].*)$")
HAN_NUMBERED = re.compile(rf"^(?P<number>[{HAN_NUMERALS}]{{1,3}})[\s、．.:：]+(?P<title>\S.*)$")
BARE = re.compile(rf"^[\[(—–―-]*\s*(?P<number>{ROMAN}|\d{{1,3}}|[{HAN_NUMERALS}]{{1,3}})\s*[.)\]—–―-]*$")
NAMED_ALONE = re.compile(
    rf"^(?:(?:the|an|a|author[’']s|editor[’']s|translator[’']s|publisher[’']s)\s+)*(?:{_either(NAMED)})\b",
    re.IGNORECASE,
)
CONTENTS = re.compile(
    r"^(?:(?:table of|the) )?(?:contents(?: of (?:the )?(?:vol|book|part).{0,20})?|content|inhalt(?:sverzeichnis)?|"
    r"table des matières|table|sommaire|índice|"
    r"indice|inhoud(?:sopgave)?|innehåll|indhold|innhold|sisällys(?:luettelo)?|spis tre[sś]ci|obsah|tartalom|cuprins|"
    r"índex|содержание|оглавление|зміст|περιεχόμενα|enhavo|içindekiler|目录|目錄|目次|차례|목차|تحتويات|المحتويات|"
    r"תוכן(?: העניינים)?|list of (?:illustrations|plates|figures|tables|maps)|"
    r"(?:the )?illustrations|toc)[\s:.]*$",
    re.IGNORECASE,
)
FRONT_MATTER = re.compile(
    r"^(?:(?:front |back )?cover(?: page| image)?|title ?page|half[ -]?title(?: page)?|series page|"
    r"copyright(?: page| notice| info(?:rmation)?| and permissions)?|imprint|colophon|uncopyright|"
    r"legal (?:notice|information)|"
    r"about the (?:authors?|editors?|translators?|illustrators?|publisher)|newsletter|"
    r"(?:join|sign up (?:for|to)) .{0,30}(?:newsletter|mailing list)|"
    r"about this (?:(?:digital|electronic) )?(?:e-?book|book|edition)|full project gutenberg licen[cs]e|"
    r"(?:the )?full project gutenberg.*|(?:project )?gutenberg licen[cs]e|"
    r"(?:original )?transcriber[’']?s?[’']? notes?.{0,24}|by the same author|du même auteur|"
    r"à propos de cette édition électronique|"
    r"couverture|page de titre|page de copyright|titelseite|titelblatt|umschlag|impressum|portada|portadilla|"
    r"página de título|copertina|frontespizio|titelpagina|colofon|обложка|титульный лист|שער|זכויות יוצרים|כריכה|"
    r"封面|版权页|扉页|الغلاف|حقوق النشر)$",
    re.IGNORECASE,
)
ADVERTISING = re.compile(
    r"^(?:also by .*|praise for .*|(?:other )?(?:books|works) by .{2,40}|advertisements)$", re.IGNORECASE
)
LONGEST_ADVERTISING = 400
SAYS_NOTHING = re.compile(
    r"^(?:front ?matter|back ?matter|end ?matter|body ?matter|start(?: reading)?|beginning|begin reading|"
    r"text|main|untitled|unknown|unbenannt|section ?0\d+|[\w -]+\.x?html?|\w+_split_\d+|index_\d+|\W*)$",
    re.IGNORECASE,
)
"""Labels that programs write, which are no titles."""
INDEX = re.compile(
    r"^(?:(?:general |analytical )?index(?: of .{2,30})?|(?:namen?|sach|stich ?wort|personen)?register|"
    r"index (?:alphabétique|des .{2,20})|índice (?:alfabético|onomástico|analítico)|indice (?:dei nomi|analitico)|"
    r"(?:алфавитный |именной )?указатель)[\s:.]*$",
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
    text = " ".join(text.translate(ROMAN_SIGNS).split())
    if len(text) > LONGEST:
        return Split("", "", text)
    if eastern := EASTERN.match(text):
        word = eastern["word"] or eastern["korean"] or eastern["volume"]
        kind = "part" if word in f"{EASTERN_PARTS}부편권" else "chapter"
        return Split(kind, eastern["number"], eastern["title"] or text, word)
    if _may_be_labelled(text):
        if found := LABELLED.match(text) or ORDINAL_FIRST.match(text):
            return _labelled(found, text)
        if found := COUNTED.match(text):
            return _counted(found, text)
    if found := BARE.match(text.translate(LIKE_LATIN)):
        return Split("number", found["number"], text.strip("[]() .—–―-"))
    if found := NUMBERED.match(text) or DIGITS_THEN_TITLE.match(text) or HAN_NUMBERED.match(text):
        inner = split_heading(found["title"])
        is_label = inner.word and found["title"].lower().startswith(inner.word.lower())
        return inner if is_label else Split("number", found["number"], found["title"].strip())
    return Split("named" if NAMED_ALONE.match(text) else "", "", text)


def is_bare(text: str) -> bool:
    return bool(BARE.match(text.translate(LIKE_LATIN)))


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


def _counted(found: re.Match, text: str) -> Split:
    kind = "part" if found["part"] or found["part_first"] else "chapter"
    number, word = found["number"] or found["number_last"], found["word"] or found["word_first"]
    return Split(kind, number, found["title"] or text, word)


def is_chapter_like(text: str) -> bool:
    return split_heading(text).kind == "chapter"


def is_part_like(text: str) -> bool:
    return split_heading(text).kind == "part"


def is_contents(text: str) -> bool:
    return bool(CONTENTS.match(text.strip()))


def is_front_matter(text: str, words: int = 0) -> bool:
    """What stands below it may have so many words that “Praise for the Dead” is a chapter."""
    text = " ".join(text.split()).strip(" .:")
    return bool(FRONT_MATTER.match(text) or (words < LONGEST_ADVERTISING and ADVERTISING.match(text)))


def says_nothing(label: str) -> bool:
    return bool(SAYS_NOTHING.match(label.strip()))


def is_label_word(text: str) -> bool:
    """“SCENE”, which says nothing without a number."""
    return text.strip(" .:").lower() in LABEL_WORDS


def is_index(text: str) -> bool:
    return bool(INDEX.match(text.strip()))


def is_notes(text: str) -> bool:
    return bool(NOTES_TITLE.match(text.strip()))


def same(one: str, other: str) -> bool:
    """Whether two headings say the same, whatever their case and punctuation."""
    return plain_letters(one) == plain_letters(other)


def is_title(heading: str, title: str) -> bool:
    """The title of the book, or what stands of it before a colon."""
    main = re.split(r"[:：;；(（]|\s[—–-]\s", title)[0]
    return bool(heading) and (same(heading, title) or same(heading, main))


def begins_with(heading: str, title: str) -> bool:
    return bool(plain_letters(title)) and plain_letters(heading).startswith(plain_letters(title))


def plain_letters(text: str) -> str:
    return NO_LETTERS.sub("", text.casefold())


def roman_value(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for letter, after in zip(text, text[1:] + " ", strict=True):
        value = values.get(letter, 0)
        total += -value if value < values.get(after, 0) else value
    return total


def number_value(number: str) -> int | None:
    """The value of a Roman, Arabic, Chinese or spelled English number; None for what is none."""
    number = number.strip().translate(LIKE_LATIN)
    if number.isdigit():
        return int(number)
    if number and all(letter in HAN_NUMERALS for letter in number):
        return _han_value(number)
    if number and re.fullmatch(ROMAN, number):
        return roman_value(number)
    return SPELLED_VALUES.get(re.sub(r"^the ", "", number.casefold()))


def _han_value(number: str) -> int:
    tens, ten, ones = number.rpartition("十")
    digits = [HAN_NUMERALS.index(letter) + 1 for letter in ones]
    return (HAN_NUMERALS.index(tens[-1]) + 1 if tens else 1) * 10 * bool(ten) + sum(digits[-1:])


SPELLED_VALUES = {word: at for words in (ONES.split(), ORDINALS.split()[:19]) for at, word in enumerate(words, start=1)}
