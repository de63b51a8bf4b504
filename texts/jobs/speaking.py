"""What the importer said (texts.importing.sentences), in the language of whoever reads it."""

from typing import Any

from django.utils.translation import gettext

from texts import encodings, languages


def spoken(pair: list) -> str:
    message, values = pair
    return gettext(message) % {name: _in_words(name, value) for name, value in values.items()}


def _in_words(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return spoken(value)
    if name in ("language", "true_language"):
        return languages.named(value)
    return encodings.named(value) if name == "encoding" else value
