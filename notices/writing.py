"""A mail as it is sent: words for people, and headers for mail programs."""

import hashlib
import zoneinfo
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Membership
from notices.models import Mail, Notice, Preference
from notices.sentences import Line, lines
from notices.tokens import unsubscribe_address
from notices.week import Week

HOST = urlsplit(settings.SITE_URL).hostname


def write(mail: Mail, membership: Membership) -> EmailMultiAlternatives | None:
    """The message, or None when nothing is left to say to them or they want no mail any more."""
    preference = Preference.of(mail.recipient, mail.reading)
    if not preference.wants_mail:
        return None
    with timezone.override(zoneinfo.ZoneInfo(mail.recipient.time_zone)):
        notices = list(mail.notices.standing_for(membership).fresh().in_words().order_by("made_at", "pk"))
        wanted = mail.kind == Mail.Kind.WEEK and preference.wants_week_letter
        week = Week.of(mail.reading, membership) if wanted else None
        if not notices and week is None:
            return None
        return _message(mail, membership, notices, week)


def _message(mail: Mail, membership: Membership, notices: list[Notice], week: Week | None) -> EmailMultiAlternatives:
    news = lines(notices)
    context = {
        "reading": mail.reading,
        "group": membership.group,
        "week": week,
        "lines": news,
        "subject": _subject(mail, news, week),
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "unsubscribe_url": unsubscribe_address(mail.recipient_id, mail.reading_id),
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("notices/mail/mail.txt", context),
        to=[mail.recipient.email],
        headers=_headers(mail, notices, context["unsubscribe_url"]),
    )
    message.attach_alternative(render_to_string("notices/mail/mail.html", context), "text/html")
    return message


def _subject(mail: Mail, news: list[Line], week: Week | None) -> str:
    if week:
        day = date_format(timezone.localtime(mail.made_at), "j F")
        return _("%(guide)s: this week, %(day)s") % {"guide": mail.reading.guide.title, "day": day}
    if len(news) == 1:
        return " ".join(news[0].words.split())
    count = ngettext("%(count)d thing is new", "%(count)d things are new", len(news)) % {"count": len(news)}
    return f"{mail.reading.guide.title}: {count}"


def _headers(mail: Mail, notices: list[Notice], unsubscribe_url: str) -> dict[str, str]:
    """Mail programs put mails of one thread, else of one reading, together by References."""
    return {
        "Message-ID": mail.message_id,
        "References": _root(mail, notices),
        "In-Reply-To": _root(mail, notices),
        "List-Id": f"<reading-{mail.reading_id}.{HOST}>",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def _root(mail: Mail, notices: list[Notice]) -> str:
    threads = {notice.post.thread_id for notice in notices if notice.post}
    talk_only = len(threads) == 1 and all(notice.post for notice in notices)
    about = f"thread-{threads.pop()}" if talk_only else f"reading-{mail.reading_id}"
    return f"<{about}.{hashlib.sha256(f'{about} {HOST}'.encode()).hexdigest()[:12]}@{HOST}>"
