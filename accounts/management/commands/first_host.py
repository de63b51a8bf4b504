from django.core.management.base import BaseCommand

from accounts import first_host


class Command(BaseCommand):
    help = "Print the address at which the first host of a fresh site makes their account. It is valid for a day."

    def handle(self, *args, verbosity: int = 1, **options) -> None:
        if first_host.is_wanted():
            self.stdout.write(f"This site has no host yet. Open this address to be the first:\n{first_host.address()}")
        elif verbosity:
            self.stdout.write("This site has a host.")
