from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from guides.documents import document_of, public_edition
from guides.fileformat.write import write
from guides.models import Guide


class Command(BaseCommand):
    help = "Write a guide as a file in the open format."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The address of the guide, or all of them: --all FOLDER.", nargs="?")
        parser.add_argument("--all", dest="folder", type=Path, metavar="FOLDER", help="Every guide into this folder.")
        parser.add_argument("--public", action="store_true", help="Leave out what is for facilitators.")

    def handle(self, *, slug: str | None, folder: Path | None, public: bool, **options):
        if bool(slug) == bool(folder):
            raise CommandError("Name one guide, or a folder for all of them.")
        if folder is None:
            self.stdout.write(self.written(self.guide(slug or ""), public), ending="")
            return
        folder.mkdir(parents=True, exist_ok=True)
        for guide in Guide.objects.order_by("slug"):
            (folder / f"{guide.slug}.md").write_text(self.written(guide, public))
            self.stdout.write(str(folder / f"{guide.slug}.md"))

    def guide(self, slug: str) -> Guide:
        try:
            return Guide.objects.get(slug=slug)
        except Guide.DoesNotExist:
            raise CommandError(f"There is no guide with the address “{slug}”.") from None

    def written(self, guide: Guide, public: bool) -> str:
        document = document_of(guide)
        return write(public_edition(document) if public else document)
