"""People, groups and what they wrote, from world.yaml, through the models' own verbs; only the clock is turned back."""

import datetime
import functools
import uuid
import zoneinfo
from collections.abc import Callable
from pathlib import Path

import yaml
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from discussions.models import PostDraft, Thread
from groups.models import (
    Answer,
    Attendance,
    Draft,
    Duty,
    Group,
    Invitation,
    Meeting,
    Membership,
    Opening,
    Progress,
    Reading,
    Unclear,
)
from guides.models import Guide, Question, Section
from texts.shelf import hold_edition

PASSWORD = "reading together"  # noqa: S105 - told to everybody who starts the demo
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
REPLIES = {"maybe": Attendance.Reply.UNSURE}
NAMESPACE = uuid.UUID("6f1c7a52-0f3e-4a83-9f0b-6d2b9f3b5a11")


@functools.cache
def read() -> dict:
    return yaml.safe_load((Path(__file__).parent / "world.yaml").read_text("utf-8"))


def ago(days: float) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


@functools.cache
def password_hash() -> str:
    """Of the one password of everybody: hashing is slow on purpose, and it would be done for each of them."""
    return make_password(PASSWORD)


def load_people() -> dict[str, User]:
    people = {who: load_person(**entry) for who, entry in read()["people"].items()}
    load_person("The host", "admin@example.org", "UTC", organizer=True, is_superuser=True)
    return people


