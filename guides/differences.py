"""What changed between two texts: line by line, and within a line word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
STARTS = re.compile(r"[#>|:`~{\-*+]|\d+[.)]\s")
MOST_WORDS = 4_000
ALIKE = 0.5


@dataclass(frozen=True)
class Run:
    """`kind`: "same", "added" or "removed"."""

    kind: str
    text: str


Line = list[Run]  # one without runs stands for lines left out


def differences(before: str, after: str, context: int = 1) -> list[Line]:
    """Lines of one paragraph are one line here: where a line breaks changes nothing."""
    old, new = unwrapped(before), unwrapped(after)
    lines: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(context):
        lines += [[]] if lines else []
        for kind, a, b, c, d in group:
            if kind == "equal":
                lines += [[Run("same", line)] for line in old[a:b]]
            else:
                lines += _replaced(old[a:b], new[c:d])
    return lines


def unwrapped(text: str) -> list[str]:
    lines: list[str] = []
    is_open = False
    for line in map(str.strip, text.splitlines()):
        if is_open and line and not STARTS.match(line):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
        is_open = bool(line) and not line.startswith(("#", ":::", "```", "~~~"))
    return lines


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Pairs of lines that are alike show which words differ; others stand one below the other."""
    for place in range(max(len(old), len(new))):
        yield from _pair("".join(old[place : place + 1]), "".join(new[place : place + 1]))


def _pair(old: str, new: str) -> list[Line]:
    one, other = TOKENS.findall(old), TOKENS.findall(new)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if one and other and len(one) + len(other) <= MOST_WORDS and matcher.ratio() >= ALIKE:
        return [list(_runs(one, other, matcher))]
    return [[Run(kind, text)] for kind, text in (("removed", old), ("added", new)) if text]


def _runs(one: Sequence[str], other: Sequence[str], matcher: SequenceMatcher) -> Iterator[Run]:
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(one[a:b]))
            continue
        if b > a:
            yield Run("removed", "".join(one[a:b]))
        if d > c:
            yield Run("added", "".join(other[c:d]))
