import re
import unicodedata

from texts.writers.plain import HAN_AND_KANA, SOUTH_EAST_ASIAN

UNSPACED = re.compile(f"{HAN_AND_KANA.pattern}|{SOUTH_EAST_ASIAN.pattern}")
QUOTATION = re.compile(r"^ {0,3}>.*$", re.MULTILINE)
OF_AN_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]")


def names(body: str, name: str) -> bool:
    """“@Nadia” or “@Nadia Haddad” names Nadia Haddad; “@Nadiane”, an e-mail address or words quoted do not."""
    words, name = _folded(QUOTATION.sub("", body)), _folded(name)
    first = name.split(" ")[0]
    ways = [name, first] if len(first) > 1 else [name]
    places = (at.start() for at in re.finditer("@", words))
    return any(_is_named(words, at, way) for at in places for way in ways if way)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_named(words: str, at: int, way: str) -> bool:
    if at and OF_AN_ADDRESS.match(words[at - 1]):
        return False
    end = at + 1 + len(way)
    if not words.startswith(way, at + 1):
        return False
    goes_on = end < len(words) and unicodedata.category(words[end])[0] in "LMN"
    return not goes_on or UNSPACED.match(way[-1]) is not None
