from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin import OrganizerAdmin
from texts.admin.inlines import HTTPS
from texts.admin.versions import SeenAdmin, SeenForm
from texts.models import Edition
from texts.page_lists import page_list, read_pages, set_pages

HOW = _(
    "Write behind the name of each chapter its first and last page. Or paste a column of first pages over it all, "
    "in the order of the chapters: each ends where the next one begins, and the last one needs both."
)


class EditionForm(SeenForm):
    beside: ClassVar = {"page_ranges": ["chapter", "first", "last"]}
    pages = forms.CharField(
        label=_("A line for each chapter"),
        required=False,
        widget=forms.Textarea(attrs={"dir": "auto", "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, instance: Edition | None = None, **kwargs: Any):
        listed = page_list(instance) if instance else ""
        kwargs["initial"] = {"pages": listed} | (kwargs.get("initial") or {})
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["pages"].widget.attrs["rows"] = min(40, max(6, listed.count("\n") + 2))

    def clean_pages(self) -> dict[int, tuple[int, int]]:
        return read_pages(self.instance, self.cleaned_data["pages"])


@admin.register(Edition)
class EditionAdmin(SeenAdmin, OrganizerAdmin):
    """Reached from its text: where the chapters stand in this edition."""

    form = EditionForm
    change_form_template = "admin/texts/of_a_text.html"
    list_display = ["name", "text", "year"]
    list_select_related = ["text"]
    fieldsets = [
        (None, {"fields": ["name", ("translator", "publisher"), ("year", "isbn"), "url", "seen"]}),
        (_("Pages of the chapters"), {"fields": ["pages"], "description": HOW}),
    ]
    formfield_overrides = HTTPS

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("text")

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        set_pages(obj, form.cleaned_data["pages"])
