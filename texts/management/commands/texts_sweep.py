from django.core.management.base import BaseCommand

from texts.models import ImportJob


class Command(BaseCommand):
    help = "Delete files that were brought in more than a week ago and never saved as a text."

    def handle(self, *args, **options) -> None:
        count, _of_each = ImportJob.objects.old().delete()
        self.stdout.write(f"{count} deleted")
