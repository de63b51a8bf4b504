from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from groups.forms.fields import ProseField, VersionedForm
from groups.models import Meeting


class AgendaForm(VersionedForm):
    """The plan of the evening: what is said first and last, and for each question its place and its minutes."""

    welcome = ProseField(label=_("How we begin"), max_length=2_000, rows=3)
    closing = ProseField(label=_("Next time"), max_length=2_000, rows=3)
    notes = ProseField(label=_("Notes for facilitators"), max_length=10_000)
    extra_columns = ("agenda",)
    version_column = "plan_version"

    class Meta:
        model = Meeting
        fields = ["welcome", "closing", "notes"]

    def __init__(self, data=None, *, instance: Meeting, planned: list, spare: list):
        """`planned` and `spare` hold (name, question, minutes): what is in the plan, and what is not."""
        super().__init__(data, instance=instance)
        self.rows = [*planned, *spare]
        for place, (_name, question, minutes) in enumerate(self.rows, 1):
            in_plan = place <= len(planned)
            self.fields[f"place_{question.pk}"] = forms.IntegerField(min_value=1, max_value=999, initial=place)
            self.fields[f"minutes_{question.pk}"] = forms.IntegerField(
                min_value=0, max_value=240, initial=minutes if in_plan else 0
            )

    def questions(self) -> Iterator[tuple]:
        """(name, question, field of its place, field of its minutes)."""
        for name, question, _minutes in self.rows:
            yield name, question, self[f"place_{question.pk}"], self[f"minutes_{question.pk}"]

    def words(self) -> list:
        return [self[name] for name in self._meta.fields]

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors:
            self.instance.agenda = self._agenda()

    def _agenda(self) -> list[list[int]]:
        data = self.cleaned_data
        ordered = sorted(
            (data[f"place_{question.pk}"], at, question.pk) for at, (_n, question, _m) in enumerate(self.rows)
        )
        return [[pk, data[f"minutes_{pk}"]] for _place, _at, pk in ordered if data[f"minutes_{pk}"]]

    def over_what_is_there(self) -> list[tuple[str, str]]:
        """The order too, as the other has left it, if it is another."""
        different = super().over_what_is_there()
        stored = Meeting.objects.get(pk=self.instance.pk).agenda
        if stored == self.instance.agenda:
            return different
        names = {question.pk: name for name, question, _minutes in self.rows}
        lines = [_line(names[pk], minutes) for pk, minutes in stored if pk in names]
        return [(_now("Questions"), "\n".join(lines)), *different]


def _line(name: str, minutes: int) -> str:
    return _now("%(question)s, %(minutes)d minutes") % {"question": name, "minutes": minutes}


class MinutesForm(VersionedForm):
    """They save themselves, so that they have a version of their own: it is none of the plan’s that changes."""

    minutes = ProseField(label=_("Minutes"), max_length=20_000, rows=8)
    version_column = "minutes_version"

    class Meta:
        model = Meeting
        fields = ["minutes"]

    def save_unless_changed(self) -> bool:
        """A draft that is there already, word for word, was saved before: only the answer was lost on its way."""
        return super().save_unless_changed() or self._is_there()

    def _is_there(self) -> bool:
        stored = Meeting.objects.get(pk=self.instance.pk)
        self.instance.minutes_version = stored.minutes_version
        return stored.minutes == self.cleaned_data["minutes"] and stored.minutes_shared_at is None
