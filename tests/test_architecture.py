"""House rules that a tool does not keep. A message says what to do."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["accounts", "texts", "guides", "groups", "discussions", "notices", "readinggroups"]
CODE = [file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts]
LONGEST_MODULE = 300


def own_routes(patterns=None, namespace=""):
    """Every (name, view function) of the site's own rooms."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from own_routes(entry.url_patterns, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and namespace in ROOMS:
            yield f"{namespace}:{entry.name}", entry.callback


def test_modules_stay_small():
    long = [
        f"{file.relative_to(ROOT)}: {count}"
        for file in CODE
        if (count := len(file.read_text().splitlines())) > LONGEST_MODULE
    ]
    assert not long, f"Cut by concept into a package of the same name: {long}"


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        (r"def save\(self", "Give the model a verb instead of overriding save()."),
        (r"django\.dispatch|@receiver", "Let the higher room ask; no signals."),
        (r"csrf_exempt(?!  # RFC 8058)", "Every form carries its token."),
        (r"\.raw\(|\.extra\(", "Use the ORM."),
        (r"\bprint\(", "Commands write to self.stdout."),
    ],
)
def test_what_we_do_not_write(pattern, advice):
    found = [str(file.relative_to(ROOT)) for file in CODE if re.search(pattern, file.read_text())]
    assert not found, f"{advice} {found}"


def test_a_route_is_named_like_its_view():
    other = [f"{name} is {view.__name__}" for name, view in own_routes() if name.split(":")[1] != view.__name__]
    assert not other


def test_every_page_template_can_be_read():
    for file in (ROOT / "templates").rglob("*.html"):
        get_template(str(file.relative_to(ROOT / "templates")))
