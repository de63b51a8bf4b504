"""The sheet of an evening for the typesetter: what groups/meeting_print.html shows."""

import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.models import Answer, Reading
from groups.sheets.bringing import Brought
from groups.sheets.evening import Evening, Item
from guides.sheets.questions import prompt
from texts.writers import typst
from texts.writers.typst import Inline, Node, Sheet, prose


def on_paper(plan: Evening, reading: Reading, moment: datetime.datetime) -> Sheet:
    day = date_format(localtime(plan.meeting.starts_at), "WEEKDAY_FORMAT")
    stood = date_format(localtime(moment), "MONTH_DAY_TIME_FORMAT")
    head: list[Inline] = [
        typst.emphasis(reading.group.name),
        f", {', '.join(section.title for section in plan.sections)}",
    ]
    return Sheet(
        title=f"{day}, {reading.group.name}",
        language=reading.guide.language,
        head=head,
        head_end=day,
        foot=_("As it stood on %(moment)s.") % {"moment": stood},
        body=[
            typst.heading(1, day),
            *_when_where_who(plan),
            typst.terms((words, [typst.paragraph(", ".join(who))]) for words, who in plan.who_comes),
            *_welcome(plan),
            *(node for item in plan.planned for node in _item(item)),
            *_brought(plan),
            *_close(plan),
            *(node for item in plan.spare for node in _item(item)),
        ],
    )


def _when_where_who(plan: Evening) -> list[Node]:
    begins, ends = (date_format(localtime(at), "TIME_FORMAT") for at in (plan.meeting.starts_at, plan.meeting.ends_at))
    lines = [_("%(begins)s to %(ends)s") % {"begins": begins, "ends": ends}]
    lines += [" ".join(filter(None, [plan.meeting.place, plan.meeting.link]))]
    lines += [" ".join(f"{duty.name}: {duty.membership.name}." for duty in plan.duties)]
    return [typst.paragraph(line, "meta") for line in lines if line]


def _at(moment: datetime.datetime, title: str) -> Node:
    return typst.heading(2, f"{date_format(localtime(moment), 'TIME_FORMAT')} {title}")


def _welcome(plan: Evening) -> list[Node]:
    meeting = plan.meeting
    usual = typst.paragraph(_("Who has read what; what stayed with you. One sentence each."))
    notes = [(_("Your notes"), meeting.notes_html)]
    notes += [(_("From the guide, for facilitators"), section.facilitator_notes_html) for section in plan.sections]
    welcome = prose(meeting.welcome_html) or [usual]
    return [_at(meeting.starts_at, _("Welcome")), *welcome, *_private(notes), *_unclear(plan)]


def _unclear(plan: Evening) -> list[Node]:
    """What members marked apart from questions; on paper without their names."""
    marks = plan.unclear.elsewhere
    if not marks:
        return []
    whole = _("“%(title)s” as a whole")
    places = [mark.where if mark.chapter else whole % {"title": mark.section.title} for mark in marks]
    label = typst.paragraph(_("Not clear to others, for facilitators"), "label")
    return [typst.private([label, *(typst.paragraph(place) for place in places)])]


def _item(item: Item) -> list[Node]:
    title = f"{item.name}, {_how_long(item)}"
    return [
        _at(item.starts_at, title) if item.starts_at else typst.heading(2, title),
        *prompt(item.question, 3),
        *_shared(item),
        *_private(
            [
                (_("From the guide, for facilitators"), item.question.facilitator_note_html),
                (_("An answer from the guide"), item.question.model_answer_html),
            ]
        ),
    ]


def _how_long(item: Item) -> str:
    if item.starts_at is None:
        return _("if there is time")
    return ngettext("%d minute", "%d minutes", item.minutes) % item.minutes


def _shared(item: Item) -> list[Node]:
    """Choices, voices, and who has not answered; the last does not part from what it counts."""
    voices = [_voice(answer) for answer in item.voices]
    state = typst.paragraph(_state(item), "meta")
    tally = item.tally
    if tally:
        bars = [(bar.choice.label, bar.votes, _votes(bar.votes, tally.voters)) for bar in tally.bars]
        return [typst.together([typst.tally(bars, tally.voters), state]), *voices]
    if voices:
        return [*voices, state]
    return [typst.paragraph(_("Nobody has shared an answer yet."), "meta"), state]


def _votes(votes: int, voters: int) -> str:
    return _("%(votes)d of %(voters)d") % {"votes": votes, "voters": voters}


def _voice(answer: Answer) -> Node:
    secret = [typst.paragraph(_("For facilitators only: not to be read out"), "label")]
    is_secret = answer.audience == Answer.Audience.FACILITATORS
    return typst.voice(answer.author.name, [*prose(answer.body_html), *(secret if is_secret else [])])


def _state(item: Item) -> str:
    if not item.missing:
        words = _("Everybody has answered.")
    elif item.names_missing:
        words = _("Not yet: %(who)s.") % {"who": ", ".join(item.missing)}
    else:
        words = _("Not yet: %(number)d members.") % {"number": len(item.missing)}
    if item.passed:
        words += " " + _("Passed: %(who)s.") % {"who": ", ".join(item.passed)}
    if number := len(item.unclear):
        one, many = "%d member does not understand the question.", "%d members do not understand the question."
        words += " " + ngettext(one, many, number) % number
    return words


def _brought(plan: Evening) -> list[Node]:
    if not plan.brought:
        return []
    return [typst.heading(2, _("Passages we bring")), *(node for one in plan.brought for node in _passage(one))]


def _passage(one: Brought) -> list[Node]:
    why = f": {one.passage.why}" if one.passage.why else ""
    words: list[Inline] = [typst.strong(one.passage.where), f"{why} ({one.passage.membership.name})"]
    return [typst.paragraph(words), *([typst.quotation(prose(one.html))] if one.html else [])]


def _close(plan: Evening) -> list[Node]:
    coming = plan.next_meeting
    if coming:
        day = date_format(localtime(coming.starts_at), "WEEKDAY_FORMAT")
        usual = f"{day}: {', '.join(section.title for section in coming.sections.all())}."
    else:
        usual = _("No further meeting is planned.")
    return [_at(plan.closes_at, _("Next time")), *(prose(plan.meeting.closing_html) or [typst.paragraph(usual)])]


def _private(notes: list[tuple[str, str]]) -> list[Node]:
    """What only facilitators read, each note under its label."""
    written = [(label, html) for label, html in notes if html]
    body = [node for label, html in written for node in (typst.paragraph(label, "label"), *prose(html))]
    return [typst.private(body)] if body else []
