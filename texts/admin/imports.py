"""A file in, looked at, saved. Each import is its organizer's own; others do not find it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kept import keeps_words
from texts.admin.forms import CutForm, TitlePageForm, UploadForm
from texts.admin.preview import (
    as_written,
    forms_of,
    import_cover,
    import_keep,
    import_split,
    is_outdated,
    job_or_404,
    outdated,
    page,
    preview,
    retyped,
    sent_before,
)
from texts.covers import set_cover
from texts.importing import Book
from texts.jobs import running
from texts.library import credit, save_book
from texts.models import ImportJob, Text


def urls(site: AdminSite) -> list[URLPattern]:
    def act(route: str, view) -> URLPattern:
        bound = partial(view, site=site)
        bound.__dict__.update(view.__dict__)
        return path(route, site.admin_view(bound), name=f"texts_{view.__name__}")

    return [
        act("import/", import_new),
        act("import/<int:pk>/", import_status),
        act("import/<int:pk>/cut/", import_cut),
        act("import/<int:pk>/keep/", import_keep),
        act("import/<int:pk>/split/<int:place>/", import_split),
        act("import/<int:pk>/cover/", import_cover),
        act("import/<int:pk>/save/", import_save),
        act("import/<int:pk>/drop/", import_drop),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """With `?text=ID` the file goes over an earlier text."""
    text = _text_over(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        job = _begin(request, form.cleaned_data["file"], text)
        if not job.error or job.guesses:
            return redirect(job)
        form.add_error("file", job.error)
        job.delete()
    waiting = ImportJob.objects.visible_to(request.user).waiting().select_related("text", "created_by")
    context = {"form": form, "text": text, "waiting": waiting}
    return page(request, site, "import_new", status=422 if form.errors else 200, **context)


def _text_over(request: HttpRequest) -> Text | None:
    pk = request.GET.get("text", "")
    return get_object_or_404(Text, pk=pk) if pk.isdecimal() else None


def _begin(request: HttpRequest, file, text: Text | None) -> ImportJob:
    name = file.name[:255]
    by: Any = request.user
    with transaction.atomic():
        job = ImportJob.objects.create(created_by=by, text=text, filename=name)
        job.store("data", file.read())
    running.start(job)
    return job


@require_safe
def import_status(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    job = job_or_404(request, pk)
    if job.saved_at:
        messages.info(request, _("“%(text)s” was saved already.") % {"text": job.text})
        return redirect("admin:texts_text_change", job.text_id)
    if job.is_ready:
        return preview(request, site, job, *forms_of(job, sent_before(request, job)))
    return page(request, site, "import_status", job=job, cut=CutForm(instance=job))


@require_POST
def import_cut(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Read the file again, cut in another way."""
    job = job_or_404(request, pk)
    if job.saved_at:
        return redirect(job)
    form = CutForm(request.POST, instance=job)
    if form.is_valid():
        running.start(form.save(commit=False), retyped(job, request.POST))
        return redirect(job)
    job.refresh_from_db(fields=["how", "level", "pattern", "encoding"])
    if job.is_ready:
        written = request.POST if "cut_mark" in request.POST else None
        return preview(request, site, job, *forms_of(job, written), cut=form, status=422)
    return page(request, site, "import_status", job=job, cut=form, status=422)


@keeps_words()
@require_POST
@transaction.atomic
def import_save(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """A second click waits for the first, and is led to what that has saved."""
    job = job_or_404(request, pk, ImportJob.objects.select_for_update(of=["self"]))
    if not job.is_ready:
        return redirect(job)
    if is_outdated(request, job):
        return outdated(request, site, job)
    title_page, rows = forms_of(job, request.POST)
    valid = [form.is_valid() for form in (title_page, *rows)]
    if all(valid) and not any(row.cleaned_data["taken"] for row in rows):
        title_page.add_error(None, _("No chapter is ticked: there is nothing to save."))
    if not all(valid) or title_page.errors:
        return preview(request, site, job, title_page, rows, status=422)
    text = save(job, title_page, as_written(job, rows), request.user)
    messages.success(request, _("“%(text)s” is saved. Look it over, then publish it.") % {"text": text})
    return redirect("admin:texts_text_change", text.pk)


@transaction.atomic
def save(job: ImportJob, title_page: TitlePageForm, book: Book, by) -> Text:
    """All of it or nothing."""
    authors, translators = title_page.cleaned_data["author_names"], title_page.cleaned_data["translator_names"]
    book.title, book.authors, book.translators = title_page.cleaned_data["title"], authors, translators
    cover = book.cover if title_page.cleaned_data.get("takes_cover") else None
    book.cover = None
    text = save_book(book, by, title_page.save() if job.text else None)
    if cover:
        set_cover(text, cover)
    Text.objects.filter(pk=text.pk).update(
        **{name: title_page.cleaned_data[name] for name in TitlePageForm.Meta.fields}
    )
    credit(text, authors, translators)
    job.become(text)
    return text


@require_POST
def import_drop(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    job = job_or_404(request, pk)
    if job.saved_at:
        return redirect(job)
    job.delete()
    messages.success(request, _("“%(file)s” was not saved.") % {"file": job.filename})
    return redirect("admin:texts_text_changelist")
