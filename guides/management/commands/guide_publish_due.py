from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils import timezone

from guides.documents import publish
from guides.models import Guide


class Command(BaseCommand):
    help = "Publish the guides whose day has come. Run it every few minutes."

    def handle(self, **options):
        for guide in Guide.objects.filter(publish_on__lte=timezone.now()):
            try:
                publish(guide, guide.created_by, "Published on the day that was set")
                self.stdout.write(f"{guide.slug}: published")
            except ValidationError as error:
                self.stderr.write(f"{guide.slug}: {'; '.join(error.messages)}")
