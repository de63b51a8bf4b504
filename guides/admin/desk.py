"""What the pages of the desk have in common."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy

from guides.admin.forms import MarkdownTextarea
from guides.admin.permissions import EditorsAdmin
from guides.admin.versions import ConflictAdmin
from texts.fields import MarkdownField

MARKDOWN: dict[Any, dict] = {MarkdownField: {"widget": MarkdownTextarea}}


class DeskPage(ConflictAdmin, EditorsAdmin):
    formfield_overrides = MARKDOWN

    class Media:
        css = {"all": ["admin-desk/desk.css"]}


class DeskAdmin(DeskPage):
    """Of what has editors and a version of its own, and begins with a small form."""

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    @admin.display(description=gettext_lazy("editors"))
    def editor_names(self, obj):
        return ", ".join(str(editor) for editor in obj.editors.all())

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "editors":
            kwargs["queryset"] = db_field.related_model.objects.filter(is_staff=True, is_active=True)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.editors.add(request.user)
        elif form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.version += 1
            form.instance.save(update_fields=["version", "updated_at"])
