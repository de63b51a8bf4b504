from django.core.management.base import BaseCommand

from guides.documents import publish_due


class Command(BaseCommand):
    help = "Publish the guides whose day has come. The worker does it every minute; this is for sites without one."

    def handle(self, **options):
        for guide, reasons in publish_due().items():
            if reasons:
                self.stderr.write(f"{guide.slug}: {'; '.join(reasons)}")
            else:
                self.stdout.write(f"{guide.slug}: published")
