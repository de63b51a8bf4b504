"""Lines with their numbers, code fences, lists, and the backslash that keeps text from reading as structure."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from guides.fileformat.document import normal

_FENCE = r"(?:`{3,}(?=[^`]*$)|~{3,})"
HEADING = re.compile(r"(#{1,3})(?:\s+(.*))?$", re.DOTALL)
_HEADING_LIKE = rf"(?:#{{1,3}}(?:\s|$)|{_FENCE})"
_QUESTION_LIKE = rf"(?:[-*+] \[[ xX]\](?:\s|$)|\{{.*\}}\s*$|:::|{_FENCE})"
_NUMBERED = re.compile(r"(\d{1,9}[.)])([ \t]+|$)")
_BULLET = re.compile(r"([-*+])([ \t]+|$)")


class Line(NamedTuple):
    number: int
    text: str


class Item(NamedTuple):
    """A list item: the lines of its content, without marker and indentation."""

    number: int
    lines: list[Line]


def numbered(source: str, first: int = 1) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(source.split("\n"), first)]


def joined(lines: Iterable[Line]) -> str:
    return normal("\n".join(line.text for line in lines))


def fenced(texts: Sequence[str], indent: int = 0) -> list[bool]:
    """For each line whether it belongs to a code block that is also closed; `indent`: spaces allowed before a fence."""
    if not any("```" in text or "~~~" in text for text in texts):
        return [False] * len(texts)
    opening = re.compile(rf" {{0,{indent}}}({_FENCE})")
    closing = re.compile(rf" {{0,{indent}}}(`{{3,}}|~{{3,}})\s*$")
    closers = [match[1] if (match := closing.match(text)) else "" for text in texts]
    longest = _longest_after(closers)
    inside, mask = "", []
    for position, text in enumerate(texts):
        if inside:
            mask.append(True)
            if closers[position].startswith(inside):
                inside = ""
            continue
        fence = opening.match(text)
        opens = fence is not None and longest[position + 1][fence[1][0]] >= len(fence[1])
        inside = fence[1] if fence is not None and opens else ""
        mask.append(opens)
    return mask


def _longest_after(closers: Sequence[str]) -> list[dict[str, int]]:
    """At position n the longest closing fence of either character in lines n and after (keeps `fenced` linear)."""
    longest = [{"`": 0, "~": 0}]
    for closer in reversed(closers):
        after = longest[-1]
        longest.append({**after, closer[0]: max(after[closer[0]], len(closer))} if closer else after)
    return longest[::-1]


def _line_starts(structure: str, indent: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where an escaping backslash is to be put, and where one stands."""
    return (
        re.compile(rf"^( {{0,{indent}}})(?=\\*{structure})"),
        re.compile(rf"^( {{0,{indent}}})\\(?=\\*{structure})"),
    )


_STARTS = {0: _line_starts(_HEADING_LIKE, 0), 3: _line_starts(_QUESTION_LIKE, 3)}


def escape(text: str, indent: int = 0) -> str:
    """A backslash before each line that would be structure: headings (indent 0), parts of a question (indent 3)."""
    return _outside_code(text.split("\n"), indent, _STARTS[indent][0], r"\1\\")


def unescape(texts: Sequence[str], indent: int = 0) -> str:
    return _outside_code(texts, indent, _STARTS[indent][1], r"\1")


def _outside_code(texts: Sequence[str], indent: int, start: re.Pattern[str], replacement: str) -> str:
    hidden = fenced(texts, indent)
    changed = (text if code else start.sub(replacement, text) for text, code in zip(texts, hidden, strict=True))
    return "\n".join(changed)


def dedent(text: str, width: int) -> str:
    """`text` without up to `width` leading spaces, or without one leading tab."""
    if text.startswith("\t"):
        return text[1:]
    spaces = len(text) - len(text.lstrip(" "))
    return text[min(spaces, width) :]


def list_items(lines: Sequence[Line], marker: re.Pattern[str]) -> tuple[list[Line], list[Item]]:
    """The lines before the first item, and the items; what follows an item belongs to it up to the next one."""
    before: list[Line] = []
    items: list[Item] = []
    width = 0
    hidden = fenced([line.text for line in lines])
    for line, in_code in zip(lines, hidden, strict=True):
        match = None if in_code else marker.match(line.text)
        if match:
            width = match.end() if 1 <= len(match[2]) <= 4 else match.end(1) + 1
            items.append(Item(line.number, [Line(line.number, line.text[match.end() :])]))
        elif items:
            items[-1].lines.append(Line(line.number, dedent(line.text, width)))
        else:
            before.append(line)
    return before, items


def numbered_items(lines: Sequence[Line]) -> tuple[list[Line], list[Item]]:
    return list_items(lines, _NUMBERED)


def bullet_items(lines: Sequence[Line]) -> tuple[list[Line], list[Item]]:
    return list_items(lines, _BULLET)


_COMMENT = re.compile(r"(?<![ \t])[ \t]{2,}#(?:\s.*|$)")
_COMMENT_LIKE = re.compile(r"(?<=[ \t]{2})(?=\\*#(?:\s|$))")
_COMMENT_ESCAPED = re.compile(r"(?<=[ \t]{2})\\(?=\\*#(?:\s|$))")


def without_comment(text: str) -> str:
    """The value of a key without the comment that two spaces and `#` begin."""
    return _COMMENT_ESCAPED.sub("", _COMMENT.sub("", text))


def escape_comment(text: str) -> str:
    first, *rest = text.split("\n", 1)
    return "\n".join([_COMMENT_LIKE.sub(r"\\", first), *rest])
