"""Lines that a web page put between the paragraphs of an article: offered for removal, never removed unasked."""

import re

from texts.blocks import Break, Paragraph
from texts.importing.book import Book
from texts.importing.flow import Item
from texts.importing.sentences import gettext_noop, say

LONGEST = 240
FOOT = re.compile(
    r"^\W*(?:(?:back|return) to (?:the )?top|top of (?:the |this )?page|(?:page |this page was )?last (?:updated|"
    r"modified|changed|revised)\b.{0,80})\W*$",
    re.IGNORECASE,
)
FOREIGN = re.compile(
    r"^[\W_]*(?:you (?:might|may) also (?:like|enjoy)|related(?: (?:articles?|posts?|stories|reading))?\s*:|"
    r"read (?:more|next|also)\b\s*:?|also read\b|recommended (?:for you|reading)\s*:|more from\b.*:|"
    r"share this\b|share on\b|follow us\b|subscribe (?:to|now)\b|sign up (?:for|to)\b|advertisement\b|sponsored\b|"
    r"continue reading\b|click here\b|click to\b|don[’']t miss\b|trending\b|leave a comment|this article (?:first )?"
    r"appeared on|skip to (?:main )?content)",
    re.IGNORECASE,
)


def without_foot(items: list[Item]) -> list[Item]:
    """Without what a page says of itself below its text: the way to the top, the day it was changed."""
    end = len(items)
    while (
        end
        and isinstance(items[end - 1].block, Paragraph | Break)
        and (isinstance(items[end - 1].block, Break) or FOOT.match(items[end - 1].text))
    ):
        end -= 1
    return items[:end] if end and any(FOOT.match(item.text) for item in items[end:]) else items


def mark_suspects(book: Book, items: list[Item]) -> None:
    for item in items:
        if isinstance(item.block, Paragraph) and len(item.text) <= LONGEST and FOREIGN.match(item.text):
            item.suspect = True
            book.notices.append(
                say(
                    gettext_noop("This line seems not to belong to the text; it can be removed: “%(line)s”"),
                    line=item.text[:120],
                )
            )