def load_person(
    name: str, email: str, time_zone: str, organizer: bool = False, is_superuser: bool = False, **_rest
) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        return known
    user = User.objects.create(
        email=email,
        password=password_hash(),
        name=name,
        time_zone=time_zone,
        is_staff=organizer,
        is_superuser=is_superuser,
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def load_groups(people: dict[str, User], say: Callable[[str], None]) -> None:
    world = read()
    private = {who for who, entry in world["people"].items() if entry.get("private_progress")}
    for entry in world["groups"]:
        if not Group.objects.filter(slug=entry["slug"]).exists():
            load_group(entry, people, private)
            say(f"group {entry['slug']}")


@transaction.atomic
def load_group(entry: dict, people: dict[str, User], private: set[str]) -> Group:
    founder = next(m["who"] for m in entry["members"] if m["role"] == "facilitator")
    group = Group.objects.create(
        name=entry["name"],
        slug=entry["slug"],
        about=entry.get("about", ""),
        house_rules=entry.get("house_rules", ""),
        time_zone=entry["time_zone"],
        created_by=people[founder],
        created_at=ago(entry["founded_days_ago"]),
    )
    show(group, entry, people)
    members = {}
    for item in entry["members"]:
        members[item["who"]] = group.admit(people[item["who"]], item["role"])
        Membership.objects.filter(pk=members[item["who"]].pk).update(joined_at=ago(item["joined_days_ago"]))
        members[item["who"]].hide_progress(item["who"] in private)
    if "invitation" in entry:
        days = datetime.timedelta(days=entry["invitation"]["expires_in_days"])
        Invitation.make(by=members[founder], lifetime=days)
    for item in entry["readings"]:
        ReadingLoader(group, members, members[founder], item).load()
    return group


def show(group: Group, entry: dict, people: dict[str, User]) -> None:
    """As listed or public as the group is since it was founded, with those who ask to join."""
    group.openness = entry.get("openness", Group.Openness.PRIVATE)
    group.open_to_all(entry.get("open", []))
    for name in group.opened:
        setattr(group, f"{name}_open_at", group.created_at)
    group.save()
    for asked in entry.get("asked", []):
        group.join_requests.create(user=people[asked["who"]], line=asked["line"], asked_at=ago(asked["days_ago"]))


class ReadingLoader:
    def __init__(self, group: Group, members: dict[str, Membership], founder: Membership, entry: dict):
        self.members = members
        self.entry = entry
        self.guide = Guide.objects.get(slug=entry["guide"])
        self.sections = list(self.guide.sections.order_by("position"))
        self.reading = Reading.objects.create(
            group=group, guide=self.guide, slug=self.guide.slug, created_by=founder, created_at=group.created_at
        )

    def load(self) -> None:
        for entry in self.entry.get("meetings", []):
            self.meeting(entry)
        for who, marks in (self.entry.get("progress") or {}).items():
            self.progress(self.members[who], marks)
        for who, name in (self.entry.get("holds") or {}).items():
            hold_edition(self.members[who].user, self.guide.text, self.guide.text.editions.get(name=name))
        for reference, entries in (self.entry.get("answers") or {}).items():
            for entry in entries:
                self.answer(self.question(reference), **entry)
        for reference, entries in (self.entry.get("drafts") or {}).items():
            for entry in entries:
                Draft.keep(self.reading, self.question(reference), self.members[entry["who"]], entry["text"])
        for mark in self.entry.get("unclear") or []:
            self.unclear(**mark)
        for reference in self.entry.get("opened") or []:
            Opening.objects.create(reading=self.reading, question=self.question(reference))
        for entry in self.entry.get("threads") or []:
            self.thread(**entry)
        if self.entry.get("finished_days_ago"):
            Reading.objects.filter(pk=self.reading.pk).update(finished_at=ago(self.entry["finished_days_ago"]))

    def question(self, reference: str) -> Question:
        """“frankenstein 4.2” is the second question of the fourth section."""
        section, number = reference.rsplit(" ", 1)[1].split(".")
        return self.sections[int(section) - 1].questions.select_related("section").order_by("position")[int(number) - 1]

    def section(self, number: int) -> Section:
        return self.sections[number - 1]

    def meeting(self, entry: dict) -> None:
        meets = self.entry["meets"]
        starts = self.evening(entry["week"], meets)
        meeting = self.reading.meetings.create(
            starts_at=starts,
            ends_at=starts + datetime.timedelta(minutes=meets["minutes"]),
            place=entry.get("place") or meets.get("place") or "",
            link=meets.get("online") or "",
            **self.plan(entry.get("agenda", [])),
            minutes=entry.get("record", ""),
            minutes_shared_at=starts + datetime.timedelta(days=1) if entry.get("record_shared") else None,
        )
        meeting.sections.add(self.section(entry["section"]))
        for who, reply in entry.get("attendance", {}).items():
            meeting.attendances.create(membership=self.members[who], reply=REPLIES.get(reply, reply))
        for who, name in entry.get("duties", {}).items():
            Duty.give(meeting, self.members[who], name)
        for passage in entry.get("passages", []):
            self.passage(meeting, entry["section"], **passage)

    def passage(self, meeting: Meeting, section: int, who: str, paragraph: int, why: str) -> None:
        place = {"reading": self.reading, "group": self.reading.group, "membership": self.members[who]}
        chapter = self.section(section).chapters.first()
        meeting.brought_passages.create(chapter=chapter, first_paragraph=paragraph, why=why, **place)

    def unclear(self, who: str, question: str = "", section: int = 0, paragraph: int = 0) -> None:
        if question:
            asked = self.question(question)
            Unclear.mark(self.reading, self.members[who], asked.section, question=asked)
        else:
            about = self.section(section)
            place = {"chapter": about.chapters.first(), "paragraph": paragraph}
            Unclear.mark(self.reading, self.members[who], about, **place)

    def evening(self, week: int, meets: dict) -> datetime.datetime:
        zone = zoneinfo.ZoneInfo(meets["time_zone"])
        today = timezone.now().astimezone(zone).date()
        ahead = (WEEKDAYS.index(meets["weekday"]) - today.weekday() - 1) % 7 + 1
        day = today + datetime.timedelta(days=ahead + 7 * week)
        return datetime.datetime.combine(day, datetime.time.fromisoformat(meets["time"]), zone)

    def plan(self, lines: list[dict]) -> dict:
        """Questions with their minutes; what is said before the first and after the last; notes for facilitators."""
        asked = [(self.question(line["question"]), line) for line in lines if "question" in line]
        said = [line["what"] for line in lines if "what" in line]
        notes = [f"Question {question.position}: {line['note']}" for question, line in asked if "note" in line]
        notes += [line["note"] for line in lines if "what" in line and "note" in line]
        return {
            "agenda": [[question.pk, line["minutes"]] for question, line in asked],
            "welcome": said[0] if said else "",
            "closing": said[-1] if len(said) > 1 else "",
            "notes": "\n\n".join(notes),
        }

    def progress(self, member: Membership, marks: str) -> None:
        for section, mark in zip(self.sections, marks, strict=False):
            if mark == "r":
                Progress.finish(self.reading, section, member)
            elif mark == "g":
                Progress.begin(self.reading, section, member)

    def answer(self, question: Question, who: str, days_ago: float, **entry) -> None:
        author = self.members[who]
        if entry.get("passed"):
            Answer.pass_on(self.reading, question, author)
        else:
            places = entry.get("choices") or ([entry["choice"]] if "choice" in entry else [])
            choices = [choice for place, choice in enumerate(question.choices.all(), 1) if place in places]
            audience = entry.get("audience", Answer.Audience.GROUP)
            for body in [entry["first"], entry["text"]] if "first" in entry else [entry.get("text", "")]:
                Answer.share(self.reading, question, author, body, choices, audience)
        Answer.objects.filter(reading=self.reading, question=question, author=author).update(shared_at=ago(days_ago))

    def thread(
        self,
        title: str,
        who: str,
        days_ago: float,
        posts: list[dict],
        section: int = 0,
        question: str = "",
        draft: dict | None = None,
    ) -> None:
        first, *replies = posts
        thread = Thread.begin(
            self.reading,
            self.members[who],
            title,
            first["text"],
            uuid.uuid5(NAMESPACE, f"{self.reading.pk} {title}"),
            section=self.section(section) if section else None,
            question=self.question(question) if question else None,
        )
        for number, reply in enumerate(replies, 2):
            thread.reply(
                self.members[reply["who"]],
                reply["text"],
                uuid.uuid5(NAMESPACE, f"{thread.pk} {number}"),
                speaks_of_later=bool(reply.get("ahead")),
            )
        for number, post in enumerate(posts, 1):
            edited = ago(post["days_ago"] - 0.1) if post.get("edited") else None
            thread.posts.filter(number=number).update(posted_at=ago(post["days_ago"]), edited_at=edited)
        Thread.objects.filter(pk=thread.pk).update(begun_at=ago(days_ago), last_post_at=ago(posts[-1]["days_ago"]))
        if draft:
            self.reply_draft(thread, **draft)

    def reply_draft(self, thread: Thread, who: str, days_ago: float, text: str) -> None:
        place = PostDraft.place_in(thread)
        PostDraft.keep(self.reading, self.members[who], place, None, body=text, thread=thread)
        PostDraft.objects.filter(thread=thread, author=self.members[who]).update(saved_at=ago(days_ago))
