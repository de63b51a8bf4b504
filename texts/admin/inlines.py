from typing import Any

from django.contrib import admin
from django.db.models import Field, URLField
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

HTTPS: dict[type[Field], dict[str, Any]] = {URLField: {"assume_scheme": "https"}}


class Rows(BaseInlineFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete this row")


class OrganizerInline(admin.TabularInline):
    """Rows that every organizer may change, like the page they stand on."""

    template = "admin/texts/rows.html"
    formset = Rows

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_staff

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """The head of a column is no label to a screen reader, so each field bears it once more."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["aria-label"] = capfirst(field.label or db_field.verbose_name)
        return field

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission
