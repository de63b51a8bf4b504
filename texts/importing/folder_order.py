"""What a folder says about the order of its chapters and about itself, other than in a SUMMARY: lists of site
generators, weights in the files, the page in front.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import join, normpath, splitext

import yaml

from texts.importing.yaml_values import FRONT_MATTER, FRONT_MATTER_LENGTH, read_yaml

ENDINGS = (".md", ".markdown", ".mkd", ".qmd", ".rmd")
WEIGHTS = ("weight", "nav_order", "sidebar_position", "order", "chapter")
LISTS = ("mkdocs.yml", "mkdocs.yaml", "_quarto.yml", "book.json", "_bookdown.yml")
DEPTH = 5


@dataclass
class Entry:
    path: str
    title: str = ""
    number: str = ""
    part: str = ""


def read_list(name: str, text: str) -> dict:
    """The values of such a file. Raises ValueError or yaml.YAMLError."""
    values = json.loads(text) if name.endswith(".json") else read_yaml(text)
    return values if isinstance(values, dict) else {}


def about(values: dict) -> dict:
    """Title, author and language under the names that Markdown tools use."""
    inner = values.get("book")
    core = inner if isinstance(inner, dict) else values
    names = {"site_name": "title", "site_author": "author", "root": ""}
    return {names.get(key, key): value for key, value in core.items() if isinstance(value, str | int | list)}


def listed(values: dict, folder: str) -> list[Entry]:
    """The chapters in their order, with the names of their parts."""
    book = values.get("book")
    chapters = book.get("chapters") if isinstance(book, dict) else values.get("nav") or values.get("rmd_files")
    base = join(folder, str(values.get("docs_dir") or "docs")) if "nav" in values else folder
    return list(_entries(chapters, base)) if isinstance(chapters, list) else []


def _entries(values: list, base: str, part: str = "", depth: int = 0) -> Iterator[Entry]:
    for each in values if depth < DEPTH else []:
        if isinstance(each, str) and each.lower().endswith(ENDINGS):
            yield Entry(normpath(join(base, each)), part=part)
        elif isinstance(each, dict) and isinstance(each.get("chapters"), list):
            yield from _entries(each["chapters"], base, splitext(str(each.get("part") or ""))[0], depth + 1)
        elif isinstance(each, dict):
            for title, value in each.items():
                if isinstance(value, str) and value.lower().endswith(ENDINGS):
                    yield Entry(normpath(join(base, value)), str(title), part=part)
                elif isinstance(value, list):
                    yield from _entries(value, base, str(title), depth + 1)


def weight(text: str) -> float | None:
    """What a file says of its place among its neighbours."""
    found = FRONT_MATTER.match(text[:FRONT_MATTER_LENGTH])
    try:
        values = read_yaml(found[1]) if found else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    values = values if isinstance(values, dict) else {}
    return next((float(values[key]) for key in WEIGHTS if isinstance(values.get(key), int | float)), None)
