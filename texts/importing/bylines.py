"""Who wrote it, as title pages say: “by Jane Roe”, “A comedy by Jane Roe”, “PAR JEANNE ROI”, or the name alone."""

import re

from texts.importing.titles import is_contents, is_front_matter, plain_letters, split_heading

KINDS = (
    "novel play comedy tragedy drama poem romance story tale essay report study speech lecture letter history memoir "
    "roman novelle erzählung schauspiel lustspiel trauerspiel gedicht conte nouvelle comédie tragédie poème novela "
    "comedia tragedia cuento poesía romanzo racconto commedia comédia conto"
)
NAME = r"(?P<names>(?-i:[^\W\d_a-z])[^\d:;!?]{2,60})"
BYLINE = re.compile(
    rf"^\W*(?:written\s+|(?:[\w’']+\s+){{0,4}}?(?:{'|'.join(KINDS.split())})(?:s|en|e)?(?:\s[\w’' ]{{1,30}})?,?\s+)?"
    rf"(?:by|von|par|por|di|door|av|af)\s+{NAME}$",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^(?:作者|著者)\s*[：:]\s*(?P<names>.{1,40})$")
SIGNED = re.compile(r"^(?:[\[（(〔]\w{1,4}[\]）)〕]\s*)?(?P<names>\S{2,12})\s+[著撰作]$")
TRANSLATED = re.compile(
    r"^\W*(?:(?:translated|rendered|translation)\b.*?\bby|tradui(?:t|te)\b.*?\bpar|traduction\b.*?\b(?:de|par)|"
    r"(?:übersetzt|übersetzung|ins deutsche)\b.*?\bvon|aus dem \w+ (?:\w+ )?von|"
    r"(?:traduzione|tradotto|traducción|traducid[oa]|tradução|traduzid[oa])\b.*?\b(?:de|di|da|por))\s+"
    r"(?P<names>(?-i:[^\W\d_a-z]).{1,80})$",
    re.IGNORECASE,
)
TRANSLATOR = re.compile(
    r"^\W*(?:(?:translators?|translation|traducteur|traductrice|traduction|traducción|traduzione|tradução|übersetzung|"
    r"übersetzer(?:in)?|перевод(?:чик)?|תרגום|תרגמה?|ترجمة)\s*:|"
    r"(?:译者|譯者|翻译|翻譯|訳者|訳|옮긴이|번역)\s*[:：　 ])\s*(?P<names>\w.{1,60})$",
    re.IGNORECASE,
)
NO_NAME = re.compile(
    r"\b(?:an?|the|for|to|in|of|on|and|with|from|edition|volume|vol|book|part|chapter|poems?|stories|story|tales?|essays?|"
    r"letters?|plays?|novels?|works|writings|speech(?:es)?|songs?|history|version|translation|draft|press|college|"
    r"university|introduction|preface|person\w+|characters|cast|publish\w+|copyright|gedichte|erzählungen|roman|novelle|poésies|contes)\b",
    re.IGNORECASE,
)
AFTER_NAMES = re.compile(
    r",?\s+(?:(?:joint )?(?:author|editor|translator) of|from the|"
    r"(?:translated|edited|illustrated) by|with (?-i:[a-z]+))\b.*",
    re.IGNORECASE,
)
DEGREE = re.compile(r"(?:[js]r|esq|ph\.? ?d|m\.? ?[ad]|b\.? ?a|d\.? ?d|ll\.? ?d)\.?", re.IGNORECASE)
LAST_POINT = re.compile(r"(?<!\b[A-Z])(?<!\b[JS]r)(?<!\bEsq)[ .]*$")
PARTICLES = {
    *("de", "du", "des", "la", "le", "van", "von", "der", "den", "ter"),
    *("da", "dos", "di", "del", "y", "af", "bin", "al", "и"),
}
SMALL = {*PARTICLES, "and", "und", "et", "e", "en", "og", "och", "of", "the", "zu", "dit", "ibn", "ben", "&"}
"""Words of names, or between them, that are written small."""


def authors_in(line: str) -> list[str]:
    """The people of a line that says “by”; nothing for any other."""
    line = " ".join(line.split())
    found = BYLINE.match(line) or LABELLED.match(line) or SIGNED.match(line)
    return named(found["names"]) if found and _are_names(found["names"]) else []


def translators_in(line: str) -> list[str]:
    line = " ".join(line.split())
    found = TRANSLATED.match(line) or TRANSLATOR.match(line)
    return named(found["names"]) if found and _are_names(found["names"]) else []


def _are_names(text: str) -> bool:
    """“By Monday the river had risen.” is a sentence."""
    words = (word.strip("’',") for word in AFTER_NAMES.sub("", text).split())
    return all(word in SMALL or not word.islower() for word in words)


def named(names: str) -> list[str]:
    names = AFTER_NAMES.sub("", names)
    return people(names.title() if names.isupper() else names)


def people(value: str) -> list[str]:
    """Names from a line such as “Karl Marx and Friedrich Engels”, “Karl Marx, Friedrich Engels” or “A; B”."""
    value = LAST_POINT.sub("", re.sub(r"\s*\(.*?\)|\[.*?\]", "", value).strip(), count=1)
    listed = re.split(r",\s+", value)
    if ";" in value or re.search(r"\s+(?:and|&|und|et|y)\s+", value):
        listed = re.split(r"\s*;\s*|\s*,?\s+(?:and|&|und|et|y)\s+|,\s+(?=[A-Z][\w.]*\s+[A-Z])", value)
    elif not all(map(_is_full_name, listed)):
        listed = [value]
    names = [_name_in_order(LAST_POINT.sub("", name.strip(" ,;"), count=1)) for name in listed]
    return [each for each in dict.fromkeys(names) if each]


def _name_in_order(name: str) -> str:
    """“Marx, Karl” to “Karl Marx”; dates of birth and death left out, and what follows a name in order."""
    name = re.sub(r",?\s*\b\d{3,4}\??\s*-\s*(?:\d{3,4}\??)?", "", name).strip(" ,")
    family, _, given = name.partition(", ")
    if DEGREE.fullmatch(given):
        return name
    if _is_full_name(family) and _small_words(given) - PARTICLES:
        return family
    return f"{given} {family}" if given and len(given.split()) <= 3 and "," not in given else name


def _is_full_name(text: str) -> bool:
    """“Karl Marx”, not “Du Bois” or “W. E. B.”"""
    words = text.split()
    capital = [word for word in words if word[0].isupper() and word.casefold() not in PARTICLES]
    is_closed = len(words[-1].strip(".")) > 1 and not DEGREE.fullmatch(words[-1]) if words else False
    return len(capital) >= 2 and is_closed and _small_words(text) <= PARTICLES


def _small_words(text: str) -> set[str]:
    return {word for word in text.split() if not word[0].isupper()}


def family_name(name: str) -> str:
    """“W. Harrison Ainsworth” may be “William Harrison Ainsworth”."""
    return plain_letters(name.split()[-1])


def is_name(text: str) -> bool:
    """Whether a line may be the name of a person and nothing else: two to five words with capitals."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > 60 or not re.fullmatch(r"[^\W\d_](?:[^\W\d_]|[ .’'-])+", text):
        return False
    capital = [word for word in words if word[0].isupper()]
    rest = [word for word in words if not word[0].isupper()]
    is_heading = split_heading(text).kind or is_contents(text) or is_front_matter(text)
    return len(capital) >= 2 and all(word in PARTICLES for word in rest) and not (is_heading or NO_NAME.search(text))
