"""One world for all questions of who may do what, built once for a module of tests.

Everything private in it says “zq…”, so that one look at a reply shows whether something came out. What belongs to the
other group says “zx…”. Addresses never do.
"""

import time
from types import SimpleNamespace
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from discussions.models import Report
from groups.models import Attendance, Draft, Invitation, Membership, Progress
from groups.models.group import Group
from notices.looking import look
from notices.models import CalendarToken
from notices.tokens import unsubscribe_address
from tests.factories import (
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_reading,
    make_text,
    make_thread,
    make_user,
    membership,
)
from texts.jobs.child import read
from texts.models import Edition, ImportJob, Picture

PRIVATE, ELSEWHERE = "zq", "zx"
OURS = ["member", "fellow", "facilitator"]


def build() -> SimpleNamespace:
    world = SimpleNamespace(users={"anonymous": None}, client=Client())
    _people(world)
    _library(world)
    _groups(world)
    _words(world)
    _keys(world)
    _elsewhere(world)
    look()
    world.sessions = {role: session_of(user) for role, user in world.users.items() if user}
    _deactivate(world)
    return world


def _people(world) -> None:
    named = {
        "stranger": "Sam Stranger",
        "fellow": "Fenja Zqfellow",
        "member": "Mira Member",
        "facilitator": "Ruth Facilitator",
        "outside": "Otto Outside",
        "former": "Freya Former",
        "removed": "Remo Removed",
        "expired": "Ewa Expired",
        "deactivated": "Dora Deactivated",
    }
    for role, name in named.items():
        world.users[role] = make_user(name, email=f"{role}@zqmail.example")
    staff = {"organizer": "Olga Organizer", "colleague": "Cora Colleague"}
    for role, name in staff.items():
        world.users[role] = make_user(name, email=f"{role}@zqmail.example", is_staff=True)
    world.users["superuser"] = make_user("Ursula", email="root@zqmail.example", is_staff=True, is_superuser=True)
    for role, user in world.users.items():
        setattr(world, role, user)


def _library(world) -> None:
    by = world.organizer
    world.text = make_text("An open text", slug="open-text", created_by=by)
    world.hidden_text = make_text("Zqhiddentext", slug="hidden-text", published=False, created_by=by)
    world.free_text = make_text("Nobody’s text", slug="free-text", created_by=by)
    world.text.pictures.create(name="drop.png", data=b"\x89PNG", width=1, height=1)
    world.hidden_text.pictures.create(name="drop.png", data=b"\x89PNG zqpicture", width=1, height=1)
    world.edition = Edition.objects.create(text=world.text, name="First edition")
    world.guide = make_guide(by=by, text=world.text, title="An open guide", slug="open-guide")
    world.guide.tags.add("stoics")
    world.free_guide = make_guide(by=by, text=world.text, title="Nobody’s guide", slug="free-guide")
    world.draft_guide = make_guide(by=by, text=world.text, title="Zqdraftguide", slug="draft-guide", published=False)
    closed = {"by": by, "text": world.text, "audience": "groups"}
    world.closed_guide = make_guide(title="Zqclosedguide", slug="closed-guide", **closed)
    world.given_guide = make_guide(title="Zqgivenguide", slug="given-guide", **closed)
    world.section = world.guide.sections.first()
    world.section.facilitator_notes = "zqfacilitatornotes"
    world.section.save()
    world.question, world.second_question = world.section.questions.all()
    world.second_question.facilitator_note, world.second_question.model_answer = "zqnote", "zqmodelanswer"
    world.second_question.save()
    world.picture, world.hidden_picture = Picture.objects.order_by("pk")
    world.job = _import(by)
    world.colleagues_job = _import(world.colleague)


def _import(by) -> ImportJob:
    data = b"# Zqimport\n\nCHAPTER 1\n\nzqimportwords once.\n\nCHAPTER 2\n\nAnd again."
    cut = {"how": "automatic", "level": 0, "pattern": ""}
    head, parsed = read({"filename": "zqimport.md", "cut": cut, "encoding": "utf-8"}, data)
    done = {"outline": head["outline"], "parsed": parsed, "finished_at": timezone.now()}
    return ImportJob.objects.create(created_by=by, filename="zqimport.md", data=data, **done)


