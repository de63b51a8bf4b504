from typing import Any

from django.contrib import admin

from accounts.admin import OrganizerAdmin
from texts.admin.inlines import HTTPS, OrganizerInline
from texts.models import Chapter, Edition, PageRange


class EditionPagesInline(OrganizerInline):
    """Where the chapters stand in this edition."""

    model = PageRange
    fields = ["chapter", "first", "last"]
    extra = 3

    def get_formset(self, request, obj=None, **kwargs):
        self.edition = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """One list of chapters for all rows, without their bodies."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        text = self.edition.text_id if self.edition else None
        chapters = Chapter.objects.filter(text=text).only("number", "title", "position", "text_id")
        field.queryset = chapters
        field.choices = [("", "---------"), *((chapter.pk, chapter.label) for chapter in chapters)]
        return field


@admin.register(Edition)
class EditionAdmin(OrganizerAdmin):
    """Reached from its text."""

    list_display = ["name", "text", "year"]
    list_select_related = ["text"]
    fields = ["text", "name", ("translator", "publisher"), ("year", "isbn"), "url"]
    readonly_fields = ["text"]
    formfield_overrides = HTTPS
    inlines = [EditionPagesInline]

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request, obj=None):
        return False
