"""The inside of a line of Markdown: inline tokens to inline content."""

from collections.abc import Callable

from markdown_it.token import Token

from texts.blocks import (
    Content,
    Emphasis,
    Image,
    Inline,
    InlineCode,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
    inline_text,
)

SOFT_BREAK = "\u2028"

OPENING: dict[str, Callable[[Content], Inline]] = {"em_open": Emphasis, "strong_open": Strong}
TAGS: dict[str, Callable[[Content], Inline] | None] = {
    "em": Emphasis,
    "i": Emphasis,
    "strong": Strong,
    "b": Strong,
    "sup": Superscript,
    "sub": Subscript,
    "code": None,
    "ruby": None,
    "rt": None,
}


class Spans:
    """Inline tokens with a stack of open spans; a tag without its partner stays as text."""

    def __init__(self, look_up: Callable[[str], Image | None], keep_unknown: bool = True) -> None:
        self.look_up = look_up
        self.keep_unknown = keep_unknown
        self.stack: list[tuple[str, Callable[[Content], Inline], list[Inline]]] = []
        self.out: list[Inline] = []

    def read(self, tokens: list[Token]) -> Content:
        for token in tokens:
            self.token(token)
        while self.stack:
            self.unwind()
        return tuple(self.out)

    def open(self, name: str, make: Callable[[Content], Inline]) -> None:
        self.stack.append((name, make, self.out))
        self.out = []

    def close(self) -> None:
        _, make, outer = self.stack.pop()
        outer.append(make(tuple(self.out)))
        self.out = outer

    def unwind(self) -> None:
        name, _, outer = self.stack.pop()
        self.out = [*outer, *([Text(f"<{name}>")] if name in TAGS else []), *self.out]

    def token(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self.out.append(Text(token.content))
            case "softbreak":
                self.out.append(Text(SOFT_BREAK))
            case "hardbreak":
                self.out.append(LineBreak())
            case "code_inline":
                self.out.append(InlineCode(token.content))
            case "footnote_ref":
                self.out.append(NoteRef(token.meta["label"]))
            case "em_open" | "strong_open":
                self.open(token.type, OPENING[token.type])
            case "link_open":
                href = str(token.attrGet("href") or "")
                self.open(token.type, lambda content: Link(href, content))
            case "em_close" | "strong_close" | "link_close":
                while self.stack and self.stack[-1][0] in TAGS:
                    self.unwind()
                self.close()
            case "image":
                self.image(token)
            case "html_inline":
                self.tag(token.content)

    def image(self, token: Token) -> None:
        address = str(token.attrGet("src") or "")
        if self.keep_unknown and self.look_up(address) is None:
            alt = Spans(self.look_up).read(token.children or [])
            self.out.append(Link(address, alt or (Text(address),)))

    def tag(self, source: str) -> None:
        name = source.strip("</> ").lower()
        if name == "br":
            self.out.append(LineBreak())
        elif name in TAGS and source == f"<{name}>":
            self.open(name, TAGS[name] or MADE[name])
        elif source == f"</{name}>" and self.stack and self.stack[-1][0] == name:
            self.close()
        elif self.keep_unknown and not source.startswith("<!--"):
            self.out.append(Text(source))


def _inline_code(content: Content) -> Inline:
    return InlineCode(inline_text(content))


def _ruby(content: Content) -> Inline:
    """What was read inside <rt> is marked; anything else in it is the text."""
    texts = [inline_text((inline,)) for inline in content]
    reading = "".join(text.removeprefix(READING) for text in texts if text.startswith(READING))
    return Ruby("".join(text for text in texts if not text.startswith(READING)), reading)


def _reading(content: Content) -> Inline:
    return Text(READING + inline_text(content))


READING = "\x01"  # outside a <ruby> it goes, with other control characters, when the text is cleaned
MADE: dict[str, Callable[[Content], Inline]] = {"code": _inline_code, "ruby": _ruby, "rt": _reading}
