#!/usr/bin/env python
"""How long a large library takes to answer, at the database: 500 made-up books, about ten million words.

Prints, for each way of asking, the median of its time in the database, and ends with 1 if one takes longer than 100 ms.
Making the library takes minutes; in a FOLDER of one's own it is kept for the next run.
Run: .venv/bin/python bench/search.py [BOOKS [FOLDER]]
"""

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

BOOKS, ROUNDS, GOAL = 500, 7, 100  # ms


def queries(dice: random.Random) -> dict[str, str]:
    """Of everything that people type: the frequent and the rare, the right and the wrong. Words asked for together
    stand in one chapter, so that what was misspelt is found when it is put right.
    """
    words = standing_together(dice)
    short = [word for word in words if 4 <= len(word) <= 6]
    long = [word for word in words if len(word) >= 7]
    asked = {
        "a frequent word": "reason",
        "a rare word": long[0],
        "two words": " ".join(long[:2]),
        "two frequent words": "reason argument",
        "three words": " ".join(short[:3]),
        "one of two": f"{long[0]} or {short[0]}",
        "without one": f"reason -{short[0]}",
        "a phrase": '"the argument of the author"',
        "a word that nobody wrote": "qwertyuiopas",
        "two of them": "qwertyuiopas zxcvbnmlkj",
    }
    for count in (1, 2, 3, 5):
        asked[f"{count} short misspelt"] = " ".join(misspelt(dice, word) for word in short[:count])
        asked[f"{count} long misspelt"] = " ".join(misspelt(dice, word) for word in long[:count])
        asked[f"{count} long, badly"] = " ".join(misspelt(dice, misspelt(dice, word)) for word in long[:count])
    return asked


def standing_together(dice: random.Random) -> list[str]:
    from texts.models import Chapter

    words = sorted(set(Chapter.objects.order_by("pk").last().plain.split()))
    dice.shuffle(words)
    return words


def misspelt(dice: random.Random, word: str) -> str:
    at = dice.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return dice.choice([swapped, word[:at] + "x" + word[at + 1 :], word[:at] + word[at + 1 :]])


def make(books: int) -> None:
    """The library, filled up to so many books."""
    from django.db import connection

    from readinggroups.management.commands.fill import fill_text, vocabulary
    from texts.models import Text

    dice = random.Random(1)
    words, weights = vocabulary(dice)
    here = Text.objects.count()
    for number in range(here, books):
        fill_text(words, weights, dice)
        print(f"\rbook {number + 1} of {books}", end="", flush=True)
    if here < books:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def asked(query: str) -> tuple[float, int, int]:
    """Milliseconds in the database, statements and hits of the page’s search for it."""
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection

    from discussions.views.search import found_by

    times: list[float] = []

    def timed(execute, sql, params, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            times.append(time.perf_counter() - began)

    with connection.execute_wrapper(timed):
        results = found_by(AnonymousUser(), query)
    return 1000 * sum(times), len(times), sum(len(kind["hits"]) for kind in results)


def main(books: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    make(books)
    slow = 0
    print(f"\n{'asked for':26} {'ms':>7} {'worst':>7} {'statements':>11} {'hits':>5}")
    for name, query in queries(random.Random(2)).items():
        rounds = [asked(query) for _round in range(ROUNDS)]
        median = statistics.median(took for took, *_rest in rounds)
        slow += median > GOAL
        worst = max(took for took, *_rest in rounds)
        print(f"{name:26} {median:>7.1f} {worst:>7.1f} {rounds[0][1]:>11} {rounds[0][2]:>5}   {query}", flush=True)
    return 1 if slow else 0


def run(books: int, folder: str) -> int:
    Path(folder).mkdir(exist_ok=True)
    Path(folder).chmod(0o755)
    cluster = Cluster(folder, durable=False).start()
    os.environ["DATABASE_URL"] = cluster.url
    try:
        return main(books)
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop()


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BOOKS
    if len(sys.argv) > 2:
        sys.exit(run(count, sys.argv[2]))
    with tempfile.TemporaryDirectory(dir="/var/tmp") as home:
        sys.exit(run(count, home))
