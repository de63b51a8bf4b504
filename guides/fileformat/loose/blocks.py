"""The blocks of a document that somebody wrote for people, not for programs: headings, lists, paragraphs, fences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from guides.fileformat.document import normal
from guides.fileformat.lines import Item, Line, dedent, fenced
from guides.fileformat.loose.words import ANSWERS, PARTS, Q_NUMBER, QUESTIONS, TASK, UNITS, has_question_mark, plain

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_SETEXT = re.compile(r" {0,3}(=+|-{3,})\s*$")
_RULE = re.compile(r" {0,3}([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_DIRECTIVE = re.compile(r" {0,3}:{3,}\s*\{?\s*(?:#\S+\s+(?=[.A-Za-z]))?[.#]?([A-Za-z][\w-]*)\}?\s*(.*)$")
_CONTAINER = re.compile(r" {0,3}:{3,}\s*\{")  # of a certain look, as of Pandoc and Quarto
_DIRECTIVE_END = re.compile(r" {0,3}:{3,}\s*$")
_MARKER = re.compile(
    r"(?P<indent>[ \t]*)(?:"
    r"(?P<mark>\*\*|__|\*|_)?"
    rf"(?P<number>{Q_NUMBER}"
    r"|\(?(?:\d{1,3}|#)\\?[.)]|[IVX]{1,5}[.)]|\d{1,3}[．、]|（\d{1,3}）|[①-⑳])(?(mark)(?P=mark))"
    r"|(?P<letter>\(?[a-zA-Z][.)])"
    r"|(?P<bullet>[-*+•‣◦▪·–]))(?:[ \t]+(?=\S)|(?<=[．、）①-⑳：])(?=\S)|$)"
)
_LETTERED = re.compile(r"\s*\(?(?:[a-zA-HJ-UWYZ]|[ivx]{2,5})[.)]\s+\S")


@dataclass
class Block:
    """kind: heading, list, paragraph, quote, code, table or directive (`lines` is what it holds)."""

    kind: str
    line: int
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    name: str = ""
    title: str = ""
    items: list[Item] = field(default_factory=list)
    ordered: bool = False

    @property
    def text(self) -> str:
        return normal("\n".join(line.text for line in self.lines))


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    return _with_options(_Scanner(lines).scan())


def _with_options(blocks: Sequence[Block]) -> list[Block]:
    """Lettered lines that ask nothing, and boxes to tick, belong to the question above them."""
    kept: list[Block] = []
    for block in blocks:
        above = kept[-1] if kept else None
        if above and above.kind in ("paragraph", "list") and _are_options(block) and _may_have_options(above):
            above.lines += [Line(block.line, ""), *block.lines]
            if above.items:
                above.items[-1].lines.extend([Line(block.line, ""), *block.lines])
        else:
            kept.append(block)
    return kept


def _may_have_options(block: Block) -> bool:
    lines = block.items[-1].lines if block.items else block.lines
    return block.ordered or any(has_question_mark(line.text) for line in lines[:5])


def _are_options(block: Block) -> bool:
    if block.kind != "list" or len(block.items) < 2 or has_question_mark(block.text):
        return False
    first = block.lines[0].text
    return _LETTERED.match(first) is not None or TASK.match(first) is not None


# A line that says of itself that something begins: “Session 2 (90 minutes)”, “20 min – Reading aloud”.
_LABEL = re.compile(
    rf"(?:(?:{UNITS})\s+(?:\d{{1,3}}|[ivxlc]+)|\d{{1,2}}\.\s+(?:{UNITS}))\s*(?:$|[:(–—-][^.?!]{{0,60}}$)",
    re.IGNORECASE,
)
STEP = re.compile(r"\d{1,3}\s*min(?:ute)?s?\b", re.IGNORECASE)


class _Scanner:
    def __init__(self, lines: Sequence[Line]):
        self.lines = lines
        self.code = fenced([line.text for line in lines], 3)
        self.ends = directive_ends(lines, self.code)
        self.labels = [_LABEL.match(line.text) is not None for line in lines]
        self.position = 0
        self.counted = 0  # the number of the last item of a list
        self.blocks: list[Block] = []

    def scan(self) -> list[Block]:
        while self.position < len(self.lines):
            if self.lines[self.position].text.strip():
                self._block()
            else:
                self.position += 1
        return self.blocks

    def _block(self) -> None:
        line = self.lines[self.position]
        if self.code[self.position]:
            self._add("code", self._run(lambda position: self.code[position]))
        elif self.position in self.ends:
            self._directive(line)
        elif match := _ATX.match(line.text):
            self._add("heading", [line], level=len(match[1]), name=plain((match[2] or "").strip().rstrip("#")))
        elif _RULE.match(line.text) or _DIRECTIVE_END.match(line.text):
            self.position += 1
        elif line.text.lstrip().startswith(">"):
            self._add("quote", self._run(lambda position: bool(self.lines[position].text.strip())))
        elif self._is_table():
            self._add("table", self._run(lambda position: "|" in self.lines[position].text))
        elif _MARKER.match(line.text) and not self.labels[self.position]:
            self._list()
        else:
            self._paragraph()

    def _add(self, kind: str, lines: list[Line], **about) -> None:
        self.blocks.append(Block(kind, lines[0].number, lines, **about))
        self.position += len(lines)

    def _run(self, belongs) -> list[Line]:
        end = self.position
        while end < len(self.lines) and belongs(end):
            end += 1
        return list(self.lines[self.position : end])

    def _directive(self, line: Line) -> None:
        end = self.ends[self.position]
        name = _DIRECTIVE.match(line.text)
        if name and _CONTAINER.match(line.text) and name[1].lower() not in (*QUESTIONS, *ANSWERS, *PARTS):
            self.position += 1
            return
        inside = list(self.lines[self.position + 1 : end])
        found, title = (name[1].lower(), name[2].strip(" :}")) if name else ("", "")
        self.blocks.append(Block("directive", line.number, inside, name=found, title=title))
        self.position = end + 1

    def _is_table(self) -> bool:
        following = self.lines[self.position + 1].text if self.position + 1 < len(self.lines) else ""
        is_rule = "-" in following and "|" in following and set(following) <= set("|:- \t")
        return is_rule and "|" in self.lines[self.position].text

    def _starts(self, position: int) -> bool:
        """Whether a block other than a paragraph or a list begins here."""
        text = self.lines[position].text
        return (
            self.code[position]
            or position in self.ends
            or bool(_ATX.match(text) or _RULE.match(text) or _DIRECTIVE_END.match(text))
            or text.startswith(">")
            or self.labels[position]
            or bool(STEP.match(text))
        )

    def _paragraph(self) -> None:
        lines = [self.lines[self.position]]
        rest = range(self.position + 1, len(self.lines))
        for position in [] if self.labels[self.position] else rest:
            line = self.lines[position]
            underline = _SETEXT.match(line.text)
            if underline and (underline[1][0] == "=" or len(lines) == 1):
                level = 1 if underline[1][0] == "=" else 2
                name = plain(" ".join(before.text for before in lines))
                self._add("heading", [*lines, line], level=level, name=name)
                return
            if not line.text.strip() or self._starts(position) or self._interrupts(line.text, lines[-1].text):
                break
            lines.append(line)
        self._add("paragraph", lines)

    def _interrupts(self, text: str, before: str) -> bool:
        """Whether a list begins or goes on in the middle of a paragraph; other numbers where a sentence has ended."""
        match = _MARKER.match(text)
        if not match or match["letter"]:
            return False
        goes_on = _number(match) in (1, self.counted + 1)
        return bool(match["bullet"]) or goes_on or before.rstrip().endswith((":", ".", "?", "!"))

    def _list(self) -> None:
        start = self.position
        first = _MARKER.match(self.lines[start].text)
        sort = _sort(first)
        items: list[Item] = []
        while self.position < len(self.lines):
            match = None if self._starts(self.position) else _MARKER.match(self.lines[self.position].text)
            if match is None or _sort(match) != sort:
                break
            items.append(self._item(match, sort))
            self.counted = _number(match)
            self._skip_blank()
        lines = list(self.lines[start : self.position])
        self.blocks.append(Block("list", lines[0].number, lines, items=items, ordered=sort != "bullet"))

    def _skip_blank(self) -> None:
        while self.position < len(self.lines) and not self.lines[self.position].text.strip():
            self.position += 1

    def _item(self, match: re.Match[str], sort: str) -> Item:
        first = self.lines[self.position]
        base = len(match["indent"].expandtabs(4))
        width = base + (2 if sort == "bullet" else 3)
        content = [Line(first.number, first.text[match.end() :])]
        self.position += 1
        while self.position < len(self.lines) and self._continues(base, width, sort):
            line = self.lines[self.position]
            content.append(Line(line.number, dedent(line.text, width)))
            self.position += 1
        return Item(first.number, content)

    def _continues(self, base: int, width: int, sort: str) -> bool:
        """Whether the line at hand belongs to the item before it."""
        text = self.lines[self.position].text
        if not text.strip():
            return self._continues_after_blank(base, width, sort)
        if _indent(text) >= width:
            return True
        marker = _MARKER.match(text)
        if sort == "number" and (_LETTERED.match(text) or (marker and marker["bullet"] and _indent(text) > base)):
            return True
        begins = self._starts(self.position) or _MARKER.match(text)
        return not begins and bool(self.lines[self.position - 1].text.strip())

    def _continues_after_blank(self, base: int, width: int, sort: str) -> bool:
        for following in self.lines[self.position + 1 : self.position + 4]:
            if following.text.strip():
                lettered = sort == "number" and bool(_LETTERED.match(following.text))
                return lettered or (
                    _indent(following.text) >= min(width, base + 2) and not self._sibling(following, width)
                )
        return False

    def _sibling(self, line: Line, width: int) -> bool:
        return bool(_MARKER.match(line.text)) and _indent(line.text) < width


def _indent(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip(" "))


def _sort(match: re.Match[str] | None) -> str:
    return match.lastgroup or "" if match else ""


def _number(match: re.Match[str]) -> int:
    digits = re.search(r"\d+", match["number"] or "")
    return int(digits[0]) if digits else 0


def directive_ends(lines: Sequence[Line], code: Sequence[bool]) -> dict[int, int]:
    """Positions of the opening lines of directives (`::: name`), each with the position of its closing line."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for position, line in enumerate(lines):
        if code[position] or ":::" not in line.text:
            continue
        if _DIRECTIVE_END.match(line.text):
            if opened:
                ends[opened.pop()] = position
        elif _DIRECTIVE.match(line.text):
            opened.append(position)
    return ends
