"""The inside of a paragraph: HTML elements to inline content."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from lxml import etree

from texts.blocks import (
    Content,
    Emphasis,
    Figure,
    Inline,
    InlineCode,
    LineBreak,
    Link,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
    inline_text,
)
from texts.importing import elements, limits
from texts.importing.flow import internal_link
from texts.importing.markup import all_text, name, types
from texts.writers import safe_href

SPAN_OF: dict[str, Callable[[Content], Inline]] = {
    **dict.fromkeys(elements.EMPHASIS, Emphasis),
    **dict.fromkeys(elements.STRONG, Strong),
    "sup": Superscript,
    "sub": Subscript,
}


WAY_BACK = re.compile(r"[\u2190-\u21ff\u23ce\u2b05\u2b06\ufe0e]+")


class Inlines:
    """Collects the anchors and pictures it meets; its owner takes them away."""

    def __init__(self, file: str, find_image: Callable[[str, str], Figure | None] | None, base: str = "") -> None:
        self.file = file
        self.base = base
        self.find_image = find_image
        self.ids: list[str] = []
        self.figures: list[Figure] = []

    def inside(self, element: etree._Element, depth: int = 0) -> list[Inline]:
        out: list[Inline] = [Text(element.text)] if element.text else []
        for child in element:
            out += self.element(child, depth + 1)
            if child.tail:
                out.append(Text(child.tail))
        return out

    def element(self, element: etree._Element, depth: int = 0) -> list[Inline]:
        self.ids += [f"{self.file}#{anchor}" for anchor in elements.anchors(element)]
        tag = name(element)
        if tag == "math":
            return [Text(element.get("alttext") or all_text(element))]
        if tag == "br":
            return [LineBreak()]
        if tag == "img":
            return self.picture(element)
        if tag == "image" or elements.is_dropped(element):
            return []
        if depth > limits.DEPTH:
            return [Text(all_text(element))]
        return self.known(element, tag, depth)

    def known(self, element: etree._Element, tag: str, depth: int) -> list[Inline]:
        if tag in elements.CODE:
            return [InlineCode(all_text(element))]
        if tag == "ruby":
            return ruby(element)
        inner = self.inside(element, depth)
        if tag in SPAN_OF:
            return [SPAN_OF[tag](tuple(inner))]
        if tag == "a":
            return self.link(element, tuple(inner))
        if tag == "q":
            return [Text("“"), *inner, Text("”")]
        return inner

    def picture(self, element: etree._Element) -> list[Inline]:
        """A picture of one letter is a drop capital: the letter is the text."""
        alt = (element.get("alt") or "").strip()
        if len(alt) == 1:
            return [Text(alt)]
        figure = self.find_image(self.resolve(element.get("src") or ""), alt) if self.find_image else None
        if figure:
            self.figures.append(figure)
        return []

    def link(self, element: etree._Element, content: Content) -> list[Inline]:
        href = (element.get("href") or "").strip()
        if WAY_BACK.fullmatch(inline_text(content).strip()):
            return []
        if not href:
            return list(content)
        outside = safe_href(href)
        if outside:
            return [Link(outside, content)]
        if _has_scheme(href):
            return list(content)
        target = self.resolve(href)
        if "#" in target and (target.startswith(f"{self.file}#") or not self.base):
            return [internal_link(target, content or (Text("*"),))] if content or "noteref" in types(element) else []
        outside = safe_href(self.base + href.lstrip("/")) if self.base else ""
        return [Link(outside, content)] if outside else list(content)

    def resolve(self, href: str) -> str:
        """A path inside the archive, with its anchor."""
        path, _, anchor = href.partition("#")
        path = unquote(path.split("?")[0])
        here = normpath(join(dirname(self.file), path)) if path else self.file
        return f"{here}#{unquote(anchor)}" if anchor else here


def ruby(element: etree._Element) -> list[Inline]:
    """Each reading belongs to the characters before it."""
    out: list[Inline] = []
    text = element.text or ""
    for child in element:
        if name(child) == "rt":
            out.append(Ruby(text, all_text(child)))
            text = ""
        elif name(child) not in ("rp", "rtc", ""):
            text += all_text(child)
        text += child.tail or ""
    return [*out, Text(text)] if text.strip() else out


def _has_scheme(href: str) -> bool:
    try:
        return bool(urlsplit(href).scheme)
    except ValueError:
        return True
