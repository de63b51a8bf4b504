"""Documents as PDF: tagged, with bookmarks, in our own fonts.

A document is a `Sheet`, whose body is a list of nodes made by the functions of this module. What people wrote goes in
as text or as the safe HTML we keep, and reaches the typesetter as data, never as markup. The same sheet gives the
same bytes.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from texts.languages import direction
from texts.writers.typst_html import Inline, Node, prose, words

__all__ = ["Inline", "Node", "Paper", "PdfFailed", "Sheet", "fingerprint", "pdf", "prose", "words"]

SECONDS = 60
KEPT_TOGETHER = 600
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class PdfFailed(Exception):
    """The document could not be set, or not in time."""


@dataclass(frozen=True)
class Paper:
    """`size`: "a4" or "us-letter". Large print is set in 17 points."""

    size: str = "a4"
    is_large: bool = False


@dataclass
class Sheet:
    """`head` stands on top of every page where lines begin, `head_end` where they end, and with `names_chapters` the
    last heading of level 1; `foot` and `foot_address` at the bottom beside the number. With a cover the first page has
    none of them. Headings down to the level `bookmarks` become bookmarks.
    """

    title: str
    language: str
    body: list[Node] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    description: str = ""
    head: list[Inline] = field(default_factory=list)
    head_end: str = ""
    names_chapters: bool = False
    foot: str = ""
    foot_address: str = ""
    has_cover: bool = False
    bookmarks: int = 2


def title(text: str) -> Node:
    """The title of the whole, once; it is above the headings of level 1."""
    return {"is": "title", "content": [text]}


def heading(level: int, content: str | list[Inline], is_listed: bool = True) -> Node:
    """Of levels 1 to 6; of level 1 those that are listed stand in the contents."""
    return {"is": "heading", "level": level, "is_listed": is_listed, "content": _content(content)}


def paragraph(content: str | list[Inline], style: str = "") -> Node:
    """`style`: "", "meta" (small print), "standfirst" or "label"."""
    return {"is": "paragraph", "style": style, "content": _content(content)}


def emphasis(text: str) -> Node:
    return {"is": "emphasis", "content": [text]}


def strong(text: str) -> Node:
    return {"is": "strong", "content": [text]}


def link(address: str, text: str) -> Node:
    return {"is": "link", "address": address, "content": [text]}


def quotation(body: list[Node], source: str = "") -> Node:
    return {"is": "quotation", "body": [*body, *([paragraph(source, "meta")] if source else [])]}


def terms(entries: Iterable[tuple[str, list[Node]]]) -> Node:
    return {"is": "terms", "entries": [{"name": [name], "body": body} for name, body in entries]}


def question(number: int | str, body: list[Node]) -> Node:
    """Numbered in the margin; `body` begins with its heading. A short one is not cut by the end of a page."""
    return {"is": "question", "number": str(number), "body": body, "is_kept": len(_plain(body)) < KEPT_TOGETHER}


def ruled(lines: int) -> Node:
    """Lines to write on. At the end of a question the first ones stay with it; others may go on to the next page."""
    return {"is": "ruled", "lines": lines}


def blanks(*labels: str) -> Node:
    """Words with room behind them: name, date."""
    return {"is": "blanks", "labels": list(labels)}


def ticks(choices: Iterable[str]) -> Node:
    return {"is": "ticks", "choices": list(choices)}


def private(body: list[Node]) -> Node:
    """For facilitators."""
    return {"is": "private", "body": body}


def voice(who: str, body: list[Node], when: str = "") -> Node:
    """What somebody said, with the speaker in the margin."""
    return {"is": "voice", "who": who, "when": when, "body": body}


def tally(choices: Iterable[tuple[str, int, str]], voters: int) -> Node:
    """Choices with their votes, as a number for the bar and in words."""
    bars = [{"words": words, "votes": votes, "count": count} for words, votes, count in choices]
    return {"is": "tally", "voters": voters, "choices": bars}


def together(body: list[Node]) -> Node:
    """Not cut by the end of a page; for what is short."""
    return {"is": "together", "body": body}


def new_page() -> Node:
    return {"is": "page"}


def to_the_foot() -> Node:
    """What follows stands at the foot of the page."""
    return {"is": "foot"}


def contents() -> Node:
    """The listed headings of level 1 with their pages."""
    return {"is": "contents"}


def address(url: str, words: str) -> Node:
    """Where the sheet lives, as a QR code and in words."""
    code = BytesIO()
    segno.make(url, micro=False).save(code, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    content = [{"is": "link", "address": url, "content": [words]}]
    alt = _("QR code of %(address)s") % {"address": url}
    return {"is": "address", "code": code.getvalue().decode(), "alt": alt, "content": content}


def masthead(body: list[Node], where: Node) -> Node:
    """The title and what belongs to it, with an `address` beside it."""
    return {"is": "masthead", "body": body, "where": where}


def fingerprint(sheet: Sheet, paper: Paper) -> str:
    """Of everything that the PDF depends on; two equal ones mean the same bytes."""
    return sha256(json.dumps([_template(), _data(sheet, paper)], sort_keys=True).encode()).hexdigest()


def pdf(sheet: Sheet, paper: Paper) -> bytes:
    """Set in a process of its own, with limits. Raises PdfFailed."""
    with tempfile.TemporaryDirectory() as root:
        fonts = str(settings.BASE_DIR / "static" / "fonts" / "paper")
        order = {"template": _template(), "doc": _data(sheet, paper), "fonts": fonts, "root": root}
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(Path(__file__).with_name("typesetting.py"))],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=SECONDS,
                env={"HOME": root},
                cwd=root,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PdfFailed(f"not set in {SECONDS} seconds") from error
    head, _newline, data = done.stdout.partition(b"\n")
    report = json.loads(head) if done.returncode == 0 else {"error": done.stderr.decode(errors="replace")[-2000:]}
    if "error" in report:
        raise PdfFailed(report["error"])
    return data


@cache
def _template() -> str:
    """Measures, what is set in them, and the page, in one piece: the process that sets it opens no file."""
    there = settings.BASE_DIR / "templates" / "texts"
    return "\n".join((there / f"{name}.typ").read_text() for name in ("measures", "nodes", "sheet"))


def _data(sheet: Sheet, paper: Paper) -> dict[str, Any]:
    tag, _hyphen, rest = sheet.language.partition("-")
    doc = vars(sheet) | {
        "paper": paper.size,
        "is_large": paper.is_large,
        "language": tag.lower() or "en",
        "region": rest.upper() if re.fullmatch(r"[A-Za-z]{2}", rest) else "",
        "is_rtl": direction(sheet.language) == "rtl",
        "gaps": _("Some letters of this document are in none of the fonts here and show as empty boxes."),
    }
    return _printable(doc | {"body": _stepwise(sheet.body)})


def _stepwise(body: list[Node]) -> list[Node]:
    """No heading more than one level below the one before it: readers by ear climb level by level."""
    last = 0

    def step(nodes: list[Any]) -> list[Any]:
        nonlocal last
        done = []
        for node in nodes:
            if isinstance(node, dict) and node.get("is") == "heading":
                last = min(node["level"], last + 1, 6)
                node = node | {"level": last}
            elif isinstance(node, dict):
                node = {name: step(value) if isinstance(value, list) else value for name, value in node.items()}
            elif isinstance(node, list):
                node = step(node)
            done.append(node)
        return done

    return step(body)


def _printable(value: Any) -> Any:
    """Without characters that no font has and no reader wants."""
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


def _content(content: str | list[Inline]) -> list[Inline]:
    return [content] if isinstance(content, str) else content


def _plain(nodes: list[Any]) -> str:
    parts = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif isinstance(node, dict):
            parts.append(_plain(list(node.values())))
        elif isinstance(node, list):
            parts.append(_plain(node))
    return "".join(parts)
