from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from texts.models.chapter import reading_minutes

register = template.Library()


@register.filter
def reading_time(words: int) -> str:
    """How long so many words take: “25 min”, “1 h 5 min”, “10 h”; nothing for none."""
    minutes = reading_minutes(words or 0)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return str(_("%(minutes)d min") % {"minutes": minutes}) if minutes else ""
    if not rest or hours > 5:
        return str(_("%(hours)d h") % {"hours": round(minutes / 60)})
    return str(_("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest})


@register.filter
def full_stop(line: str) -> str:
    """The line as a sentence: with a full stop, unless it ends in a mark of its own."""
    return line if line.rstrip("”’\"')").endswith((".", "!", "?", "…", "。")) else f"{line}."


@register.filter
def stored_html(html: str) -> SafeString:
    """HTML that our own writer built from blocks, at save; nothing else may come this way."""
    return mark_safe(html)  # noqa: S308
