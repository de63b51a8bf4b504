from typing import Any, ClassVar

from admin_ordering.admin import OrderableAdmin
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.admin import OrganizerAdmin
from texts.admin import imports
from texts.admin.inlines import HTTPS, OrganizerInline
from texts.admin.versions import SeenAdmin, SeenForm
from texts.covers import set_cover
from texts.importing import pictures
from texts.jobs.speaking import spoken
from texts.models import Authorship, Chapter, Edition, Text


class PublishedFilter(admin.SimpleListFilter):
    title = gettext_lazy("published")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No"))]

    def queryset(self, request, queryset):
        return queryset.filter(published_at__isnull=self.value() == "no") if self.value() else queryset


class AuthorshipInline(OrganizerInline):
    model = Authorship
    fields = ["author", "role", "position"]
    autocomplete_fields = ["author"]
    extra = 1


class EditionInline(OrganizerInline):
    model = Edition
    formfield_overrides = HTTPS
    fields = ["name", "translator", "year", "isbn", "url"]
    extra = 0
    show_change_link = True
    verbose_name_plural = gettext_lazy("editions: open one to say on which pages the chapters stand")


class ChapterRow(forms.ModelForm):
    def _get_validation_exclusions(self) -> set[str]:
        """Rows that change places are compared with each other, not with what is stored; the database looks last."""
        return super()._get_validation_exclusions() | {"position"}  # type: ignore[misc]


class ChapterInline(OrderableAdmin, OrganizerInline):
    """A chapter is deleted on its own page, which says what hangs on it."""

    model = Chapter
    form = ChapterRow
    can_delete = False
    ordering_field = "position"
    fields = ["position", "part", "number", "title", "slug", "words"]
    readonly_fields = ["words"]
    prepopulated_fields = {"slug": ["number", "title"]}
    extra = 0
    show_change_link = True
    verbose_name_plural = gettext_lazy("chapters: open one to change its words")

    def get_queryset(self, request):
        chapters: Any = super().get_queryset(request)
        return chapters.without_bodies().order_by("position", "pk")

    def check(self, **kwargs):
        return []  # the order of the model begins with the text, which is the same for all rows here


class TextForm(SeenForm):
    beside: ClassVar = {
        "authorships": ["author", "role", "position"],
        "editions": ["name", "translator", "year", "isbn", "url"],
        "chapters": ["position", "part", "number", "title", "slug"],
    }
    new_cover = forms.FileField(
        label=gettext_lazy("Cover"),
        required=False,
        help_text=gettext_lazy("A picture in the upright, JPEG or PNG; it is made smaller where it is large."),
    )
    drops_cover = forms.BooleanField(label=gettext_lazy("No cover: only the title"), required=False)

    def clean_new_cover(self):
        file = self.cleaned_data["new_cover"]
        try:
            return pictures.cover(file.read()) if file else None
        except pictures.PictureRefused as reason:
            raise forms.ValidationError(
                _("The picture was not taken: %(reason)s.") % {"reason": spoken(reason.sentence.pair)}
            ) from reason


@admin.register(Text)
class TextAdmin(SeenAdmin, OrganizerAdmin):
    form = TextForm
    change_form_template = "admin/texts/text/change_form.html"
    change_list_template = "admin/texts/text/change_list.html"
    list_display = ["title", "author_line", "kind", "written", "chapter_total", "is_published"]
    list_filter = [PublishedFilter, "kind", "language"]
    list_per_page = 50
    search_fields = ["title", "subtitle", "authorships__author__name"]
    search_help_text = gettext_lazy("Title or author.")
    prepopulated_fields = {"slug": ["title"]}
    formfield_overrides = HTTPS
    inlines = [AuthorshipInline, EditionInline, ChapterInline]
    readonly_fields = ["cover_shown"]
    fieldsets = [
        (None, {"fields": ["title", "subtitle", "slug", "kind", "language", "blurb", "tags", "seen"]}),
        (gettext_lazy("When it was written"), {"fields": [("written_from", "written_to", "written_circa")]}),
        (gettext_lazy("Cover"), {"fields": ["cover_shown", "new_cover", "drops_cover"]}),
        (gettext_lazy("Where it comes from"), {"fields": ["rights", "source_url", "edition_note"]}),
    ]

    def get_queryset(self, request):
        return Text.objects.with_size().with_authors().order_by("title", "pk")  # counting forgets the order

    @admin.display(description=gettext_lazy("cover now"))
    def cover_shown(self, text: Text) -> str:
        if not text.cover:
            return _("None: the title stands for it.")
        address = text.cover.get_absolute_url()
        return format_html('<img class="import-cover" src="{}" alt="{}">', address, _("Cover"))

    @admin.display(description=gettext_lazy("author"))
    def author_line(self, text: Text) -> str:
        return text.author_line

    @admin.display(description=gettext_lazy("written"), ordering="written_from")
    def written(self, text: Text) -> str:
        return text.written

    @admin.display(description=gettext_lazy("chapters"), ordering="chapter_count")
    def chapter_total(self, text) -> int:
        return text.chapter_count

    @admin.display(description=gettext_lazy("published"), boolean=True, ordering="published_at")
    def is_published(self, text: Text) -> bool:
        return text.published_at is not None

    def save_model(self, request, obj, form, change) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
        if form.cleaned_data["new_cover"] or form.cleaned_data["drops_cover"]:
            set_cover(obj, form.cleaned_data["new_cover"])

    def get_urls(self):
        site = self.admin_site
        acts = [
            path("<int:pk>/publish/", site.admin_view(text_publish), name="texts_text_publish"),
            path("<int:pk>/withdraw/", site.admin_view(text_withdraw), name="texts_text_withdraw"),
        ]
        return imports.urls(site) + acts + super().get_urls()


@require_POST
def text_publish(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(Text, pk=pk)
    try:
        text.publish()
        messages.success(request, _("“%(text)s” is published.") % {"text": text})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:texts_text_change", pk)


@require_POST
def text_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(Text, pk=pk)
    text.withdraw()
    messages.success(request, _("“%(text)s” is no longer in the library.") % {"text": text})
    return redirect("admin:texts_text_change", pk)
