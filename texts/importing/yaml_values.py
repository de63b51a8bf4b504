"""YAML as it stands in the head of a file and in the files of other programs."""

import re

import yaml

FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_MATTER_LENGTH = 20_000


class Loader(yaml.SafeLoader):
    """Of what carries a tag that only another program knows, nothing is read; all around it is."""


Loader.add_multi_constructor("", lambda _loader, _tag, _node: None)


def read_yaml(text: str) -> object:
    """Raises ValueError or yaml.YAMLError."""
    return yaml.load(text, Loader)  # noqa: S506 (a SafeLoader)
