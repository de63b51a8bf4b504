#!/usr/bin/env python
"""How pages grow: the same page for a small group and a large one, asked for in turns within one run. And what public
pages cost: to a visitor when the library has just changed, when it has not, and to a member.

Prints, for every page, its queries and the ratio of the medians of its times; of public pages to the smallest page a
member can get (session, user, one query, two lines). Only ratios mean anything on another machine.
Run: .venv/bin/python bench/pages.py [ROUNDS]
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


def public_pages(guide) -> dict[str, str]:
    from django.urls import reverse

    from texts.models import Chapter

    chapter = Chapter.objects.filter(paragraphs__gt=0, text__published_at__isnull=False).order_by("-words").first()
    return {
        "front": "/",
        "library": reverse("guides:guide_list"),
        "guide": guide.get_absolute_url(),
        "sheet": guide.sections.order_by("position")[3].get_absolute_url(),
        "texts": reverse("texts:text_list"),
        "text": chapter.text.get_absolute_url(),
        "chapter": chapter.get_absolute_url(),
    }


def smallest(request):
    from django.http import HttpResponse
    from django.template import engines

    from guides.models import Guide

    page = engines["django"].from_string("<h1>{{ guide.title }}</h1>\n<p>{{ user }}</p>")
    return HttpResponse(page.render({"guide": Guide.objects.only("title").first(), "user": request.user}))


def compare_answering(groups: list, clients: list, rounds: int) -> None:
    """A member opens a section and shares an answer; with scripts the answer takes its place on the open page."""
    print(f"\n{'answering':16} {SMALL['size']:>8} members {LARGE['size']:>8} members   (queries, times the smallest)")
    in_place = {"HX-Request": "true", "HX-Target": "q"}
    rows: dict[str, list[str]] = {"section": [], "share": [], "share in place": []}
    for reading, client in zip(groups, clients, strict=True):
        section = reading.guide.sections.order_by("position").first()
        address = reading.section_url(section)
        share = f"{address}questions/{section.questions.first().pk}/share/"
        costs: dict[str, list[tuple[float, int]]] = {side: [] for side in ("least", *rows)}
        for turn in range(2 * rounds):
            costs["least"].append(measure(client, "/smallest/"))
            costs["section"].append(measure(client, address))
            costs["share"].append(measure(client, share, {"body": f"One thought, {turn}"}))
            costs["share in place"].append(measure(client, share, {"body": f"Another, {turn}"}, in_place))
        least = statistics.median(took for took, _queries in costs["least"])
        for side, cells in rows.items():
            ratio = statistics.median(took for took, _queries in costs[side]) / least
            cells.append(f"{costs[side][-1][1]:>5} {ratio:>10.2f}")
    for side, cells in rows.items():
        print(f"{side:16} " + " ".join(cells), flush=True)


def compare_public(guide, member, rounds: int) -> None:
    from django.test import Client

    visitor = Client(headers={"host": "localhost"})
    print(f"\n{'page':10} {'changed':>14} {'unchanged':>14} {'a member':>14}   (queries, times the smallest page)")
    for name, address in public_pages(guide).items():
        costs: dict[str, list[tuple[float, int]]] = {side: [] for side in ("least", "changed", "unchanged", "member")}
        for _round in range(rounds):
            guide.text.save()
            costs["changed"].append(measure(visitor, address))
            costs["unchanged"].append(measure(visitor, address))
            costs["member"].append(measure(member, address))
            costs["least"].append(measure(member, "/smallest/"))
        least = statistics.median(took for took, _queries in costs["least"])
        cells = [
            f"{costs[side][-1][1]:>5} {statistics.median(took for took, _queries in costs[side]) / least:>8.2f}"
            for side in ("changed", "unchanged", "member")
        ]
        print(f"{name:10} " + " ".join(cells), flush=True)


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


def measure(client, path: str, posted: dict | None = None, headers: dict | None = None) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        began = time.process_time()
        response = client.get(path) if posted is None else client.post(path, posted, headers=headers)
        took = time.process_time() - began
    if response.status_code != (200 if posted is None or headers else 302):
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
    from django.urls import path

    from guides.models import Guide
    from readinggroups import urls
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
    urls.urlpatterns.append(path("smallest/", smallest))
    compare_answering(groups, clients, rounds)
    compare_public(guide, clients[0], rounds)


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
