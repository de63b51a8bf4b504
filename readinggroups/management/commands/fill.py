import datetime
import itertools
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
from texts.models import Chapter, Text

WORDS = (  # noqa: SIM905 - read as a sentence
    "the a of and to in that is was he for it with as his on be at by had not are but from or have an they which one "
    "you were her all she there would their we him been has when who will more no if out so said what up its about "
    "reason chapter passage sentence question author argument reader nature freedom duty history answer doubt"
).split()
# Shapes of real discussions: threads have a median of 5 posts and a tail to 100, replies a median of 45 words with one
# in a hundred over 450, one thread in ten has no reply, pauses run from minutes to months, the first post is twice as
# long as a reply, and three people in the median do the talking.
POSTS_MEDIAN, POSTS_SPREAD, POSTS_MOST = 5, 0.9, 100
VOICES_MEDIAN, VOICES_SPREAD, VOICES_MOST = 3, 0.5, 18
WORDS_MEDIAN, WORDS_SPREAD, WORDS_MOST = 45, 1.0, 1500
OPENER_TIMES = 2
PAUSE_MEDIAN, PAUSE_SPREAD = 300, 2.4  # minutes
UNANSWERED = 0.1
# A library for measuring search: books of 21,000 words, whose words are as uneven as in a language (Zipf’s law).
VOCABULARY, SYLLABLES = 60_000, "ba ce di fo gu ha le mi no pu ra se ti vo za ber can dor fel gim".split()  # noqa: SIM905
CHAPTERS_OF_A_BOOK, WORDS_OF_A_CHAPTER, WORDS_OF_A_PARAGRAPH = 15, 1400, 100


class Command(BaseCommand):
    help = "Fill a demo with as many groups as a busy site has, to see how pages behave. Never for a real site."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--groups", type=int, default=5)
        parser.add_argument("--members", type=int, default=30)
        parser.add_argument("--threads", type=int, default=20, help="in every group")
        parser.add_argument("--books", type=int, default=0, help="made-up books for the library")
        parser.add_argument("--guide", default="", help="address of the guide; the longest if it is left out")
        parser.add_argument("--seed", type=int, default=1)

    def handle(
        self, *args, groups: int, members: int, threads: int, books: int, guide: str, seed: int, **options
    ) -> None:
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
        words, weights = vocabulary(dice)
        for number in range(1, books + 1):
            fill_text(words, weights, dice)
            self.stdout.write(f"book {number} of {books}")


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
    answered = max(2, skewed(dice, POSTS_MEDIAN, POSTS_SPREAD, POSTS_MOST))
    count = 1 if dice.random() < UNANSWERED else answered
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
    voices = dice.sample(members, min(len(members), skewed(dice, VOICES_MEDIAN, VOICES_SPREAD, VOICES_MOST)))
    posts = []
    for place in range(1, count + 1):
        author = thread.author if place == 1 else dice.choice([thread.author, *voices])
        posts.append(
            Post(
                group_id=reading.group_id,
                thread=thread,
                number=place,
                author=author,
                body=prose(dice, times=OPENER_TIMES if place == 1 else 1),
                posted_at=moment,
            )
        )
        pause = datetime.timedelta(minutes=skewed(dice, PAUSE_MEDIAN, PAUSE_SPREAD, 200_000))
        moment = min(moment + pause, timezone.now())
    Post.objects.bulk_create(posts)
    Thread.objects.filter(pk=thread.pk).update(last_post_at=posts[-1].posted_at)


def vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Words, the frequent ones first, and the cumulative weight of each."""
    made = dict.fromkeys("".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) for _n in range(2 * VOCABULARY))
    words = [*WORDS, *made][:VOCABULARY]
    return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))


@transaction.atomic
def fill_text(words: list[str], weights: list[float], dice: random.Random) -> Text:
    title = " ".join(dice.choices(words, k=3)).title()
    slug = f"{uuid.uuid4().hex[:8]}-book"
    text = Text.objects.create(title=title, slug=slug, language="en", published_at=timezone.now())
    chapters = []
    for number in range(1, CHAPTERS_OF_A_BOOK + 1):
        run = dice.choices(words, cum_weights=weights, k=WORDS_OF_A_CHAPTER)
        paragraphs = [" ".join(run[at : at + WORDS_OF_A_PARAGRAPH]) for at in range(0, len(run), WORDS_OF_A_PARAGRAPH)]
        chapters.append(Chapter(text=text, position=number, number=str(number), slug=str(number), words=len(run)))
        chapters[-1].source, chapters[-1].plain = "\n\n".join(paragraphs), "\n".join(paragraphs)
        chapters[-1].html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        chapters[-1].paragraphs = len(paragraphs)
    Chapter.objects.bulk_create(chapters)
    return text


def skewed(dice: random.Random, median: float, spread: float, most: int) -> int:
    """From a log-normal law, at least 1."""
    return max(1, min(most, round(dice.lognormvariate(math.log(median), spread))))


def prose(dice: random.Random, words: int = 0, times: int = 1) -> str:
    count = words or skewed(dice, WORDS_MEDIAN * times, WORDS_SPREAD, WORDS_MOST)
    return " ".join(dice.choices(WORDS, k=count)).capitalize() + "."
