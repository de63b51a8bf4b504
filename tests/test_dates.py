"""Dates follow the order of the reader’s language: templates and code name a format, formats.py spells it out."""

import datetime
import re
import sys
import types
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import formats, translation

from tests.factories import make_meeting
from tests.test_architecture import CODE, ROOT

SOURCES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt"), *CODE]
SPELT_OUT = re.compile(r"""(?:\|(?:date|time):|date_format\([^"'\n]*)["']([^"']*)["']""")
SAME_EVERYWHERE = {"c", "e", "l", "Y-m-d", "Y-m-d H:i"}  # for machines; and the name of a day alone
OURS = [name for name in vars(import_module("readinggroups.formats.en_GB.formats")) if name.endswith("_FORMAT")]


def test_no_order_is_spelt_out_where_a_date_is_shown():
    places = [
        f"{file.relative_to(ROOT)}: {found}"
        for file in SOURCES
        for found in SPELT_OUT.findall(file.read_text())
        if found not in SAME_EVERYWHERE and found not in OURS
    ]
    assert not places, f"Name a format of readinggroups/formats: {places}"


def test_a_name_is_found_where_it_is_used():
    used = {found for file in (ROOT / "templates").rglob("*.html") for found in SPELT_OUT.findall(file.read_text())}
    assert len(used & set(OURS)) > 5


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_all_of_them(code):
    missing = [name for name in OURS if formats.get_format(name, lang=code) == name]
    assert not missing, f"Write readinggroups/formats/{translation.to_locale(code)}/formats.py: {missing}"


@pytest.fixture
def other_order(monkeypatch):
    """A language that puts the month first, as if it had been added."""
    module = types.ModuleType("readinggroups.formats.eo.formats")
    for name in OURS:
        monkeypatch.setattr(module, name, "F jS" if name == "WEEKDAY_FORMAT" else "Y", raising=False)
    monkeypatch.setitem(sys.modules, "readinggroups.formats.eo", types.ModuleType("readinggroups.formats.eo"))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    formats.reset_format_cache()
    yield "eo"
    formats.reset_format_cache()


def test_a_page_shows_the_order_of_its_language(as_user, member, reading, section, other_order, settings):
    settings.LANGUAGES = [("en-gb", "English"), (other_order, "Esperanto")]
    meeting = make_meeting(reading, section)
    meeting.starts_at = meeting.starts_at.replace(day=9) + datetime.timedelta(days=31)
    meeting.ends_at = meeting.starts_at + datetime.timedelta(hours=1)
    meeting.save()
    member.language = other_order
    member.save()
    with translation.override(other_order):
        first = formats.date_format(meeting.starts_at, "F jS")
    assert first in as_user(member).get(reading.group.get_absolute_url()).text
