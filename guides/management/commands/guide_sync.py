from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guides.documents import document_of, publish
from guides.documents.library import Imported, address_of, import_parsed, read_file
from guides.fileformat.document import FormatError, Parsed
from guides.fileformat.write import write
from guides.management.commands.guide_import import organizer
from guides.models import Guide


class Command(BaseCommand):
    help = "Keep guides in step with a folder of files: what has changed in the folder is imported. Nothing is deleted."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="The organizer who may edit what is new.")
        parser.add_argument("--publish", metavar="NOTE", help="Publish what has changed, with this note.")

    def handle(self, *, folder: Path, email: str | None, publish: str | None, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        by = organizer(email)
        failed = [path for path in sorted(folder.glob("*.md")) if not self.one(path, by, publish)]
        if failed:
            undone = "imported or published" if publish else "imported"
            raise CommandError(f"{len(failed)} files could not be {undone}; the others were.")

    def one(self, path: Path, by, note: str | None) -> bool:
        try:
            parsed = read_file(path)
            imported = self.imported(parsed, by, path.stem)
        except (FormatError, PermissionDenied) as error:
            self.stderr.write(self.style.ERROR(f"{path}: {error}"))
            return False
        done = "unchanged" if imported is None else "made" if imported.is_new else "changed"
        self.stdout.write(f"{path.name}: {done}")
        for notice in imported.notices if imported else []:
            self.stdout.write(self.style.WARNING(f"  {notice}"))
        guide = Guide.objects.get(slug=address_of(parsed.document, path.stem))
        return not note or self.published(path, guide, by, note)

    def published(self, path: Path, guide: Guide, by, note: str) -> bool:
        """Whether the guide is published as it stands, now or before."""
        last = guide.releases.first()
        if last and last.document == write(document_of(guide)):
            return True
        try:
            publish(guide, by, note)
        except ValidationError as error:
            self.stderr.write(self.style.ERROR(f"{path}: {' '.join(error.messages)}"))
            return False
        return True

    @transaction.atomic
    def imported(self, parsed: Parsed, by, stem: str) -> Imported | None:
        """None, and nothing touched, if the guide is as the file says."""
        slug = address_of(parsed.document, stem)
        before = _written(slug)
        imported = import_parsed(parsed, by, stem)
        if before != _written(slug):
            return imported
        transaction.set_rollback(True)
        return None


def _written(slug: str) -> str:
    guide = Guide.objects.filter(slug=slug).first()
    return write(document_of(guide)) if guide else ""
