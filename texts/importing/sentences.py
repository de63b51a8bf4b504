"""What the importer says: in English, with what it takes to say it again in another language (texts.jobs.speaking).

No Django here; makemessages finds the messages by the name of gettext_noop: say(gettext_noop("…%(name)s…"), name=…).
"""

from typing import Any


class Sentence(str):
    """`message` is what is translated, `values` what is put into it: words, numbers, other sentences."""

    message: str
    values: dict[str, Any]

    @property
    def pair(self) -> list:
        """Message and values, to travel as JSON."""
        return [self.message, {name: _packed(value) for name, value in self.values.items()}]


def gettext_noop(message: str) -> str:
    return message


def say(message: str, /, **values: Any) -> Sentence:
    sentence = Sentence(message % values)
    sentence.message, sentence.values = message, values
    return sentence


def from_pair(pair: list) -> Sentence:
    message, values = pair
    return say(message, **{name: from_pair(each) if isinstance(each, list) else each for name, each in values.items()})


def _packed(value: Any) -> Any:
    return value.pair if isinstance(value, Sentence) else value
