from collections.abc import Iterable

from django.utils.translation import gettext as _

from guides import parts
from guides.models import Guide, Section
from guides.sheets.address import short_address
from guides.sheets.section import about_text, in_a_booklet, in_parts, on_a_handout, place
from texts.writers import typst
from texts.writers.typst import Node, Sheet


def booklet(guide: Guide, sections: Iterable[Section], for_facilitators: bool) -> Sheet:
    """The whole guide to read, with a cover and contents. Expects what `guides.sheets.loading` fetches."""
    edition = _("Facilitator’s edition") if for_facilitators else ""
    body = [*_cover(guide, edition), *_contents(), *_front(guide)]
    for section in sections:
        body += in_a_booklet(section, for_facilitators)
    body += _back(guide)
    return _sheet(guide, body, head_end=edition, has_cover=True)


def handouts(guide: Guide, sections: list[Section], for_facilitators: bool) -> Sheet:
    """The handouts of all sections, each from a page of its own."""
    body: list[Node] = []
    for section in sections:
        where = place(section, len(sections), for_facilitators)
        body += [typst.new_page(), *on_a_handout(section, for_facilitators, where)]
    return _sheet(guide, body)


def _sheet(guide: Guide, body: list[Node], head_end: str = "", has_cover: bool = False) -> Sheet:
    _url, words = short_address("guides:guide_short", guide.pk)
    return Sheet(
        title=guide.title,
        language=guide.language,
        authors=[guide.credits] if guide.credits else [],
        description=guide.blurb,
        head=about_text(guide),
        head_end=head_end,
        names_chapters=True,
        foot=", ".join(filter(None, [guide.title, guide.licence])),
        foot_address=words,
        body=body,
        has_cover=has_cover,
    )


def _cover(guide: Guide, edition: str) -> list[Node]:
    text = ", ".join(filter(None, [guide.text.title, guide.text.author_line, guide.text.written]))
    return [
        typst.title(guide.title),
        *([typst.paragraph(guide.subtitle, "standfirst")] if guide.subtitle else []),
        typst.paragraph(_("A reading guide to %(text)s") % {"text": text}),
        *([typst.paragraph(edition, "label")] if edition else []),
        typst.to_the_foot(),
        *([typst.paragraph(guide.credits, "meta")] if guide.credits else []),
        *([typst.paragraph(guide.licence, "meta")] if guide.licence else []),
        typst.address(*short_address("guides:guide_short", guide.pk)),
    ]


def _contents() -> list[Node]:
    return [typst.new_page(), typst.heading(1, _("Contents"), is_listed=False), typst.contents()]


def _front(guide: Guide) -> list[Node]:
    shown = in_parts([*parts.opening(guide), *parts.preparation(guide)], 2)
    return [typst.new_page(), typst.heading(1, _("This guide")), *shown] if shown else []


def _back(guide: Guide) -> list[Node]:
    shown = in_parts(parts.closing(guide), 1)
    return [typst.new_page(), *shown] if shown else []
