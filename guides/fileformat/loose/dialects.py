"""What others add to Markdown, as plain Markdown and directives (`::: name title`). Lines keep their numbers."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice, takewhile

from guides.fileformat.document import one_line
from guides.fileformat.lines import Line, dedent, fenced, numbered
from guides.fileformat.loose.blocks import directive_ends
from guides.fileformat.loose.words import ANSWER, Q_NUMBER, QUESTIONS, asks

MAX_DEPTH = 5
_ANSWER_TITLE = re.compile(rf"\W*(?:(?:show|see|view|click for|the)\s+)*(?:{ANSWER}|(hints?))\b", re.I)
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s+[\"'(].*)?\s*$")
_ATTRIBUTES = re.compile(r"\s{0,3}(?:>\s?)*(?:\{[:%].*\}|\{/?[a-z][\w-]*(?:[:,=][^{}]*)?\})\s*$")
_BOLD_NUMBER = re.compile(rf"^(\s*)(\*\*|__)((?:{Q_NUMBER}|\d{{1,3}}[.)])\s+)(\S.*)\2\s*$")
_LOOSE_NUMBER = re.compile(r"^\s{0,3}\d{1,3}(?:\.\d{1,3}\.?)?(?:\s[-–—]\s+(?=[^\W\d])|\s+(?=[^\W\d].*[?？؟]\s*$))")
_UNSPACED_NUMBER = re.compile(r"^(\s{0,3}\d{1,3}[.)])(?=[\"“„«¿]?[^\W\d_a-z])")
_HTML = re.compile(r"</?(?:ol|ul|li|p|h[1-6]|div|section|article|html|body)\b[^<>]*>", re.IGNORECASE)
_CALLOUT = re.compile(r" {0,3}>\s?\[!(\w+)\][+-]?\s*(.*)$")
_ADMONITION = re.compile(r"[!?]{3}\+?\s+(\w+)(?:\s+\"(.*)\")?\s*$")
_BOX = re.compile(r" {0,3}:{3,}\s*\{[^{}]*\.callout-[^{}]*\}\s*$")  # of Quarto; its title is an attribute or a heading
_BOX_TITLE = re.compile(r"(?<=\stitle=\")[^\"]*")
_HEADING = re.compile(r" {0,3}#{1,6}\s+(.*)$")
_OF_A_HEADING = re.compile(r"(?<=\s)\{(?:-|[:#.][^{}]*)\}\s*$")  # its address and its classes, as Pandoc has them
_SUMMARY = re.compile(r"<summary[^<>]{0,200}>([\s\S]{0,500}?)</summary>", re.IGNORECASE)
_QUIZ = re.compile(r"\{(quiz|exercise)\b[^{}]*\}\s*$")
_QUIZ_QUESTION = re.compile(r"(?:\?\d{0,2}|#{1,6}(?=.*\?\s*$))\s+(\S.*)$")
_QUIZ_OPTION = re.compile(r"([A-Za-z])\)\s+(\S.*)$")

_NEEDLESS_ESCAPE = re.compile(r"\\([?,;.](?=\s|$))")  # as programs write it that export to Markdown
_FOR_THE_PEN = re.compile(r"(?<=[.?!？])\s*_{5,}\s*$")
_FOR_A_NAME = re.compile(r"\s*(?:name|nombre|nom|nome|date|datum|class|klasse)\s?:\s*_{3,}", re.IGNORECASE)
_NUMBERED_IN_HAN = re.compile(r"[問问]题?\s*(\d{1,3})\s*[.、．:：]?\s*")


def plain_lines(source: str, first: int = 1, depth: int = 0) -> list[Line]:
    """`source` without front matter; `first` is the number of its first line, `depth` that of what it stands in."""
    lines = numbered(without_comments(source), first)
    definitions = {match[1].casefold(): match[2] for line in lines if (match := _DEFINITION.match(line.text))}
    lines = [Line(line.number, _on_a_screen(_resolved(line.text, definitions))) for line in lines]
    return lines if depth > MAX_DEPTH else _Translation(lines, depth).lines()


def _on_a_screen(text: str) -> str:
    """Without what a worksheet has for the pen; “問1” is a number."""
    text = _UNSPACED_NUMBER.sub(r"\1 ", _NEEDLESS_ESCAPE.sub(r"\1", text))
    if "__" in text:
        text = "" if _FOR_A_NAME.match(text) else _FOR_THE_PEN.sub("", text)
    return _NUMBERED_IN_HAN.sub(r"\1. ", text, count=1) if text.startswith(("問", "问")) else text


def without_comments(source: str) -> str:
    """HTML comments replaced by as many line ends as they held, so that lines keep their numbers."""
    pieces, position = [], 0
    while (start := source.find("<!--", position)) >= 0 and (end := source.find("-->", start)) >= 0:
        pieces += [source[position:start], "\n" * source.count("\n", start, end)]
        position = end + 3
    return "".join([*pieces, source[position:]])


def _resolved(text: str, definitions: dict[str, str]) -> str:
    if not definitions or "[" not in text:
        return text
    if _DEFINITION.match(text):
        return ""

    def link(match: re.Match[str]) -> str:
        address = definitions.get((match[2] or match[1]).casefold())
        return f"[{match[1]}]({address})" if address else match[0]

    return re.sub(r"\[([^\[\]]+)\](?:\[([^\[\]]*)\]|(?![(\[:]))", link, text)


class _Translation:
    def __init__(self, lines: Sequence[Line], depth: int):
        self.source = lines
        self.depth = depth
        self.is_numbered = False
        self.folds = _ends_of_folds(lines)

    def lines(self) -> list[Line]:
        code = fenced([line.text for line in self.source], 3)
        self.boxes = directive_ends(self.source, code)
        translated: list[Line] = []
        position = 0
        while position < len(self.source):
            length, instead = (1, [self.source[position]]) if code[position] else self._translated(position)
            translated += instead
            position += length
        return translated

    def _translated(self, position: int) -> tuple[int, list[Line]]:
        """How many lines are read from `position` on, and the lines instead of them."""
        line = self.source[position]
        start = line.text.lstrip()[:1]
        if start == ">" and (match := _CALLOUT.match(line.text)) and match[1].lower() in QUESTIONS:
            body = self._while(position + 1, lambda text: text.lstrip().startswith(">"))
            inner = [Line(inside.number, re.sub(r"^\s*> ?", "", inside.text)) for inside in body]
            return 1 + len(body), self._directive(line.number, match[1].lower(), match[2], inner)
        if start in "!?" and (match := _ADMONITION.match(line.text)) and match[1].lower() in QUESTIONS:
            body = self._admonished(position + 1)
            inner = [Line(inside.number, dedent(inside.text, 4)) for inside in body]
            return 1 + len(body), self._directive(line.number, match[1].lower(), match[2] or "", inner)
        if position in self.folds:
            return self.folds[position] + 1 - position, self._unfolded(position)
        if position in self.boxes and _BOX.match(line.text):
            return self.boxes[position] + 1 - position, self._unboxed(position)
        if start == "#":
            return 1, [Line(line.number, _OF_A_HEADING.sub("", line.text))]
        if start == "{" and _QUIZ.match(line.text):
            body = self._while(position + 1, lambda text: not re.match(r"\{/(?:quiz|exercise)\}", text))
            return 1 + len(body), list(_quiz(body))
        if start in "{>" and _ATTRIBUTES.match(line.text):
            return 1, [Line(line.number, "")]
        if start == "<" and _HTML.match(line.text.lstrip()):
            return 1, [Line(line.number, self._without_html(line.text))]
        return 1, [Line(line.number, _LOOSE_NUMBER.sub("1. ", _BOLD_NUMBER.sub(r"\1\3\4", line.text)))]

    def _without_html(self, text: str) -> str:
        self.is_numbered = "<ol" in text.lower() or (self.is_numbered and "</ol" not in text.lower())
        text = re.sub(r"^\s*(?=<li\b)", "1. " if self.is_numbered else "- ", text, flags=re.IGNORECASE)
        text = re.sub(r"\s*<h([1-6])\b[^<>]*>", lambda match: "#" * int(match[1]) + " ", text, flags=re.IGNORECASE)
        return _HTML.sub("", text)

    def _while(self, position: int, belongs: Callable[[str], bool]) -> list[Line]:
        return list(takewhile(lambda line: belongs(line.text), islice(self.source, position, None)))

    def _admonished(self, position: int) -> list[Line]:
        """Indented lines; where nothing is indented, as some formatters leave it, the paragraph below."""
        if position < len(self.source) and self.source[position].text[:1].strip():
            return self._while(position, lambda text: bool(text.strip()))
        return self._while(position, lambda text: not text.strip() or text.startswith(("    ", "\t")))

    def _directive(self, number: int, name: str, title: str, body: Sequence[Line]) -> list[Line]:
        end = body[-1].number if body else number
        return [Line(number, f"::: {name} {title}".rstrip()), *self._inside(body), Line(end, ":::")]

    def _inside(self, body: Sequence[Line]) -> list[Line]:
        return plain_lines("\n".join(line.text for line in body), body[0].number, self.depth + 1) if body else []

    def _unfolded(self, position: int) -> list[Line]:
        number = self.source[position].number
        whole = "\n".join(line.text for line in self.source[position : self.folds[position] + 1])
        summary = _SUMMARY.search(whole)
        title = one_line(re.sub(r"<[^<>]*>", "", summary[1])) if summary else ""
        content = re.sub(r"</?(?:details|summary)\b[^<>]*>", "", whole.replace(summary[0], "", 1) if summary else whole)
        return self._titled(title, number, numbered(content, number))

    def _unboxed(self, position: int) -> list[Line]:
        head, *inside = self.source[position : self.boxes[position]]
        body = list(dropwhile(lambda line: not line.text.strip(), inside))
        given = _BOX_TITLE.search(head.text)
        above = None if given or not body else _HEADING.match(body[0].text)
        title = given[0] if given else above[1] if above else ""
        return self._titled(title, head.number, body[1:] if above else body)

    def _titled(self, title: str, number: int, body: Sequence[Line]) -> list[Line]:
        """An answer, a question, or a part with a title."""
        if match := _ANSWER_TITLE.match(title):
            return self._directive(number, "hint" if match[1] else "answer", "", body)
        if asks(title):
            return self._directive(number, "question", title, body)
        label = [Line(number, f"**{title}**"), Line(number, "")] if title else []
        return [*label, *self._inside(body)]


def _ends_of_folds(lines: Sequence[Line]) -> dict[int, int]:
    """Positions of lines that begin with `<details>`, outermost ones, each with the position of its end."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for position, line in enumerate(lines):
        text = line.text.lower()
        if "details" not in text:
            continue
        opened += [position] * text.count("<details")
        for _ in range(text.count("</details>")):
            start = opened.pop() if opened else -1
            if start >= 0 and not opened and lines[start].text.lower().startswith("<details"):
                ends[start] = position
    return ends


def _quiz(lines: Sequence[Line]) -> Iterator[Line]:
    """Markua: `? question`, options by letters (capitals are right), `! answer`; as a numbered list of choices."""
    options: list[tuple[str, str]] = []
    is_asked, last = False, 0
    for line in lines:
        if match := _QUIZ_QUESTION.match(line.text):
            yield from _right(options, last)
            options, is_asked = [], True
            yield Line(line.number, f"1. {match[1]}")
        elif line.text.startswith("#") or not is_asked:
            yield line
        elif match := _QUIZ_OPTION.match(line.text):
            options.append((match[1], match[2]))
            yield Line(line.number, f"   - [ ] {match[2]}")
        elif line.text.startswith("! "):
            yield Line(line.number, f"   Answer: {line.text[2:]}")
        elif line.text.strip() and not _ATTRIBUTES.match(line.text):
            yield Line(line.number, f"   {line.text}")
        last = line.number
    yield from _right(options, last)


def _right(options: Sequence[tuple[str, str]], number: int) -> Iterator[Line]:
    right = [words for letter, words in options if letter.isupper()]
    if right and len(right) < len(options):
        yield Line(number, f"   Answer: {'; '.join(right)}")
