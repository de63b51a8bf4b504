import json
import re
import zipfile
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from texts.importing import Book, ImportRefused, limits
from texts.importing.sentences import gettext_noop, say
from texts.jobs.running import read_apart


class Command(BaseCommand):
    help = "Bring in texts from EPUB, HTML, plain text, Markdown (a file, a folder, a zip) and DOCX."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder of Markdown")
        parser.add_argument("--dry-run", action="store_true", help="read and report, save nothing")
        parser.add_argument("--json", action="store_true", help="report in JSON on standard output")
        parser.add_argument("--publish", action="store_true", help="publish what was saved at once")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="the organizer who brings them in")
        parser.add_argument(
            "--over", metavar="ADDRESS", help="save over the text with this address, keeping its chapters"
        )
        parser.add_argument("--encoding", help="of plain text, if it cannot be told")
        parser.add_argument("--cut", choices=["automatic", "level", "pattern", "whole"], default="automatic")
        parser.add_argument(
            "--level", type=int, choices=range(7), default=0, help="with --cut level: of heading, 1 to 6"
        )
        parser.add_argument("--pattern", default="", help="with --cut pattern: how a chapter's heading begins")

    def handle(self, *args, **options) -> None:
        try:
            if options["over"] and len(options["files"]) > 1:
                raise CommandError("--over takes one file.")
            _check_cut(options)
            options |= {"by": _organizer(options["email"]), "text": _earlier(options["over"])}
        except CommandError as error:
            if not options["json"]:
                raise
            self.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False))
            raise SystemExit(1) from error
        reports = [self._one(Path(name), options) for name in options["files"]]
        if options["json"]:
            self.stdout.write(json.dumps(reports if len(reports) > 1 else reports[0], ensure_ascii=False, indent=1))
        if any("error" in report for report in reports):
            raise SystemExit(1)

    def _one(self, path: Path, options: dict) -> dict:
        """A file that fails does not keep the others from coming in."""
        try:
            data, name = _contents(path)
            cut = {"how": options["cut"], "level": options["level"], "pattern": options["pattern"]}
            book = read_apart(name, data, cut, options["encoding"] or "")
            address = "" if options["dry_run"] else _save(book, options)
        except (ImportRefused, OSError, ValidationError, DatabaseError) as error:
            message = _said(error)
            if not options["json"]:
                self.stderr.write(self.style.ERROR(f"{path}: {message}"))
            return {"file": str(path), "error": message}
        if not options["json"]:
            self._tell(path, book, address)
        return {"file": str(path), **book.as_json()} | ({"address": address} if address else {})

    def _tell(self, path: Path, book: Book, address: str) -> None:
        self.stdout.write(
            f"{path}: {book.title or 'Without a title'}, {len(book.chapters)} chapters, {book.words} words"
        )
        for sentence in [*book.notices, *book.lost]:
            self.stdout.write(f"  {sentence}")
        if address:
            self.stdout.write(f"  saved as /texts/{address}/")


def _check_cut(options: dict) -> None:
    if options["cut"] in ("level", "pattern") and not options[options["cut"]]:
        raise CommandError(f"--cut {options['cut']} needs --{options['cut']}.")
    try:
        re.compile(options["pattern"])
    except re.error as error:
        raise CommandError(f"The pattern cannot be read: {error}.") from error


def _said(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, OSError):
        return f"It cannot be opened: {error.strerror}."
    return str(error) if isinstance(error, ImportRefused) else f"It could not be saved: {error}"


def _contents(path: Path) -> tuple[bytes, str]:
    """Bytes and name; a folder is packed in memory."""
    if path.is_dir():
        return _packed(path), f"{path.resolve().name}.zip"
    size = path.stat().st_size
    if not path.is_file():
        raise ImportRefused(say(gettext_noop("It is neither a file nor a folder.")))
    if size > limits.UPLOAD_BYTES:
        raise ImportRefused(say(gettext_noop("The file is larger than %(most)s MB."), most=_megabytes()))
    return path.read_bytes(), path.name


def _megabytes() -> int:
    return limits.UPLOAD_BYTES // limits.MEGABYTE


def _packed(folder: Path) -> bytes:
    packed = BytesIO()
    size = count = 0
    with zipfile.ZipFile(packed, "w", strict_timestamps=False) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()):
            size, count = size + file.stat().st_size, count + 1
            if size > limits.UPLOAD_BYTES:
                raise ImportRefused(say(gettext_noop("The folder holds more than %(most)s MB."), most=_megabytes()))
            if count > limits.ENTRIES:
                refusal = say(gettext_noop("The folder holds more than %(most)s files."), most=limits.ENTRIES)
                raise ImportRefused(refusal)
            archive.write(file, file.relative_to(folder))
    return packed.getvalue()


def _save(book: Book, options: dict) -> str:
    from texts.library import save_book

    with transaction.atomic():
        text = save_book(book, options["by"], options["text"])
        if options["publish"]:
            text.publish()
    return text.slug


def _organizer(email: str | None):
    from django.contrib.auth import get_user_model

    if not email:
        return None
    user = get_user_model().objects.filter(email__iexact=email, is_staff=True).first()
    if user is None:
        raise CommandError(f"{email} is not an organizer here.")
    return user


def _earlier(address: str | None):
    from texts.models import Text

    if not address:
        return None
    text = Text.objects.filter(slug=address).first()
    if text is None:
        raise CommandError(f"There is no text at /texts/{address}/.")
    return text
