"""A mail as it is sent: words for people, and headers for mail programs."""

import contextlib
import hashlib
import zoneinfo
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.naming import site_name
from groups.models import Invitation, Membership
from notices.models import Mail, Notice, Preference
from notices.replying import reply_address
from notices.sentences import Line, address, invited, lines
from notices.tokens import unsubscribe_address
from notices.week import Week

HOST = urlsplit(settings.SITE_URL).hostname


def write(mail: Any, membership: Membership) -> EmailMultiAlternatives | None:
    """The message, or None when nothing is left to say to them or they want no mail any more."""
    preference = Preference.of(mail.recipient, mail.reading)
    if not preference.wants_mail:
        return None
    with _as_read_by(mail.recipient):
        notices = list(mail.notices.standing_for(membership).fresh().in_words().order_by("made_at", "pk"))
        wanted = mail.kind == Mail.Kind.WEEK and preference.wants_week_letter
        week = Week.of(mail.reading, membership) if wanted else None
        if not notices and week is None:
            return None
        news = lines(notices)
        context = {"group": membership.group, "week": week, "subject": _subject(mail, news, week)}
        thread = _only_thread(mail, notices)
        context["reply_to"] = reply_address(membership.pk, thread) if thread else ""
        return _message(mail, notices, news, context)


def write_about_group(mail: Any) -> EmailMultiAlternatives | None:
    """To facilitators: who asks to join. To who asked: the answer. To who was removed: that they were."""
    if mail.group.archived_at or not Preference.of(mail.recipient, mail.group).wants_mail:
        return None
    with _as_read_by(mail.recipient):
        notices = list(mail.notices.standing(mail.recipient).fresh().in_words().order_by("made_at", "pk"))
        if not notices:
            return None
        news = lines(notices)
        context = {"group": mail.group, "subject": _subject(mail, news, None)}
        context["removal"] = next((notice.removal for notice in notices if notice.removal), None)
        return _message(mail, notices, news, context)


def write_invitation(mail: Any) -> EmailMultiAlternatives | None:
    """To an address that may have no account: once, with nothing to unsubscribe from."""
    invitation = Invitation.objects.usable().select_related("group", "created_by__user").filter(pk=mail.invitation_id)
    usable = invitation.first()
    if usable is None or not usable.created_by.is_active:
        return None
    words = invited(usable)
    notice = Notice(kind=Notice.Kind.INVITATION, invitation=usable, group=usable.group)
    with timezone.override(usable.group.zone):
        until = date_format(timezone.localtime(usable.expires_at), "MONTH_DAY_FORMAT")
        line = Line(_("See the group and answer by %(day)s") % {"day": until}, address(notice), notice, is_new=True)
        context = {"group": usable.group, "subject": words, "is_invitation": True, "lines": [line]}
        return _mail_of(mail, usable.email, context, _own_headers(mail))


def _as_read_by(person):
    """Their own time, and their own language."""
    stack = contextlib.ExitStack()
    stack.enter_context(timezone.override(zoneinfo.ZoneInfo(person.time_zone)))
    stack.enter_context(translation.override(person.known_language))
    return stack


def _message(mail: Any, notices: list[Notice], news: list[Line], context: dict) -> EmailMultiAlternatives:
    unsubscribe_url = unsubscribe_address(mail.recipient_id, mail.reading or mail.group)
    context |= {"reading": mail.reading, "reader": mail.recipient, "lines": news, "unsubscribe_url": unsubscribe_url}
    return _mail_of(mail, mail.recipient.email, context, _headers(mail, notices, unsubscribe_url))


def _mail_of(mail: Mail, to: str, context: dict, headers: dict[str, str]) -> EmailMultiAlternatives:
    context |= {"site_name": site_name(), "site_url": settings.SITE_URL, "host_address": settings.SERVER_EMAIL}
    reply_to = context.get("reply_to")
    message = EmailMultiAlternatives(
        subject=" ".join(context["subject"].split()),
        body=render_to_string("notices/mail/mail.txt", context),
        to=[to],
        headers=headers,
        reply_to=[reply_to] if reply_to else None,
    )
    message.attach_alternative(render_to_string("notices/mail/mail.html", context), "text/html")
    return message


def _subject(mail: Any, news: list[Line], week: Week | None) -> str:
    if week:
        day = date_format(timezone.localtime(mail.made_at), "MONTH_DAY_FORMAT")
        return _("%(guide)s: this week, %(day)s") % {"guide": mail.reading.guide.title, "day": day}
    if len(news) == 1:
        return news[0].words
    count = ngettext("%(count)d thing is new", "%(count)d things are new", len(news)) % {"count": len(news)}
    return f"{mail.reading.guide.title if mail.reading else mail.group}: {count}"


def _own_headers(mail: Mail) -> dict[str, str]:
    return {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _headers(mail: Mail, notices: list[Notice], unsubscribe_url: str) -> dict[str, str]:
    """Mail programs put mails of one thread, else of one reading or group, together by References."""
    about = f"reading-{mail.reading_id}" if mail.reading_id else f"group-{mail.group_id}"
    root = _root(f"thread-{thread}" if (thread := _only_thread(mail, notices)) else about)
    return _own_headers(mail) | {
        "References": root,
        "In-Reply-To": root,
        "List-Id": f"<{about}.{HOST}>",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _only_thread(mail: Mail, notices: list[Any]) -> int | None:
    """The one thread that a mail is about, if all of it is; the letter of the week is about more."""
    if mail.kind == Mail.Kind.WEEK:
        return None
    threads = {notice.post.thread_id if notice.post else None for notice in notices}
    return threads.pop() if len(threads) == 1 else None


def _root(about: str) -> str:
    return f"<{about}.{hashlib.sha256(f'{about} {HOST}'.encode()).hexdigest()[:12]}@{HOST}>"
