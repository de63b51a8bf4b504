from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def city(zone: str) -> str:
    """“Lisbon” of Europe/Lisbon: what people call their time zone."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")


@register.filter
def days_away(moment) -> str:
    days = (timezone.localdate(moment) - timezone.localdate()).days
    near = {0: _("today"), 1: _("tomorrow"), 2: _("the day after tomorrow")}
    if days < 0:
        return ""
    return near.get(days) or ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


@register.filter
def names(people) -> str:
    return ", ".join(str(person) for person in people)


@register.filter
def authors(answers) -> str:
    return ", ".join(answer.author.name for answer in answers)


@register.filter
def is_today(moment) -> bool:
    return timezone.localdate(moment) == timezone.localdate()
