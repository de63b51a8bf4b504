"""Ways in which the letters of a file may be written, in words."""

import codecs

from django.utils.translation import gettext_lazy as _

ENCODINGS = [
    ("", _("As the file says")),
    ("utf-8", "UTF-8"),
    ("windows-1252", _("Western European (Windows-1252)")),
    ("iso-8859-15", _("Western European (ISO 8859-15)")),
    ("windows-1250", _("Central European (Windows-1250)")),
    ("windows-1251", _("Cyrillic (Windows-1251)")),
    ("koi8-r", _("Cyrillic (KOI8-R)")),
    ("windows-1253", _("Greek (Windows-1253)")),
    ("windows-1255", _("Hebrew (Windows-1255)")),
    ("windows-1256", _("Arabic (Windows-1256)")),
    ("gb18030", _("Chinese (GB 18030)")),
    ("big5", _("Chinese (Big5)")),
    ("shift_jis", _("Japanese (Shift JIS)")),
    ("utf-16", "UTF-16"),
]


def named(encoding: str) -> str:
    """In words where they are known: Python writes “cp1252”, where others write “windows-1252”."""
    names = {codecs.lookup(name).name: words for name, words in ENCODINGS if name}
    try:
        return str(names.get(codecs.lookup(encoding).name, encoding))
    except LookupError:
        return encoding
