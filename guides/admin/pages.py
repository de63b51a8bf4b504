"""What the pages of acts at the desk share: who may, where to go back to, how to ask first."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from guides.models import Guide

ask = require_http_methods(["GET", "HEAD", "POST"])


def editable_or_403(request: HttpRequest, pk: int) -> Guide:
    guide = get_object_or_404(Guide.objects.select_related("text"), pk=pk)
    if not guide.is_editable_by(request.user):
        raise PermissionDenied
    return guide


def back_to(guide: Guide) -> HttpResponse:
    return redirect("admin:guides_guide_change", guide.pk)


def page(request: HttpRequest, site: AdminSite, template: str, **context) -> HttpResponse:
    context = {**site.each_context(request), "opts": Guide._meta, **context}
    return TemplateResponse(request, f"admin/guides/{template}.html", context, status=context.pop("status", 200))


def confirmed(request: HttpRequest, site: AdminSite, guide: Guide, question: str, button: str, hint: str = ""):
    """The page that asks; None once the answer is yes."""
    if request.method == "POST":
        return None
    return page(request, site, "confirm", title=question, guide=guide, button=button, hint=hint)
