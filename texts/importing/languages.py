"""Language tags, and which way their script runs."""

import re

RTL_LANGUAGES = {"ar", "he", "iw", "fa", "ur", "yi", "ji", "ps", "sd", "ug", "dv", "ckb", "syr", "arc", "azb"}
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NAMES = {
    "english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "latin": "la", "greek": "el", "russian": "ru", "chinese": "zh", "japanese": "ja", "finnish": "fi",
    "swedish": "sv", "danish": "da", "norwegian": "no", "polish": "pl", "czech": "cs", "hungarian": "hu",
    "esperanto": "eo", "hebrew": "he", "arabic": "ar", "catalan": "ca", "tagalog": "tl", "welsh": "cy",
    "ukrainian": "uk", "belarusian": "be", "turkish": "tr", "persian": "fa", "farsi": "fa", "hindi": "hi",
    "sanskrit": "sa", "slovak": "sk", "slovenian": "sl", "croatian": "hr", "estonian": "et", "lithuanian": "lt",
    "latvian": "lv", "galician": "gl", "basque": "eu", "afrikaans": "af", "yiddish": "yi", "georgian": "ka",
    "armenian": "hy", "vietnamese": "vi", "indonesian": "id", "thai": "th", "bengali": "bn", "tamil": "ta",
    "traditional chinese": "zh-Hant", "simplified chinese": "zh-Hans", "modern greek": "el", "ancient greek": "grc",
    "greek, modern": "el", "greek, ancient": "grc", "old english": "ang", "middle english": "enm", "urdu": "ur",
    "irish": "ga", "icelandic": "is", "romanian": "ro", "bulgarian": "bg", "serbian": "sr", "korean": "ko",
}  # fmt: skip
THREE_LETTERS = (
    "eng:en fra:fr fre:fr deu:de ger:de spa:es ita:it por:pt nld:nl dut:nl lat:la ell:el gre:el rus:ru zho:zh chi:zh "
    "jpn:ja kor:ko fin:fi swe:sv dan:da nor:no nob:nb nno:nn pol:pl ces:cs cze:cs hun:hu epo:eo heb:he ara:ar cat:ca "
    "cym:cy wel:cy ukr:uk bel:be tur:tr fas:fa per:fa hin:hi san:sa slk:sk slo:sk slv:sl hrv:hr est:et lit:lt lav:lv "
    "glg:gl eus:eu baq:eu afr:af yid:yi kat:ka geo:ka hye:hy arm:hy vie:vi ind:id tha:th ben:bn tam:ta urd:ur gle:ga "
    "isl:is ice:is ron:ro rum:ro bul:bg srp:sr"
)
OF_THREE_LETTERS = dict(pair.split(":") for pair in THREE_LETTERS.split())
"""Codes that BCP 47 writes with two letters."""
SCRIPTS = [
    ("he", re.compile(r"[\u05d0-\u05ea]")), ("ar", re.compile(r"[\u0620-\u06ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")), ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")), ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")), ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ka", re.compile(r"[\u10d0-\u10ff]")), ("hy", re.compile(r"[\u0531-\u0587]")),
    ("hi", re.compile(r"[\u0900-\u097f]")), ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")), ("am", re.compile(r"[\u1200-\u137f]")),
]  # fmt: skip
WITHIN_SCRIPT = {
    "ar": [("ur", "ٹڈڑےں"), ("fa", "پچژگ"), ("ar", "ةىي")],
    "ru": [("uk", "іїєґ"), ("be", "ўі"), ("sr", "ђћџљњ"), ("mk", "ѓќѕ"), ("kk", "әғқңұ"), ("bg", "ъ"), ("ru", "ыэё")],
}
"""Letters that only some languages of a script use."""
WORDS_TO_CONTRADICT = 150
COMMON_WORDS = {
    "en": "the and of to in that is was he for it with as his on be at by had not but",
    "fr": "le la les de et des que est une dans qui pour pas sur il au ne plus avec ce",
    "de": "der die und das nicht ist ein zu den mit sich auf dem von es auch als eine im",
    "es": "el la de que y los las en un por con no una su para es al lo del como más",
    "it": "il di che la e non per un una sono con del della si gli le da come più anche",
    "pt": "o a de que e do da em um para com não uma os no se na por mais as dos como",
    "nl": "de het een en van ik te dat niet is in op die zijn met voor maar hij aan er",
    "la": "et in est non ut ad cum quod si sed ex quae per atque aut etiam enim esse hoc",
    "sv": "och att det som en på är av för med den till inte om ett han men var jag hon",
    "cs": "a se na v že je to jsem si jako by ale co když do jen byl už tak jeho",
    "hu": "a az és hogy nem is egy volt meg de csak ez már azt el mint ha van még",
    "ro": "și de în la nu că pe cu să se un o din mai ce care lui era fi dar",
    "fi": "ja on ei se että hän oli kun niin mutta en mitä joka minä kuin ole nyt sen hänen",
    "da": "og i at det er en til af på som med ikke der den for han var jeg de sig",
    "no": "og i at det er en til av på som med ikke den for han var jeg hun seg men",
    "ca": "de la i que el en a les els un per amb no una del es va com més al",
    "tr": "bir ve bu da de ne için o gibi daha çok ama kadar her sonra olan değil ki ben mi",
    "eo": "la kaj de en al mi li ne estas ke por kun sed por pri tiu ili ĝi el kiel",
    "pl": "nie się i w na że z do to jest jak ale o po co tak za od był go",
}


