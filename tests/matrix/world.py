"""One world for all questions of who may do what, built once for a module of tests.

Everything private in it says “zq…”, so that one look at a reply shows whether something came out. What belongs to the
other group says “zx…”. Addresses never do.
"""

import time
from types import SimpleNamespace
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from discussions.book.making import begin
from discussions.models import FeedToken, Report
from groups.models import Attendance, Draft, Invitation, JoinRequest, Membership, Progress, Unclear
from groups.models.group import Group
from guides.models import ReadingPath
from notices.looking import look
from notices.models import CalendarToken
from notices.tokens import merge_address, unsubscribe_address
from tests.factories import (
    make_answer,
    make_group,
    make_guide,
    make_meeting,
    make_question,
    make_reading,
    make_text,
    make_thread,
    make_user,
    membership,
)
from texts.jobs.child import read
from texts.jobs.packing import pack
from texts.models import Edition, ImportJob, Picture

PRIVATE, ELSEWHERE = "zq", "zx"
OURS = ["member", "fellow", "facilitator"]


def build() -> SimpleNamespace:
    world = SimpleNamespace(users={"anonymous": None})
    _people(world)
    _library(world)
    _groups(world)
    _words(world)
    _keys(world)
    _elsewhere(world)
    _in_the_open(world)
    _gone(world)
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
        "second": "Sue Second",
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
    world.users["superuser"] = make_user("Ursula", email="superuser@zqmail.example", is_staff=True, is_superuser=True)
    for role, user in world.users.items():
        setattr(world, role, user)


def _library(world) -> None:
    by = world.organizer
    world.text = make_text("An open text", slug="open-text", created_by=by)
    world.hidden_text = make_text("Zqhiddentext heron", slug="hidden-text", published=False, created_by=by)
    world.free_text = make_text("Nobody’s text", slug="free-text", created_by=by)
    world.text.pictures.create(name="drop.png", data=b"\x89PNG", width=1, height=1)
    world.hidden_text.pictures.create(name="drop.png", data=b"\x89PNG zqpicture", width=1, height=1)
    world.edition = Edition.objects.create(text=world.text, name="First edition")
    world.guide = make_guide(by=by, text=world.text, title="An open guide", slug="open-guide")
    world.guide.tags.add("stoics")
    world.free_guide = make_guide(by=by, text=world.text, title="Nobody’s guide", slug="free-guide")
    world.draft_guide = make_guide(
        by=by, text=world.text, title="Zqdraftguide heron", slug="draft-guide", published=False
    )
    closed = {"by": by, "text": world.text, "audience": "groups"}
    world.closed_guide = make_guide(title="Zqclosedguide heron", slug="closed-guide", **closed)
    world.given_guide = make_guide(title="Zqgivenguide heron", slug="given-guide", **closed)
    world.path = ReadingPath.objects.create(title="An open path", slug="open-path", created_by=by)
    for place, guide in enumerate([world.guide, world.draft_guide, world.closed_guide], 1):
        world.path.steps.create(guide=guide, position=place)
    world.path.publish()
    world.section = world.guide.sections.first()
    world.section.facilitator_notes = "zqfacilitatornotes heron"
    world.section.save()
    world.question, world.second_question = world.section.questions.all()
    world.second_question.facilitator_note, world.second_question.model_answer = "zqnote heron", "zqmodel heron"
    world.second_question.save()
    world.unwritten_question = make_question(world.section, 3)
    world.picture, world.hidden_picture = Picture.objects.order_by("pk")
    world.job = _import(by, "zqimportorganizer.md")
    world.colleagues_job = _import(world.colleague, "zqimportcolleague.md")


def _import(by, filename: str) -> ImportJob:
    data = b"# Zqtitle\n\nCHAPTER 1\n\nzqwords once.\n\nCHAPTER 2\n\nAnd again."
    cut = {"how": "automatic", "level": 0, "pattern": ""}
    head, book = read({"filename": filename, "cut": cut, "encoding": "utf-8"}, data)
    done = {"outline": head["outline"], "parsed": pack(book), "finished_at": timezone.now()}
    return ImportJob.objects.create(created_by=by, filename=filename, data=data, **done)


def _groups(world) -> None:
    people = [getattr(world, role) for role in ("member", "fellow", "former", "removed", "deactivated")]
    world.group = make_group(
        world.facilitator,
        *people,
        name="Zqgroup heron",
        about="zqabout",
        house_rules="zqhouserules",
        pseudonyms="known",
    )
    world.group.admit(world.second, role="facilitator")
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
        make_answer(world.reading, world.question, world.users[role], f"zqanswer{role} heron")
        Draft.keep(world.reading, world.second_question, one, f"zqdraft{role} heron")
        Progress.finish(world.reading, world.section, one)
    _brought(world)
    world.answers = {one.author.user.pk: one for one in world.reading.answers.select_related("author__user")}
    world.thread = make_thread(world.reading, world.member, "Zqthread heron", "zqpostmember heron")
    world.thread.ask(True)
    world.thread.reply(world.memberships["fellow"], "zqpostfellow heron", uuid4())
    world.thread.reply(world.memberships["facilitator"], "zqpostfacilitator heron", uuid4())
    world.lone_thread = make_thread(world.reading, world.member, "Zqlonethread heron", "zqpostalone heron")
    world.fellows_thread = make_thread(world.reading, world.fellow, "Zqfellowsthread heron", "zqpostfellowtoo heron")
    world.former_thread = make_thread(world.reading, world.former, "Zqformerthread heron", "zqpostformer heron")
    world.post = world.thread.posts.get(number=1)
    world.report = Report.objects.create(post=world.post, by=world.memberships["fellow"], reason="zqreport")
    world.memberships["former"].leave()
    world.memberships["removed"].remove(by=world.memberships["facilitator"], reason="zqreason")


