"""Our safe HTML as nodes for the typesetter. Tags that we do not keep ourselves lose their marks, never their words."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import html as lxml_html

Node = dict[str, Any]
Inline = str | Node

SPANS = {"em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong", "s": "struck"} | {
    "sup": "superscript",
    "sub": "subscript",
}
GROUPS = {"section", "div", "figure", "article"}
BLOCKS = {"p", "ul", "ol", "dl", "blockquote", "pre", "hr", "table", *GROUPS, *(f"h{level}" for level in range(1, 7))}
OF_THE_SCREEN = {"para-no", "visually-hidden", "note-back", "footnote-backref"}
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
BLANK = re.compile(r"[ \t\r\n\f]+")
TOP = 4  # the level that Markdown's first heading has in our HTML


def prose(html: str, level: int = 3) -> list[Node]:
    """Blocks; the topmost heading that members can write comes out at `level`."""
    return list(_blocks(_parsed(html), level))


def words(html: str) -> list[Inline]:
    """Inline content alone; of several blocks, one after the other."""
    return _trimmed(list(_inline(_parsed(html))))


def _parsed(html: str):
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _blocks(parent, level: int) -> Iterator[Node]:
    loose = _text(parent.text)
    for child in parent:
        if child.tag in BLOCKS:
            yield from _paragraph(loose)
            yield from _block(child, level)
            loose = []
        else:
            loose += _one(child)
        loose += _text(child.tail)
    yield from _paragraph(loose)


def _paragraph(content: list[Inline]) -> Iterator[Node]:
    content = _trimmed(content)
    if content:
        yield {"is": "paragraph", "style": "", "content": content}


def _block(element, level: int) -> Iterator[Node]:
    tag = element.tag
    if tag == "p":
        yield from _paragraph(list(_inline(element)))
    elif tag in GROUPS:
        yield from _blocks(element, level)
    elif tag in ("ul", "ol"):
        yield _list(element, level)
    elif tag == "dl":
        yield {"is": "terms", "entries": _entries(element, level)}
    elif tag == "blockquote":
        is_verse = "verse" in element.get("class", "").split()
        yield _verse(element) if is_verse else {"is": "quotation", "body": list(_blocks(element, level))}
    elif tag == "pre":
        yield {"is": "code", "text": element.text_content().rstrip("\n")}
    elif tag == "hr":
        yield {"is": "rule"}
    elif tag == "table":
        yield _table(element)
    elif content := _trimmed(list(_inline(element))):
        depth = max(level, level + int(tag[1]) - TOP)
        yield {"is": "heading", "level": depth, "is_listed": False, "content": content}


def _list(element, level: int) -> Node:
    items = [list(_blocks(item, level)) for item in element if item.tag == "li"]
    start = element.get("start", "1")
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
    return {"is": "list", "is_ordered": element.tag == "ol", "start": number, "items": items}


def _entries(element, level: int) -> list[Node]:
    entries: list[Node] = []
    for child in element:
        if child.tag == "dt" or not entries:
            entries.append({"name": _trimmed(list(_inline(child))) if child.tag == "dt" else [], "body": []})
        if child.tag == "dd":
            entries[-1]["body"] += _blocks(child, level)
    return entries


def _verse(element) -> Node:
    lines = []
    for line in element.iter("span"):
        if parent_is_line(line):
            indent = re.search(r"indent-(\d)", line.get("class", ""))
            lines.append({"indent": int(indent[1]) if indent else 0, "content": _trimmed(list(_inline(line)))})
    return {"is": "verse", "lines": lines}


def parent_is_line(span) -> bool:
    return span.getparent().tag == "p" and "visually-hidden" not in span.get("class", "")


def _table(element) -> Node:
    rows = [[_trimmed(list(_inline(cell))) for cell in row if cell.tag in ("th", "td")] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    rows = [row + [[]] * (width - len(row)) for row in rows]
    has_head = element.find(".//thead") is not None
    return {"is": "table", "head": rows[0] if has_head and rows else [], "rows": rows[1:] if has_head else rows}


def _inline(element) -> Iterator[Inline]:
    yield from _text(element.text)
    for child in element:
        yield from _one(child)
        yield from _text(child.tail)


def _one(element) -> list[Inline]:
    tag = element.tag
    if not isinstance(tag, str) or OF_THE_SCREEN & set(element.get("class", "").split()):
        return []
    if tag == "br":
        return [{"is": "break"}]
    if tag == "code":
        return [{"is": "code", "text": BLANK.sub(" ", element.text_content())}]
    if tag == "img":
        return _text(element.get("alt"))
    content = list(_inline(element))
    if tag in SPANS:
        return [{"is": SPANS[tag], "content": content}]
    if tag == "a" and ADDRESS.fullmatch(element.get("href", "")):
        return [{"is": "link", "address": element.get("href"), "content": content}]
    return content


def _text(text: str | None) -> list[Inline]:
    return [BLANK.sub(" ", text)] if text else []


def _trimmed(content: list[Inline]) -> list[Inline]:
    """Without blanks at either end; nothing at all, if there is nothing but blanks."""
    content = [inline for inline in content if inline != ""]
    if content and isinstance(content[0], str):
        content = [content[0].lstrip(), *content[1:]]
    if content and isinstance(content[-1], str):
        content = [*content[:-1], content[-1].rstrip()]
    return [inline for inline in content if inline != ""]
