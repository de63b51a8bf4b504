"""What changed between two texts, line by line."""

import difflib
from dataclasses import dataclass

KINDS = {" ": "same", "+": "added", "-": "removed"}


@dataclass(frozen=True)
class DiffLine:
    """`kind`: "same", "added", "removed", or "gap" for lines left out."""

    kind: str
    text: str = ""


def differences(before: str, after: str, context: int = 1) -> list[DiffLine]:
    lines = []
    for line in list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=context, lineterm=""))[2:]:
        if line.startswith("@@"):
            lines.append(DiffLine("gap"))
        elif line[1:].strip():
            lines.append(DiffLine(KINDS[line[0]], line[1:]))
    return lines[1:]