def language_tag(text: str) -> str:
    """A BCP 47 tag in its usual spelling, or nothing for what is none."""
    text = text.strip().replace("_", "-")
    if text.lower() in NAMES:
        return NAMES[text.lower()]
    if not TAG.fullmatch(text) or text.lower() in ("und", "mul", "zxx", "xx"):
        return ""
    first, *rest = text.split("-")
    first = OF_THREE_LETTERS.get(first.lower(), first.lower())
    return "-".join([first, *(each.title() if len(each) == 4 else each.upper() for each in rest)])


def direction_of(language: str) -> str:
    first, *rest = language.lower().split("-")
    if "latn" in rest:
        return "ltr"
    return "rtl" if first in RTL_LANGUAGES or "arab" in rest or "hebr" in rest else "ltr"


def is_set_in_columns(language: str) -> bool:
    """Pages of a book in columns turn from right to left, though its script does not run that way."""
    return language.split("-")[0] in ("ja", "zh", "ko")


def guess_language(text: str) -> str:
    """By script, else by the commonest words; nothing if neither is clear."""
    sample = text[:40_000]
    letters = sum(each.isalpha() for each in sample) or 1
    for language, script in SCRIPTS:
        if len(script.findall(sample)) > (0.1 if language == "ja" else 0.4) * letters:
            return _within_script(language, sample, letters)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    scores = {language: _share(words, set(common.split())) for language, common in COMMON_WORDS.items()}
    best, second, *_ = sorted(scores, key=lambda language: -scores[language])
    return best if len(words) > 40 and scores[best] > 0.12 and scores[best] > 1.3 * scores[second] else ""


def contradicted_by(declared: str, text: str) -> str:
    """The language that a text is plainly in though another is declared; nothing where both may be.

    Of languages that are written alike, and of those that we cannot tell, the declaration is believed.
    """
    first = declared.split("-")[0]
    found = guess_language(text)
    words = re.findall(r"[^\W\d_]+", text[:40_000].lower())
    if not found or found == first or len(words) < WORDS_TO_CONTRADICT or first not in COMMON_WORDS:
        return ""
    if found not in COMMON_WORDS:
        return found
    here, there = _share(words, set(COMMON_WORDS[first].split())), _share(words, set(COMMON_WORDS[found].split()))
    return found if there > 0.15 and there > 2.5 * here else ""


def _within_script(language: str, sample: str, letters: int) -> str:
    """The language most of whose own letters are met; an old spelling of Russian has letters of Ukrainian in it."""
    sample = sample.lower()
    found = {name: sum(map(sample.count, own)) for name, own in WITHIN_SCRIPT.get(language, [])}
    best = max(found, key=lambda name: found[name], default=language)
    if best in ("uk", "be") and found["ru"] > 0.01 * letters:
        return "ru"
    return best if found.get(best, 0) > 0.005 * letters else language


def _share(words: list[str], common: set[str]) -> float:
    return sum(word in common for word in words) / (len(words) or 1)
