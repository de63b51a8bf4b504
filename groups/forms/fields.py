import uuid
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.models import Group
from guides.models import Guide
from texts.fields import LinesField


class ProseField(LinesField):
    """Words in a box. Browsers count line ends as one character; so does the limit here.

    The browser is not told of it: it would cut off what is pasted without a word. Too much comes back, whole.
    """

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        too_long = _("This is longer than it can be here (%(limit_value)d characters). Nothing is lost: shorten it.")
        messages = {"max_length": too_long} | kwargs.pop("error_messages", {})
        super().__init__(**{"required": False, "strip": False, "error_messages": messages, **kwargs})

    def widget_attrs(self, widget) -> dict:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def guides_for(by: Any, group: Group | None = None):
    """What is in the library, what was given to the group, and what `by` has written for groups."""
    own = Q(groups=group) if group else Q(pk__in=[])
    if by and by.is_staff:
        own |= Q(editors=by)
    for_them = own & Q(audience=Guide.Audience.GROUPS, published_at__isnull=False, withdrawn_at=None)
    return Guide.objects.filter(Q(pk__in=Guide.objects.published()) | for_them).distinct()


class GuideField(forms.ModelChoiceField):
    """Guides by their books, which is what people look for: “Frankenstein, Mary Shelley: Maker and made”."""

    def __init__(self, **kwargs):
        super().__init__(**{"label": _("Guide"), "queryset": Guide.objects.none(), "to_field_name": "slug", **kwargs})

    def offer(self, guides) -> None:
        by_book = guides.order_by("text__title", "title", "pk")
        self.queryset = by_book.select_related("text").prefetch_related("text__authorships__author")

    def label_from_instance(self, obj) -> str:
        return f"{', '.join(filter(None, [obj.text.title, obj.text.author_line]))}: {obj.title}"


class KeyField(forms.UUIDField):
    """Makes creating twice by the same form creating once."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(**{"initial": uuid.uuid4, "error_messages": {"required": _("Open the form again.")}, **kwargs})


class VersionedForm(forms.ModelForm):
    """For what two people may edit: the second to save is told, and sees both."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    version_column = "version"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["version"] = self._version_of(self.instance)

    @transaction.atomic
    def save_unless_changed(self) -> bool:
        """False, and nothing saved, if somebody saved since this form was opened."""
        version = self.cleaned_data["version"]
        if self._version_of(self._locked()) != version:
            return False
        setattr(self.instance, self.version_column, version + 1)
        names = [name for name in self.columns() if name in self.cleaned_data or name in self.extra_columns]
        self.instance.save(update_fields=[self.version_column, *names, *self._built_from(names)])
        return True

    extra_columns: tuple[str, ...] = ()

    def _version_of(self, instance) -> int:
        return getattr(instance, self.version_column)

    def columns(self) -> list[str]:
        return [*self._meta.fields, *self.extra_columns]

    def _built_from(self, names: list[str]) -> list[str]:
        columns = {field.attname for field in self._meta.model._meta.concrete_fields}
        return [f"{name}_html" for name in names if f"{name}_html" in columns]

    def _locked(self):
        return self._meta.model._default_manager.select_for_update().get(pk=self.instance.pk)

    def over_what_is_there(self) -> list[tuple[str, str]]:
        """After a refusal: label and stored words of each field that differs. Saving again then overwrites them."""
        stored = self._meta.model._default_manager.get(pk=self.instance.pk)
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("version")] = self._version_of(stored)
        self.data = data
        shown = [name for name in self._meta.fields if name in self.cleaned_data]
        different = [name for name in shown if getattr(stored, name) != self.cleaned_data[name]]
        return [(self[name].label, getattr(stored, name)) for name in different]
