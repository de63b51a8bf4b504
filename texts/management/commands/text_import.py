import json
import zipfile
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from texts.importing import Book, Cut, ImportRefused, limits, read_book
from texts.importing.sentences import gettext_noop, say


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
        parser.add_argument("--level", type=int, default=0, help="with --cut level: of heading, 1 to 6")
        parser.add_argument("--pattern", default="", help="with --cut pattern: how a chapter's heading begins")

    def handle(self, *args, **options) -> None:
        if options["over"] and len(options["files"]) > 1:
            raise CommandError("--over takes one file.")
        reports = [self._one(Path(name), options) for name in options["files"]]
        if options["json"]:
            self.stdout.write(json.dumps(reports if len(reports) > 1 else reports[0], ensure_ascii=False, indent=1))
        failed = [report for report in reports if "error" in report]
        if failed:
            raise SystemExit(1)

    def _one(self, path: Path, options: dict) -> dict:
        try:
            data, name = _contents(path)
            cut = Cut(options["cut"], options["level"], options["pattern"])
            book = read_book(data, name, cut=cut, encoding=options["encoding"])
        except (ImportRefused, OSError) as error:
            message = error.message if isinstance(error, ImportRefused) else f"It cannot be opened: {error.strerror}."
            if not options["json"]:
                self.stderr.write(self.style.ERROR(f"{path}: {message}"))
            return {"file": str(path), "error": message}
        report = {"file": str(path), **book.as_json()}
        if not options["dry_run"]:
            report["address"] = _save(book, options)
        if not options["json"]:
            self._tell(path, book, report.get("address", ""))
        return report

    def _tell(self, path: Path, book: Book, address: str) -> None:
        self.stdout.write(
            f"{path}: {book.title or 'Without a title'}, {len(book.chapters)} chapters, {book.words} words"
        )
        for sentence in [*book.notices, *book.lost]:
            self.stdout.write(f"  {sentence}")
        if address:
            self.stdout.write(f"  saved as /texts/{address}/")


def _contents(path: Path) -> tuple[bytes, str]:
    """Bytes and name; a folder is packed in memory."""
    if not path.is_dir():
        if path.stat().st_size > limits.UPLOAD_BYTES:
            most = limits.UPLOAD_BYTES // limits.MEGABYTE
            raise ImportRefused(say(gettext_noop("The file is larger than %(most)s MB."), most=most))
        return path.read_bytes(), path.name
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink():
                archive.write(file, file.relative_to(path))
    return packed.getvalue(), f"{path.resolve().name}.zip"


def _save(book: Book, options: dict) -> str:
    from texts.library import save_book

    text = save_book(book, _organizer(options["email"]), _earlier(options["over"]))
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
