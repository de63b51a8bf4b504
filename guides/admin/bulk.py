"""Acts on several guides at once. Each asks first, names what it will leave alone, and then says what it did."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guides import documents
from guides.admin.permissions import may_edit
from guides.models import Guide

ACTIONS = ["publish_many", "review_many", "withdraw_many"]


class BulkActs:
    admin_site: AdminSite

    @admin.action(description=gettext_lazy("Publish"), permissions=["change"])
    def publish_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def publish(guide: Guide) -> None:
            documents.publish(guide, request.user, "")

        return self._ask(request, queryset, _("Publish these guides?"), "publish_many", publish, lambda guide: True)

    @admin.action(description=gettext_lazy("Ask for a review"), permissions=["change"])
    def review_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def ask(guide: Guide) -> None:
            guide.ask_for_review(request.user)

        question = _("Ask another organizer to review these guides?")
        return self._ask(request, queryset, question, "review_many", ask, lambda guide: not guide.is_published)

    @admin.action(description=gettext_lazy("Withdraw"), permissions=["change"])
    def withdraw_many(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        question = _("Withdraw these guides? Groups that read them keep them.")
        return self._ask(request, queryset, question, "withdraw_many", Guide.withdraw, lambda guide: guide.is_published)

    def _ask(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        question: str,
        action: str,
        act: Callable[[Guide], object],
        fits: Callable[[Guide], bool],
    ) -> HttpResponse | None:
        chosen = list(queryset.select_related("text"))
        able = [guide for guide in chosen if may_edit(request, guide) and fits(guide)]
        if "sure" in request.POST:
            self._do(request, able, act)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": Guide._meta,
            "title": question,
            "action": action,
            "able": able,
            "left": [guide for guide in chosen if guide not in able],
        }
        return TemplateResponse(request, "admin/guides/bulk.html", context)

    def _do(self, request: HttpRequest, guides: list[Guide], act: Callable[[Guide], object]) -> None:
        done = 0
        for guide in guides:
            try:
                act(guide)
                done += 1
            except ValidationError as error:
                messages.error(request, f"{guide}: {' '.join(error.messages)}")
        if done:
            messages.success(request, ngettext("Done for %(n)d guide.", "Done for %(n)d guides.", done) % {"n": done})
