from typing import ClassVar

from django import forms
from django.contrib import admin

from accounts.admin import OrganizerAdmin
from texts.admin.inlines import OrganizerInline
from texts.admin.versions import SeenAdmin, SeenForm
from texts.library import set_body
from texts.models import Chapter, Edition, PageRange


class ChapterForm(SeenForm):
    beside: ClassVar = {"page_ranges": ["edition", "first", "last"]}

    class Meta:
        model = Chapter
        fields = ["part", "number", "title", "slug", "source"]
        widgets = {"source": forms.Textarea(attrs={"rows": 30, "cols": 100, "dir": "auto", "class": "vLargeTextField"})}


class ChapterPagesInline(OrganizerInline):
    model = PageRange
    fields = ["edition", "first", "last"]
    extra = 1

    def get_formset(self, request, obj=None, **kwargs):
        self.chapter = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        text = self.chapter.text_id if self.chapter else None
        kwargs["queryset"] = Edition.objects.filter(text=text)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Chapter)
class ChapterAdmin(SeenAdmin, OrganizerAdmin):
    """Reached from its text: the words of one chapter, in Markdown."""

    form = ChapterForm
    change_form_template = "admin/texts/chapter/change_form.html"
    fields = ["part", "number", "title", "slug", "source", "seen"]
    inlines = [ChapterPagesInline]
    list_select_related = ["text"]

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("html", "plain").select_related("text")

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if "source" in form.changed_data:
            set_body(obj, obj.source)
