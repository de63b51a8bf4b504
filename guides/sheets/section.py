from collections.abc import Iterable

from django.utils.translation import gettext as _

from guides import parts
from guides.models import Guide, Section
from guides.models.notes import Note
from guides.parts import Part
from guides.sheets.address import short_address
from guides.sheets.loading import asked
from guides.sheets.questions import questions
from texts.writers import typst
from texts.writers.typst import Inline, Node, Sheet, prose


def handout(section: Section, count: int, for_facilitators: bool) -> Sheet:
    """One section of `count`, made to be written on. Expects what `guides.sheets.loading` fetches."""
    guide = section.guide
    _url, words = short_address("guides:section_short", section.pk)
    return Sheet(
        title=section.title,
        language=guide.language,
        authors=[guide.credits] if guide.credits else [],
        description=guide.title,
        head=about_text(guide),
        head_end=place(section, count, for_facilitators),
        foot=", ".join(filter(None, [_("From the guide “%(title)s”") % {"title": guide.title}, guide.licence])),
        foot_address=words,
        body=on_a_handout(section, for_facilitators),
        bookmarks=3,
    )


def on_a_handout(section: Section, for_facilitators: bool, which: str = "") -> list[Node]:
    """`which` of how many, if the head of the page does not say so."""
    is_written_on = not for_facilitators
    line = " · ".join(filter(None, [which, parts.what_to_read(section)]))
    title = [typst.heading(1, section.title), *([typst.paragraph(line, "meta")] if line else [])]
    return [
        typst.masthead(title, typst.address(*short_address("guides:section_short", section.pk))),
        *([typst.blanks(_("Name"), _("Date of the meeting"))] if is_written_on else []),
        *in_parts(parts.before_handout(section, for_facilitators), 2),
        *questions(asked(section), 2, is_written_on, for_facilitators),
    ]


def in_a_booklet(section: Section, for_facilitators: bool) -> list[Node]:
    """All that the guide has to say on the section, from a page of its own."""
    line = parts.what_to_read(section)
    return [
        typst.new_page(),
        typst.heading(1, f"{section.position}. {section.title}"),
        *([typst.paragraph(section.aim, "standfirst")] if section.aim else []),
        *([typst.paragraph(line, "meta")] if line else []),
        *in_parts(parts.before_questions(section, for_facilitators), 2),
        *questions(asked(section), 2, False, for_facilitators),
        *in_parts(parts.after_questions(section), 2),
    ]


def about_text(guide: Guide) -> list[Inline]:
    rest = [guide.text.author_line, guide.text.written]
    return [typst.emphasis(guide.text.title), *(f", {words}" for words in rest if words)]


def place(section: Section, count: int, for_facilitators: bool) -> str:
    words = _("Section %(number)d of %(count)d") % {"number": section.position, "count": count}
    return f"{words}, {_('facilitator’s edition')}" if for_facilitators else words


def in_parts(shown: Iterable[Part], level: int) -> list[Node]:
    """Each under a heading of `level`."""
    nodes: list[Node] = []
    for part in shown:
        body = [typst.heading(level, part.title, is_listed=level == 1), *prose(part.html, level + 1)]
        body += [notes(part.notes, level, part.is_dated)] if part.notes else []
        body += [typst.quotation(prose(passage.quotation_html), passage.where) for passage in part.passages]
        nodes += [typst.private(body)] if part.is_private else body
    return nodes


def notes(entries: Iterable[Note], level: int, is_dated: bool) -> Node:
    """Terms, people or dates."""
    shown = []
    for note in entries:
        names = [note.when, note.name] if is_dated else [note.name, note.when]
        shown.append((", ".join(filter(None, names)), prose(note.description_html, level + 1)))
    return typst.terms(shown)
