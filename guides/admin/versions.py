"""Two organizers at one guide: the second saver is told, and sees both texts. Nothing typed is lost."""

from typing import Any

from django import forms
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from guides.admin.permissions import whole_of
from texts.admin.versions import differences


class VersionedForm(forms.ModelForm):
    """Carries the version that was read. `version_of` names what is counted: the object itself, or its section."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_conflict = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.current_version = self.counted.version if self.instance.pk else 1
        self.initial["seen_version"] = self.current_version

    @property
    def counted(self):
        return self.instance

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("seen_version") != self.current_version:
            self.is_conflict = True
            self.add_error(None, _("Someone else saved this while you were writing. Compare the two before you save."))
        cleaned.pop("seen_version", None)
        return cleaned

    def take_current_version(self) -> None:
        """So that saving what is now on the page is a decision."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("seen_version")] = self.current_version
        self.data = data


class ConflictAdmin:
    """Serialises the savers of one guide, and answers the second one with 409."""

    def get_object(self, request: HttpRequest, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST" and connection.in_atomic_block:
            whole = whole_of(found)
            type(whole).objects.select_for_update(of=("self",)).get(pk=whole.pk)
            found = super().get_object(request, object_id, from_field)
        return found

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        rows = [row for inline in context["inline_admin_formsets"] for row in inline.formset.forms if row.is_bound]
        versioned = [row for row in (form, *rows) if getattr(row, "is_conflict", False)]
        if versioned:
            every = [row for row in (form, *rows) if row.instance.pk and row.has_changed()]
            context["differences"] = [difference for row in every for difference in differences(row)]
            for row in versioned:
                row.take_current_version()
        response = super().render_change_form(request, context, *args, **kwargs)
        if versioned:
            response.status_code = 409
        return response
