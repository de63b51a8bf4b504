"""For superusers: reports that were passed on, and a way to the words they are about that leaves an entry."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from discussions import hosting
from discussions.models import Report


class AddressForm(forms.Form):
    address = forms.CharField(
        label=gettext_lazy("Address of the page"),
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def clean_address(self) -> list[hosting.Found]:
        return hosting.found_at(self.cleaned_data["address"])


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The members of the group can read it."),
    )


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ["group", "reported_at", "escalated_at", "settled_at", "outcome"]
    list_filter = ["settled_at"]
    list_select_related = ["post__group"]
    ordering = ["settled_at", "escalated_at"]
    readonly_fields = ["group", "reason", "reported_at", "escalated_at", "settled_at", "outcome", "words"]
    fields = [*readonly_fields]
    change_list_template = "admin/discussions/report_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).filter(pk__in=Report.objects.for_hosts())

    @admin.display(description=gettext_lazy("group"))
    def group(self, report: Report) -> str:
        return str(report.post.group)

    @admin.display(description=gettext_lazy("the post"))
    def words(self, report: Report) -> str:
        url = reverse("admin:discussions_words_read", args=["post", report.post_id])
        return format_html('<a href="{}">{}</a>', url, _("Read it, for a reason"))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("words/", view(self.words_find), name="discussions_words"),
            path("words/<str:kind>/<int:pk>/", view(self.words_read), name="discussions_words_read"),
            *super().get_urls(),
        ]

    def words_find(self, request: HttpRequest) -> HttpResponse:
        """What is at an address: who wrote when, not what."""
        _only_superusers(request)
        form = AddressForm(request.GET if "address" in request.GET else None)
        found = form.cleaned_data["address"] if form.is_bound and form.is_valid() else []
        context = self._context(request, _("Words of members")) | {"form": form, "found": found}
        return render(request, "admin/discussions/words.html", context, status=422 if form.errors else 200)

    def words_read(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Asks why; then shows the words, deletes them, or leaves them and settles what was reported."""
        _only_superusers(request)
        if kind not in hosting.KINDS:
            raise Http404
        thing: Any = get_object_or_404(hosting.KINDS[kind].objects.select_related("author__user", "group"), pk=pk)
        form = WhyForm(request.POST or None)
        context = self._context(request, str(hosting.NAMES[kind]).capitalize()) | {"thing": thing, "kind": kind}
        context["is_reported"] = kind == "post" and thing.reports.open().exists()
        if not (form.is_bound and form.is_valid()):
            context["form"] = form
            return render(request, "admin/discussions/words_read.html", context, status=422 if form.errors else 200)
        reason = form.cleaned_data["reason"]
        acts = {"delete": hosting.delete} | ({"leave": hosting.leave} if context["is_reported"] else {})
        if act := acts.get(request.POST.get("do", "")):
            act(kind, thing, request.user, reason)
            messages.success(request, _("It is done. The group’s log says so."))
            return redirect("admin:discussions_report_changelist")
        hosting.read(kind, thing, request.user, reason)
        context |= {"form": WhyForm(), "words": hosting.words_of(kind, thing)}
        return render(request, "admin/discussions/words_read.html", context)

    def _context(self, request: HttpRequest, title: str) -> dict:
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts}


def _only_superusers(request: HttpRequest) -> None:
    if not getattr(request.user, "is_superuser", False):
        raise PermissionDenied
