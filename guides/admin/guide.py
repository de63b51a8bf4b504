from django.conf import settings
from django.contrib import admin
from django.db.models import URLField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guides.admin import acts
from guides.admin.bulk import ACTIONS, BulkActs
from guides.admin.desk import MARKDOWN, DeskAdmin
from guides.admin.forms import GuideForm
from guides.admin.inlines import EventInline, PersonInline, SectionInline, TermInline
from guides.admin.saving import save_rows
from guides.admin.state import state_of
from guides.models import Guide
from texts.languages import LANGUAGES
from texts.naming import free_address


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [
            ("draft", _("Draft")),
            ("review", _("In review")),
            ("published", _("Published")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(published_at=None, review_asked_at=None)
            case "review":
                return queryset.filter(review_asked_at__isnull=False)
            case "published":
                return queryset.filter(published_at__isnull=False, withdrawn_at=None)
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
        return queryset


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("editor")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", _("I may edit"))]

    def queryset(self, request, queryset):
        return queryset.filter(editors=request.user) if self.value() else queryset


class LanguageFilter(admin.SimpleListFilter):
    """Only languages that there are guides in."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        used = set(Guide.objects.order_by().values_list("language", flat=True).distinct())
        return [pair for pair in LANGUAGES if pair[0] in used]

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


@admin.register(Guide)
class GuideAdmin(BulkActs, DeskAdmin):
    form = GuideForm
    change_form_template = "admin/guides/guide/change_form.html"
    list_display = ["title", "text", "state", "extent", "editor_names", "changed"]
    actions = ACTIONS
    list_filter = [StatusFilter, MineFilter, LanguageFilter, "level"]
    list_select_related = ["text"]
    list_per_page = 50
    search_fields = ["title", "text__title", "text__authorships__author__name", "sections__title"]
    search_help_text = gettext_lazy("Title of the guide, of its text or of a section; author.")
    formfield_overrides = MARKDOWN | {URLField: {"assume_scheme": "https"}}
    inlines = [SectionInline, TermInline, PersonInline, EventInline]
    fieldsets = [
        (None, {"fields": ["text", "title", "blurb", "seen_version"]}),
        (
            gettext_lazy("What readers find on its page"),
            {
                "classes": ["collapse"],
                "fields": [
                    *("subtitle", "why", "about_author", "audience_note", "how_to_use"),
                    *("preparatory", "further", "tags"),
                ],
            },
        ),
        (
            gettext_lazy("Address, language and licence"),
            {
                "classes": ["collapse"],
                "fields": [
                    *("slug", ("language", "level"), "credits", "licence"),
                    *("derived_from", "derived_from_url"),
                ],
            },
        ),
        (
            gettext_lazy("Who edits it, and who reads it"),
            {"classes": ["collapse"], "fields": ["editors", "audience"]},
        ),
    ]
    readonly_fields = ["derived_from"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("text").prefetch_related("editors")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        sizes = {
            guide.pk: guide
            for guide in Guide.objects.with_size().filter(pk__in=[row.pk for row in changelist.result_list])
        }
        for row in changelist.result_list:
            row.size = sizes[row.pk]
        return changelist

    @admin.display(description=gettext_lazy("status"), ordering="published_at")
    def state(self, guide):
        return guide.status

    @admin.display(description=gettext_lazy("last change"), ordering="updated_at")
    def changed(self, guide):
        return date_format(timezone.localtime(guide.updated_at), "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("extent"))
    def extent(self, guide):
        size = guide.size
        sections = ngettext("%(number)d section", "%(number)d sections", size.section_count)
        questions = ngettext("%(number)d question", "%(number)d questions", size.question_count)
        return ", ".join((sections % {"number": size.section_count}, questions % {"number": size.question_count}))

    def get_fieldsets(self, request, obj=None):
        """A new guide begins with three fields; the rest grows when it is there."""
        return self.fieldsets if obj else [(None, {"fields": ["text", "title", "blurb", "with_chapters"]})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if obj and "slug" in form.base_fields:
            form.base_fields["slug"].help_text = format_lazy("{}/guides/…/", settings.SITE_URL)
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.slug = free_address(Guide.objects, obj.title, "guide")
            obj.language = obj.text.language
        obj.save()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change and form.cleaned_data.get("with_chapters"):
            acts.add_chapters(form.instance)

    def save_formset(self, request, form, formset, change):
        save_rows(request, formset)

    def render_change_form(self, request, context, *args, **kwargs):
        guide = context.get("original")
        text = request.GET.get("text", "")
        context["from_text"] = text if text.isdecimal() and not guide else ""
        if guide:
            context |= state_of(request, guide)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self):
        return acts.urls(self.admin_site) + super().get_urls()

    def is_held(self, guide):
        return Guide.objects.held().filter(pk=guide.pk).exists()

    def held_reason(self, guide):
        return _("Groups read “%(guide)s”. Withdraw it instead: they keep it, and the library drops it.") % {
            "guide": guide
        }
