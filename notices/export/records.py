"""The words as records for programs: plain dictionaries of text, numbers and moments in ISO 8601."""

from collections.abc import Callable
from typing import Any

Record = dict[str, Any]


def _reading(reading) -> Record:
    return {"group": reading.group.slug, "reading": reading.slug, "guide": reading.guide.title}


def profile(user) -> Record:
    held = user.reader_editions.select_related("text", "edition").order_by("text__title")
    places = user.reading_places.select_related("text", "chapter").order_by("text__title")
    return {
        "name": user.name,
        "email": user.email,
        "about": user.about,
        "time_zone": user.time_zone,
        "editions": [{"text": row.text.title, "edition": row.edition.name} for row in held],
        "places": [
            {"text": row.text.title, "chapter": row.chapter.label, "paragraph": row.paragraph} for row in places
        ],
    }


def membership(row) -> Record:
    return {
        "group": row.group.slug,
        "name": row.group.name,
        "role": row.role,
        "joined_at": row.joined_at,
        "left_at": row.left_at or row.removed_at,
    }


def answer(row) -> Record:
    return _reading(row.reading) | {
        "section": row.question.section.title,
        "question": row.prompt,
        "first_wording": row.first_body,
        "answer": row.body,
        "choices": [choice.label for choice in row.choices.all()],
        "first_choices": [choice.label for choice in row.first_choices.all()],
        "audience": row.audience,
        "passed": row.is_pass,
        "shared_at": row.shared_at,
        "edited_at": row.edited_at,
    }


def draft(row) -> Record:
    return _reading(row.reading) | {
        "section": row.question.section.title,
        "question": row.question.prompt,
        "draft": row.body,
        "choices": [choice.label for choice in row.choices.all()],
        "saved_at": row.saved_at,
    }


def draft_of_talk(row) -> Record:
    """A reply names its thread by its number."""
    return _reading(row.reading) | {
        "thread": row.thread_id,
        "section": row.section.title if row.section else None,
        "title": row.title,
        "draft": row.body,
        "saved_at": row.saved_at,
    }


def thread(row) -> Record:
    section = row.section.title if row.section else None
    return _reading(row.reading) | {"id": row.pk, "title": row.title, "section": section, "begun_at": row.begun_at}


def post(row) -> Record:
    """A thread that somebody else began is named by its number: its title is their words."""
    section = row.thread.section.title if row.thread.section else None
    return _reading(row.thread.reading) | {
        "id": row.pk,
        "thread": row.thread_id,
        "number": row.number,
        "section": section,
        "post": row.body,
        "posted_at": row.posted_at,
        "edited_at": row.edited_at,
    }


def earlier_post(row) -> Record:
    return {"post": row.post_id, "words": row.body, "replaced_at": row.replaced_at}


def reaction(row) -> Record:
    return {"thread": row.post.thread_id, "number": row.post.number, "kind": row.kind, "reacted_at": row.reacted_at}


def report(row) -> Record:
    return {"post": row.post_id, "reason": row.reason, "reported_at": row.reported_at}


def progress(row) -> Record:
    return _reading(row.reading) | {"section": row.section.title, "begun_at": row.begun_at, "read_at": row.read_at}


def unclear(row) -> Record:
    about = {"question": row.question.prompt if row.question else None, "paragraph": row.where or None}
    return _reading(row.reading) | {"section": row.section.title, **about, "marked_at": row.marked_at}


def passage(row) -> Record:
    said = {"passage": row.where, "why": row.why, "brought_at": row.brought_at}
    return _reading(row.reading) | {"meeting": row.meeting.starts_at, **said}


def role(row) -> Record:
    return _reading(row.meeting.reading) | {"meeting": row.meeting.starts_at, "role": row.name}


def reply(row) -> Record:
    return _reading(row.meeting.reading) | {"meeting": row.meeting.starts_at, "reply": row.reply}


def starting_point(row) -> Record:
    return _reading(row.reading) | {"section": row.section.title, "set_at": row.set_at}


def block(row) -> Record:
    return {"group": row.group.slug, "whom": row.whom.name, "blocked_at": row.blocked_at}


def request(row) -> Record:
    return {"group": row.group.slug, "line": row.line, "asked_at": row.asked_at, "withdrawn_at": row.withdrawn_at}


def mail_wish(row) -> Record:
    about = _reading(row.reading) if row.reading else {"group": row.group.slug}
    return about | {"mail": row.rhythm, "week_letter": row.week_letter}


RECORDS: dict[str, Callable[[Any], Record]] = {
    "memberships": membership,
    "answers": answer,
    "drafts": draft,
    "drafts_of_talk": draft_of_talk,
    "threads": thread,
    "posts": post,
    "earlier_posts": earlier_post,
    "reactions": reaction,
    "reports": report,
    "progress": progress,
    "unclear": unclear,
    "passages": passage,
    "roles": role,
    "replies": reply,
    "starting_points": starting_point,
    "blocks": block,
    "requests": request,
    "mail_wishes": mail_wish,
}
