import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import GuideField, KeyField, guides_for
from groups.models import Meeting, Membership, Reading
from groups.models.reading import timetable

RHYTHMS = [(7, _("Every week")), (14, _("Every second week")), (21, _("Every third week")), (28, _("Every four weeks"))]
LENGTHS = [(minutes, _("%d minutes") % minutes) for minutes in (45, 60, 90, 120, 150, 180)]
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


@dataclass
class Slot:
    """A meeting that would be."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    sections: list
    is_past: bool


def _near(day: datetime.date | None) -> datetime.date | None:
    """Within ten years of today: further away it is a slip of the pen."""
    if day and abs((day - timezone.localdate()).days) > 3660:
        raise ValidationError(_("This day is too far away."))
    return day


def _span(written: str) -> list[datetime.date]:
    """“2027-12-24” or “2027-12-20 to 2028-01-02”. Raises ValueError."""
    first, _to, last = (part.strip() for part in written.partition(" to "))
    begins = datetime.date.fromisoformat(first)
    days = (datetime.date.fromisoformat(last) - begins).days if last else 0
    if not 0 <= days <= 366:
        raise ValueError(written)
    return [begins + datetime.timedelta(days=count) for count in range(days + 1)]


def _with_ticked(data: QueryDict) -> QueryDict:
    """Days that were ticked among the dates shown stand with those that were written."""
    data = data.copy()
    data["skip"] = ", ".join(filter(None, [data.get("skip", "").strip(" ,"), *data.getlist("without")]))
    return data


class PlaceForm(forms.Form):
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Video link"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),  # a browser would insist on https://
    )


class NewReadingForm(PlaceForm):
    guide = GuideField(empty_label=_("Choose a guide"))
    first_date = forms.DateField(
        label=_("First meeting"),
        required=False,
        widget=DATE,
        help_text=_("Leave it empty to read without dates, everybody at their own pace."),
    )
    time = forms.TimeField(label=_("Begins at"), widget=TIME, initial=datetime.time(19, 30))
    length = forms.TypedChoiceField(label=_("Length"), choices=LENGTHS, coerce=int, initial=90)
    rhythm = forms.TypedChoiceField(label=_("Rhythm"), choices=RHYTHMS, coerce=int, initial=7)
    per_meeting = forms.IntegerField(label=_("Sections for each meeting"), min_value=1, max_value=60, initial=1)
    skip = forms.CharField(
        label=_("Not on these days"),
        required=False,
        help_text=_(
            "Days as 2027-12-24, or from one to another as 2027-12-20 to 2028-01-02, with commas between them. "
            "The meetings after them move on."
        ),
    )
    key = KeyField()
    field_order = ["guide", "first_date", "time", "length", "rhythm", "per_meeting", "skip", "place", "link"]

    def __init__(self, data: QueryDict | None = None, *, by: Membership, **kwargs):
        super().__init__(_with_ticked(data) if data else data, **kwargs)
        self.group = group = by.group
        guide: Any = self.fields["guide"]
        guide.offer(guides_for(by.user, group))
        self.fields["time"].help_text = _("In the group’s time zone, %(zone)s.") % {"zone": group.time_zone}

    @staticmethod
    def asked_for(asked: QueryDict) -> dict[str, str]:
        """What an address may fill in beforehand: the guide, and how the group met the last time."""
        return {name: asked[name] for name in ("guide", "time", "length", "rhythm", "place", "link") if name in asked}

    def clean_first_date(self) -> datetime.date | None:
        return _near(self.cleaned_data["first_date"])

    def clean_skip(self) -> set[datetime.date]:
        try:
            spans = [_span(part) for part in self.cleaned_data["skip"].split(",") if part.strip()]
        except (ValueError, OverflowError):
            raise ValidationError(_("Write days as 2027-12-24, with commas between them.")) from None
        return {day for span in spans for day in span}

    def dates(self) -> list[Slot]:
        """What `begin` would plan; nothing is kept."""
        data = self.cleaned_data
        if not data["first_date"]:
            return []
        length, now = datetime.timedelta(minutes=data["length"]), timezone.now()
        times = timetable(data["guide"], self._starts, data["rhythm"], data["per_meeting"], data["skip"])
        return [Slot(start, start + length, sections, start < now) for start, sections in times]

    @property
    def _starts(self) -> datetime.datetime:
        return datetime.datetime.combine(self.cleaned_data["first_date"], self.cleaned_data["time"], self.group.zone)

    def begin(self, by: Membership) -> Reading:
        """The reading with its dates; nothing is planned twice if the form is sent twice."""
        reading = Reading.begin(by, self.cleaned_data["guide"], self.cleaned_data["key"])
        if self.cleaned_data["first_date"] and not reading.meetings.exists():
            self._plan(reading)
        return reading

    def _plan(self, reading: Reading) -> None:
        data = self.cleaned_data
        reading.plan(
            self._starts,
            data["rhythm"],
            datetime.timedelta(minutes=data["length"]),
            data["per_meeting"],
            data["skip"],
            place=data["place"],
            link=data["link"],
        )


class MeetingForm(PlaceForm):
    """One meeting: when, where, about which sections. Times are those of the group's zone."""

    date = forms.DateField(label=_("Day"), widget=DATE)
    begins = forms.TimeField(label=_("Begins at"), widget=TIME)
    ends = forms.TimeField(label=_("Ends at"), widget=TIME)
    sections = forms.ModelMultipleChoiceField(
        label=_("Sections"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    following = forms.ChoiceField(
        label=_("Which meetings move"),
        choices=[("no", _("Only this one")), ("yes", _("This one, and those after it by as much"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ["date", "begins", "ends", "following", "sections", "place", "link"]

    def __init__(self, data=None, *, reading: Reading, meeting: Meeting | None = None):
        self.zone, self.reading, self.meeting = reading.group.zone, reading, meeting
        super().__init__(data, initial=self._as_it_is() if meeting else {})
        sections: Any = self.fields["sections"]
        sections.queryset = reading.guide.sections.all()
        self.fields["begins"].help_text = _("In the group’s time zone, %(zone)s.") % {"zone": reading.group.time_zone}
        if meeting is None:
            del self.fields["following"]

    def _as_it_is(self) -> dict:
        starts, ends = self.meeting.starts_at.astimezone(self.zone), self.meeting.ends_at.astimezone(self.zone)
        return {
            "date": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "place": self.meeting.place,
            "link": self.meeting.link,
            "sections": self.meeting.sections.all(),
            "version": self.meeting.version,
        }

    def clean_date(self) -> datetime.date | None:
        return _near(self.cleaned_data["date"])

    def clean(self) -> None:
        data = self.cleaned_data
        if {"date", "begins", "ends"} <= data.keys():
            data["starts_at"] = datetime.datetime.combine(data["date"], data["begins"], self.zone)
            data["ends_at"] = datetime.datetime.combine(data["date"], data["ends"], self.zone)
            if data["ends_at"] < data["starts_at"]:  # past midnight
                data["ends_at"] += datetime.timedelta(days=1)
            if data["ends_at"] == data["starts_at"]:
                self.add_error("ends", _("The meeting ends before it begins."))

    def add(self) -> Meeting:
        data = self.cleaned_data
        meeting = self.reading.meetings.create(
            starts_at=data["starts_at"], ends_at=data["ends_at"], place=data["place"], link=data["link"]
        )
        meeting.sections.set(data["sections"])
        return meeting

    def change(self) -> bool:
        """False, and nothing changed, if somebody else changed the meeting since the form was opened."""
        data = self.cleaned_data
        return self.meeting.rearrange(
            data["version"],
            data["starts_at"],
            data["ends_at"],
            data["sections"],
            following=data["following"] == "yes",
            place=data["place"],
            link=data["link"],
        )

    def over_what_is_there(self) -> None:
        """After a refusal: saving again overwrites what stands there now."""
        data: Any = self.data
        data = data.copy()
        data["version"] = self.meeting.version
        self.data = data
