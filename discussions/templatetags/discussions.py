import datetime
import functools

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from discussions.models import Post, Reaction, Thread
from groups.models import Membership

register = template.Library()
MOST_OPEN_THREADS = 100


@register.filter
def spoken(moment: datetime.datetime) -> str:
    """As one says it: “today at 7:55”, “Sunday at 10:12”, “20 February”, “20 February 2025”."""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (today - local.date()).days
    if days == 0:
        return _("today at %(time)s") % {"time": date_format(local, "SPOKEN_TIME_FORMAT")}
    if 0 < days < 7:
        return _("%(day)s at %(time)s") % {
            "day": date_format(local, "l"),
            "time": date_format(local, "SPOKEN_TIME_FORMAT"),
        }
    return date_format(local, "MONTH_DAY_FORMAT" if local.year == today.year else "DATE_FORMAT")


@register.filter
def section_line(thread: Thread) -> str:
    if thread.section is None:
        return _("The whole book")
    return _("Section %(number)d") % {"number": thread.section.position}


@register.filter
def first_unread_url(thread: Thread) -> str:
    """Where to go on reading. Expects ThreadQuerySet.with_news."""
    if thread.first_new and thread.seen_number and (thread.is_opened or not thread.is_ahead):
        return thread.url_from(thread.first_new)
    return thread.get_absolute_url()


@register.filter
def address(thread: Thread, name: str) -> str:
    return thread.url_of(name)


@register.filter
def act(post: Post, name: str) -> str:
    """Address of an act on a post: {{ post|act:"hide" }}."""
    return post.thread.url_of(f"post_{name}", post.number)


@register.filter
def quote_url(post: Post) -> str:
    return post.thread.url_to_quote(post.number)


@register.inclusion_tag("discussions/_reactions.html")
def reactions(post: Post, membership: Membership) -> dict:
    """Who nodded how, in the order of the kinds. Expects PostQuerySet.for_page."""
    given = list(post.reactions.all())
    lines = [
        {
            "kind": kind,
            "label": Reaction.Kind(kind).label,
            "names": [reaction.membership.name for reaction in given if reaction.kind == kind],
            "is_mine": any(one.kind == kind and one.membership_id == membership.pk for one in given),
        }
        for kind in Reaction.Kind.values
    ]
    return {"lines": [line for line in lines if line["names"]]}


@register.simple_tag
def my_reactions(post: Post, membership: Membership) -> list[dict]:
    """The kinds of reaction, each with whether one gave it already."""
    mine = {reaction.kind for reaction in post.reactions.all() if reaction.membership_id == membership.pk}
    return [{"kind": kind, "label": label, "is_mine": kind in mine} for kind, label in Reaction.Kind.choices]


@register.inclusion_tag("discussions/_thread_list.html")
def thread_list(reading, membership: Membership, section=None, limit: int = 5) -> dict:
    """The latest threads of a reading, or of one of its sections, and an offer to begin one. Two queries at most."""
    here = Thread.objects.filter(reading=reading, **({"section": section} if section else {}))
    count = here.visible_to(membership).count()
    threads = here.for_list(membership).chosen(membership)[:limit] if count else []
    addresses = [membership.group.slug, reading.slug]
    about = f"?{urlencode({'section': section.slug})}" if section else ""
    return {
        "membership": membership,
        "threads": list(threads),
        "section": section,
        "count": count,
        "list_url": reverse("discussions:thread_list", args=addresses) + about,
        "new_url": reverse("discussions:thread_new", args=addresses) + about,
    }


@register.inclusion_tag("discussions/_open_threads.html")
def open_threads(reading, section=None) -> dict:
    """The latest threads that anybody may read of a public group. Costs one query."""
    threads = Thread.objects.open_to_all(reading.group).filter(reading=reading).select_related("section")
    threads = threads.filter(section=section) if section else threads
    return {"reading": reading, "threads": list(threads[:MOST_OPEN_THREADS])}


@register.simple_tag
def talk_link(reading, question, answer=None) -> str:
    """Where one begins a thread about a question, or about somebody's answer to it."""
    about = f"answer={answer.pk}" if answer else f"question={question.pk}"
    return f"{_new_thread_url(reading.group.slug, reading.slug)}?{about}"


@functools.lru_cache(maxsize=64)
def _new_thread_url(group: str, reading: str) -> str:
    """Asked for beside every answer of a page."""
    return reverse("discussions:thread_new", args=[group, reading])