def _brought(world) -> None:
    """Everybody marks the first question as not clear, the fellow the second; and brings something to the meeting."""
    world.passages, world.duties = {}, {}
    for role, one in world.memberships.items():
        question = world.second_question if role == "fellow" else world.question
        Unclear.mark(world.reading, one, world.section, question=question)
        at = {"reading": world.reading, "group": world.group, "membership": one}
        world.passages[role] = world.meeting.brought_passages.create(page=3, why=f"zqwhy{role}", **at)
        world.duties[role] = world.meeting.duties.create(membership=one, name=f"zqduty{role}")


def _keys(world) -> None:
    """Tokens of every kind, good and spoilt."""
    facilitator = world.memberships["facilitator"]
    world.invitation, world.token = Invitation.make(facilitator, note="zqinvitation")
    world.expired_invitation, world.expired_token = Invitation.make(facilitator, note="zqexpired")
    Invitation.objects.filter(pk=world.expired_invitation.pk).update(expires_at=timezone.now())
    world.calendar, world.calendar_token = CalendarToken.make(world.member, world.reading)
    world.device = UserSession.objects.create(user=world.member, ip="192.0.2.1", session_key="gone", user_agent="x")
    world.feed_token = FeedToken.make(world.reading, world.memberships["member"])
    world.merge_token = merge_address(world.stranger.pk, world.member.pk).split("/")[-2]
    world.unsubscribe_token = unsubscribe_address(world.member.pk, world.reading).split("/")[-2]


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
    other.guide = make_guide(title="Zxguide", slug="zx-guide", by=world.organizer, published=False)
    other.question = other.guide.sections.first().questions.first()
    other.join_request = JoinRequest.objects.create(group=other.group, user=make_user("Zxasker"), line="zxline")
    other.work_export = begin(other.reading, membership(other.group, world.outside), "md", uuid4())
    other.calendar, _token = CalendarToken.make(other.user, other.reading)


def _in_the_open(world) -> None:
    """A public group, and requests to join: the member’s to it, and somebody’s to ours by an invitation."""
    host = make_user("Hedda Host")
    group = make_group(host, name="The open table", openness="public")
    group.open_to_all(["answers", "threads", "names"])
    group.slug = "open-table"
    group.save()
    reading = make_reading(group, world.guide, slug="aloud")
    question = make_question(world.section, 4, reveal="open")
    make_answer(reading, question, host, "An open answer")
    world.open_thread = make_thread(reading, host, "An open thread")
    world.members_request = JoinRequest.ask(group, world.member, "zqlinetoothers")
    _by_word, token = Invitation.make(world.memberships["facilitator"], note="zqbyword", needs_approval=True)
    world.request = Invitation.accept(token, make_user("Anna Zqasker"), "zqline")
    world.work_export = begin(world.reading, world.memberships["facilitator"], "md", uuid4())
    world.formers_draft = Draft.objects.get(author=world.memberships["former"])


def _gone(world) -> None:
    """Ids of things that were in our own group and are deleted."""
    thread = make_thread(world.reading, world.member)
    meeting = make_meeting(world.reading)
    report = Report.objects.create(post=thread.posts.get(), by=world.memberships["fellow"], reason="Gone")
    invitation, _token = Invitation.make(world.memberships["facilitator"])
    answer = make_answer(world.reading, world.unwritten_question, world.fellow)
    asked = JoinRequest.objects.create(group=world.group, user=make_user())
    one = world.group.admit(make_user())
    things = {
        "thread": thread,
        "meeting": meeting,
        "report": report,
        "invitation": invitation,
        "answer": answer,
        "join_request": asked,
    }
    world.gone = {name: thing.pk for name, thing in {**things, "membership": one}.items()}
    for thing in (report, thread, meeting, invitation, answer, asked, one):
        thing.delete()


def session_of(user) -> str:
    """Key of a session that was begun by a password just now."""
    client = Client()
    client.force_login(user)
    session = client.session
    now = time.time() + 3600  # does not grow stale while tests run
    session["account_authentication_methods"] = [{"method": "password", "at": now, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return session.session_key


def _deactivate(world) -> None:
    world.deactivated.is_active = False
    world.deactivated.save()
