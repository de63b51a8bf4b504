from collections.abc import Iterable

from django.utils.translation import gettext as _

from guides.models import Guide, Section
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
        foot=", ".join(filter(None, [_("From the guide “%(title)s”") % {"title": guide.title}, guide.licence, words])),
        body=on_a_handout(section, for_facilitators),
        bookmarks=3,
    )


def on_a_handout(section: Section, for_facilitators: bool, remark: str = "") -> list[Node]:
    title = [typst.heading(1, section.title), *([typst.paragraph(remark, "meta")] if remark else [])]
    where = typst.address(*short_address("guides:section_short", section.pk))
    return [
        typst.masthead([*title, *what_to_read(section)], where),
        *([] if for_facilitators else [typst.blanks(_("Name"), _("Date of the meeting"))]),
        *before_questions(section, 2, for_facilitators),
        *questions(asked(section), 2, not for_facilitators, for_facilitators),
    ]


def in_a_booklet(section: Section, for_facilitators: bool) -> list[Node]:
    """All that the guide has to say on the section, from a page of its own."""
    return [
        typst.new_page(),
        typst.heading(1, f"{section.position}. {section.title}"),
        *([typst.paragraph(section.aim, "standfirst")] if section.aim else []),
        *what_to_read(section),
        *before_questions(section, 2, for_facilitators),
        *notes(_("People"), section.people.all(), 2),
        *notes(_("Terms"), section.terms.all(), 2),
        *(_passage(passage) for passage in section.passages.all()),
        *part(_("Common misunderstandings"), section.misunderstandings_html, 2),
        *part(_("Today"), section.today_html, 2),
        *questions(asked(section), 2, False, for_facilitators),
        *part(_("Supplementary reading"), section.supplementary_html, 2),
    ]


def about_text(guide: Guide) -> list[Inline]:
    rest = [guide.text.author_line, guide.text.written]
    return [typst.emphasis(guide.text.title), *(f", {words}" for words in rest if words)]


def place(section: Section, count: int, for_facilitators: bool) -> str:
    words = _("Section %(number)d of %(count)d") % {"number": section.position, "count": count}
    return f"{words}, {_('facilitator’s edition')}" if for_facilitators else words


def what_to_read(section: Section) -> list[Node]:
    pages = _("pp. %(pages)s") % {"pages": section.pages} if section.pages else ""
    time = _("about %(time)s") % {"time": section.time_line} if section.time_line else ""
    words = " · ".join(filter(None, [section.reading_line, pages, time]))
    return [typst.paragraph(words, "meta")] if words else []


def before_questions(section: Section, level: int, for_facilitators: bool) -> list[Node]:
    shown = [
        *part(_("Before you read"), section.before_html, level),
        *part(_("Key ideas"), section.key_ideas_html, level),
    ]
    if for_facilitators and section.facilitator_notes:
        label = typst.paragraph(_("For the facilitator"), "label")
        shown.append(typst.private([label, *prose(section.facilitator_notes_html, level + 1)]))
    return shown


def part(title: str, html: str, level: int) -> list[Node]:
    return [typst.heading(level, title), *prose(html, level + 1)] if html else []


def notes(title: str, entries: Iterable, level: int, dated: bool = False) -> list[Node]:
    """Terms, people or dates."""
    shown = []
    for note in entries:
        names = [note.when, note.name] if dated else [note.name, note.when]
        shown.append((", ".join(filter(None, names)), prose(note.description_html, level + 1)))
    return [typst.heading(level, title, is_listed=False), typst.terms(shown)] if shown else []


def _passage(passage) -> Node:
    return typst.quotation(prose(passage.quotation_html), passage.where)
