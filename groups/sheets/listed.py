from dataclasses import dataclass

from groups.models import Group, Meeting, Reading
from groups.sheets.overview import upcoming


@dataclass
class Entry:
    group: Group
    reading: Reading | None
    meeting: Meeting | None


def listed() -> list[Entry]:
    """Three queries and one for sections, however many groups there are. Groups without a reading come too."""
    groups = list(Group.objects.current().exclude(openness=Group.Openness.PRIVATE))
    readings: dict[int, Reading] = {}
    for reading in Reading.objects.current().filter(group__in=groups).select_related("guide__text"):
        readings.setdefault(reading.group_id, reading)
    meetings: dict[int, Meeting] = {}
    for meeting in upcoming(list(readings.values())):
        meetings.setdefault(meeting.reading_id, meeting)
    return [_entry(group, readings.get(group.pk), meetings) for group in groups]


def _entry(group: Group, reading: Reading | None, meetings: dict[int, Meeting]) -> Entry:
    return Entry(group, reading, meetings.get(reading.pk) if reading else None)
