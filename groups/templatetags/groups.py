import re
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from groups.models import Membership, Progress, Reading

register = template.Library()
# Links, code and tags are passed over; what is left is text.
CITED = re.compile(r"<(a|code|pre)\b.*?</\1>|<[^>]*>|¶\s?(?P<number>[0-9]{1,5})", re.DOTALL)


@register.filter
def city(zone: str) -> str:
    """“Lisbon” of Europe/Lisbon: what people call their time zone."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")


@register.simple_tag
def groups_of(user) -> list:
    """Memberships of today, for one’s own pages."""
    return list(Membership.objects.active().filter(user=user).select_related("group").order_by("group__name"))


@register.simple_tag
def readings_of(user, text) -> list:
    """Where the groups of somebody read this text now. One query; none for visitors."""
    if not user.is_authenticated:
        return []
    groups = Membership.objects.active().filter(user=user, group__archived_at=None).values("group")
    readings = Reading.objects.current().filter(guide__text=text, group__in=groups)
    return list(readings.select_related("group").order_by("group__name", "pk"))


@register.simple_tag
def where_it_ends(user, places: list[dict]) -> list[dict]:
    """Of the places of a chapter those in one’s own groups, with the day on which one has read the section. One query;
    none where there are no such places.
    """
    mine = [place for place in places if place["reading"]]
    if not mine:
        return []
    readings, sections = zip(*((place["reading"], place["section"]) for place in mine), strict=True)
    known = Progress.objects.filter(membership__user=user, reading__in=readings, section__in=sections)
    days = {(one.reading_id, one.section_id): one.read_at for one in known}
    return [place | {"read_at": days.get((place["reading"].pk, place["section"].pk))} for place in mine]


@register.filter
def days_away(moment) -> str:
    days = (timezone.localdate(moment) - timezone.localdate()).days
    near = {0: _("today"), 1: _("tomorrow"), 2: _("the day after tomorrow")}
    if days < 0:
        return ""
    return near.get(days) or ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


@register.filter
def drawn(mark) -> str:
    """The mark with its words; a roll has thousands, so that each is drawn once for a language."""
    return _drawn(mark, get_language())


@cache
def _drawn(mark, _language: str) -> str:
    return render_to_string("groups/_mark.html", {"mark": mark})


@register.filter
def names(people) -> str:
    return ", ".join(str(person) for person in people)


@register.filter
def authors(answers) -> str:
    return ", ".join(answer.author.name for answer in answers)


@register.filter
def citing(html: str, question) -> SafeString:
    """“¶3” in what somebody wrote leads to the paragraph: of the question’s chapter, or of the section’s only one."""
    if "¶" not in html:
        return mark_safe(html)  # noqa: S308 - built by our own renderer
    hosted = [chapter for chapter in question.section.chapters.all() if chapter.paragraphs]
    chapter = question.chapter or (hosted[0] if len(hosted) == 1 else None)
    if chapter is None or not chapter.paragraphs:
        return mark_safe(html)  # noqa: S308 - built by our own renderer

    def link(found: re.Match) -> str:
        if found["number"] is None or not 1 <= int(found["number"]) <= chapter.paragraphs:
            return found[0]
        return format_html('<a href="{}#p{}">{}</a>', chapter.get_absolute_url(), found["number"], found[0])

    return mark_safe(CITED.sub(link, html))  # noqa: S308 - what is put in is a number and an address


@register.filter
def is_today(moment) -> bool:
    return timezone.localdate(moment) == timezone.localdate()
