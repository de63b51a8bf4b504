import sys

from django.core.management.base import BaseCommand
from django.db import OperationalError

from notices import replying

NO_USER, TEMPORARY = 67, 75  # sysexits.h: the mail server sends it back; it tries again later


class Command(BaseCommand):
    help = "Post a reply to a notice: takes one mail from standard input, as a mail server pipes it (docs/hosting.md)."

    def handle(self, *args, **options) -> None:
        try:
            replying.take_in(sys.stdin.buffer.read(replying.LONGEST_MAIL + 1))
        except replying.Ignored:
            return
        except replying.Refused as refusal:
            self.stderr.write(str(refusal))
            sys.exit(NO_USER)
        except OperationalError:
            self.stderr.write("The site is not there just now.")
            sys.exit(TEMPORARY)
