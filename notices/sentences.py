"""A notice in one sentence and where it leads. Expects NoticeQuerySet.in_words."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from notices.models import Notice

Kind = Notice.Kind


def sentence(notice: Notice) -> str:
    return _WORDS[notice.kind](notice)


def address(notice: Notice) -> str:
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
    if notice.entry:
        return reverse("discussions:moderation_log", args=[reading.group.slug, reading.slug])
    return reading.get_absolute_url()


def _mention(notice: Notice) -> str:
    return _("%(who)s named you in “%(thread)s”.") % _talk(notice)


def _reply(notice: Notice) -> str:
    return _("%(who)s replied in “%(thread)s”.") % _talk(notice)


def _thread(notice: Notice) -> str:
    return _("%(who)s began the thread “%(thread)s”.") % _talk(notice)


def _talk(notice: Notice) -> dict:
    return {"who": notice.post.author, "thread": notice.post.thread.title}


def _answer(notice: Notice) -> str:
    names = {"who": notice.answer.author, "question": _short(notice.answer.question)}
    return _("%(who)s answered “%(question)s”.") % names


def _opened(notice: Notice) -> str:
    return _("The answers to “%(question)s” are open.") % {"question": _short(notice.question)}


def _moved(notice: Notice) -> str:
    return _("The meeting is now on %(when)s.") % {"when": when(notice.meeting)}


def _cancelled(notice: Notice) -> str:
    return _("The meeting on %(when)s is called off.") % {"when": when(notice.meeting)}


def _near(notice: Notice) -> str:
    return _("You meet on %(when)s.") % {"when": when(notice.meeting)}


def _report(notice: Notice) -> str:
    return _("A post was reported. Somebody should read it today.")


def _moderation(notice: Notice) -> str:
    return notice.entry.sentence


_WORDS = {
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
}


def when(meeting) -> str:
    """In the reader's own time: “Friday 19 March, 19:00”."""
    local = timezone.localtime(meeting.starts_at)
    return f"{date_format(local, 'l j F')}, {date_format(local, 'H:i')}"


def _short(question) -> str:
    return Truncator(" ".join(question.prompt.split())).chars(90)
