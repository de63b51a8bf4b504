#!/usr/bin/env python
"""How pages grow: the same page for a small group and a large one, asked for in turns within one run.

Prints, for every page, its queries in both and the ratio of the medians of their times. Only the ratio means anything
on another machine. Run: .venv/bin/python bench/pages.py [ROUNDS]
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.update(DEMO="1", SECRET_KEY="bench", DJANGO_SETTINGS_MODULE="readinggroups.settings")

from readinggroups.localpg import Cluster

POSTS = 20, 2000  # of the longest thread
SMALL = {"size": 3, "threads": 3}
LARGE = {"size": 200, "threads": 150}


def pages(reading) -> dict[str, str]:
    from django.urls import reverse

    section = reading.guide.sections.order_by("position").first()
    thread = reading.threads.order_by("-last_number").first()
    last = thread.url_from(thread.last_number).partition("#")[0]
    return {
        "group": reading.group.get_absolute_url(),
        "reading": reading.get_absolute_url(),
        "section": reading.section_url(section),
        "talk": thread.url_of("thread_detail").rsplit("/", 2)[0] + "/",
        "thread": thread.get_absolute_url(),
        "its end": last,
        "its news": thread.url_of("thread_news") + f"?after={thread.last_number}",
        "news": reverse("discussions:news"),
        "members": f"{reading.group.get_absolute_url()}members/",
    }


def lengthen(reading, posts: int, dice: random.Random) -> None:
    from discussions.models import Post, Thread
    from readinggroups.management.commands.fill import prose

    thread = reading.threads.order_by("-last_number").first()
    members = list(reading.group.memberships.all())
    about = {"group": reading.group, "thread": thread}
    thread.posts.all().delete()
    Post.objects.bulk_create(
        Post(number=number, author=dice.choice(members), body=prose(dice), **about) for number in range(1, posts + 1)
    )
    Thread.objects.filter(pk=thread.pk).update(last_number=posts, post_count=posts)


def measure(client, path: str) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.process_time()
        response = client.get(path)
        took = time.process_time() - began
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return took, len(queries)


def signed_in(reading):
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(reading.group.memberships.filter(role="member").first().user)
    return client


def main(rounds: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    call_command("demo", stdout=io.StringIO())
    from guides.models import Guide
    from readinggroups.management.commands.fill import fill_group

    guide = Guide.objects.get(slug="frankenstein")
    dice = random.Random(1)
    groups = [fill_group(guide, dice=dice, **shape).readings.get() for shape in (SMALL, LARGE)]
    for reading, posts in zip(groups, POSTS, strict=True):
        lengthen(reading, posts, dice)
    clients = [signed_in(reading) for reading in groups]
    print(f"{'page':10} {'queries':>9}  {'CPU large / small':>18}   ({LARGE['size']} members against {SMALL['size']})")
    for name in pages(groups[0]):
        times: tuple[list[float], list[float]] = ([], [])
        counts = [0, 0]
        for _round in range(rounds):
            for side in (0, 1):
                took, counts[side] = measure(clients[side], pages(groups[side])[name])
                times[side].append(took)
        ratio = statistics.median(times[1]) / statistics.median(times[0])
        print(f"{name:10} {counts[0]:>4}/{counts[1]:<4}  {ratio:>18.2f}", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir="/var/tmp") as home:
        Path(home).chmod(0o755)
        cluster = Cluster(home, durable=False).start()
        os.environ["DATABASE_URL"] = cluster.url
        try:
            main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
        finally:
            from django.db import connections

            connections.close_all()
            cluster.stop()
