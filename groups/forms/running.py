import datetime
import itertools
import statistics

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import KeyField, guides_for
from groups.forms.schedule import DATE, RHYTHMS
from groups.models import Group, Meeting, Membership, Reading
from guides.models import Guide

FURTHEST = datetime.timedelta(days=3 * 366)


class PauseForm(forms.Form):
    until = forms.DateField(
        label=_("We go on from"),
        required=False,
        widget=DATE,
        help_text=_("The coming meetings move behind this day, by whole weeks. Leave it empty if you do not know yet."),
    )

    def __init__(self, *args, today: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> datetime.date | None:
        day = self.cleaned_data["until"]
        if day and day <= self.today:
            raise ValidationError(_("Choose a day to come."))
        if day and day > self.today + FURTHEST:
            raise ValidationError(_("This day is too far away."))
        return day


class ResumeForm(PauseForm):
    until = forms.DateField(label=_("We go on from"), required=False, widget=DATE)

    def clean_until(self) -> datetime.date | None:
        return None if self.cleaned_data["until"] == self.today else super().clean_until()


class AgainForm(forms.Form):
    """Read a guide again, with the same people or with others in a group of their own."""

    who = forms.ChoiceField(
        label=_("With whom"),
        choices=[("same", _("With this group")), ("new", _("With new people, in a group of its own"))],
        widget=forms.RadioSelect,
        initial="same",
    )
    name = forms.CharField(label=_("Name of the new group"), max_length=100, required=False)
    key = KeyField()

    def __init__(self, *args, reading: Reading, **kwargs):
        super().__init__(*args, **kwargs)
        self.reading = reading

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("who") != "new":
            return
        if not data.get("name"):
            self.add_error("name", _("Give the new group a name."))
        if not Guide.objects.published().filter(pk=self.reading.guide_id).exists():
            self.add_error("who", _("This guide was written for your group; others cannot begin it."))

    def group_for(self, by: Membership) -> Group:
        """This group; or a new one like it, without its members and what they wrote."""
        first = self.reading.group
        if self.cleaned_data["who"] == "same":
            return first
        alike = {name: getattr(first, name) for name in ("about", "house_rules", "spoiler_guard", "progress_view")}
        group = Group.found(by.user, self.cleaned_data["key"], self.cleaned_data["name"], **alike)
        if group.time_zone != first.time_zone:
            group.time_zone = first.time_zone
            group.save(update_fields=["time_zone"])
        return group


def can_begin_again(reading: Reading) -> bool:
    return guides_for(None, reading.group).filter(pk=reading.guide_id).exists()


def as_the_last_time(reading: Reading) -> dict[str, str]:
    """Guide, rhythm and place of a reading, as NewReadingForm takes them."""
    fields = {"guide": reading.guide.slug}
    meetings: list[Meeting] = list(reading.meetings.all())
    days = [timezone.localdate(meeting.starts_at, reading.group.zone) for meeting in meetings]
    if meetings:
        first = meetings[0]
        starts = first.starts_at.astimezone(reading.group.zone)
        fields |= {"time": f"{starts:%H:%M}", "length": str(first.length.seconds // 60)}
        fields |= {"place": first.place, "link": first.link}
    if len(days) > 1:
        fields["rhythm"] = str(_usual_rhythm(days))
    return {name: value for name, value in fields.items() if value}


def _usual_rhythm(days: list[datetime.date]) -> int:
    """Of the rhythms on offer the one nearest to the days between most meetings, whichever were moved."""
    usual = statistics.median((after - before).days for before, after in itertools.pairwise(days))
    return min((rhythm for rhythm, _words in RHYTHMS), key=lambda rhythm: abs(rhythm - usual))
