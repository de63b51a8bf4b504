"""Markdown, in the dialect of `texts.writers.markdown`, to blocks. Whatever is not in the dialect stays as text."""

from collections.abc import Callable, Mapping
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from texts.blocks import (
    Block,
    Break,
    Code,
    Content,
    Figure,
    Heading,
    Image,
    Line,
    List,
    Note,
    Paragraph,
    Quotation,
    Table,
    Verse,
    inline_text,
)
from texts.writers.canonical import canonical
from texts.writers.inline import DROPPED
from texts.writers.spans import Spans

NESTING = 60
FENCE = ":::"


def from_markdown(
    source: str,
    images: Mapping[str, Image] | None = None,
    find_image: Callable[[str], Image | None] | None = None,
) -> tuple[Block, ...]:
    """`images` by name, for `image:NAME`; `find_image` is asked for any other address. A picture that neither has
    becomes its text, as a link if the address is one.
    """

    def look_up(address: str) -> Image | None:
        if address.startswith("image:"):
            return (images or {}).get(address.removeprefix("image:"))
        return find_image(address) if find_image else None

    return canonical(raw_blocks(source, look_up))


def raw_blocks(source: str, look_up: Callable[[str], Image | None], keep_unknown: bool = True) -> tuple[Block, ...]:
    """Blocks that are not canonical yet: a line end within a paragraph is a SOFT_BREAK in its text. Pictures that
    `look_up` does not find become links and foreign tags stay as text, unless `keep_unknown` is false.
    """
    tokens = _parser().parse(DROPPED.sub("", source), {})
    return _Reader(tokens, look_up, keep_unknown).blocks("")


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": NESTING}).enable("table").disable("html_block")
    md.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    md.block.ruler.before("fence", "verse", _verse_rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.normalizeLink = _as_it_is  # type: ignore[method-assign]
    md.validateLink = _is_allowed  # type: ignore[method-assign]
    return md


def _as_it_is(url: str) -> str:
    return url


def _is_allowed(url: str) -> bool:
    """All, here: the canonical form drops what is no address."""
    return True


def _verse_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start) or _line(state, start).split() != [FENCE, "verse"]:
        return False
    if silent:
        return True
    at = start + 1
    while at < end and _line(state, at).strip() != FENCE:
        if state.sCount[at] < state.blkIndent and not state.isEmpty(at):
            break
        text = state.getLines(at, at + 1, state.blkIndent, False)
        token = state.push("verse_line", "", 0)
        token.meta = {"indent": (len(text) - len(text.lstrip(" "))) // 2}
        inline = state.push("inline", "", 0)
        inline.content, inline.children, inline.map = text.strip(), [], [at, at + 1]
        at += 1
    closed = at < end and _line(state, at).strip() == FENCE
    state.push("verse_end", "", 0)
    state.line = at + 1 if closed else at
    return True


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]


class _Reader:
    def __init__(self, tokens: list[Token], look_up: Callable[[str], Image | None], keep_unknown: bool) -> None:
        self.tokens = tokens
        self.at = 0
        self.look_up = look_up
        self.keep_unknown = keep_unknown

    def blocks(self, until: str) -> tuple[Block, ...]:
        found: list[Block] = []
        while self.at < len(self.tokens) and self.tokens[self.at].type != until:
            found += self.block()
        self.at += 1
        return tuple(found)

    def block(self) -> list[Block]:
        token = self.tokens[self.at]
        self.at += 1
        match token.type:
            case "paragraph_open":
                return self.paragraph()
            case "heading_open":
                content = self.inline()
                self.at += 1
                return [Heading(int(token.tag[1]), content)]
            case "blockquote_open":
                return [Quotation(self.blocks("blockquote_close"))]
            case "bullet_list_open" | "ordered_list_open":
                return [self.listing(token)]
            case "fence" | "code_block":
                return [Code(token.content, (token.info.split() or [""])[0].strip())]
            case "hr":
                return [Break()]
            case "table_open":
                return [self.table()]
            case "verse_line":
                self.at -= 1
                return self.verse()
            case "footnote_reference_open":
                return [Note(token.meta["label"], self.blocks("footnote_reference_close"))]
        return []

    def paragraph(self) -> list[Block]:
        """A picture cannot stand in a line: it is put after the paragraph."""
        children = self.tokens[self.at].children or []
        figures = [figure for child in children if child.type == "image" and (figure := self.figure(child))]
        content = self.inline()
        self.at += 1
        return [Paragraph(content), *figures]

    def figure(self, token: Token) -> Figure | None:
        image = self.look_up(str(token.attrGet("src") or ""))
        caption = str(token.attrGet("title") or "")
        return Figure(image, inline_text(self.run(token.children or [])), caption) if image else None

    def inline(self) -> Content:
        token = self.tokens[self.at]
        self.at += 1
        return self.run(token.children or [])

    def listing(self, opening: Token) -> List:
        items = []
        closing = opening.type.replace("open", "close")
        while self.tokens[self.at].type != closing:
            self.at += 1
            items.append(self.blocks("list_item_close"))
        self.at += 1
        start = opening.attrGet("start")
        return List(tuple(items), opening.type.startswith("ordered"), 1 if start is None else int(start))

    def table(self) -> Table:
        rows: list[list[Content]] = []
        heads = 0
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                heads = 1 if token.type == "th_open" else heads
                rows[-1].append(self.inline())
        self.at += 1
        return Table(tuple(rows[0]) if heads else (), tuple(tuple(row) for row in rows[heads:]))

    def verse(self) -> list[Block]:
        stanzas: list[list[Line]] = [[]]
        while (token := self.tokens[self.at]).type == "verse_line":
            self.at += 1
            content = self.inline()
            if content:
                stanzas[-1].append(Line(content, token.meta["indent"]))
            else:
                stanzas.append([])
        self.at += 1
        return [Verse(tuple(lines)) for lines in stanzas if lines]

    def run(self, tokens: list[Token]) -> Content:
        return Spans(self.look_up, self.keep_unknown).read(tokens)
