"""Inline rows that cost the same number of queries however many there are."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FURTHEST = 100_000
MOVE = "_move"


class OwnRowField(forms.ModelChoiceField):
    """The hidden id of a row, found among the rows that were read at once."""

    def __init__(self, rows: dict, **kwargs):
        self.rows = rows
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.rows[int(getattr(value, "pk", value))]
        except (KeyError, ValueError, TypeError):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class RowFormSet(BaseInlineFormSet):
    """Positions are given to rows that have none; two of the same get their message at the field."""

    inline: "OwnRowsInline"
    _pk_field: models.Field

    def add_fields(self, form, index):
        super().add_fields(form, index)
        name = self._pk_field.name
        field = form.fields[name]
        form.fields[name] = OwnRowField(
            self.own_rows(), queryset=field.queryset, initial=field.initial, required=False, widget=forms.HiddenInput
        )

    def own_rows(self) -> dict:
        if not hasattr(self, "_own_rows"):
            self._own_rows = {row.pk: row for row in self.get_queryset()}
        return self._own_rows

    def validate_unique(self):
        """Done in `clean`, at the fields."""

    def clean(self):
        super().clean()
        self._refuse_deletion()
        rows = [form for form in self.forms if self._counts(form)]
        taken: dict[int, forms.ModelForm] = {}
        for form in rows:
            position = form.cleaned_data.get("position")
            if position is not None and taken.setdefault(position, form) is not form:
                form.add_error("position", _("Another row has the position %(number)d.") % {"number": position})
        self._number(rows)

    def _refuse_deletion(self) -> None:
        gone = [form.instance for form in self.deleted_forms if form.instance.pk]
        reasons = [self.inline.held_reason(row) for row in gone if self.inline.is_held(row)]
        if reasons:
            raise ValidationError(reasons)

    def _counts(self, form) -> bool:
        if not hasattr(form, "cleaned_data") or "position" not in form.fields:
            return False
        if form.cleaned_data.get(DELETION_FIELD_NAME):
            return False
        return bool(form.instance.pk or form.has_changed())

    def _number(self, rows) -> None:
        """From 1 without gaps, in the order of the numbers that were typed; rows without a number come last."""
        placed = [form for form in rows if "position" not in form.errors]
        placed.sort(key=lambda form: FURTHEST if (typed := form.cleaned_data["position"]) is None else typed)
        self._move(placed)
        for position, form in enumerate(placed, 1):
            form.cleaned_data["position"] = form.instance.position = position

    def _move(self, placed: list) -> None:
        """One up or one down, by the buttons beside its number; scripts move rows without asking the server."""
        name, _colon, way = self.data.get(MOVE, "").partition(":")
        at = next((place for place, form in enumerate(placed) if form.add_prefix("position") == name), None)
        to = None if at is None else at + (-1 if way == "up" else 1)
        if at is not None and to is not None and 0 <= to < len(placed):
            placed[at], placed[to] = placed[to], placed[at]


class ChapterRows(RowFormSet):
    """Of rows that name a chapter: the chapters of the text are read once for all of them."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if field := form.fields.get("chapter"):
            chapters, widget = self.chapters(), getattr(field.widget, "widget", field.widget)
            form.fields["chapter"] = offered = OwnRowField(
                chapters, queryset=field.queryset, label=field.label, required=False, widget=widget
            )
            offered.choices = [("", "—"), *((chapter.pk, str(chapter)) for chapter in chapters.values())]

    def chapters(self) -> dict:
        if not hasattr(self, "_chapters"):
            text = self.instance.guide.text
            named = text.chapters.only("number", "title", "paragraphs", "text_id", "position")
            self._chapters = {chapter.pk: chapter for chapter in named}
        return self._chapters


class PlaceInput(forms.NumberInput):
    """The number of a row, with buttons that move it."""

    template_name = "admin/guides/widgets/place.html"


class RowForm(forms.ModelForm):
    """A row that nobody touched is not checked again, and a number alone makes no row."""

    position = forms.IntegerField(
        label=gettext_lazy("Position"),
        required=False,
        min_value=0,
        max_value=FURTHEST,
        initial=None,
        widget=PlaceInput(attrs={"class": "vPlace"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def has_changed(self):
        return bool(self.changed_data if self.instance.pk else set(self.changed_data) - {"position"})

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"position"}

    def _post_clean(self):
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()

    def validate_unique(self):
        """Positions are compared in the formset; nothing else of a row is unique."""


class OwnRowsInline:
    """`is_held(row)` says whether a row cannot go; the message names nothing of what people wrote."""

    formset = RowFormSet
    form = RowForm
    extra = 1  # so that a row can be added without scripts

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.inline = self
        formset.form.hand_clean_DELETE = lambda form: None  # Django's names what people wrote
        return formset

    def is_held(self, row) -> bool:
        return False

    def held_reason(self, row) -> str:
        return ""
