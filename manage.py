#!/usr/bin/env python
import os
import sys

from readinggroups import local


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readinggroups.settings")
    with local.environment():
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
