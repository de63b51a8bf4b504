from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from guides.admin.desk import DeskAdmin
from guides.admin.inlines import Rows
from guides.admin.permissions import may_edit
from guides.admin.rows import RowFormSet
from guides.admin.saving import save_rows
from guides.admin.versions import VersionedForm
from guides.models import Guide, PathStep, ReadingPath
from texts.naming import free_address


@require_POST
def path_publish(request: HttpRequest, pk: int) -> HttpResponse:
    editable_or_403(request, pk).publish()
    return redirect("admin:guides_readingpath_change", pk)


@require_POST
def path_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    editable_or_403(request, pk).withdraw()
    return redirect("admin:guides_readingpath_change", pk)


def editable_or_403(request: HttpRequest, pk: int) -> ReadingPath:
    found = get_object_or_404(ReadingPath, pk=pk)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


class PublishedFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [("draft", _("Draft")), ("published", _("Published"))]

    def queryset(self, request, queryset):
        return queryset.filter(published_at__isnull=self.value() == "draft") if self.value() else queryset


class StepRows(RowFormSet):
    def clean(self):
        super().clean()
        taken = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            guide = None if data.get("DELETE") else data.get("guide")
            if guide in taken:
                form.add_error("guide", _("This guide is in the path already."))
            taken |= {guide} - {None}


class StepInline(Rows):
    model = PathStep
    formset = StepRows
    fields = ["position", "guide", "note"]
    extra = 1

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "guide":
            kwargs["queryset"] = Guide.objects.filter(audience=Guide.Audience.EVERYONE)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(ReadingPath)
class ReadingPathAdmin(DeskAdmin):
    form = VersionedForm
    change_form_template = "admin/guides/path/change_form.html"
    list_display = ["title", "state", "guide_total", "editor_names", "updated_at"]
    list_filter = [PublishedFilter]
    search_fields = ["title", "steps__guide__title", "steps__guide__text__title"]
    search_help_text = gettext_lazy("Title of the path, of one of its guides or of its text.")
    inlines = [StepInline]
    fieldsets = [
        (None, {"fields": ["title", "description", "seen_version"]}),
        (gettext_lazy("Address and editors"), {"classes": ["collapse"], "fields": ["slug", "editors"]}),
    ]

    def get_queryset(self, request):
        listed = super().get_queryset(request).prefetch_related("editors")
        return listed.annotate(guide_total=Count("steps", distinct=True))

    @admin.display(description=gettext_lazy("status"), ordering="published_at")
    def state(self, path):
        return _("Published") if path.is_published else _("Draft")

    @admin.display(description=gettext_lazy("guides"), ordering="guide_total")
    def guide_total(self, path):
        return path.guide_total

    def get_fieldsets(self, request, obj=None):
        return self.fieldsets if obj else [(None, {"fields": ["title", "description"]})]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.slug = free_address(ReadingPath.objects, obj.title, "path")
        obj.save()

    def save_formset(self, request, form, formset, change):
        save_rows(request, formset)

    def render_change_form(self, request, context, *args, **kwargs):
        if context.get("original"):
            context["may_edit"] = may_edit(request, context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:pk>/publish/", site.admin_view(path_publish), name="guides_path_publish"),
            path("<int:pk>/withdraw/", site.admin_view(path_withdraw), name="guides_path_withdraw"),
            *super().get_urls(),
        ]

    def is_held(self, path):
        return False
