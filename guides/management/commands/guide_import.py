import json
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from guides.documents.library import import_parsed, read_file, reference_of
from guides.fileformat.document import FormatError, Parsed
from guides.fileformat.reading import as_json


class Command(BaseCommand):
    help = "Bring guides in from files: our format, or any Markdown, text or table with questions."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Show what would be imported, and change nothing.")
        parser.add_argument("--json", action="store_true", help="Print what the files hold as JSON.")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="The organizer who imports, and may edit it.")

    def handle(self, *, files: list[Path], dry_run: bool, json: bool, email: str | None, **options):
        by = organizer(email)
        results = [self.one(path, by, dry_run, json) for path in files]
        if json:
            self.print_json(results)
        failed = [result for result in results if "errors" in result]
        if failed:
            raise CommandError(f"{len(failed)} of {len(files)} files could not be imported.")

    def print_json(self, results: list[dict]) -> None:
        self.stdout.write(json.dumps(results[0] if len(results) == 1 else results, ensure_ascii=False, indent=2))

    def one(self, path: Path, by, dry_run: bool, quiet: bool) -> dict:
        result: dict = {"file": str(path)}
        try:
            parsed = read_file(path)
            result |= as_json(parsed)
            if not quiet:
                self.outline(path, parsed)
            if not dry_run:
                result |= self.keep(parsed, by, quiet, path.stem)
        except FormatError as error:
            result["errors"] = [{"line": problem.line, "message": problem.message} for problem in error.problems]
            for problem in error.problems:
                self.stderr.write(self.style.ERROR(f"{path}: {problem}"))
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        return result

    def keep(self, parsed: Parsed, by, quiet: bool, stem: str) -> dict:
        imported = import_parsed(parsed, by, stem)
        if not quiet:
            done = "Made" if imported.is_new else "Brought in line"
            self.stdout.write(f"{done}: {imported.guide.get_absolute_url()} ({imported.guide.status})")
            for notice in imported.notices:
                self.stdout.write(self.style.WARNING(f"  {notice}"))
        notices = [{"line": notice.line, "message": notice.message} for notice in imported.notices]
        return {"slug": imported.guide.slug, "warnings": notices}

    def outline(self, path: Path, parsed: Parsed) -> None:
        document, text = parsed.document, reference_of(parsed.document)
        self.stdout.write(f"{path}: {document.title}")
        self.stdout.write(f"  For: {text.title}" + (f", {', '.join(text.authors)}" if text.authors else ""))
        for number, section in enumerate(document.sections, 1):
            self.stdout.write(f"  {number}. {section.title} ({len(section.questions)} questions)")
            for question in section.questions:
                self.stdout.write(f"       {question.kind}: {question.prompt.splitlines()[0]}")
                for choice in question.choices:
                    self.stdout.write(f"         - {choice}")
        for warning in parsed.warnings:
            self.stdout.write(self.style.WARNING(f"  {warning}"))


def organizer(email: str | None) -> User | None:
    if not email:
        return None
    user = User.objects.filter(email__iexact=email, is_staff=True, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no organizer with the address {email}.")
    return user
