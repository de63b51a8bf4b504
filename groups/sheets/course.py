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

    @property
    def now(self) -> Step | None:
        """What the group is reading: for the next meeting; without dates, what the member has not read yet."""
        return next((step for step in self.steps if step.is_now), None)

    @property
    def window(self) -> list[Step]:
        """A few steps around the present one; a short guide whole."""
        at = self.steps.index(self.now) if self.now else 0
        return self.steps if len(self.steps) <= 7 else self.steps[max(at - 1, 0) :][:5]

    def step(self, section: Section) -> Step:
        return next(step for step in self.steps if step.section.pk == section.pk)

    def around(self, section: Section) -> tuple[Step | None, Step | None]:
        at = self.steps.index(self.step(section))
        before = self.steps[at - 1] if at else None
        return before, self.steps[at + 1] if at + 1 < len(self.steps) else None


def course(reading: Reading, viewer: Membership, known: Standing | None = None) -> Course:
    """Four queries, and two more unless the standing of everybody is known already."""
    known = known or standing(reading, viewer, member=viewer)
    meetings = list(reading.meetings.filter(cancelled_at=None).prefetch_related("sections"))
    for meeting in meetings:
        meeting.reading = reading
    by_section = _meeting_of_each_section(meetings)
    silent = viewer.pk if viewer.hides_progress else None
    readers = Counter(section for (who, section), read_at in known.read.items() if read_at and who != silent)
    steps = [
        Step(
            number,
            section,
            reading.section_url(section),
            known.mark(viewer.pk, section.pk),
            by_section.get(section.pk),
            read_at=known.read.get((viewer.pk, section.pk)),
            readers=readers[section.pk],
        )
        for number, section in enumerate(_sections(reading), 1)
    ]
    upcoming = next((meeting for meeting in meetings if not meeting.is_past), None)
    _find_now(steps, upcoming, bool(meetings))
    return Course(steps, upcoming)


def _sections(reading: Reading) -> list[Section]:
    columns = ("guide", "position", "title", "slug", "reading", "minutes", "first_paragraph", "last_paragraph")
    light = reading.guide.sections.only(*columns)
    sections = list(light.prefetch_related(Prefetch("chapters", light_chapters())))
    for section in sections:
        section.guide = reading.guide
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
        now = [] if has_dates else [step for step in steps if step.mark not in (Mark.READ, Mark.SHARED)]
    for step in now[:1]:
        step.is_now = True
