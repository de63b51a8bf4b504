from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from readinggroups.demo import library, world


class Command(BaseCommand):
    help = "Load the sample world: texts, guides, people, groups. What is there already is left as it is."

    def handle(self, *args, verbosity: int = 1, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo. Set DEMO=1 if you want sample people with a known password here.")
        say = self.stdout.write if verbosity > 1 else lambda line: None
        people = world.load_people()
        library.load(by=people["organizer"], say=say)
        world.load_groups(people, say=say)
        if verbosity:
            self.stdout.write("The sample world is loaded.")
