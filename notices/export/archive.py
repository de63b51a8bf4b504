"""One zip of everything a person wrote, made while it is sent."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import IO

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from notices.export import records
from notices.export.gather import gather
from notices.export.pages import Pages

FORMAT = "reading-groups-words"


class Outlet(io.RawIOBase):
    """What zipfile writes into and the response takes out of; nothing is kept."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


def archive(user, zone, words: dict | None = None) -> Iterator[bytes]:
    """Pieces of the zip file; of everything, unless `words` are given (notices.export.gather)."""
    words = words or gather(user)
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.md", _about(user))
        yield outlet.take()
        for name, page in Pages(words, zone).all():
            file.writestr(name, page)
            yield outlet.take()
        with file.open("words.json", "w") as json_file:
            for _piece in _write_json(json_file, user, words):
                yield outlet.take()
    yield outlet.take()


def _write_json(file: IO[bytes], user, words: dict) -> Iterator[None]:
    _put(file, f'{{"format": "{FORMAT}", "version": 1, "profile": ', records.profile(user))
    for kind, record in records.RECORDS.items():
        _put(file, f',\n"{kind}": ', [record(row) for row in words[kind]])
        yield
    file.write(b"}\n")


def _put(file: IO[bytes], before: str, value) -> None:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    file.write((before + text).encode())


def _about(user) -> str:
    lines = [
        f"# {user.name}",
        _("Everything you wrote on this site, as it stood when you asked for it."),
        _("The pages ending in .md are for reading: one for each reading, in a folder for its group."),
        _("words.json holds the same for programs, with earlier wordings, replies to meetings and reactions."),
    ]
    return "\n\n".join(lines) + "\n"
