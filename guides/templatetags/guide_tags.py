import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guides import parts
from guides.sheets.questions import lines_for
from texts.paper import usual_size

register = template.Library()
for part_of in (
    parts.opening,
    parts.preparation,
    parts.closing,
    parts.before_questions,
    parts.before_handout,
    parts.after_questions,
    parts.beside_question,
    parts.remark,
    parts.how_asked,
    parts.what_to_read,
):
    register.filter(part_of)

_PARAGRAPH = re.compile(r"\s*<p[^>]*>(.*?)</p>\s*", re.DOTALL)


@register.filter
def prompt_head(question) -> SafeString:
    """The first paragraph of a prompt without its <p>, to stand in a heading; all of it is safe HTML."""
    match = _PARAGRAPH.match(question.prompt_html)
    return mark_safe(match[1] if match else "")  # noqa: S308  built by texts.markdown


@register.filter
def prompt_rest(question) -> SafeString:
    match = _PARAGRAPH.match(question.prompt_html)
    return mark_safe(question.prompt_html[match.end() if match else 0 :])  # noqa: S308  built by texts.markdown


@register.filter
def in_language(written) -> SafeString:
    """For the tag around words of a guide or a text; nothing where there is none."""
    return format_html('lang="{}" dir="{}"', written.language, written.direction) if written else SafeString()


@register.filter
def ruled_lines(question) -> range:
    return range(lines_for(question))


@register.simple_tag(takes_context=True)
def usual_paper(context) -> str:
    return usual_size(context["request"].headers)
