"""What an organizer does with a guide as a whole. Each has a page that asks first, and happens by POST."""

from functools import partial

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guides import documents
from guides.admin.imports import guide_import
from guides.admin.paste import section_paste
from guides.completeness import faults, gaps
from guides.documents.to_rows import free_slug, section_slug
from guides.fileformat.document import FormatError
from guides.models import Guide
from texts.markdown import render
from texts.models import Text

NOTE_LENGTH = 500
ask = require_http_methods(["GET", "HEAD", "POST"])


def urls(site: AdminSite) -> list[URLPattern]:
    def act(route: str, view) -> URLPattern:
        return path(route, site.admin_view(partial(view, site=site)), name=f"guides_{view.__name__}")

    return [
        act("preview/", preview),
        act("import/", guide_import),
        act("from-text/<int:pk>/", guide_from_text),
        act("<int:pk>/publish/", guide_publish),
        act("<int:pk>/withdraw/", guide_withdraw),
        act("<int:pk>/review/", guide_review),
        act("<int:pk>/fork/", guide_fork),
        act("<int:pk>/origin/", guide_origin),
        act("section/<int:pk>/paste/", section_paste),
    ]


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


@ask
def guide_publish(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    reasons = faults(guide)
    if request.method == "POST":
        try:
            release = documents.publish(guide, request.user, request.POST.get("note", "").strip()[:NOTE_LENGTH])
            messages.success(request, _("Published as version %(number)d.") % {"number": release.number})
            return back_to(guide)
        except ValidationError as error:
            reasons = error.messages
    return page(
        request,
        site,
        "publish",
        title=_("Publish “%(guide)s”") % {"guide": guide},
        guide=guide,
        reasons=reasons,
        gaps=gaps(guide),
        note=request.POST.get("note", ""),
        first=not guide.releases.exists(),
        status=422 if request.method == "POST" else 200,
    )


def confirmed(request: HttpRequest, site: AdminSite, guide: Guide, question: str, button: str, hint: str = ""):
    """The page that asks; None once the answer is yes."""
    if request.method == "POST":
        return None
    return page(request, site, "confirm", title=question, guide=guide, button=button, hint=hint)


@ask
def guide_withdraw(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    question = _("Withdraw “%(guide)s”?") % {"guide": guide}
    hint = _("It leaves the library. Groups that read it keep it, and you can publish it again.")
    asked = confirmed(request, site, guide, question, _("Withdraw it"), hint)
    if asked:
        return asked
    if guide.is_published:
        guide.withdraw()
        messages.success(request, _("The library no longer shows it."))
    else:
        messages.error(request, _("Only a published guide can be withdrawn."))
    return back_to(guide)


@ask
def guide_review(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    guide = editable_or_403(request, pk)
    question = _("Ask another organizer to review “%(guide)s”?") % {"guide": guide}
    hint = _("It is listed as “In review” at everybody’s desk.")
    asked = confirmed(request, site, guide, question, _("Ask for a review"), hint)
    if asked:
        return asked
    guide.ask_for_review()
    messages.success(request, _("It is in review now."))
    return back_to(guide)


@ask
def guide_fork(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """Any organizer may make their own version of what is published."""
    guide = get_object_or_404(Guide.objects.select_related("text"), pk=pk)
    question = _("Make your own version of “%(guide)s”?") % {"guide": guide}
    hint = _("You get a draft with all its sections and questions. It names and links this guide as its origin.")
    asked = confirmed(request, site, guide, question, _("Make my own version"), hint)
    if asked:
        return asked
    try:
        return back_to(documents.fork(guide, request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return back_to(guide)


@ask
@transaction.atomic
def guide_origin(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """What changed in the guide it was made from, to be taken over piece by piece."""
    guide = editable_or_403(request, pk)
    if request.method == "POST":
        Guide.objects.select_for_update().get(pk=pk)
    news, reasons = documents.news_of(guide, request.user), []
    if news is None:
        messages.info(request, _("There is nothing new in the guide it was made from."))
        return back_to(guide)
    if request.method == "POST" and request.POST.get("release") == str(news.release.pk):
        chosen = set(request.POST.getlist("take"))
        try:
            documents.take_over(guide, news, chosen, request.user)
            messages.success(request, _("Taken over.") if chosen else _("Everything stays as it is."))
            return back_to(guide)
        except FormatError as error:
            reasons = [str(problem) for problem in error.problems]
    return page(
        request,
        site,
        "origin",
        title=_("What is new in “%(guide)s”") % {"guide": guide.derived_from},
        guide=guide,
        news=news,
        changes=news.changes(),
        reasons=reasons,
        status=422 if reasons else 200,
    )


@ask
def guide_from_text(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """A draft with a section for each chapter."""
    text = get_object_or_404(Text, pk=pk)
    if request.method != "POST":
        count = text.chapters.count()
        question = _("Make a guide to “%(text)s”?") % {"text": text}
        hint = _("It has a section for each of the %(count)d chapters. You can join, rename and move them.")
        return page(request, site, "confirm", title=question, button=_("Make the guide"), hint=hint % {"count": count})
    return back_to(guide_with_chapters(text, request.user))


@transaction.atomic
def guide_with_chapters(text: Text, by) -> Guide:
    title = (_("A guide to %(text)s") % {"text": text.title})[:300]
    guide = Guide.objects.create(
        text=text, title=title, slug=free_slug(text.title), language=text.language, created_by=by
    )
    guide.editors.add(by)
    taken: set[str] = set()
    for place, chapter in enumerate(text.chapters.defer("source", "html", "plain"), 1):
        slug = section_slug(chapter.slug, place, taken)
        taken.add(slug)
        section = guide.sections.create(position=place, title=chapter.label[:300], slug=slug)
        section.chapters.add(chapter)
    return guide


@require_POST
def preview(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Markdown as the site prints it: a fragment for the script, a page without it. Saves nothing."""
    name = request.POST.get("preview", "source")
    html = render(request.POST.get(name, "")[:50_000])
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(html)
    return page(request, site, "preview", title=_("Preview"), html=html)
