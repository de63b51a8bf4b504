import datetime
import math
import random
import uuid

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from discussions.models import Post, Thread
from groups.models import Answer, Group, Membership, Progress
from guides.models import Guide

WORDS = (  # noqa: SIM905 - read as a sentence
    "the a of and to in that is was he for it with as his on be at by had not are but from or have an they which one "
    "you were her all she there would their we him been has when who will more no if out so said what up its about "
    "reason chapter passage sentence question author argument reader nature freedom duty history answer doubt"
).split()
# Shapes of real discussions: threads have a median of 5 posts and a tail to 100, replies a median of 45 words with one
# in a hundred over 450, one thread in ten has no reply, and pauses run from minutes to months.
POSTS_MEDIAN, POSTS_SPREAD, POSTS_MOST = 5, 0.9, 100
WORDS_MEDIAN, WORDS_SPREAD, WORDS_MOST = 45, 1.0, 1500
PAUSE_MEDIAN, PAUSE_SPREAD = 300, 2.4  # minutes
UNANSWERED = 0.1


class Command(BaseCommand):
    help = "Fill a demo with as many groups as a busy site has, to see how pages behave. Never for a real site."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--groups", type=int, default=5)
        parser.add_argument("--members", type=int, default=30)
        parser.add_argument("--threads", type=int, default=20, help="in every group")
        parser.add_argument("--guide", default="", help="address of the guide; the longest if it is left out")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, groups: int, members: int, threads: int, guide: str, seed: int, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo.")
        chosen = Guide.objects.published().with_size().order_by("-question_count")
        read = chosen.filter(slug=guide).first() if guide else chosen.first()
        if read is None:
            raise CommandError("There is no such published guide. Run the command demo first.")
        dice = random.Random(seed)  # noqa: S311 - the same world for the same seed
        for number in range(1, groups + 1):
            fill_group(read, members, threads, dice)
            self.stdout.write(f"group {number} of {groups}")


@transaction.atomic
def fill_group(guide: Guide, size: int, threads: int, dice: random.Random) -> Group:
    mark = uuid.uuid4().hex[:8]
    users = User.objects.bulk_create(User(email=f"{mark}-{n}@example.org", name=f"Reader {n}") for n in range(size))
    group = Group.objects.create(name=f"Group {mark}", slug=f"group-{mark}", created_by=users[0])
    roles = ["facilitator"] + ["member"] * (size - 1)
    members = Membership.objects.bulk_create(
        Membership(group=group, user=user, role=role) for user, role in zip(users, roles, strict=True)
    )
    reading = group.readings.create(guide=guide, slug=guide.slug, created_by=members[0])
    sections = list(guide.sections.prefetch_related("questions"))
    read_so_far = sections[: max(1, len(sections) // 2)]
    now = timezone.now()
    Progress.objects.bulk_create(
        Progress(group=group, reading=reading, section=section, membership=member, begun_at=now, read_at=now)
        for section in read_so_far
        for member in members
        if dice.random() < 0.8
    )
    Answer.objects.bulk_create(
        Answer(
            group=group,
            reading=reading,
            question=question,
            author=member,
            body=body,
            first_body=body,
            prompt=question.prompt,
        )
        for section in read_so_far
        for question in section.questions.all()
        for member in members
        if not question.has_choices and dice.random() < 0.6 and (body := prose(dice))
    )
    for number in range(threads):
        fill_thread(reading, members, dice.choice(sections), number, dice)
    return group


def fill_thread(reading, members: list[Membership], section, number: int, dice: random.Random) -> None:
    count = 1 if dice.random() < UNANSWERED else skewed(dice, POSTS_MEDIAN, POSTS_SPREAD, POSTS_MOST)
    moment = timezone.now() - datetime.timedelta(days=dice.uniform(1, 200))
    thread = Thread.objects.create(
        group_id=reading.group_id,
        reading=reading,
        section=section,
        title=f"Thread {number + 1}: {prose(dice, 5)}"[:200],
        author=dice.choice(members),
        begun_at=moment,
        post_count=count,
        last_number=count,
    )
    posts = []
    for place in range(1, count + 1):
        author = thread.author if place == 1 else dice.choice(members)
        posts.append(
            Post(
                group_id=reading.group_id,
                thread=thread,
                number=place,
                author=author,
                body=prose(dice),
                posted_at=moment,
            )
        )
        pause = datetime.timedelta(minutes=skewed(dice, PAUSE_MEDIAN, PAUSE_SPREAD, 200_000))
        moment = min(moment + pause, timezone.now())
    Post.objects.bulk_create(posts)
    Thread.objects.filter(pk=thread.pk).update(last_post_at=posts[-1].posted_at)


def skewed(dice: random.Random, median: float, spread: float, most: int) -> int:
    """From a log-normal law, at least 1."""
    return max(1, min(most, round(dice.lognormvariate(math.log(median), spread))))


def prose(dice: random.Random, words: int = 0) -> str:
    count = words or skewed(dice, WORDS_MEDIAN, WORDS_SPREAD, WORDS_MOST)
    return " ".join(dice.choices(WORDS, k=count)).capitalize() + "."
