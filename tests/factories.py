"""Plain functions that make what a test needs, through the models' own verbs; a test names only what matters to it."""

import datetime
import itertools
import uuid
import zoneinfo

from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from discussions.models import Thread
from groups.models import Answer, Group, Meeting, Membership, Reading
from guides.models import Guide, Question, Section
from texts.models import Author, Authorship, Chapter, Text

PASSWORD = "a long enough password"
_numbers = itertools.count(1)


def make_user(name: str = "", **fields) -> User:
    number = next(_numbers)
    name = name or f"Person {number}"
    address = fields.pop("email", f"{slugify(name)}-{number}@example.org")
    user = User.objects.create_user(address, PASSWORD, name=name, **fields)
    user.emailaddress_set.create(email=address, verified=True, primary=True)
    return user


def make_text(title: str = "", chapters: int = 2, published: bool = True, **fields) -> Text:
    number = next(_numbers)
    title = title or f"A book {number}"
    fields.setdefault("slug", f"{slugify(title)}-{number}")
    text = Text.objects.create(title=title, published_at=timezone.now() if published else None, **fields)
    author = Author.objects.create(name=f"Author {number}", sort_name=f"{number}, Author", slug=f"author-{number}")
    Authorship.objects.create(text=text, author=author)
    for position in range(1, chapters + 1):
        make_chapter(text, position)
    return text


def make_chapter(text: Text, position: int, **fields) -> Chapter:
    defaults = {
        "number": str(position),
        "title": f"Chapter title {position}",
        "slug": f"chapter-{position}",
        "source": f"First paragraph of chapter {position}.\n\nSecond paragraph of chapter {position}.",
        "html": f'<p class="para is-first" id="p1">First paragraph of chapter {position}.</p>'
        f'<p class="para" id="p2">Second paragraph of chapter {position}.</p>',
        "plain": f"First paragraph of chapter {position}. Second paragraph of chapter {position}.",
        "words": 2200,
        "paragraphs": 2,
    }
    return text.chapters.create(position=position, **{**defaults, **fields})


def make_guide(
    by: User | None = None,
    text: Text | None = None,
    title: str = "",
    sections: int = 2,
    questions: int = 2,
    published: bool = True,
    **fields,
) -> Guide:
    number = next(_numbers)
    title = title or f"Guide {number}"
    text = text or make_text(chapters=sections)
    guide = Guide.objects.create(
        text=text, title=title, slug=fields.pop("slug", f"guide-{number}"), created_by=by, **fields
    )
    if by:
        guide.editors.add(by)
    for position, chapter in zip(range(1, sections + 1), text.chapters.all(), strict=False):
        make_section(guide, position, questions).chapters.add(chapter)
    if published:
        guide.publish(by, "First publication", "")
    return guide


def make_section(guide: Guide, position: int, questions: int = 2, **fields) -> Section:
    fields.setdefault("title", f"Section title {position}")
    fields.setdefault("slug", f"section-{position}")
    section = guide.sections.create(position=position, **fields)
    for number in range(1, questions + 1):
        make_question(section, number)
    return section


def make_question(section: Section, position: int, choices: list[str] = (), **fields) -> Question:
    fields.setdefault("prompt", f"What is question {position} of {section.title} about?")
    if choices:
        fields.setdefault("kind", "choice")
    question = section.questions.create(position=position, **fields)
    for place, label in enumerate(choices, 1):
        question.choices.create(position=place, label=label)
    return question


def make_group(facilitator: User, *members: User, name: str = "", **fields) -> Group:
    number = next(_numbers)
    name = name or f"Group {number}"
    group = Group.objects.create(name=name, slug=f"{slugify(name)}-{number}", created_by=facilitator, **fields)
    group.admit(facilitator, role="facilitator")
    for user in members:
        group.admit(user)
    return group


def make_reading(group: Group, guide: Guide, **fields) -> Reading:
    fields.setdefault("slug", guide.slug)
    starter = group.memberships.facilitators().first()
    return group.readings.create(guide=guide, created_by=starter, **fields)


def make_meeting(reading: Reading, *sections: Section, days: float = 7, **fields) -> Meeting:
    starts = timezone.now() + datetime.timedelta(days=days)
    meeting = reading.meetings.create(starts_at=starts, ends_at=starts + datetime.timedelta(hours=1.5), **fields)
    meeting.sections.set(sections)
    return meeting


def membership(group: Group, user: User) -> Membership:
    return group.memberships.get(user=user)


def make_answer(reading: Reading, question: Question, user: User, body: str = "", **fields) -> Answer:
    body = body or f"What {user.name} thinks about it."
    return Answer.share(reading, question, membership(reading.group, user), body, **fields)


def make_thread(reading: Reading, user: User, title: str = "", body: str = "The first post.", **about) -> Thread:
    title = title or f"Thread {next(_numbers)}"
    return Thread.begin(reading, membership(reading.group, user), title, body, uuid.uuid4(), **about)


def at(year: int, month: int, day: int, hour: int, minute: int = 0, zone: str = "UTC") -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=zoneinfo.ZoneInfo(zone))
