"""What a file said that has no field of its own. JSON inside JSON: Postgres would sort the keys of an object."""

import json
from typing import Any


def keep(row, **values: Any) -> None:
    """Remember what is not empty, instead of what was remembered before."""
    given = {name: value for name, value in values.items() if value not in (None, [], {})}
    row.extra = {"kept": json.dumps(given, default=str)} if given else {}


def kept(row) -> dict[str, Any]:
    return json.loads(row.extra.get("kept") or "{}")
