"""What the pages of the desk have in common."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import TextField
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guides.admin.forms import MarkdownTextarea
from guides.admin.permissions import EditorsAdmin
from guides.admin.rows import MOVE
from guides.admin.saving import is_touched
from guides.admin.versions import ConflictAdmin
from texts.fields import LinesField, MarkdownField

MARKDOWN: dict[Any, dict] = {
    MarkdownField: {"widget": MarkdownTextarea},
    TextField: {"widget": AdminTextareaWidget, "form_class": LinesField},
}


class DeskPage(ConflictAdmin, EditorsAdmin):
    formfield_overrides = MARKDOWN

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """In the voice of the site: what was done, in a word or two."""
        words = getattr(request, "desk_words", "") if level == messages.SUCCESS else ""
        super().message_user(request, words or message, level, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        request.desk_words = _("Saved.")
        return super().response_add(request, obj, post_url_continue)

    def response_delete(self, request, obj_display, obj_id):
        request.desk_words = _("“%(name)s” is deleted.") % {"name": obj_display}
        return super().response_delete(request, obj_display, obj_id)

    def response_change(self, request, obj):
        request.desk_words = _("Saved.")
        if MOVE not in request.POST:
            return super().response_change(request, obj)
        prefix = request.POST[MOVE].partition("-")[0]
        return redirect(f"{request.path}#{prefix}-group")


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
        elif form.has_changed() or any(map(is_touched, formsets)):
            form.instance.version += 1
            form.instance.save(update_fields=["version", "updated_at"])
