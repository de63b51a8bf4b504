"""A zip from a stranger: names that stay inside, sizes counted while unpacking, nothing written to disk."""

import stat
import zipfile
import zlib
from io import BytesIO

from texts.importing import limits
from texts.importing.book import ImportRefused
from texts.importing.sentences import gettext_noop, say

CHUNK = 65_536


class MemberLost(Exception):
    """One member is missing or damaged; the rest may still be good."""


class Archive:
    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
            members = self.zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, UnicodeError) as error:
            raise ImportRefused(
                say(gettext_noop("The file is damaged or was cut off on its way: it cannot be unpacked."))
            ) from error
        if len(members) > limits.ENTRIES:
            raise ImportRefused(
                say(
                    gettext_noop("The file holds %(found)s files; at most %(most)s are read."),
                    found=len(members),
                    most=limits.ENTRIES,
                )
            )
        self.members: dict[str, zipfile.ZipInfo] = {}
        self.unpacked = 0
        for member in members:
            self._admit(member)

    def _admit(self, member: zipfile.ZipInfo) -> None:
        name, shown = member.filename, _shown(member.filename)
        if not _stays_inside(name) or not _stays_inside(member.orig_filename):
            raise ImportRefused(
                say(
                    gettext_noop("The file holds a name that leads outside it, “%(name)s”, and was not opened."),
                    name=shown,
                )
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ImportRefused(
                say(gettext_noop("The file holds a link to another file, “%(name)s”, and was not opened."), name=shown)
            )
        if name in self.members:
            raise ImportRefused(
                say(gettext_noop("The file holds “%(name)s” twice; which of them counts cannot be known."), name=shown)
            )
        if member.flag_bits & 0x1:
            raise ImportRefused(
                say(gettext_noop("“%(name)s” is locked with a password; an unlocked copy is needed."), name=shown)
            )
        if not member.is_dir():
            self.members[name] = member

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def names(self) -> list[str]:
        return list(self.members)

    def read(self, name: str, limit: int = limits.DOCUMENT_BYTES) -> bytes:
        """Raises MemberLost if it is missing or damaged, ImportRefused if it is larger than we read."""
        member = self.members.get(name)
        if member is None:
            raise MemberLost(name)
        chunks: list[bytes] = []
        size = 0
        try:
            with self.zip.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    self._count(member, len(chunk), size, limit)
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            raise MemberLost(name) from error
        return b"".join(chunks)

    def _count(self, member: zipfile.ZipInfo, added: int, size: int, limit: int) -> None:
        self.unpacked += added
        name = _shown(member.filename)
        if size > limits.RATIO_FROM_BYTES and size > limits.RATIO * max(member.compress_size, 1):
            raise ImportRefused(
                say(
                    gettext_noop("“%(name)s” unpacks to more than %(times)s times its size; it was not read."),
                    name=name,
                    times=limits.RATIO,
                )
            )
        if size > limit:
            raise ImportRefused(
                say(
                    gettext_noop("“%(name)s” is larger than %(most)s MB, the most that is read."),
                    name=name,
                    most=limit // limits.MEGABYTE,
                )
            )
        if self.unpacked > limits.UNPACKED_BYTES:
            most = limits.UNPACKED_BYTES // limits.MEGABYTE
            raise ImportRefused(
                say(gettext_noop("The file unpacks to more than %(most)s MB, the most that is read."), most=most)
            )


def _stays_inside(name: str) -> bool:
    if not name or name.startswith(("/", "\\")) or "\\" in name or "\x00" in name or ":" in name.split("/")[0]:
        return False
    return ".." not in name.split("/")


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:120] if letter.isprintable())