def _groups(world) -> None:
    people = [getattr(world, role) for role in ("member", "fellow", "former", "removed", "deactivated")]
    world.group = make_group(world.facilitator, *people, name="Zqgroup", about="zqabout", house_rules="zqhouserules")
    Group.objects.filter(pk=world.group.pk).update(slug="ours")
    world.group.refresh_from_db()
    world.group.guides.add(world.closed_guide, world.given_guide)
    world.reading = make_reading(world.group, world.guide, slug="now")
    world.closed_reading = make_reading(world.group, world.closed_guide, slug="closed")
    place = {
        "place": "Zqkitchen",
        "link": "https://zqvideo.example/",
        "minutes": "zqminutes",
        "notes": "zqeveningnotes",
    }
    world.meeting = make_meeting(world.reading, world.section, **place)
    world.memberships = {role: membership(world.group, world.users[role]) for role in [*OURS, "former", "removed"]}
    Attendance.objects.create(meeting=world.meeting, membership=world.memberships["fellow"], reply="yes")


def _words(world) -> None:
    """Everybody has answered the first question and has a draft at the second."""
    for role, one in world.memberships.items():
        make_answer(world.reading, world.question, world.users[role], f"zqanswer of {role}")
        Draft.keep(world.reading, world.second_question, one, f"zqdraft of {role}")
        Progress.finish(world.reading, world.section, one)
    world.answers = {one.author.user.pk: one for one in world.reading.answers.select_related("author__user")}
    world.thread = make_thread(world.reading, world.member, "Zqthread", "zqpost of member")
    world.thread.ask(True)
    world.thread.reply(world.memberships["fellow"], "zqpost of fellow", uuid4())
    world.lone_thread = make_thread(world.reading, world.member, "Zqlonethread", "zqpost alone")
    world.fellows_thread = make_thread(world.reading, world.fellow, "Zqfellowsthread", "zqpost of fellow too")
    world.former_thread = make_thread(world.reading, world.former, "Zqformerthread", "zqpost of former")
    world.post = world.thread.posts.get(number=1)
    world.report = Report.objects.create(post=world.post, by=world.memberships["fellow"], reason="zqreport")
    world.memberships["former"].leave()
    world.memberships["removed"].remove(by=world.memberships["facilitator"], reason="zqreason")


def _keys(world) -> None:
    """Tokens of every kind, good and spoilt."""
    facilitator = world.memberships["facilitator"]
    world.invitation, world.token = Invitation.make(facilitator, note="zqinvitation")
    world.expired_invitation, world.expired_token = Invitation.make(facilitator, note="zqexpired")
    Invitation.objects.filter(pk=world.expired_invitation.pk).update(expires_at=timezone.now())
    world.calendar, world.calendar_token = CalendarToken.make(world.member, world.reading)
    world.unsubscribe_token = unsubscribe_address(world.member.pk, world.reading.pk).split("/")[-2]


def _elsewhere(world) -> None:
    """Another group with the same guide."""
    other = world.other = SimpleNamespace()
    other.user = make_user("Xenia Zxmember", email="xenia@zxmail.example")
    other.group = make_group(world.outside, other.user, name="Zxgroup")
    Group.objects.filter(pk=other.group.pk).update(slug="theirs")
    other.group.refresh_from_db()
    other.reading = make_reading(other.group, world.guide, slug="later")
    other.meeting = make_meeting(other.reading, world.section, place="Zxkitchen")
    other.membership = Membership.objects.get(group=other.group, user=other.user)
    other.answer = make_answer(other.reading, world.question, other.user, "zxanswer")
    Draft.keep(other.reading, world.second_question, other.membership, "zxdraft")
    other.thread = make_thread(other.reading, other.user, "Zxthread", "zxpost")
    other.thread.reply(other.membership, "zxpost again", uuid4())
    other.thread.reply(other.membership, "zxpost once more", uuid4())
    other.report = Report.objects.create(post=other.thread.posts.first(), by=other.membership, reason="zxreport")
    other.invitation, other.token = Invitation.make(membership(other.group, world.outside), note="zxinvitation")
    other.calendar, _token = CalendarToken.make(other.user, other.reading)


def session_of(user) -> str:
    """Key of a session that was begun by a password just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
    session.save()
    return session.session_key


def _deactivate(world) -> None:
    world.deactivated.is_active = False
    world.deactivated.save()
