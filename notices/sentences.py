"""A notice in one sentence and where it leads. Expects NoticeQuerySet.in_words."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from discussions.models import Block
from groups.templatetags.groups import city
from notices.models import Notice

Kind = Notice.Kind
PLANS = Kind.MEETING_MOVED, Kind.MEETING_CANCELLED


@dataclass
class Line:
    """One thing to tell, perhaps of several notices: “Ruth, Elif and 3 others replied”."""

    words: str
    url: str
    notice: Notice
    is_new: bool


def lines(notices: Iterable[Notice], fresh: Collection[int] = ()) -> list[Line]:
    """Of one recipient. Answers to one question, replies in one thread and meetings that moved on one day are told
    together; the line leads to the first of them.
    """
    notices = list(notices)
    if said := [notice for notice in notices if notice.post]:
        Block.cover_titles((notice.post.thread for notice in said), said[0].recipient_id)
    together: dict[tuple, list[Notice]] = {}
    for notice in notices:
        together.setdefault(_topic(notice), []).append(notice)
    return [_line(bundle, fresh) for bundle in together.values()]


def _topic(notice: Any) -> tuple:
    if notice.kind == Kind.ANSWER:
        return notice.kind, notice.reading_id, notice.answer.question_id
    if notice.kind == Kind.REPLY:
        return notice.kind, notice.post.thread_id
    if notice.kind in PLANS:
        return notice.kind, notice.reading_id, timezone.localdate(notice.made_at)
    return notice.kind, notice.pk, None


def _line(bundle: list[Notice], fresh: Collection[int]) -> Line:
    first = min(bundle, key=lambda notice: (notice.made_at, notice.pk))
    voices = [str(author) for notice in bundle if (author := _author(notice))]
    who = names(list(dict.fromkeys(voices)))
    is_new = any(notice.pk in fresh for notice in bundle)
    if first.kind in PLANS and len(bundle) > 1:
        return Line(_several_meetings(bundle), _plan_of(first), bundle[0], is_new)
    return Line(_WORDS[first.kind](first, who), address(first), bundle[0], is_new)


def _several_meetings(bundle: list[Any]) -> str:
    """After a pause, or when later meetings followed one that was moved."""
    soonest = min((notice.meeting for notice in bundle), key=lambda meeting: meeting.starts_at)
    said = {"count": len(bundle), "guide": bundle[0].reading.guide.title, "when": when(soonest)}
    if bundle[0].kind == Kind.MEETING_CANCELLED:
        return _("%(count)d meetings of “%(guide)s” are called off, from %(when)s on.") % said
    return _("%(count)d meetings of “%(guide)s” have new dates. The first of them is on %(when)s.") % said


def _plan_of(notice: Any) -> str:
    return reverse("groups:meeting_list", args=[notice.reading.group.slug, notice.reading.slug])


def _author(notice: Notice):
    said = notice.post or notice.answer
    return said.author if said else None


def names(people: list[str]) -> str:
    """“Ruth”, “Ruth and Elif”, “Ruth, Elif and 3 others”."""
    if len(people) < 2:
        return "".join(people)
    if len(people) == 2:
        return _("%(first)s and %(second)s") % {"first": people[0], "second": people[1]}
    rest = {"first": people[0], "second": people[1], "count": len(people) - 2}
    return (
        ngettext(
            "%(first)s, %(second)s and %(count)d other", "%(first)s, %(second)s and %(count)d others", len(people) - 2
        )
        % rest
    )


def address(notice: Any) -> str:
    """Path on this site."""
    reading = notice.reading
    if notice.post:
        return notice.post.get_absolute_url()
    if notice.answer:
        return reading.question_url(notice.answer.question)
    if notice.question:
        return reading.question_url(notice.question)
    if notice.report:
        return reverse("discussions:report_list", args=[reading.group.slug, reading.slug])
    if notice.kind == Kind.REQUEST:
        return reverse("groups:join_request_list", args=[notice.group.slug])
    if notice.kind == Kind.REQUEST_ANSWERED:
        return reverse("groups:join_request_detail", args=[notice.join_request_id])
    if notice.invitation:
        return reverse("groups:invitation_detail", args=[notice.invitation.mailed_token])
    if notice.removal:
        return reverse("notices:left_group", args=[notice.removal_id])
    if notice.entry:
        return reverse("discussions:moderation_log", args=[reading.group.slug, reading.slug])
    return reading.get_absolute_url()


def _mention(notice: Any, who: str) -> str:
    return _("%(who)s named you in “%(thread)s”.") % {"who": who, "thread": notice.post.thread.shown_title}


def _reply(notice: Any, who: str) -> str:
    return _("%(who)s replied in “%(thread)s”.") % {"who": who, "thread": notice.post.thread.shown_title}


def _thread(notice: Any, who: str) -> str:
    return _("%(who)s began a thread: %(thread)s") % {"who": who, "thread": notice.post.thread.shown_title}


def _answer(notice: Any, who: str) -> str:
    return _("%(who)s answered: %(question)s") % {"who": who, "question": _short(notice.answer.question)}


def _opened(notice: Any, who: str) -> str:
    return _("The answers are open: %(question)s") % {"question": _short(notice.question)}


def _moved(notice: Any, who: str) -> str:
    return _("The meeting is now on %(when)s.") % {"when": when(notice.meeting)}


def _cancelled(notice: Any, who: str) -> str:
    return _("The meeting on %(when)s is called off.") % {"when": when(notice.meeting)}


def _near(notice: Any, who: str) -> str:
    return _("You meet on %(when)s.") % {"when": when(notice.meeting)}


def _report(notice: Any, who: str) -> str:
    return _("A post was reported. Somebody should read it today.")


def _moderation(notice: Any, who: str) -> str:
    """With the title of a thread, if it is their own: that of another may be covered for them."""
    entry = notice.entry
    if entry.thread is None or entry.thread.author_id != entry.whom_id:
        return entry.sentence
    return _("“%(thread)s”: %(what)s") % {"thread": entry.thread.title, "what": entry.sentence}


def _request(notice: Any, who: str) -> str:
    return _("%(who)s asks to join “%(group)s”.") % {"who": notice.join_request.user, "group": notice.group}


def _request_answered(notice: Any, who: str) -> str:
    if notice.join_request.accepted_at:
        return _("You are now a member of “%(group)s”.") % {"group": notice.group}
    return _("“%(group)s” has answered your request.") % {"group": notice.group}


def invited(invitation: Any) -> str:
    words = _("%(who)s invites you to the reading group “%(group)s”.")
    return words % {"who": invitation.created_by.user, "group": invitation.group}


def _invitation(notice: Any, who: str) -> str:
    return invited(notice.invitation)


def _removed(notice: Any, who: str) -> str:
    return _("You are no longer a member of “%(group)s”.") % {"group": notice.group}


_WORDS: dict[str, Callable[[Any, str], str]] = {
    Kind.MENTION: _mention,
    Kind.REPLY: _reply,
    Kind.THREAD: _thread,
    Kind.ANSWER: _answer,
    Kind.OPENED: _opened,
    Kind.MEETING_MOVED: _moved,
    Kind.MEETING_CANCELLED: _cancelled,
    Kind.MEETING_NEAR: _near,
    Kind.REPORT: _report,
    Kind.MODERATION: _moderation,
    Kind.REQUEST: _request,
    Kind.REQUEST_ANSWERED: _request_answered,
    Kind.INVITATION: _invitation,
    Kind.REMOVED: _removed,
}


def when(meeting) -> str:
    """In the reader's own time, named where the group has another: “Friday 19 March, 19:00, Lisbon time”."""
    local = timezone.localtime(meeting.starts_at)
    words = date_format(local, "WEEKDAY_TIME_FORMAT")
    zone = timezone.get_current_timezone_name()
    if zone == str(meeting.reading.group.zone):
        return words
    return _("%(day_and_hour)s, %(city)s time") % {"day_and_hour": words, "city": city(zone)}


def _short(question) -> str:
    return Truncator(" ".join(question.prompt.split())).chars(90)
