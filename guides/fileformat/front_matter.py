"""The YAML at the head of a file: plain values only, every one with its line.

Scalars follow the core schema of YAML 1.2 (`no` is a word, `2024-01-01` is a word), so that a file means
the same to every reader. Aliases and tags are refused: the first can fill a memory, the second name classes.
"""

import re
from typing import Any, ClassVar, NamedTuple

import yaml
from django.utils.translation import gettext as _

from guides.fileformat.document import Report, normal
from guides.fileformat.lines import Line

MAX_FRONT_MATTER = 100_000
MAX_DEPTH = 20


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: ClassVar[dict] = {}


for _tag, _pattern, _starts in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?$|^[-+]?\.inf$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_starts))


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_READ_AS_LINE_ENDS = re.compile("[\x85\u2028\u2029\ufeff]")


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text and text == normal(text) else None
    if _READ_AS_LINE_ENDS.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


class Value(NamedTuple):
    line: int
    raw: str | None  # the scalar as written; None for lists and mappings
    value: Any


def split_front_matter(lines: list[Line]) -> tuple[list[Line] | None, list[Line]]:
    """The lines between the two rules at the head (None when there are none), and the lines after them."""
    if not lines or lines[0].text.rstrip() != "---":
        return None, lines
    for position, line in enumerate(lines[1:], 1):
        if line.text.rstrip() in ("---", "..."):
            return lines[1:position], lines[position + 1 :]
    return None, lines


def read_front_matter(lines: list[Line], report: Report) -> dict[str, Value]:
    """Keys with their values; what is wrong goes to the report and leaves an empty mapping."""
    source = "\n".join(line.text for line in lines)
    first = lines[0].number if lines else 2
    if len(source) > MAX_FRONT_MATTER:
        report.error(
            first, _("The front matter has more than %(count)s characters.") % {"count": f"{MAX_FRONT_MATTER:,}"}
        )
        return {}
    try:
        if not _refused(source, first, report):
            return _mapping(source, first, report)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        report.error(first + (mark.line if mark else 0), _not_valid(error.problem or ""))
    except yaml.reader.ReaderError as error:
        line = first + source.count("\n", 0, error.position)
        report.error(line, _("The front matter holds a character that YAML does not allow."))
    return {}


def _not_valid(problem: str) -> str:
    """The commonest slips in words of our own."""
    if "mapping values are not allowed" in problem:
        return _('A value with a colon in it needs quotation marks around it, as in title: "Emma: a guide".')
    if "'\\t'" in problem:
        return _("The front matter holds a tab; indent with spaces.")
    if "end of stream" in problem:
        return _("A quotation mark or a bracket in the front matter is not closed.")
    return _("The front matter is not valid YAML: %(problem)s.") % {"problem": problem}


def _refused(source: str, first: int, report: Report) -> bool:
    depth = 0
    for event in yaml.parse(source, Loader=_Loader):
        line = first + event.start_mark.line
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            report.error(line, _("The front matter is nested too deeply."))
            return True
        if isinstance(event, yaml.AliasEvent):
            report.error(
                line,
                _("The front matter repeats a value by its name (*%(name)s); write the value out.")
                % {"name": event.anchor},
            )
            return True
        if getattr(event, "tag", None):
            report.error(line, _("The front matter marks a value with a YAML tag (!…); leave the tag out."))
            return True
    return False


def _mapping(source: str, first: int, report: Report) -> dict[str, Value]:
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            report.error(first, _("The front matter is not a list of keys with their values (“title: …”)."))
            return {}
        return _values(loader, node, first, report)
    finally:
        loader.dispose()


def _values(loader: _Loader, mapping: yaml.MappingNode, first: int, report: Report) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key_node, node in mapping.value:
        line = first + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            report.error(line, _("A key of the front matter is not a word."))
        elif key_node.value in values:
            there = values[key_node.value].line
            report.error(
                line,
                _("The front matter has “%(key)s” twice (first in line %(line)s).")
                % {"key": key_node.value, "line": there},
            )
        else:
            raw = node.value if isinstance(node, yaml.ScalarNode) else None
            try:
                values[key_node.value] = Value(line, raw, loader.construct_object(node, deep=True))
            except ValueError:
                report.error(line, _("The front matter holds a number that is too long."))
    return values


def dump_front_matter(values: dict[str, Any]) -> str:
    text = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9)
    return f"---\n{text}---\n"
