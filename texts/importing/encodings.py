"""Bytes to text, saying what was guessed."""

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

from texts.importing.book import EncodingUnknown, ImportRefused
from texts.importing.sentences import Sentence, gettext_noop, say

BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}encoding\s*=\s*["']|"""
    rb"""Character set encoding:\s*)([\w.:-]+)""",
    re.IGNORECASE,
)
OFFERED = [
    "utf-8",
    "windows-1252",
    "iso-8859-15",
    "windows-1251",
    "koi8-r",
    "gb18030",
    "big5",
    "shift_jis",
    "windows-1255",
]
ENOUGH = 200_000
DECLARED_WITHIN = 8_000


def decode(data: bytes, encoding: str | None = None) -> tuple[str, Sentence | None]:
    """The text, and a notice if the encoding had to be guessed.

    Raises EncodingUnknown with guesses to offer, ImportRefused if the bytes are not text or not in `encoding`.
    """
    if encoding:
        return _as_chosen(data, encoding), None
    for bom, name in BOMS:
        if data.startswith(bom):
            return _as_chosen(data, name), None
    if _is_binary(data):
        raise ImportRefused(
            say(gettext_noop("This is not a text, web page, Markdown, Word or EPUB file that can be read."))
        )
    for name in _likely(data):
        try:
            return data.decode(name), None
        except (UnicodeDecodeError, LookupError):
            continue
    return _guessed(data)


def _likely(data: bytes) -> list[str]:
    """UTF-8 first, since other text is hardly ever valid UTF-8 by chance; then what the file declares."""
    declared = DECLARED.search(data[:DECLARED_WITHIN])
    name = declared[1].decode("ascii", "ignore").lower() if declared else ""
    if name in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "iso-646-us"):
        name = "windows-1252"
    zeros = data[:1000].count(0)
    wide = ["utf-16-le", "utf-16-be"] if zeros > len(data[:1000]) / 4 else []
    if wide and data[:1] == b"\x00":
        wide.reverse()
    return [*wide, "utf-8", *([name] if name and not name.startswith("utf") else [])]


def _guessed(data: bytes) -> tuple[str, Sentence]:
    """Files whose lines end as on an old Macintosh were written in its letters."""
    best = from_bytes(data[:ENOUGH]).best()
    old = b"\r" in data and b"\n" not in data
    name = "mac-roman" if old else best.encoding if best else ""
    try:
        text = data.decode(name) if name else ""
    except (UnicodeDecodeError, LookupError):
        text = ""
    if not text:
        raise EncodingUnknown(
            say(
                gettext_noop(
                    "The file does not say how its letters are written (its encoding), and they could not be guessed."
                )
            ),
            _readable(data, name),
        )
    return text, say(
        gettext_noop("The letters seem to be written in %(encoding)s; choose another encoding if they look wrong."),
        encoding=name,
    )


def _readable(data: bytes, guess: str) -> list[str]:
    """What the file can be read as, the guess first; all there is if it can be read as nothing."""
    found = []
    for name in dict.fromkeys([guess, *OFFERED] if guess else OFFERED):
        with suppress(UnicodeDecodeError, LookupError):
            data.decode(name)
            found.append(name)
    return found or OFFERED


def _as_chosen(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise ImportRefused(
            say(gettext_noop("There is no encoding called “%(called)s”."), called=encoding[:40])
        ) from error
    except UnicodeDecodeError as error:
        raise EncodingUnknown(
            say(gettext_noop("The file is not written in %(encoding)s."), encoding=encoding[:40]), OFFERED
        ) from error


def _is_binary(data: bytes) -> bool:
    """Three zeros on end are in no text, not in UTF-16 either."""
    sample = data[:20_000]
    if b"\0\0\0" in sample:
        return True
    controls = sum(byte < 9 or 13 < byte < 27 for byte in sample) - sample.count(0)
    return controls > 0.02 * len(sample) or (0 < sample.count(0) < len(sample) / 5 and sample.count(0) > 4)
