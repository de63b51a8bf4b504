"""A group's shared work of one reading as a book. For its facilitators only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from discussions.book.making import begin, is_as_made
from discussions.forms.work_export import WorkExportForm
from discussions.models import WorkExport
from groups.access import facilitator_or_403, reading_or_404
from groups.models import Membership, Reading

TYPES = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


def _place(request: HttpRequest, group: str, reading: str) -> tuple[Membership, Reading]:
    membership = facilitator_or_403(request.user, group)
    return membership, reading_or_404(membership, reading)


@require_safe
def work_export_list(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, place = _place(request, group, reading)
    return _page(request, membership, place, WorkExportForm())


def _page(
    request: HttpRequest, membership: Membership, place: Reading, form: WorkExportForm, is_outdated: bool = False
) -> HttpResponse:
    exports = WorkExport.objects.visible_to(membership).filter(reading=place).light().select_related("made_by__user")
    made = list(exports[:20])
    context = {"group": place.group, "reading": place, "membership": membership, "form": form, "exports": made}
    context["is_waiting"] = any(export.is_waiting for export in made)
    context["is_outdated"] = is_outdated
    status = 410 if is_outdated else 422 if form.errors else 200
    return render(request, "discussions/work_export_list.html", context, status=status)


@require_POST
def work_export_new(request: HttpRequest, group: str, reading: str) -> HttpResponse:
    membership, place = _place(request, group, reading)
    form = WorkExportForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, place, form)
    begin(place, membership, form.cleaned_data["format"], form.cleaned_data["key"])
    return redirect("discussions:work_export_list", group, reading)


@require_safe
def work_export_file(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = _place(request, group, reading)
    export = get_object_or_404(WorkExport.objects.visible_to(membership), reading=place, pk=pk)
    if export.finished_at is None:
        raise Http404
    export.reading = place
    if not is_as_made(export):
        return _page(request, membership, place, WorkExportForm(), is_outdated=True)
    response = HttpResponse(bytes(export.data), content_type=TYPES[export.format])
    name = f"{place.guide.slug}-{export.made_at:%Y-%m-%d}.{export.format}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def work_export_delete(request: HttpRequest, group: str, reading: str, pk: int) -> HttpResponse:
    membership, place = _place(request, group, reading)
    get_object_or_404(WorkExport.objects.visible_to(membership).light(), reading=place, pk=pk).delete()
    messages.success(request, _("The file is deleted."))
    return redirect("discussions:work_export_list", group, reading)
