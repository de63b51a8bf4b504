"""The front matter of a file that is not in our format, as far as its keys mean something to us."""

from django.utils.translation import gettext as _

from guides.fileformat.document import LEVELS, GuideDocument, Report, TextReference, normal, one_line
from guides.fileformat.front_matter import Value, read_front_matter, split_front_matter
from guides.fileformat.lines import Line
from guides.fileformat.parse import FRONT_MATTER

_WORDS = {
    "title": "title",
    "subtitle": "subtitle",
    "description": "blurb",
    "summary": "blurb",
    "language": "language",
    "lang": "language",
    "license": "licence",
    "licence": "licence",
    "credits": "credits",
}


def read_head(document: GuideDocument, lines: list[Line], report: Report) -> list[Line]:
    head, body = split_front_matter(lines)
    if head is None:
        return body
    silent = Report()
    values = read_front_matter(head, silent)
    for problem in silent.errors:
        report.warn(problem.line, _("%(problem)s The front matter is left out.") % {"problem": problem.message})
    for key, value in values.items():
        _front_matter_value(document, key, value, report)
    author = document.extra.get("author") or document.extra.get("authors")
    if isinstance(document.text, TextReference) and author:
        document.text.authors = [one_line(str(name)) for name in (author if isinstance(author, list) else [author])]
    return body


def _front_matter_value(document: GuideDocument, key: str, value: Value, report: Report) -> None:
    name = _WORDS.get(key.casefold())
    if name and value.raw:
        setattr(document, name, normal(value.raw) if name in ("blurb", "credits") else one_line(value.raw))
    elif key.casefold() in ("book", "text", "work") and value.raw:
        document.text = TextReference(one_line(value.raw))
    elif key.casefold() in ("tags", "keywords") and isinstance(value.value, list):
        document.tags = [one_line(str(tag)) for tag in value.value if one_line(str(tag))]
    elif key == "level" and value.raw in LEVELS:
        document.level = value.raw
    elif key in FRONT_MATTER:
        document.extra[f"original_{key}"] = value.value
        report.warn(
            value.line,
            _("“%(key)s” does not hold what our format has there. It is kept as “original_%(key)s”.") % {"key": key},
        )
    else:
        document.extra[key] = value.value
        report.warn(
            value.line, _("“%(key)s” is not a key of the front matter that we know. It is kept.") % {"key": key}
        )
