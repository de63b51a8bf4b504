import re
from collections.abc import Iterator

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from texts import shelf
from texts.models import PageRange
from texts.models.chapter import reading_minutes

register = template.Library()


@register.filter(is_safe=True)
def without_empty_headers(html: str) -> str:
    """A column whose head says nothing has no header."""
    return re.sub(r"<th([^>]*)>\s*</th>", r"<td\1></td>", html)


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
def numbers_around(page: Page) -> Iterator[str | int]:
    """The first pages, those around this one, and the last."""
    return page.paginator.get_elided_page_range(page.number)


@register.inclusion_tag("texts/_held.html", takes_context=True)
def pages_held(context, chapters, before: str = "") -> dict:
    """After the words `before`, on which pages these chapters stand in the edition that the reader holds. One query for
    all on a page. The reader is whoever looks; where nobody does, as in a mail, the `reader` of the context.
    """
    return {"held": shelf.span(_held(context), list(chapters)), "before": before}


@register.simple_tag(takes_context=True)
def asks_edition(context, chapters) -> bool:
    """Whether there are pages for these chapters, and the reader has not said which edition is theirs."""
    wanted = {chapter.pk for chapter in chapters}
    return not wanted & _held(context).keys() and PageRange.objects.filter(chapter__in=wanted).exists()


def _held(context) -> dict[int, PageRange]:
    kept = context.render_context.dicts[0]
    if "held_pages" not in kept:
        kept["held_pages"] = shelf.held_pages(context.get("reader") or context.get("user"))
    return kept["held_pages"]


@register.simple_tag
def editions_held(user) -> list:
    """A reader’s own, with what their lines print."""
    return list(user.reader_editions.select_related("edition", "text").order_by("text__title"))


@register.filter
def full_stop(line: str) -> str:
    """The line as a sentence: with a full stop, unless it ends in a mark of its own."""
    return line if line.rstrip("”’\"')").endswith((".", "!", "?", "…", "。")) else f"{line}."


@register.filter
def stored_html(html: str) -> SafeString:
    """HTML that our own writer built from blocks, at save; nothing else may come this way."""
    return mark_safe(html)  # noqa: S308
