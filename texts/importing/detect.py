"""What a file is, by its bytes; its name only breaks a tie, and tells when a file is not what it claims to be."""

import re

from texts.importing.book import ImportRefused
from texts.importing.sentences import gettext_noop, say

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = [
    (
        b"%PDF",
        say(
            gettext_noop(
                "This is a PDF. A PDF does not say where paragraphs and chapters begin; an EPUB or text file is needed."
            )
        ),
    ),
    (b"{\\rtf", say(gettext_noop("This is an RTF file; saved as DOCX it can be brought in."))),
    (OLD_OFFICE, say(gettext_noop("This is an old Word file (DOC); saved as DOCX it can be brought in."))),
    (b"\x1f\x8b", say(gettext_noop("This is a compressed file (gzip); unpack it first."))),
    (b"Rar!", say(gettext_noop("This is a RAR archive; unpack it first."))),
    (b"7z\xbc\xaf", say(gettext_noop("This is a 7z archive; unpack it first."))),
    (b"AT&TFORM", say(gettext_noop("This is a DjVu file of page images; an EPUB or text file is needed."))),
]
PROMISED = {
    ".epub": say(gettext_noop("The name says EPUB, but the file is not one.")),
    ".docx": say(gettext_noop("The name says Word (DOCX), but the file is not one.")),
    ".zip": say(gettext_noop("The name says zip, but the file is not one.")),
}
SPOKEN_FOR = [
    (
        re.compile(r"<FictionBook"),
        say(gettext_noop("This is a FictionBook file (FB2); an EPUB of the same book is needed.")),
    ),
    (
        re.compile(r"<fulfillmentToken|readium\.org/lcp"),
        say(
            gettext_noop(
                "This file only tells a reading program where to fetch a book that is locked against copying (DRM); "
                "the book is not in it."
            )
        ),
    ),
    (
        re.compile(r"\A[\w-]+:[\s\S]{1,1800}^Content-Type: multipart/related\b", re.MULTILINE | re.IGNORECASE),
        say(gettext_noop("This is a web page packed in one file (MHTML); saved as HTML it can be brought in.")),
    ),
]
HTML_START = re.compile(r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
TAGS = re.compile(r"</(?:p|div|h[1-6]|li|td|em|strong|span|a)>", re.IGNORECASE)
ATX = re.compile(r"^#{1,6} +\S", re.MULTILINE)
SETEXT = re.compile(r"^\S.{0,80}\n(?:={3,}|-{3,})\s*$", re.MULTILINE)
UNDERLINED = re.compile(r"^(\S.{0,80})\n(={3,}|-{3,})[ \t]*$", re.MULTILINE)
LINK = re.compile(r"\[[^\[\]\n]{1,300}\]\((?:https?:|#|\.|/|\w)[^)\s]*\)")
FRONT_MATTER = re.compile(r"\A---\n(?:.*\n){1,60}?---\n")
MARKDOWN_FOR_CERTAIN = 3
MARKDOWN_NAMES = (".md", ".markdown", ".mkd", ".mdown", ".qmd")


def refuse_foreign(data: bytes, filename: str) -> None:
    """Raises ImportRefused for kinds of file that we know and do not read."""
    if data.startswith(OLD_OFFICE) and ENCRYPTED in data:
        raise ImportRefused(
            say(gettext_noop("“%(name)s” is locked with a password; an unlocked copy is needed."), name=filename[:120])
        )
    for magic, sentence in FOREIGN:
        if data[:1024].lstrip().startswith(magic):
            raise ImportRefused(sentence)
    if data[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        raise ImportRefused(say(gettext_noop("This is a Kindle file (MOBI); an EPUB of the same book is needed.")))
    for ending, sentence in PROMISED.items():
        if filename.lower().endswith(ending):
            raise ImportRefused(sentence)


def kind_of_text(text: str, filename: str) -> str:
    head = text[:100_000].replace("\r\n", "\n").lstrip("\ufeff")
    if HTML_START.match(head):
        return "html"
    for sign, sentence in SPOKEN_FOR:
        if sign.search(head[:2000]):
            raise ImportRefused(sentence)
    headings = len(ATX.findall(head))
    underlined = sum(_is_underlined(found) for found in UNDERLINED.finditer(head))
    if underlined >= 2 and "Project Gutenberg" not in head[:2000]:
        return "markdown"
    signs = headings + len(SETEXT.findall(head)) + (2 if FRONT_MATTER.match(head) else 0) + len(LINK.findall(head)) / 3
    if headings < MARKDOWN_FOR_CERTAIN and len(TAGS.findall(head)) > 5 + len(head) / 2000:
        return "html"
    needed = 1 if filename.lower().endswith(MARKDOWN_NAMES) else 2
    named = filename.lower().endswith(MARKDOWN_NAMES) and not head.lstrip().startswith("The Project Gutenberg")
    return "markdown" if (signs >= needed and headings) or signs >= 4 or named else "plain"


def _is_underlined(found: re.Match) -> bool:
    """A line as long as the text above it, not a rule across the page."""
    return abs(len(found[1]) - len(found[2])) <= 2 and found[1].strip("=-") != ""
