"""The way of a group through a guide: sections with their dates, and where the group and one member are."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from groups.access import light_chapters
from groups.models import Meeting, Membership, Reading
from groups.sheets.marks import Mark, Standing, standing
from guides.models import Section


@dataclass
class Step:
    number: int
    section: Section
    url: str
    mark: Mark
    meeting: Meeting | None
    read_at: datetime.datetime | None = None
    is_now: bool = False
    readers: int = 0


@dataclass
class Course:
    steps: list[Step]
    next_meeting: Meeting | None
    start: int = 1  # number of the step from which the member counts
    has_chosen_start: bool = False

    @property
    def now(self) -> Step | None:
        """What the group is reading: for the next meeting; without dates, what the member has not read yet."""
        return next((step for step in self.steps if step.is_now), None)

    @property
    def window(self) -> list[Step]:
        """A few steps around the present one; a short guide whole."""
        at = self.steps.index(self.now) if self.now else 0
        return self.steps if len(self.steps) <= 7 else self.steps[max(at - 1, 0) :][:5]

    @property
    def passed(self) -> list[Step]:
        """What the group has left behind: before the present step; without dates, before where the member begins."""
        end = self.now.number if self.now else len(self.steps) + 1 if self.next_meeting is None else 1
        return [step for step in self.steps if step.number < end]

    @property
    def unread(self) -> list[Step]:
        """Of what the group has left behind, what the member has not read, counted or not."""
        return [step for step in self.passed if step.mark not in (Mark.READ, Mark.SHARED)]

    @property
    def dates(self) -> list[tuple[int, Meeting | None]]:
        return [(step.section.pk, step.meeting) for step in self.steps]

    @property
    def first(self) -> Step:
        return self.steps[self.start - 1]

    @property
    def can_rejoin(self) -> bool:
        """Whether something that counts lies behind the group unread."""
        return self.now is not None and any(step.mark is not Mark.BEFORE for step in self.unread)

    def step(self, section: Section) -> Step:
        return next(step for step in self.steps if step.section.pk == section.pk)

    def around(self, section: Section) -> tuple[Step | None, Step | None]:
        at = self.steps.index(self.step(section))
        before = self.steps[at - 1] if at else None
        return before, self.steps[at + 1] if at + 1 < len(self.steps) else None


def course(
    reading: Reading, viewer: Membership, known: Standing | None = None, sections: list[Section] | None = None
) -> Course:
    """Four queries, and three more unless the standing of everybody is known already.

    `sections`, if they are here already, for pages that print no more of them than their titles: three queries less.
    """
    known = known or standing(reading, viewer, member=viewer)
    meetings = list(reading.meetings.filter(cancelled_at=None).prefetch_related(Prefetch("sections", light_sections())))
    sections = sections or sections_of([reading])[reading.guide_id]
    return laid_out(reading, viewer, known, sections, meetings)


def laid_out(
    reading: Reading, viewer: Membership, known: Standing, sections: list[Section], meetings: list[Meeting]
) -> Course:
    """The course from rows that are here already."""
    for meeting in meetings:
        meeting.reading = reading
    by_section = _meeting_of_each_section(meetings)
    dates = [(section.pk, by_section.get(section.pk)) for section in sections]
    start = start_of(viewer, dates, known)
    silent = viewer.pk if viewer.hides_progress else None
    readers = Counter(section for (who, section), read_at in known.read.items() if read_at and who != silent)
    steps = [
        Step(
            number,
            section,
            reading.section_url(section),
            known.mark(viewer.pk, section.pk, counts=number >= start),
            by_section.get(section.pk),
            read_at=known.read.get((viewer.pk, section.pk)),
            readers=readers[section.pk],
        )
        for number, section in enumerate(sections, 1)
    ]
    upcoming = None if reading.is_finished else next((meeting for meeting in meetings if not meeting.is_past), None)
    _find_now(steps, upcoming, bool(meetings))
    return Course(steps, upcoming, start, viewer.pk in known.chosen)


def start_of(member: Membership, dates: list[tuple[int, Meeting | None]], known: Standing) -> int:
    """The number of the section from which somebody counts: their own choice, or the first met about since they joined.

    `dates` holds the sections in their order, each with its meeting.
    """
    chosen = known.chosen.get(member.pk)
    for number, (section, meeting) in enumerate(dates, 1):
        if section == chosen or (chosen is None and meeting and meeting.ends_at > member.joined_at):
            return number
    return 1


def light_sections():
    """In their order, without their sheets."""
    columns = ("guide", "position", "title", "slug", "reading", "minutes", "first_paragraph", "last_paragraph")
    return Section.objects.only(*columns)


def sections_of(readings: list[Reading]) -> dict[int, list[Section]]:
    """By guide, in their order, with chapters. Three queries."""
    guides = {reading.guide_id: reading.guide for reading in readings}
    light = light_sections().filter(guide__in=guides)
    sections: dict[int, list[Section]] = {pk: [] for pk in guides}
    for section in light.prefetch_related(Prefetch("chapters", light_chapters())):
        section.guide = guides[section.guide_id]
        sections[section.guide_id].append(section)
    return sections


def _meeting_of_each_section(meetings: list[Meeting]) -> dict[int, Meeting]:
    """The next one about it, or the last if all are over."""
    found: dict[int, Meeting] = {}
    for meeting in meetings:
        for section in meeting.sections.all():
            if section.pk not in found or found[section.pk].ends_at < timezone.now():
                found[section.pk] = meeting
    return found


def _find_now(steps: list[Step], upcoming: Meeting | None, has_dates: bool) -> None:
    if upcoming:
        prepared = {section.pk for section in upcoming.sections.all()}
        now = [step for step in steps if step.section.pk in prepared]
    else:
        now = [] if has_dates else [step for step in steps if step.mark not in (Mark.BEFORE, Mark.READ, Mark.SHARED)]
    for step in now[:1]:
        step.is_now = True
