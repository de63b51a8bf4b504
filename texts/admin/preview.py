"""The preview of an import: what an organizer writes in it is kept while they split a chapter of it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.kept import keeps_words, take
from texts.admin.forms import ChapterRow, CutForm, TitlePageForm, chapter_rows, decisions, title_page_of
from texts.comparing import changes
from texts.importing import Book
from texts.jobs.child import outline
from texts.jobs.packing import pack
from texts.jobs.revising import revised
from texts.jobs.speaking import spoken
from texts.jobs.splitting import beginnings, split
from texts.models import ImportJob, Text

SHOWN = 500


def forms_of(job: ImportJob, data=None) -> tuple[TitlePageForm, list]:
    draft = job.draft or {"title_page": {}, "rows": []}
    return title_page_form(job, draft["title_page"], data), chapter_rows(job.outline, draft["rows"], data)


def title_page_form(job: ImportJob, draft: dict, data=None) -> TitlePageForm:
    initial: dict[str, Any] = title_page_of(job.outline)
    if job.text:
        names = {"author_names": job.text.author_line, "translator_names": job.text.translator_line}
        initial = {name: line.replace(", ", "\n") for name, line in names.items()}
        initial["takes_cover"] = job.text.cover_id is None
    title_page = TitlePageForm(data, instance=job.text, initial=initial | draft)
    if not job.outline["has_cover"]:
        del title_page.fields["takes_cover"]
    return title_page


def retyped(job: ImportJob, data) -> dict:
    """What an organizer wrote on the title page other than the file says: it outlives another cut."""
    if not job.is_ready or "cut_mark" not in data:
        return {}
    title_page = title_page_form(job, {}, data)
    return {name: title_page[name].value() for name in title_page.changed_data}


def sent_before(request: HttpRequest, job: ImportJob):
    """What was sent after the session had ended, if it is about these chapters."""
    kept = take(request, "admin:texts_import_save", "admin:texts_import_keep", pk=job.pk)
    return kept.data if kept and kept.data.get("cut_mark") == job.cut_mark else None


def preview(request: HttpRequest, site: AdminSite, job: ImportJob, title_page, rows, **context) -> HttpResponse:
    context |= {"job": job, "title_page": title_page, "rows": rows, "cut": context.get("cut") or CutForm(instance=job)}
    context |= {name: [spoken(pair) for pair in job.outline[name]] for name in ("lost", "notices")}
    context["faulty"] = [row for row in rows if row.errors]
    if job.text:
        context["changes"], context["citations"] = changes(as_written(job, rows), job.text)
    return page(request, site, "import_preview", **context)


def as_written(job: ImportJob, rows: list[ChapterRow]) -> Book:
    return revised(job.book, decisions(rows))


@keeps_words()
@require_POST
def import_keep(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Keep what is written in the preview as it is, right or wrong, and go on to split a chapter if one is named."""
    job = job_or_404(request, pk)
    if not job.is_ready:
        return redirect(job)
    if is_outdated(request, job):
        return outdated(request, site, job)
    title_page, rows = forms_of(job, request.POST)
    job.draft = {"title_page": _written(title_page), "rows": [_written(row) for row in rows]}
    job.save(update_fields=["draft"])
    place = request.POST.get("split", "")
    if place.isdecimal() and int(place) < len(rows):
        return redirect("admin:texts_import_split", pk, int(place))
    messages.success(request, _("What you wrote is kept. The text itself is not saved yet."))
    return redirect(job)


def _written(form) -> dict:
    return {name: form[name].value() for name in form.fields}


@require_http_methods(["GET", "HEAD", "POST"])
def import_split(request: HttpRequest, pk: int, place: int, site: AdminSite) -> HttpResponse:
    """Choose the paragraphs of one chapter at which others begin; `?words=` shows only those that hold the words."""
    job = job_or_404(request, pk)
    if not job.is_ready:
        return redirect(job)
    book = job.book
    if place >= len(book.chapters):
        raise Http404
    offered = beginnings(book.chapters[place])
    chosen = {each.at for each in offered if str(each.at) in request.POST.getlist("at")}
    if request.method == "POST" and is_outdated(request, job):
        return outdated(request, site, job)
    if request.method == "POST" and chosen:
        return _split(request, job, book, place, chosen)
    words = " ".join(request.GET.get("words", "").split())
    found = [each for each in offered if words.casefold() in each.words.casefold()]
    context = {"job": job, "place": place, "chapter": book.chapters[place], "words": words}
    context |= {"offered": found[:SHOWN], "hidden": len(found) - SHOWN, "is_empty": request.method == "POST"}
    return page(request, site, "import_split", status=422 if context["is_empty"] else 200, **context)


def _split(request: HttpRequest, job: ImportJob, book, place: int, chosen: set[int]) -> HttpResponse:
    book, count = split(book, place, chosen)
    rows = (job.draft or {}).get("rows") or [{} for _row in job.outline["chapters"]]
    first = rows[place] | {"dropped": [at for at in rows[place].get("dropped", []) if int(at) < min(chosen)]}
    rows = [*rows[:place], first, *({} for _piece in range(1, count)), *rows[place + 1 :]]
    job.draft = (job.draft or {"title_page": {}}) | {"rows": rows}
    job.outline = outline(book)
    with transaction.atomic():
        job.store("parsed", pack(book))
        job.save(update_fields=["draft", "outline"])
    messages.success(request, ngettext("Split into %d chapter.", "Split into %d chapters.", count) % count)
    return redirect(f"{job.get_absolute_url()}#c{place}")


@require_safe
def import_cover(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    job = job_or_404(request, pk)
    cover = job.book.cover if job.is_ready else None
    if cover is None:
        raise Http404
    return HttpResponse(cover.data, content_type="image/jpeg")


def is_outdated(request: HttpRequest, job: ImportJob) -> bool:
    """The chapters were cut anew, in another window, since this form was opened."""
    return request.POST.get("cut_mark") != job.cut_mark


def outdated(request: HttpRequest, site: AdminSite, job: ImportJob) -> HttpResponse:
    messages.error(request, _("The chapters were cut differently in the meantime. Nothing was saved; look them over."))
    return preview(request, site, job, *forms_of(job), status=409)


def job_or_404(request: HttpRequest, pk: int, jobs=ImportJob.objects) -> ImportJob:
    return get_object_or_404(jobs.visible_to(request.user).select_related("text"), pk=pk)


def page(request: HttpRequest, site: AdminSite, template: str, status: int = 200, **context) -> HttpResponse:
    context = {**site.each_context(request), "opts": Text._meta, **context}
    return TemplateResponse(request, f"admin/texts/{template}.html", context, status=status)
