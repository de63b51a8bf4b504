from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from accounts.admin import OrganizerAdmin
from texts.models import Author


@admin.register(Author)
class AuthorAdmin(OrganizerAdmin):
    list_display = ["name", "sort_name", "born", "died", "text_total"]
    search_fields = ["name", "sort_name"]
    ordering = ["sort_name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "sort_name", "slug", ("born", "died")]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(text_total=Count("authorships__text", distinct=True))

    @admin.display(description=_("texts"), ordering="text_total")
    def text_total(self, author) -> int:
        return author.text_total
